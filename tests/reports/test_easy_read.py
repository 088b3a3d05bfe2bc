"""The report in easy words, and as a poster: the report's own figures, in short sentences, never more than what may be shown."""

import re
from dataclasses import replace

import pytest

from feedback.blocks import BulletList, Heading, Paragraph, Table
from feedback.enums import Answer, Delivery
from feedback.translation import LANGUAGES, speaking
from reports.document import ChartBlock, Document, KeyFigures
from reports.easy_read import easy_read
from reports.facts import Facts
from reports.figures import Basis, hidden_figure, share_figure
from reports.frozen_facts import FrozenFacts, ReportSubject, told
from reports.measures import Measure
from reports.plain_words import agreement_sentence, in_tenths, turnout_sentence
from reports.poster import poster
from tests.reports.blocks import all_texts, chapters
from tests.reports.sample_facts import CUT, TODAY, make_facts, make_survey

BASIS = Basis(CUT, 5)
ADDRESS = "https://gensvar.example.org/public/reports/1"


def frozen(facts: Facts | None = None, *, year: int = 0, threshold: int = 5) -> FrozenFacts:
    about = ReportSubject(year=year) if year else ReportSubject("c2024")
    return FrozenFacts(about, TODAY, threshold, facts or make_facts())


def parts(document: Document) -> dict[str, list[str]]:
    """The texts of each chapter."""
    return {name: list(all_texts(blocks)) for name, blocks in chapters(document).items()}


def test_it_tells_what_was_asked_said_answered_and_what_comes_next() -> None:
    found = parts(easy_read(frozen(), language="en", address=ADDRESS))

    assert found == {
        "What was it about?": [
            "The department met people and listened to them. The meeting was called:",
            "Sakråd om bygdegårdar",
            "The department asked these questions:",
            "Vad hindrar er?",
            "Vad fungerar?",
        ],
        "Who answered?": [
            "The department also asked questions in a survey. Number of answers: 40. "
            "About 7 of 10 who were asked answered."
        ],
        "What was said most?": [
            "People talked most about this. The number is how often it was said.",
            "Long-term funding: 3",
            "Lokaler: 1",
        ],
        "What does the department answer?": [
            "Kortsiktiga projektpengar",
            "The department says yes to a part of it. Much has been done. But that was said long ago. "
            "About 4 of 10 who answered agree.",
            "Barnpassning vid möten",
            "The department says yes. It is done.",
            "Kalla lokaler",
            "The department has not answered yet.",
        ],
        "What happens next?": [
            "Promises that are late: 1.",
            "Pröva fleråriga bidrag",
            "It should have been done by 1\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2025. It is late.",
        ],
        "Do you want to know more?": ["Here you can read the whole report:", ADDRESS],
    }


def test_of_a_year_it_tells_its_meetings_and_open_promises() -> None:
    found = parts(easy_read(frozen(year=2024), language="en"))

    assert found["What was it about?"] == [
        "The department met people and listened to them. There was 1 meeting in 2024:",
        "Sakråd om bygdegårdar",
    ]
    assert "Kartlägga bussarna" in found["What happens next?"]
    assert found["Do you want to know more?"] == ["You can get the whole report from Glesbygdsdepartementet."]


def test_a_year_without_meetings_says_so() -> None:
    found = parts(easy_read(frozen(year=2007), language="en"))

    assert found["What was it about?"] == ["We have no notes of any meeting in 2007."]
    assert found["What was said most?"] == ["What was said has not been sorted by subject yet."]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [0, 2024])
def test_short_reports_show_the_figures_of_the_report_itself(language: str, year: int) -> None:
    facts = frozen(year=year)
    report = {figure.id: figure for figure in told(facts, language).figures}

    for short in (easy_read(facts, language=language), poster(facts, language=language)):
        assert short.figures
        assert {figure.id: figure for figure in short.figures}.items() <= report.items()
        assert short.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_per_cent_sign(language: str) -> None:
    for document in (easy_read(frozen(), language=language), poster(frozen(), language=language)):
        assert not [text for text in all_texts(list(document.blocks)) if re.search("[%٪]", text)]


def test_small_numbers_are_told_by_neither() -> None:
    facts = frozen(make_facts(surveys=(make_survey(responses=4, tallies=(), answered={}, languages={}),)))

    easy = parts(easy_read(facts, language="en"))
    sheet = [cell.text for block in poster(facts, language="en").blocks if isinstance(block, Table)
             for row in block.rows for cell in row]  # fmt: skip

    assert easy["Who answered?"] == [
        "The department also asked questions in a survey. Too few answered to tell how many."
    ]
    assert any(text.endswith("Too few have answered to tell what people think of it.") for text in sheet)


def test_a_draft_says_that_it_is_one() -> None:
    facts = make_facts()
    drafted = replace(
        facts, consultations=(replace(facts.consultations[0], is_confirmed=False), *facts.consultations[1:])
    )

    for document in (easy_read(frozen(drafted), language="en"), poster(frozen(drafted), language="en")):
        assert [text for text in all_texts(list(document.blocks)) if text.startswith("This is a draft:")]


def test_the_poster_has_three_figures_a_chart_and_what_became_of_it() -> None:
    found = poster(frozen(), language="en")

    figures, chart, table = found.blocks
    assert isinstance(figures, KeyFigures)
    assert figures.figures == (("3", "Issues raised"), ("2", "Answered issues"), ("1", "Overdue commitments"))
    assert isinstance(chart, ChartBlock)
    assert chart.chart.labels == ("Long-term funding", "Lokaler")
    assert isinstance(table, Table)
    assert table.header == ("You said", "We answered", "This happened")
    assert [cell.text for cell in table.rows[1]] == [
        "Barnpassning vid möten",
        "The department says yes.",
        "It is done.",
    ]
    assert [cell.language for cell in table.rows[1]] == ["sv", None, None]


@pytest.mark.parametrize("answer", list(Answer))
@pytest.mark.parametrize("delivery", list(Delivery))
def test_every_answer_and_delivery_has_a_sentence(answer: Answer, delivery: Delivery) -> None:
    facts = make_facts()
    first = replace(facts.issues[1], state=replace(facts.issues[1].state, answer=answer, delivery=delivery))

    found = easy_read(frozen(replace(facts, issues=(first,), surveys=())), language="sv-simple")

    assert all(isinstance(block, Heading | Paragraph | BulletList) for block in found.blocks)
    assert "None" not in " ".join(all_texts(list(found.blocks)))


@pytest.mark.parametrize(
    ("n", "base", "sentence"),
    [
        (0, 30, "Nobody who answered agrees."),
        (1, 30, "Almost nobody who answered agrees."),
        (13, 30, "About 4 of 10 who answered agree."),
        (15, 30, "About 5 of 10 who answered agree."),
        (29, 30, "Almost everybody who answered agrees."),
        (30, 30, "Everybody who answered agrees."),
        (0, 0, "Too few have answered to tell what people think of it."),
    ],
)
def test_agreement_in_tenths(n: int, base: int, sentence: str) -> None:
    with speaking("en"):
        assert agreement_sentence(share_figure("a", n, base, measure=Measure.AGREEMENT, basis=BASIS)) == sentence


def test_a_hidden_share_is_not_told() -> None:
    with speaking("en"):
        hidden = hidden_figure("a", measure=Measure.RESPONSE_RATE, basis=BASIS)

        assert agreement_sentence(hidden) == "Too few have answered to tell what people think of it."
        assert turnout_sentence(hidden) == ""
        # More answered than were asked: the link was passed on.
        assert turnout_sentence(share_figure("a", 12, 10, measure=Measure.RESPONSE_RATE, basis=BASIS)) == ""


def test_in_tenths_half_of_one_is_one() -> None:
    assert [in_tenths(share) for share in (0, 0.049, 0.05, 0.25, 0.949, 0.95, 1)] == [0, 0, 1, 3, 9, 10, 10]
