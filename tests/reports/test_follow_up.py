"""The follow-up report's chapters, numbers, languages and silences."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from feedback.enums import Effect
from feedback.issue_states import IssueState
from feedback.translation import speaking
from reports.document import ChartBlock, KeyFigures
from reports.facts import Passage
from reports.figures import figure_text
from reports.follow_up import follow_up_figures, follow_up_report
from reports.survey_facts import Survey, SurveyVersion
from surveys.definition import QuestionType, Section, SurveyDefinition
from tests.reports.blocks import all_texts, chapters, chart_values, figures_in, number_texts, unbroken
from tests.reports.sample_facts import TODAY, english, make_facts, make_question, make_survey, make_tallies

CHAPTERS = [
    "Summary",
    "What was asked",
    "Who answered",
    "Answers, question by question",
    "Themes now and at earlier consultations",
    "What was raised, and what became of it",
    "Action plan",
    "What was moved, and why",
    "Still open",
    "How this report was made",
    "Definitions",
    "Every point of the notes, with its source",
]


def test_follow_up_report_has_its_chapters_in_order() -> None:
    document = english(make_facts())
    assert list(chapters(document)) == CHAPTERS
    assert (document.title, document.subtitle, document.author, document.cut) == (
        f"Follow-up of the consultation of {unbroken('4 June 2024')}",
        "Sakråd om bygdegårdar",
        "Glesbygdsdepartementet",
        f"{unbroken('15 January 2026')} at 09:30 UTC",
    )


def test_follow_up_report_key_figures() -> None:
    key = chapters(english(make_facts()))["Summary"][0]
    assert key == KeyFigures(
        (
            ("40", "Responses"),
            ("73%", "Response rate"),
            ("6", "Points"),
            ("3", "Issues raised"),
            ("2", "Recurring issues"),
            ("2", "Answered issues"),
            ("1", "Overdue commitments"),
            ("1", "Gap between delivery and verdict"),
        )
    )


def test_follow_up_report_without_a_survey_has_no_column_for_it_and_no_unknown_key_figure() -> None:
    found = chapters(english(make_facts(surveys=())))
    key, issues = found["Summary"][0], found[CHAPTERS[5]][0]
    assert isinstance(key, KeyFigures)
    assert isinstance(issues, Table)
    assert [name for _number, name in key.figures] == [
        "Points", "Issues raised", "Recurring issues", "Answered issues", "Overdue commitments",
    ]  # fmt: skip
    assert issues.header == ("Issue", "Raised", "Answer", "Delivery")


def test_follow_up_report_of_unanswered_issues_says_none() -> None:
    facts = make_facts()
    silent = tuple(replace(it, state=IssueState()) for it in facts.issues)
    told = chapters(english(replace(facts, issues=silent)))["Summary"]
    assert Paragraph("Glesbygdsdepartementet has answered none of the issues.") in told


def test_follow_up_report_numbers_are_its_figures() -> None:
    facts = make_facts()
    with speaking("en"):
        figures = list(figures_in(follow_up_figures(facts, consultation_id="c2024", today=TODAY, threshold=5)))
        told = {figure_text(figure) for figure in figures}
    document = english(facts)
    assert [text for text in number_texts(list(document.blocks)) if text not in told] == []
    values = {figure.value for figure in figures}
    assert [value for value in chart_values(list(document.blocks)) if value not in values] == []
    assert {figure.cut for figure in figures} == {facts.cut}
    assert [figure.id for figure in figures if not figure.definition] == []


def test_follow_up_report_marks_texts_in_another_language() -> None:
    found = chapters(english(make_facts()))
    assert found["What was asked"][1:4] == [
        Heading("Question 1", 2),
        Paragraph("Vad hindrar er?", "sv"),
        BulletList(("Vad saknas?", "Vem kan hjälpa?"), "sv"),
    ]
    themes = next(block for block in found[CHAPTERS[4]] if isinstance(block, Table))
    assert [row[0] for row in themes.rows] == [Cell("Long-term funding"), Cell("Lokaler", "sv"), Cell("Travel")]


def test_follow_up_report_in_swedish_marks_nothing() -> None:
    document = follow_up_report(make_facts(), consultation_id="c2024", language="sv", today=TODAY)
    languages = {block.language for block in document.blocks if isinstance(block, Paragraph | BulletList)}
    languages |= {
        cell.language for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row
    }
    languages |= {block.chart.language for block in document.blocks if isinstance(block, ChartBlock)}
    languages |= {block.language for block in document.blocks if isinstance(block, Heading)}
    languages |= {block.caption_language for block in document.blocks if isinstance(block, Table)}
    languages |= {document.subtitle_language}
    assert languages == {None}
    assert document.language == "sv"


def test_follow_up_report_shows_a_distribution_as_chart_and_table() -> None:
    blocks = chapters(english(make_facts()))["Answers, question by question"]
    heading, answered, chart, table = blocks[:4]
    assert heading == Heading("Question q1 in English?", 2)
    assert isinstance(answered, Paragraph)
    assert answered.text == "40 answered the question. Response rate of the survey: 73%."
    assert isinstance(chart, ChartBlock)
    assert chart.chart.labels == ("answer association", "answer foundation", "answer region")
    assert chart.chart.series[0].values == (20, 15, 5)
    assert chart.chart.alternative == (
        "How many gave each answer. Highest is answer association, 20. Lowest is answer region, 5. "
        "answer association: 20; answer foundation: 15; answer region: 5."
    )
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["answer association", "20", "50%"],
        ["answer foundation", "15", "38%"],
        ["answer region", "5", "12%"],
    ]


def reworded_survey(responses: tuple[int, ...]) -> Survey:
    """The first question was reworded with the second version; a third added a translation alone."""
    first = make_question("q1", QuestionType.SINGLE_CHOICE, ("association", "foundation"))
    second = replace(first, text={"sv": "Vilken typ av organisation?", "en": "What kind of organisation?"})
    third = replace(second, text={**second.text, "fi": "Millainen organisaatio?"})
    versions = tuple(
        SurveyVersion(n, SurveyDefinition({}, sections=(Section("a", {}, (question,)),)), date(2024, 6, 9 + n), count)
        for n, (question, count) in enumerate(zip((first, second, third), responses, strict=True), start=1)
    )
    survey = make_survey()
    return replace(survey, questions=(third, *survey.questions[1:]), versions=versions)


@pytest.mark.parametrize(
    ("responses", "shown"),
    [((22, 10, 8), ["22", "18"]), ((30, 7, 3), ["30", "not shown"]), ((2, 30, 8), ["not shown"] * 2)],
)
def test_follow_up_report_shows_every_wording_of_a_question_with_its_responses(
    responses: tuple[int, ...], shown: list[str]
) -> None:
    blocks = chapters(english(make_facts(surveys=(reworded_survey(responses),))))["Answers, question by question"]
    heading, told, table = blocks[:3]
    assert heading == Heading("What kind of organisation?", 2)
    assert told == Paragraph("The question was reworded while the survey was open. The answers are counted together.")
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "Question q1 in English?", unbroken("10 June 2024"), shown[0]],
        ["2, 3", "What kind of organisation?", unbroken("11 June 2024"), shown[1]],
    ]


def test_follow_up_report_draws_hidden_numbers_as_nothing() -> None:
    blocks = chapters(english(make_facts()))["Answers, question by question"]
    chart = next(it.chart for it in blocks if isinstance(it, ChartBlock) and it.chart.series[0].values[1] == 12)
    assert chart.series[0].values == (None, 12, None, 13)
    assert chart.series[0].texts == ("not shown", "12", "not shown", "13")


def test_follow_up_report_issue_stands_beside_its_verdict() -> None:
    blocks = chapters(english(make_facts()))[CHAPTERS[5]]
    place = blocks.index(Heading("Kortsiktiga projektpengar", 2, "sv"))
    said, points, _earlier, table = blocks[place + 1 : place + 5]
    assert said == Paragraph("What was said this time:")
    assert points == BulletList(("Projektpengarna räcker ett år i taget.", "Stödet bör sökas på ett ställe."), "sv")
    assert isinstance(table, Table)
    assert {row[0].text: row[1].text for row in table.rows} == {
        "Raised": "2012, 2019, 2023, 2024",
        "Answer": "Accepted in part",
        "Reason": "Fleråriga bidrag prövas i två län.",
        "Delivery": "Substantial (unconfirmed)",
        "Delivery stated on": unbroken("1 November 2024"),
        "Verification": "Checked by a second officer",
        "Effect": "Marginal",
        "Participants' verdict": (
            "Yes: 6. Partly: 7. No: 17. Cannot say: 6. Answers: 36. Response rate: 73%. Survey of 2024."
        ),
        "Participants who agree": "43% (13 of 30)",
        "Gap": "Yes: fewer than half of the participants agree",
    }
    assert blocks[place + 5 : place + 11] == [
        Paragraph("What has been undertaken:"),
        BulletList(("Pröva fleråriga bidrag",), "sv"),
        Paragraph(f"Decided {unbroken('1 September 2024')}.", quiet=True),
        Heading("Replies from organisations, word for word", 3),
        Paragraph("Norrbygdens förening:"),
        Paragraph("Det räcker inte.", "sv"),
    ]


def test_follow_up_report_issue_shows_what_was_said_earlier_with_its_source() -> None:
    blocks = chapters(english(make_facts()))[CHAPTERS[5]]
    place = blocks.index(Heading("Kortsiktiga projektpengar", 2, "sv"))
    said = blocks[place + 3]
    assert isinstance(said, Table)
    assert (said.caption, said.header) == ("Said earlier", ("Year", "Point", "Source"))
    # Of the first two there are no notes any more.
    assert said.rows == (
        (Cell("2012"), Cell("Pengarna tar slut.", "sv"), Cell("–")),
        (Cell("2019"), Cell("Ettåriga bidrag.", "sv"), Cell("–")),
        (Cell("2023"), Cell("Tidigare synpunkt 1.", "sv"), Cell("anteckningar.txt, page 1, lines 10–11")),
    )


def test_follow_up_report_of_an_earlier_consultation_does_not_call_later_points_earlier() -> None:
    document = follow_up_report(make_facts(), consultation_id="c2023", language="en", today=TODAY)
    said = [it for it in chapters(document)[CHAPTERS[5]] if isinstance(it, Table) and it.header[0] == "Year"]
    assert [(it.caption, [row[0].text for row in it.rows]) for it in said] == [
        ("Said at other consultations", ["2012", "2019", "2024", "2024"]),
        ("Said at other consultations", ["2024"]),
    ]


def test_follow_up_report_issue_without_a_word_about_delivery_has_no_verification_or_effect() -> None:
    blocks = chapters(english(make_facts()))[CHAPTERS[5]]
    table = blocks[blocks.index(Heading("Kalla lokaler", 2, "sv")) + 3]
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["Raised", "Answer", "Delivery", "Participants' verdict", "Gap"]


def test_follow_up_report_issue_whose_effect_was_stated_alone_shows_it() -> None:
    facts = make_facts()
    worse = replace(facts.issues[1], state=IssueState(effect=Effect.WORSENED, effect_reason="Det har blivit kallare."))
    blocks = chapters(english(replace(facts, issues=(worse,))))[CHAPTERS[5]]
    table = blocks[blocks.index(Heading("Kalla lokaler", 2, "sv")) + 3]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows[3:5]] == [
        ["Effect", "Worsened"],
        ["About the effect", "Det har blivit kallare."],
    ]


def test_follow_up_report_says_what_was_decided_before_the_consultation() -> None:
    facts = make_facts()
    source = Passage("Direktiv", "2024-04", "direktiv.pdf", 6, 3, 3)
    early = tuple(replace(it, source=source) if it.id == "k1" else it for it in facts.commitments)
    found = chapters(english(replace(facts, commitments=early)))
    decided = f"Decided {unbroken('April 2024')}, before this consultation."
    assert Paragraph(decided, quiet=True) in found[CHAPTERS[5]]
    table = found["Action plan"][0]
    assert isinstance(table, Table)
    assert [row[4].text for row in table.rows] == [
        "added by an officer",
        f"direktiv.pdf, page 6, line 3\n{decided}",
    ]


def test_follow_up_report_tells_how_many_points_have_no_theme() -> None:
    blocks = chapters(english(make_facts()))[CHAPTERS[4]]
    assert blocks[-1] == Paragraph(
        "Of the 6 points now, 2 have no confirmed theme; of the 4 points earlier, 1. They are part of all points, from "
        "which the shares are counted."
    )


def test_follow_up_report_still_open_says_why() -> None:
    table = chapters(english(make_facts()))["Still open"][0]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        [
            "Kortsiktiga projektpengar",
            "2012; in 4 years",
            f"A commitment has been overdue since {unbroken('1 March 2025')}. Participants do not agree that it is delivered. "
            f"The delivery has not been confirmed again since {unbroken('1 November 2024')}.",
        ],
        ["Kalla lokaler", "2024", "The department has not answered."],
    ]


def test_follow_up_report_still_open_tells_since_when_a_commitment_is_overdue() -> None:
    table = chapters(english(make_facts()))["Still open"][1]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Pröva fleråriga bidrag", "Enheten för stöd", unbroken("1 March 2025"), unbroken("31 December 2024")]
    ]


def test_follow_up_report_names_every_document_that_it_tells_of() -> None:
    facts = make_facts()
    points = tuple(replace(it, document="samrad.docx") for it in facts.consultations[1].points)
    held = (facts.consultations[0], replace(facts.consultations[1], points=points), facts.consultations[2])
    texts = all_texts(chapters(english(replace(facts, consultations=held)))["How this report was made"])
    assert [text for text in texts if text.startswith("Documents")] == [
        "Documents read: anteckningar.txt, samrad.docx, uppdrag.pdf."
    ]


def test_follow_up_report_leaves_out_issues_that_it_did_not_raise() -> None:
    texts = list(all_texts(list(english(make_facts()).blocks)))
    assert [text for text in texts if "Bara tidigare" in text] == []


def test_follow_up_report_under_review_does_not_claim_that_it_was_checked() -> None:
    facts = make_facts()
    waiting = tuple(replace(it, is_confirmed=False) for it in facts.consultations)
    confirmed, unconfirmed = (
        chapters(english(told))["How this report was made"][1]
        for told in (facts, replace(facts, consultations=waiting))
    )
    assert (confirmed, unconfirmed) == (
        Paragraph(
            "Questions and points were read from the notes and checked by an officer. Each point leads back to its lines in "
            "the document."
        ),
        Paragraph(
            "Questions and points were read from the notes. An officer has not yet confirmed them. Each point leads back to "
            "its lines in the document."
        ),
    )


@pytest.mark.parametrize(
    ("closed", "row"), [(None, ["State", "still open"]), (TODAY, ["Closed", unbroken("15 January 2026")])]
)
def test_follow_up_report_says_whether_the_survey_is_open(closed: date | None, row: list[str]) -> None:
    table = chapters(english(make_facts(surveys=(make_survey(closed=closed),))))["Who answered"][1]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[1]] == row


def test_follow_up_report_marks_titles_in_another_language() -> None:
    survey = make_survey(questions=tuple(replace(it, text={"sv": it.text["sv"]}) for it in make_survey().questions))
    document = english(make_facts(surveys=(survey,)))
    heading, _answered, _chart, table = chapters(document)["Answers, question by question"][:4]
    assert heading == Heading("Fråga q1 på svenska?", 2, "sv")
    assert isinstance(table, Table)
    assert (table.caption, table.caption_language) == ("Fråga q1 på svenska?", "sv")
    assert document.subtitle_language == "sv"


def test_follow_up_report_of_nothing_says_so() -> None:
    facts = make_facts()
    empty = replace(facts.consultations[0], questions=(), points=(), participants_text="", participants_count=None)
    document = english(replace(facts, consultations=(empty,), codings=(), issues=(), commitments=(), surveys=()))
    found = chapters(document)
    assert [block for block in document.blocks if isinstance(block, ChartBlock)] == []
    assert list(found) == [it for it in CHAPTERS if it not in (*CHAPTERS[2:4], CHAPTERS[7])]
    assert list(all_texts(found["Summary"][1:])) == [
        "What was said",
        "The notes hold 0 points. No point of this consultation has been tied to an issue yet.",
        "What the department answered",
        "Glesbygdsdepartementet has answered none of the issues.",
        "What has happened",
        "There is no commitment to tell about.",
        "What participants say",
        "There has been no survey about this consultation.",
        "It cannot be told yet whether participants agree with the department.",
        "What is still open",
        "Nothing that was raised is open.",
    ]
    assert found[CHAPTERS[4]] == [Paragraph("No theme has been confirmed or suggested for the points of the notes.")]
    assert found[CHAPTERS[5]] == [Paragraph("No point of this consultation has been tied to an issue yet.")]
    assert found["Action plan"] == [Paragraph("There is no commitment to tell about.")]
    assert found["Still open"] == [Paragraph("Nothing that was raised is open.")]
    assert found[CHAPTERS[11]] == [Paragraph("The notes hold no point.")]


def test_follow_up_report_of_a_survey_that_nobody_answered_says_so() -> None:
    survey = make_survey(responses=0, tallies=(), answered={}, languages={}, statement_themes=())
    found = chapters(english(make_facts(surveys=(survey,))))
    assert found["Who answered"][-1] == Paragraph("Nobody has answered yet.")
    assert found["Answers, question by question"] == [Paragraph("There are no answers that can be shown.")]


def test_follow_up_report_below_the_threshold_shows_no_answer() -> None:
    survey = make_survey(
        responses=4, languages={"sv": 3, "ar": 1}, tallies=make_tallies("q4", {"yes": 3, "no": 1}), answered={"q4": 4}
    )
    found = chapters(english(make_facts(surveys=(survey,))))
    assert found["Who answered"][-1] == Paragraph(
        "So few have answered that no answer can be shown without telling whose it is."
    )
    assert number_texts(found["Who answered"]) == ["55", "fewer than 5", "not shown"]
    assert found["Answers, question by question"] == [Paragraph("There are no answers that can be shown.")]
    verdicts = [text for text in all_texts(found[CHAPTERS[5]]) if text.startswith("Not shown: fewer")]
    assert verdicts == ["Not shown: fewer than 5 answered."] * 2


def test_follow_up_report_with_every_answer_hidden_has_a_sentence_for_a_chart() -> None:
    survey = make_survey(tallies=make_tallies("q1", {"association": 7, "foundation": 1, "region": 0}))
    blocks = chapters(english(make_facts(surveys=(survey,))))["Answers, question by question"]
    assert list(all_texts(blocks[:3])) == [
        "Question q1 in English?",
        "8 answered the question. Response rate of the survey: 73%.",
        "There is no chart: every number in it is too small to be shown, or would give such one away.",
    ]


def test_follow_up_report_of_an_unknown_consultation() -> None:
    with pytest.raises(KeyError, match="c1999"):
        follow_up_report(make_facts(), consultation_id="c1999", language="en", today=TODAY)


@pytest.mark.parametrize("threshold", [2, 11])
def test_follow_up_report_with_a_threshold_that_is_not_allowed(threshold: int) -> None:
    with pytest.raises(ValueError, match="must be 3 to 10"):
        english(make_facts(), threshold)


counts = st.integers(0, 14)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.integers(3, 10))
def test_follow_up_report_shows_no_small_number_of_people(data: st.DataObject, threshold: int) -> None:
    survey = make_survey()
    tallies = tuple(replace(tally, n=data.draw(counts)) for tally in survey.tallies)
    coded = tuple(replace(tally, n=data.draw(counts)) for tally in survey.statement_themes)
    answered = {key: data.draw(counts) for key in survey.answered}
    languages = {code: data.draw(counts) for code in survey.languages}
    drawn = replace(
        survey,
        tallies=tallies,
        statement_themes=coded,
        answered=answered,
        languages=languages,
        responses=sum(languages.values()),
    )
    found = chapters(english(make_facts(surveys=(drawn,)), threshold))
    about_people = found["Who answered"] + found["Answers, question by question"]
    small = {str(number) for number in range(1, threshold)}
    assert small.intersection(number_texts(about_people)) == set()
    assert [value for value in chart_values(about_people) if value and value < threshold] == []
    verdicts = [text for text in all_texts(found[CHAPTERS[5]]) if "Cannot say:" in text]
    told = {
        number for text in verdicts for number in re.findall(r"(?:Yes|Partly|No|Cannot say|Answers): (\d+)\.", text)
    }
    assert small.intersection(told) == set()
    answers = [text for text in all_texts(about_people) if " answered the question." in text]
    assert [text for text in answers if text.split()[0] in small] == []
    written = [text for text in all_texts(about_people) if not text.startswith("Median: ")]
    assert small.intersection(number for text in written for number in re.findall(r": (\d+)[;.]", text)) == set()


PRINT_REPORT = """
import hashlib
from tests.reports.sample_facts import TODAY, english, make_facts
from reports.follow_up import follow_up_report
from reports.yearly import yearly_report
documents = (
    follow_up_report(make_facts(), consultation_id="c2024", language="en", today=TODAY),
    yearly_report(make_facts(), year=2024, language="en", today=TODAY),
)
print(hashlib.sha256(repr(documents).encode()).hexdigest())
"""


def test_reports_are_the_same_in_every_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", PRINT_REPORT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
