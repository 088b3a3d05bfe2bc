"""Undoing changes of a draft: what stood before comes back, and nothing built on a point goes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.consultations import get_consultation, read_fates
from feedback.draft_changes import latest_change, undo_change
from feedback.enums import CodingState, DraftChangeKind, PointKind
from feedback.errors import Conflict
from feedback.notes_tables import DraftChange
from feedback.point_merging import merge_points, split_point
from feedback.point_moves import make_point_of, make_question_of, move_point
from feedback.points import Wording, add_point, drop_point, edit_point, find_point_right, list_points, restore_point
from feedback.questions import add_question, drop_question, edit_question, list_questions
from feedback.tables import Coding, Consultation, Document, IssuePoint, Point, Question
from tests.factories import (
    NOW,
    make_coding,
    make_issue,
    make_officer,
    make_point,
    make_question,
    make_reviewed_consultation,
    make_theme,
)

Edit = Callable[[UUID, int], Awaitable[object]]
WORDING = Wording("A meeting place is needed.", PointKind.PROPOSAL)


async def undo(consultation: UUID) -> None:
    latest = await latest_change(consultation)
    assert latest
    await undo_change(consultation, number=latest.number, now=NOW)


async def state_of(consultation: UUID) -> list[Any]:
    """Everything that is stored of a draft, and what hangs on its points."""
    return [
        *await Question.select().where(Question.consultation == consultation).order_by(Question.id),
        *await Point.select().where(Point.consultation == consultation).order_by(Point.id),
        *await Coding.select().order_by(Coding.id),
        *await IssuePoint.select().order_by(IssuePoint.id),
        await read_fates(consultation),
    ]


async def _of_points(consultation: UUID, chosen: int, act: Callable[[Any, Any], Awaitable[object]]) -> None:
    points = [each for each in await list_points(consultation) if not each.is_dropped]
    if points:
        await act(points[chosen % len(points)], points[(chosen + 1) % len(points)])


async def _of_questions(consultation: UUID, chosen: int, act: Callable[[Any], Awaitable[object]]) -> None:
    questions = await list_questions(consultation)
    if questions:
        await act(questions[chosen % len(questions)])


async def _restore(consultation: UUID, chosen: int) -> None:
    dropped = [each for each in await list_points(consultation) if each.is_dropped]
    if dropped:
        await restore_point(dropped[chosen % len(dropped)].id)


async def _merge(consultation: UUID, chosen: int) -> None:
    points = [each for each in await list_points(consultation) if not each.is_dropped]
    if len(points) > 1:
        await _of_points(consultation, chosen, lambda one, other: merge_points(one.id, with_id=other.id, now=NOW))


async def _move(consultation: UUID, chosen: int) -> None:
    places = [None, *(each.id for each in await list_questions(consultation))]
    place = places[chosen % len(places)]
    await _of_points(consultation, chosen, lambda point, _: move_point(point.id, question_id=place, heading="Money"))


EDITS: dict[str, Edit] = {
    "edit": lambda c, n: _of_points(c, n, lambda p, _: edit_point(p.id, replace(WORDING, answer="Yes."), seen=p.text)),
    "check": lambda c, n: _of_points(c, n, lambda p, _: find_point_right(p.id)),
    "add": lambda c, n: add_point(c, WORDING, lines=(n % 8 + 1, 8)),
    "split": lambda c, n: _of_points(c, n, lambda p, _: split_point(p.id, parts=("One.", "Two."), seen=p.text)),
    "merge": _merge,
    "move": _move,
    "drop": lambda c, n: _of_points(c, n, lambda p, _: drop_point(p.id, now=NOW)),
    "restore": _restore,
    "make a question": lambda c, n: _of_points(c, n, lambda p, _: make_question_of(p.id, now=NOW)),
    "make a point": lambda c, n: _of_questions(c, n, lambda q: make_point_of(q.id)),
    "add a question": lambda c, n: add_question(c, text="And then?", subquestions=("When?",), lines=(n % 8 + 1, 8)),
    "edit a question": lambda c, n: _of_questions(
        c, n, lambda q: edit_question(q.id, text=f"{q.text}?", subquestions=("How?",), seen=q.text)
    ),
    "drop a question": lambda c, n: _of_questions(c, n, lambda q: drop_question(q.id)),
}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 7)), max_size=8))
async def test_any_edits_undone_step_by_step_give_the_first_state_back(
    sqlite_database: str, edits: list[tuple[str, int]]
) -> None:
    # One database for all examples, and a file is kept once.
    await Consultation.delete(force=True)
    await Document.delete(force=True)
    consultation = await _coded_consultation()
    states = [await state_of(consultation)]

    for name, chosen in edits:
        before = await latest_change(consultation)
        await EDITS[name](consultation, chosen)
        if await latest_change(consultation) != before:
            states.append(await state_of(consultation))

    for state in reversed(states[:-1]):
        await undo(consultation)
        assert await state_of(consultation) == state
    assert await latest_change(consultation) is None


async def _coded_consultation() -> UUID:
    """Under review, with two questions and four points; the first point is coded and raises an issue, each time anew."""
    consultation, _question, (premises, _funding) = await make_reviewed_consultation(state="under review")
    second = await make_question(consultation, text="What else?", position=2)
    for position, text in ((3, "Third."), (4, "Fourth.")):
        await make_point(consultation, text=text, position=position, question=second, confidence=0.5, answer="We will.")
    await make_coding(premises, await make_theme(code=uuid4().hex[:10]), state=CodingState.CONFIRMED)
    await make_issue(points=[premises])
    return consultation


async def test_undo_takes_back_a_merge_and_what_moved_with_it(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    await make_coding(funding, await make_theme())
    issue = await make_issue(points=[funding])
    before = await state_of(consultation)
    await merge_points(premises, with_id=funding, now=NOW)
    assert await IssuePoint.select(IssuePoint.point).output(as_list=True) == [premises]

    await undo(consultation)

    assert await state_of(consultation) == before
    assert await IssuePoint.select(IssuePoint.point, IssuePoint.issue) == [{"point": funding, "issue": issue}]


async def test_undoing_a_division_after_confirmation_keeps_what_was_built_on_a_part(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    await split_point(premises, parts=("One.", "Two."), seen="")
    two = (await list_points(consultation))[1].id
    await make_issue(points=[two])

    await undo(consultation)

    points = await list_points(consultation)
    assert {(point.id, point.text.split()[0], point.is_dropped) for point in points} == {
        (premises, "Associations", False),
        (two, "Two.", True),
        (funding, "Funding", False),
    }
    assert await IssuePoint.select(IssuePoint.point).output(as_list=True) == [two]


async def test_undo_brings_a_removed_question_back_with_its_points_and_lines(database: str) -> None:
    consultation, question, points = await make_reviewed_consultation()
    officer = await make_officer(name="Kim Colleague")
    before = await state_of(consultation)
    await drop_question(question, officer_id=officer)
    latest = await latest_change(consultation)
    assert latest
    assert (latest.number, latest.kind, latest.officer) == (1, DraftChangeKind.DROPPED, "Kim Colleague")

    await undo(consultation)

    assert await state_of(consultation) == before
    assert [each.question_id for each in await list_points(consultation)] == [question, question]
    changes = await DraftChange.select(DraftChange.number, DraftChange.undoes).order_by(DraftChange.number)
    assert [(each["number"], each["undoes"]) for each in changes] == [(1, None), (2, 1)]
    assert (await get_consultation(consultation)).draft_number == 2
    assert points


async def test_undo_of_a_change_that_is_no_longer_the_latest(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    await drop_point(premises, now=NOW)
    await drop_point(funding, now=NOW)

    with pytest.raises(Conflict, match="Somebody else changed something meanwhile"):
        await undo_change(consultation, number=1, now=NOW)

    assert all(point.is_dropped for point in await list_points(consultation))


async def test_undo_of_what_was_changed_otherwise_since(database: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    await edit_point(premises, WORDING, seen="")
    await Point.update({Point.text: "Agreed with those who were there."}).where(Point.id == premises)

    with pytest.raises(Conflict, match="cannot be undone any more"):
        await undo(consultation)

    assert (await list_points(consultation))[0].text == "Agreed with those who were there."


async def test_a_change_that_changes_nothing_is_none(database: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()

    await restore_point(premises)

    assert await latest_change(consultation) is None
    assert (await get_consultation(consultation)).draft_number == 0
