"""Milestones: the day as first promised, each move with its reason, reached or dropped, and nothing ever lost."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from feedback.commitment_logs import Slip
from feedback.commitments import get_commitment, move_commitment
from feedback.errors import Conflict, NotFound
from feedback.log_verification import find_faults
from feedback.milestones import (
    drop_milestone,
    get_milestone,
    make_milestone,
    move_milestone,
    reach_milestone,
    reopen_milestone,
)
from feedback.tables import CommitmentEntry
from tests.factories import NOW, make_commitment, make_officer

DUE = date(2024, 6, 30)


async def plan(commitment: UUID | None = None, text: str = "Ask the caretakers.", due: date | None = DUE) -> UUID:
    return await make_milestone(
        commitment or await make_commitment(due=date(2024, 12, 31)), text, due=due, officer=None, now=NOW
    )


async def test_make_milestone_stands_at_its_commitment_by_day(database: str) -> None:
    commitment = await make_commitment(due=date(2024, 12, 31))
    for text, due in ((" Decide. ", None), ("Build.", date(2024, 8, 1)), ("Ask.", DUE)):
        await plan(commitment, text, due)

    found = (await get_commitment(commitment)).milestones

    assert [(each.text, each.due, each.is_open) for each in found] == [
        ("Ask.", DUE, True),
        ("Build.", date(2024, 8, 1), True),
        ("Decide.", None, True),
    ]


@pytest.mark.parametrize("text", [" ", "x" * 1001, "a\0b"])
async def test_make_milestone_refused(sqlite_database: str, text: str) -> None:
    commitment = await make_commitment()

    with pytest.raises(Conflict):
        await plan(commitment, text)

    assert (await get_commitment(commitment)).milestones == ()
    with pytest.raises(NotFound):
        await plan(uuid4())


async def test_move_milestone_is_a_slip_of_the_commitment_and_leaves_its_date(database: str) -> None:
    officer = await make_officer()
    commitment = await make_commitment(due=date(2024, 12, 31))
    milestone = await plan(commitment)

    await move_milestone(milestone, date(2024, 9, 1), reason=" Holidays. ", officer=officer, now=NOW)
    await move_commitment(commitment, "due", "2025-01-31", reason="Later.", officer=None, now=NOW)

    found = await get_commitment(commitment)
    (step,) = found.milestones
    assert (step.first_due, step.due, found.due) == (DUE, date(2024, 9, 1), date(2025, 1, 31))
    assert step.slips == (Slip("due", "2024-06-30", "2024-09-01", "Holidays.", NOW, officer),)
    assert [(told.text if told else "", slip.after) for told, slip in found.all_slips] == [
        ("Ask the caretakers.", "2024-09-01"),
        ("", "2025-01-31"),
    ]
    # The factory's own row has no link.
    assert [fault async for fault in find_faults() if fault.log != "commitment"] == []


async def test_move_milestone_refused(database: str) -> None:
    milestone = await plan()

    for due, reason in ((date(2024, 9, 1), " "), (DUE, "The same.")):
        with pytest.raises(Conflict):
            await move_milestone(milestone, due, reason=reason, officer=None, now=NOW)

    assert await CommitmentEntry.count() == 0


async def test_milestone_is_reached_opened_again_and_dropped(database: str) -> None:
    milestone = await plan()
    told = []

    async def tell() -> None:
        found = await get_milestone(milestone)
        told.append((found.reached_on, found.is_dropped, found.is_open, found.is_overdue(date(2024, 7, 1)), found.note))

    on = NOW.date()
    await reach_milestone(milestone, on, note="The list.", officer=None, now=NOW)
    await tell()
    await reopen_milestone(milestone, reason="One was missing.", officer=None, now=NOW)
    await tell()
    await drop_milestone(milestone, reason="Asked others.", officer=None, now=NOW)
    await tell()
    await reopen_milestone(milestone, reason="After all.", officer=None, now=NOW)
    await tell()

    assert told == [
        (on, False, False, False, "The list."),
        (None, False, True, True, "One was missing."),
        (None, True, False, False, "Asked others."),
        (None, False, True, True, "After all."),
    ]
    assert await CommitmentEntry.count() == 4


async def test_milestone_refuses_what_cannot_become_of_it(database: str) -> None:
    milestone = await plan()
    by = {"officer": None, "now": NOW}

    with pytest.raises(Conflict):
        await reach_milestone(milestone, NOW.date() + timedelta(2), note="", **by)
    with pytest.raises(Conflict):
        await drop_milestone(milestone, reason=" ", **by)
    with pytest.raises(Conflict):
        await reopen_milestone(milestone, reason="It is open.", **by)
    await drop_milestone(milestone, reason="Not needed.", **by)
    with pytest.raises(Conflict):
        await reach_milestone(milestone, NOW.date(), note="", **by)
    with pytest.raises(Conflict):
        await move_milestone(milestone, date(2026, 1, 1), reason="Later.", **by)

    assert await CommitmentEntry.count() == 1
    with pytest.raises(NotFound):
        await get_milestone(uuid4())
