"""Recurrence: what counts as earlier, what is suggested, and what confirming does to the issues."""

import asyncio
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.enums import PointKind
from feedback.errors import Conflict, NotFound
from feedback.issues import get_issue
from feedback.points import NotedPoint
from feedback.recurrence import (
    LONGEST_TITLE,
    Candidate,
    PointRecurrence,
    SaidPoint,
    attach_to_issue,
    confirm_recurrence,
    is_earlier,
    issue_title,
    list_issue_titles,
    open_issue_of,
    suggest_recurrence,
)
from feedback.tables import Issue
from tests.factories import NOW, make_consultation, make_issue, make_officer, make_point

LATE = "Associations need premises that they can afford in the evenings."
EARLY = "Associations cannot afford premises in the evenings. Rents are too high."
OTHER = "The language courses start too late for parents."


async def make_two_years() -> tuple[UUID, UUID, UUID]:
    """A consultation of 2024, its point, and a point of 2019 that raises the same."""
    earlier = await make_consultation(title="Earlier", date="2019-10-22", points=[OTHER])
    early = await make_point(earlier, text=EARLY, position=2)
    consultation = await make_consultation(date="2024-06-04")
    return consultation, await make_point(consultation, text=LATE), early


def said(date: str, *, year: int = 0, consultation: int = 1) -> SaidPoint:
    return SaidPoint(uuid4(), "Text", year or int(date[:4] or 0), date, "en", UUID(int=consultation), "Title")


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        (said("2019-10-22"), said("2024-06-04", consultation=2), True),
        (said("2024-06-04"), said("2019-10-22", consultation=2), False),
        (said("2024-06-04"), said("2024-06-04", consultation=2), False),
        (said("2014-05"), said("2014-06-01", consultation=2), True),
        (said("2014-05", year=2012), said("2014-05", year=2013), True),
        (said("2014-05", year=2013), said("2014-05", year=2013), False),
        (said(""), said("2024-06-04", consultation=2), False),
        (said("2024-06-04"), said("", consultation=2), False),
    ],
)
def test_is_earlier(one: SaidPoint, other: SaidPoint, earlier: bool) -> None:
    assert is_earlier(one, other) is earlier


async def test_suggest_recurrence(database: str) -> None:
    consultation, late, early = await make_two_years()
    issue = await make_issue(title="Premises are too expensive", points=[early])

    (found,) = await suggest_recurrence(consultation)

    assert (found.point.id, found.year, found.issues) == (late, 2024, ())
    best = found.candidates[0]
    assert (best.point.id, best.point.year, best.point.consultation_title) == (early, 2019, "Earlier")
    assert [(each.id, each.years) for each in best.issues] == [(issue, (2019,))]
    assert set(best.because) <= set(LATE.rstrip(".").split())
    assert best.because != ()


async def test_suggest_recurrence_leaves_out_what_was_not_said_before(database: str) -> None:
    consultation = await make_consultation(date="2024-06-04", points=[LATE, LATE])
    dropped = await make_consultation(date="2019-01-01")
    await make_point(dropped, text=EARLY, dropped_at=NOW)
    await make_consultation(date="2018-01-01", points=[EARLY], deleted_at=NOW)
    await make_consultation(date="2025-01-01", points=[EARLY])
    await make_consultation(date="", points=[EARLY])

    assert [each.candidates for each in await suggest_recurrence(consultation)] == [(), ()]


async def test_suggest_recurrence_within_a_report_on_several_years(database: str) -> None:
    report = await make_consultation(date="2014-05")
    early = await make_point(report, text=EARLY, heading="Storby 2012: obstacles")
    late = await make_point(report, text=LATE, heading="Lillby 2013: obstacles", position=2)

    found = {
        each.point.id: [(c.point.id, c.point.year) for c in each.candidates]
        for each in await suggest_recurrence(report)
    }

    assert found == {early: [], late: [(early, 2012)]}


async def test_suggest_recurrence_unknown(database: str) -> None:
    with pytest.raises(NotFound):
        await suggest_recurrence(uuid4())


async def test_confirm_recurrence_opens_an_issue_for_both(database: str) -> None:
    _consultation, late, early = await make_two_years()
    officer = await make_officer()

    key = await confirm_recurrence(late, earlier_id=early, officer_id=officer, now=NOW)

    issue = await get_issue(key)
    assert (issue.title, issue.years) == ("Associations cannot afford premises in the evenings", (2019, 2024))
    assert [point.id for point in issue.points] == [early, late]


async def test_confirm_recurrence_takes_the_officers_title(database: str) -> None:
    _consultation, late, early = await make_two_years()
    officer = await make_officer()

    key = await confirm_recurrence(late, earlier_id=early, title=" Rents ", officer_id=officer, now=NOW)

    assert (await get_issue(key)).title == "Rents"


async def test_confirm_recurrence_attaches_to_the_issue_that_exists(database: str) -> None:
    consultation, late, early = await make_two_years()
    officer = await make_officer()
    issue = await make_issue(title="Premises", points=[early])

    keys = [
        await confirm_recurrence(late, earlier_id=early, title="Ignored", officer_id=officer, now=NOW) for _ in range(2)
    ]

    assert keys == [issue, issue]
    assert ((await get_issue(issue)).title, (await get_issue(issue)).years) == ("Premises", (2019, 2024))
    assert [[each.id for each in found.issues] for found in await suggest_recurrence(consultation)] == [[issue]]


async def test_confirm_recurrence_by_two_officers_at_once_opens_one_issue(database: str) -> None:
    consultation, late, early = await make_two_years()
    later = await make_point(consultation, text=LATE, position=2)
    officer = await make_officer()

    keys = await asyncio.gather(
        *(confirm_recurrence(point, earlier_id=early, officer_id=officer, now=NOW) for point in (late, later))
    )

    assert keys[0] == keys[1]
    assert {point.id for point in (await get_issue(keys[0])).points} == {early, late, later}
    assert await Issue.count() == 1


async def test_confirm_recurrence_of_a_dropped_point_opens_nothing(database: str) -> None:
    consultation, late, early = await make_two_years()
    officer = await make_officer()
    dropped = await make_point(consultation, dropped_at=NOW)

    for point, earlier in ((dropped, early), (late, dropped), (late, uuid4())):
        with pytest.raises(NotFound):
            await confirm_recurrence(point, earlier_id=earlier, officer_id=officer, now=NOW)

    assert await Issue.count() == 0


async def test_attach_to_issue(database: str) -> None:
    _consultation, late, early = await make_two_years()
    officer = await make_officer()
    issue = await make_issue(points=[early])

    await attach_to_issue(late, issue_id=issue, officer_id=officer, now=NOW)

    assert (await get_issue(issue)).years == (2019, 2024)
    with pytest.raises(NotFound):
        await attach_to_issue(late, issue_id=uuid4(), officer_id=officer, now=NOW)


async def test_open_issue_of(database: str) -> None:
    _consultation, late, _early = await make_two_years()
    officer = await make_officer()

    key = await open_issue_of(late, title="Evenings", officer_id=officer, now=NOW)

    assert await list_issue_titles() == [(key, "Evenings")]
    assert [point.id for point in (await get_issue(key)).points] == [late]
    with pytest.raises(Conflict):
        await open_issue_of(late, title=" ", officer_id=officer, now=NOW)
    assert await list_issue_titles() == [(key, "Evenings")]


@pytest.mark.parametrize(
    ("scores", "has_issue", "shown", "folded"),
    [
        ((0.8, 0.6, 0.3), False, [0.8, 0.6], [0.3]),
        ((0.3, 0.2), False, [0.3], [0.2]),
        ((0.3, 0.2), True, [], [0.3, 0.2]),
        ((0.8, 0.2), True, [0.8], [0.2]),
        ((), False, [], []),
    ],
)
def test_shown_and_folded(scores: tuple[float, ...], has_issue: bool, shown: list[float], folded: list[float]) -> None:
    candidates = tuple(Candidate(said("2019"), score, ()) for score in scores)
    issues = (object(),) if has_issue else ()
    found = PointRecurrence(NotedPoint(uuid4(), 1, LATE, PointKind.CONCERN), 2024, issues, candidates)  # type: ignore[arg-type]

    assert ([each.score for each in found.shown], [each.score for each in found.folded]) == (shown, folded)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rents are high. They rise.", "Rents are high"),
        ("Det kostar t.ex. hyra. Mer", "Det kostar t.ex. hyra"),
        ("Why? Nobody knows.", "Why?"),
        ("No full stop", "No full stop"),
        (
            "Associations need premises that they can afford, in the evenings and at weekends, in every municipality",
            "Associations need premises that they can afford, in the evenings and at weekends, in…",
        ),
    ],
)
def test_issue_title(text: str, title: str) -> None:
    assert issue_title(text) == title


@given(st.text())
def test_issue_title_is_never_too_long(text: str) -> None:
    assert len(issue_title(text)) <= LONGEST_TITLE + 1
