"""What is new since last year: closed, reopened, delivered and moved, and on which issues more or fewer agree."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from feedback.blocks import BulletList, Paragraph, Table
from feedback.enums import Answer, Delivery
from feedback.issue_states import Entry, Field, state_of
from feedback.plan_states import Ending
from reports.charts.chart import Shape
from reports.document import ChartBlock, Document
from reports.facts import Commitment, Facts, Issue, RaisedPoint
from reports.survey_facts import Survey
from reports.yearly import yearly_report
from tests.reports.blocks import chapters
from tests.reports.sample_facts import TODAY, make_facts, make_survey, make_tallies

CHAPTER = "What is new since 2023"


def said(year: int, value: Answer | Delivery) -> Entry:
    field = Field.ANSWER if isinstance(value, Answer) else Field.DELIVERY
    return Entry(field, value.value, "", None, datetime(year, 5, 1, tzinfo=UTC))


def issue(name: str, *log: Entry, raised: int = 2022) -> Issue:
    return Issue(name, name, (RaisedPoint(name, name, "c2023", raised),), state_of(log), log=log)


def report(facts: Facts) -> Document:
    return yearly_report(facts, year=2024, language="en", today=TODAY)


def tables(facts: Facts) -> dict[str, list[list[str]]]:
    blocks = [block for block in chapters(report(facts))[CHAPTER] if isinstance(block, Table)]
    return {it.caption: [[cell.text for cell in row] for row in it.rows] for it in blocks}


def test_year_tells_what_was_closed_reopened_delivered_and_moved_beside_the_year_before() -> None:
    issues = (
        issue("Stängd i fjol", said(2023, Answer.DECLINED)),
        issue("Stängd i år", said(2023, Delivery.LIMITED), said(2024, Delivery.COMPLETE)),
        issue("Öppnad igen", said(2022, Delivery.COMPLETE), said(2024, Delivery.LIMITED)),
        issue("Stängd senare", said(2025, Answer.OUTSIDE_REMIT)),
        issue("Ny", raised=2024),
    )
    done = Commitment("k9", "Skriv ett brev", "Kansliet", said_ended=Ending.DONE, said_ended_on=date(2024, 3, 1))
    answered = Commitment("k8", "Bygg en ramp", "Kansliet", issue_ids=("Stängd i år",))
    moved = make_facts().commitments[0]
    facts = make_facts(issues=issues, commitments=(done, answered, moved), surveys=(), unconfirmed_months=60)

    found = tables(facts)

    assert found == {
        "The year beside the one before": [
            ["New issues", "0", "1"],
            ["Closed issues", "1", "1"],
            ["Reopened issues", "0", "1"],
            ["Delivered commitments", "0", "2"],
            ["Commitments that were moved", "0", "1"],
        ],
        "Issues closed in the year": [["Stängd i år", "Not answered", "Complete"]],
        "Issues reopened in the year": [["Öppnad igen", "Not answered", "Limited"]],
    }
    delivered = next(it for it in chapters(report(facts))[CHAPTER] if isinstance(it, BulletList))
    assert sorted(delivered.items) == ["Bygg en ramp", "Skriv ett brev"]


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ({"yes": 5, "partly": 5, "no": 20, "cannot say": 0}, "Narrowed: more agree"),
        ({"yes": 10, "partly": 15, "no": 5, "cannot say": 0}, "Widened: fewer agree"),
        ({"yes": 6, "partly": 7, "no": 17, "cannot say": 0}, "As before"),
        ({"yes": 2, "partly": 1, "no": 15, "cannot say": 12}, "not shown"),
    ],
)
def test_year_tells_whether_more_agree_than_in_the_survey_before(then: dict[str, int], told: str) -> None:
    found = tables(make_facts(surveys=(earlier(then), make_survey())))

    [row] = found["Share of the participants who agree that it is delivered"]
    assert (row[0], row[3], row[4]) == ("Kortsiktiga projektpengar", "43% (13 of 30)", told)
    assert row[2].startswith("2023: ")


def test_year_does_not_compare_verdicts_whose_answers_were_others() -> None:
    before = earlier({"yes": 5, "partly": 5, "no": 20, "cannot say": 0})
    others = tuple(replace(it, options=it.options[:3]) if it.key == "q4" else it for it in before.questions)

    blocks = chapters(report(make_facts(surveys=(replace(before, questions=others), make_survey()))))[CHAPTER]

    assert [type(block) for block in blocks] == [Table]


def test_year_summary_tells_what_changed() -> None:
    before = earlier({"yes": 5, "partly": 5, "no": 20, "cannot say": 0})
    told = [it.text for it in report(make_facts(surveys=(before, make_survey()))).summary if isinstance(it, Paragraph)]

    assert [text for text in told if text.startswith("Issues closed") or "more agree than" in text] == [
        "Issues closed in 2024: 0; reopened: 0. Commitments delivered in the year: 0; moved: 1.",
        "Issues that the department says are delivered and that participants have judged: 1. Fewer than half agree on: 1. "
        "Issues on which more agree than in the survey before: 1; fewer: 0.",
    ]


def earlier(verdicts: dict[str, int]) -> Survey:
    """A survey of the year before, with the same questions."""
    answered = sum(verdicts.values())
    return make_survey(
        id="s0",
        consultation_id="c2023",
        year=2023,
        opened=date(2023, 6, 10),
        closed=date(2023, 7, 1),
        answered={"q4": answered},
        tallies=make_tallies("q4", verdicts),
        statement_themes=(),
    )


def test_year_shows_how_delivery_moved_for_issues_that_were_known_before() -> None:
    issues = (
        issue("Flyttad", said(2023, Delivery.LIMITED), said(2024, Delivery.COMPLETE)),
        issue(
            "Flyttad också", said(2023, Delivery.LIMITED), said(2024, Delivery.COMPLETE), said(2025, Delivery.LIMITED)
        ),
        issue("Kvar", said(2022, Delivery.NOT_STARTED)),
        issue("Ny", said(2024, Delivery.COMPLETE), raised=2024),
    )
    facts = make_facts(issues=issues, commitments=(), surveys=())

    blocks = [it.chart for it in chapters(report(facts))[CHAPTER] if isinstance(it, ChartBlock)]

    (flow,) = [it for it in blocks if it.shape is Shape.STATUS_FLOW]
    assert (flow.labels, {it.name: it.values for it in flow.series}) == (
        ("Not started", "Limited"),
        {"Not started": (1, 0), "Complete": (0, 2)},
    )


def test_year_in_which_no_delivery_moved_has_no_chart_of_it() -> None:
    facts = make_facts(issues=(issue("Kvar", said(2022, Delivery.LIMITED)),), commitments=(), surveys=())

    assert [it for it in chapters(report(facts))[CHAPTER] if isinstance(it, ChartBlock)] == []
