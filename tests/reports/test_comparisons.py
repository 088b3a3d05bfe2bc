"""Which questions of earlier surveys are compared with, and what is told of those that were changed."""

from dataclasses import replace
from datetime import date

import pytest

from feedback.blocks import Table
from reports.aggregation import survey_figures
from reports.comparisons import Break, ComparedSurvey, compared_survey
from reports.document import ChartBlock
from reports.facts import Issue
from reports.figures import Basis
from reports.survey_facts import Survey, SurveyVersion
from reports.yearly import yearly_report
from surveys.definition import Question, QuestionType, Section, ShowIf, SurveyDefinition
from tests.reports.blocks import all_texts, chapters
from tests.reports.sample_facts import (
    CUT,
    TODAY,
    english,
    make_facts,
    make_question,
    make_survey,
    make_tallies,
    make_verdict,
)

BASIS = Basis(CUT, 5)
ASKED = make_question("q1", QuestionType.SINGLE_CHOICE, ("a", "b"))
NOW = make_survey(questions=(ASKED,), tallies=make_tallies("q1", {"a": 30, "b": 10}))


def earlier_survey(question: Question, **changes: object) -> Survey:
    """Of the year before, with 8 of 20 answering a."""
    counts = dict.fromkeys((option.value for option in question.options), 0) | {"a": 8, "b": 12}
    survey = make_survey(
        id="s0",
        consultation_id="c2023",
        year=2023,
        opened=date(2023, 6, 1),
        closed=date(2023, 7, 1),
        invited=25,
        responses=20,
        questions=(question,),
        tallies=make_tallies(question.key, counts),
        title={"sv": "Enkät 2023"},
    )
    return replace(survey, **changes)


def compared(now: Survey, *earlier: Survey, issues: tuple[Issue, ...] = ()) -> ComparedSurvey:
    figures = survey_figures(now, BASIS)
    return compared_survey(figures, [figures, *(survey_figures(it, BASIS) for it in earlier)], issues)


def test_the_same_question_is_compared_by_share_with_both_numbers() -> None:
    found = compared(NOW, earlier_survey(replace(ASKED, key="q7")))

    (comparison,) = found.comparisons
    assert [(it.year, it.answered.value, it.response_rate.value) for it in comparison.asked] == [
        (2023, 20, 0.8),
        (2024, 40, 40 / 55),
    ]
    assert [[share.value for share in it.shares] for it in comparison.answers] == [[0.4, 0.75], [0.6, 0.25]]
    assert found.breaks == ()


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (replace(ASKED, text={**ASKED.text, "sv": "Fråga q1 på ren svenska?"}), Break.WORDING),
        (replace(ASKED, options=ASKED.options[:1]), Break.ANSWERS),
        (replace(ASKED, options=(replace(ASKED.options[0], labels={"sv": "annat"}), ASKED.options[1])), Break.ANSWERS),
        (replace(ASKED, options=ASKED.options[::-1]), Break.ANSWERS),
        (replace(ASKED, max_choices=1), Break.ANSWERS),
        (replace(ASKED, show_if=ShowIf("q0")), Break.ASKED_OF),
    ],
)
def test_a_changed_question_is_a_break(before: Question, why: Break) -> None:
    found = compared(NOW, earlier_survey(before))

    assert found.comparisons == ()
    assert [(it.why, it.before.question, it.before.year) for it in found.breaks] == [(why, before, 2023)]


@pytest.mark.parametrize(
    "before",
    [
        replace(ASKED, text={"sv": "Hur långt har ni till närmaste lokal?"}),
        replace(ASKED, type=QuestionType.SEVERAL_CHOICES),
        replace(ASKED, text={"fi": "Kysymys?"}),
    ],
)
def test_another_question_is_neither_compared_nor_a_break(before: Question) -> None:
    found = compared(NOW, earlier_survey(before))

    assert (found.comparisons, found.breaks) == ((), ())


def test_a_translation_that_was_changed_is_no_break() -> None:
    before = replace(ASKED, text={**ASKED.text, "en": "Another translation altogether?"})

    assert len(compared(NOW, earlier_survey(before)).comparisons) == 1


def test_surveys_of_the_same_consultation_and_later_ones_are_not_compared_with() -> None:
    same = earlier_survey(ASKED, consultation_id=NOW.consultation_id)
    later = earlier_survey(ASKED, opened=date(2025, 1, 1))

    assert compared(NOW, same, later).comparisons == ()


def test_a_question_reworded_while_its_survey_was_open_is_a_break() -> None:
    first = replace(ASKED, text={"sv": "Fråga q1?"})
    versions = tuple(
        SurveyVersion(
            number, SurveyDefinition({}, sections=(Section("s", {}, (question,)),)), date(2023, 6, number), 10
        )
        for number, question in enumerate((first, ASKED), start=1)
    )

    found = compared(NOW, earlier_survey(ASKED, versions=versions))

    assert [it.why for it in found.breaks] == [Break.MEANWHILE]


def test_verdicts_are_compared_where_they_are_about_the_same_issue_also_after_a_merge() -> None:
    now = make_survey(questions=(make_verdict("q4", "new"),), tallies=make_tallies("q4", {"yes": 20, "no": 20}))
    before = replace(make_verdict("q9", "old"), text={"sv": "Något annat?"})
    counts = make_tallies("q9", {"yes": 5, "no": 15})
    issues = (Issue("new", "Sammanslagen", former_ids=("old",)),)

    found = compared(now, earlier_survey(before, tallies=counts), issues=issues)
    unrelated = compared(now, earlier_survey(before, tallies=counts))

    assert [share.value for share in found.comparisons[0].answers[0].shares] == [0.25, 0.5]
    assert (unrelated.comparisons, unrelated.breaks) == ((), ())


def test_a_hidden_share_stays_hidden_beside_another_year() -> None:
    before = earlier_survey(ASKED, tallies=make_tallies("q1", {"a": 2, "b": 18}))

    (comparison,) = compared(NOW, before).comparisons

    assert [it.shares[0].suppressed for it in comparison.answers] == [True, True]


def test_both_reports_show_what_is_compared_and_what_is_not() -> None:
    changed = make_question("q2", QuestionType.SINGLE_CHOICE, ("x", "y"))
    before = replace(changed, text={**changed.text, "sv": "Fråga q2 på god svenska?", "en": "Before?"})
    now = replace(NOW, questions=(ASKED, changed), tallies=(*NOW.tallies, *make_tallies("q2", {"x": 9, "y": 9})))
    tallies = (*make_tallies("q1", {"a": 8, "b": 12}), *make_tallies("q2", {"x": 10, "y": 10}))
    facts = make_facts(surveys=(now, earlier_survey(ASKED, questions=(ASKED, before), tallies=tallies)))

    for document in (english(facts), yearly_report(facts, year=2024, language="en", today=TODAY)):
        blocks = chapters(document)["Compared with earlier surveys"]
        tables = [block for block in blocks if isinstance(block, Table)]
        assert [[cell.text for cell in row] for row in tables[0].rows] == [
            ["answer a", "40%", "75%"],
            ["answer b", "60%", "25%"],
            ["How many answered the question", "20", "40"],
            ["Response rate of the survey", "80%", "73%"],
        ]
        assert tables[0].header == ("Answer", "2023", "2024")
        assert [cell.text for cell in tables[1].rows[0]] == [
            "Question q2 in English?",
            "Before?",
            "2023",
            "The wording was changed: not comparable.",
        ]
        assert sum(isinstance(block, ChartBlock) for block in blocks) == 1
        assert any("worded alike" in text for text in all_texts(chapters(document)["How this report was made"]))


def test_a_report_without_earlier_surveys_has_no_such_chapter() -> None:
    assert "Compared with earlier surveys" not in chapters(english(make_facts()))
