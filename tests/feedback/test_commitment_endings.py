"""Ending a commitment that answers no issue: shown to be done, or withdrawn; and what that means everywhere else."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from feedback.answered_issues import answer_issue
from feedback.calendars import calendar_file
from feedback.commitment_endings import end_commitment, reopen_commitment
from feedback.commitments import get_commitment, make_commitment, undertakings
from feedback.due_mails import due_things
from feedback.enums import EvidenceKind
from feedback.errors import Conflict
from feedback.evidence import Support, add_evidence
from feedback.issue_commitments import By
from feedback.plan_states import Ending, PlanState, ending_of
from feedback.translation import speaking
from tests.factories import NOW, make_issue
from tests.feedback.written_logs import faults

DUE, LATER = date(2024, 12, 31), date(2025, 2, 1)


async def promise(*issues: UUID) -> UUID:
    return await make_commitment(
        "Open the schools.", responsible="Schools", due=DUE, issues=issues, officer=None, now=NOW
    )


async def end(commitment: UUID, ending: Ending, reason: str = "The law changed.") -> None:
    await end_commitment(commitment, ending, reason=reason, officer=None, now=NOW)


async def test_a_withdrawn_commitment_is_neither_overdue_nor_mailed_until_it_is_opened_again(database: str) -> None:
    commitment = await promise()
    told = []

    async def tell() -> None:
        found = await get_commitment(commitment)
        told.append((found.state(LATER), found.is_overdue(LATER), len(due_things([found], day=LATER))))

    await tell()
    await end(commitment, Ending.WITHDRAWN)
    await tell()
    with speaking("en"):
        feed = calendar_file(await undertakings(), name="Due", host="example.org").decode()
    await reopen_commitment(commitment, reason="It did not.", officer=None, now=NOW)
    await tell()

    assert told == [(PlanState.OVERDUE, True, 1), (PlanState.WITHDRAWN, False, 0), (PlanState.OVERDUE, True, 1)]
    assert "SUMMARY:Withdrawn: Open the schools." in feed
    assert await faults() == []


async def test_done_needs_public_evidence_that_counts(database: str) -> None:
    commitment = await promise()
    hidden = Support(uuid4(), EvidenceKind.FIGURE, "Open.", "", None, {}, NOW.date(), False, figure="a.b.0")
    await add_evidence(commitment, hidden, officer=None, now=NOW)
    with pytest.raises(Conflict, match="public and counts"):
        await end(commitment, Ending.DONE)

    shown = Support(uuid4(), EvidenceKind.FIGURE, "Open.", "", None, {}, NOW.date(), True, figure="a.b.0")
    await add_evidence(commitment, shown, officer=None, now=NOW)
    await end(commitment, Ending.DONE)

    assert (await get_commitment(commitment)).is_delivered


async def test_what_may_not_end(sqlite_database: str) -> None:
    answering, open_one, ended = await promise(await make_issue()), await promise(), await promise()
    await end(ended, Ending.WITHDRAWN)

    for attempt in (
        end(answering, Ending.WITHDRAWN),
        end(open_one, Ending.WITHDRAWN, reason=" "),
        end(ended, Ending.WITHDRAWN),
        reopen_commitment(open_one, reason="Why.", officer=None, now=NOW),
        reopen_commitment(ended, reason="", officer=None, now=NOW),
        answer_issue(ended, await make_issue(title="Halls"), By("Why.", None, NOW)),
    ):
        with pytest.raises(Conflict):
            await attempt

    endings = [(await get_commitment(each)).ending for each in (answering, open_one, ended)]
    assert endings == [None, None, Ending.WITHDRAWN]


@pytest.mark.parametrize(
    ("issues_done", "said", "ending"),
    [
        ([], None, None),
        ([], Ending.WITHDRAWN, Ending.WITHDRAWN),
        ([True, True], None, Ending.DONE),
        ([True, False], None, None),
        ([False], Ending.DONE, None),
    ],
)
def test_issues_say_how_it_ended_where_there_are_any(
    issues_done: list[bool], said: Ending | None, ending: Ending | None
) -> None:
    assert ending_of(issues_done, said) is ending
