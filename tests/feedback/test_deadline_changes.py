"""Deadlines that a later decision moves: what is suggested at import, which commitments it is about, and what confirming does."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from feedback.commitments import Undertaking, get_commitment
from feedback.consultations import Facts, confirm_consultation, edit_facts, get_consultation, import_document
from feedback.deadline_changes import (
    EarlierDecision,
    FoundChange,
    confirm_deadline_change,
    list_deadline_changes,
    moved_by,
    reject_deadline_change,
)
from feedback.enums import ConsultationKind, DeadlineChangeState
from feedback.errors import Conflict, NotFound
from feedback.milestones import get_milestone, make_milestone
from feedback.task_issues import TaskRecord, follow_tasks, record_tasks
from feedback.tasks import list_tasks
from tests.factories import NOW, make_commitment, make_officer
from tests.feedback.notes.test_deadlines import SUPPLEMENT

EARLIER = """Kommittédirektiv

Nationell kustsamordnare

Dir. 2024:38

Beslut vid regeringssammanträde den 11 april 2024

En särskild utredare, som ska fungera som en nationell kustsamordnare, ska se över skärgårdens trafik.

Kustsamordnaren ska
• kartlägga båttrafiken på kvällar, och
• lämna förslag om bryggor.

Uppdraget ska redovisas senast den 31 december 2024.
"""
WAS, NOW_DUE = date(2024, 12, 31), date(2025, 6, 30)


async def imported(text: str, name: str = "decision.txt") -> UUID:
    decision = (await import_document(name, content=text.encode(), officer_id=None, now=NOW)).id
    await confirm_consultation(decision)
    return decision


async def recorded(decision: UUID) -> list[UUID]:
    """The decision's tasks as commitments."""
    tasks = await list_tasks(decision)
    records = [TaskRecord(task.id, task.responsible, date.fromisoformat(task.due)) for task in tasks]
    return await record_tasks(decision, records, officer=None, now=NOW)


async def the_change(decision: UUID) -> FoundChange:
    ((change),) = [each.change for each in await list_deadline_changes(decision)]
    return change


async def test_a_later_directive_moves_the_tasks_of_the_earlier_one(database: str) -> None:
    officer = await make_officer()
    first, second = await recorded(await imported(EARLIER))
    other = await make_commitment(due=WAS)
    later = await imported(SUPPLEMENT)

    ((found),) = await list_deadline_changes(later)

    assert (found.change.reference, found.change.before, found.change.after) == ("dir. 2024:38", WAS, NOW_DUE)
    assert found.change.state is DeadlineChangeState.SUGGESTED
    assert {(each.commitment.id, each.is_likely) for each in found.moves} == {
        (first, True),
        (second, True),
        (other, False),
    }

    await confirm_deadline_change(
        found.change.id, moved=[first, second], reason=found.change.text, officer=officer, now=NOW
    )

    commitments = [await get_commitment(each) for each in (first, second, other)]
    assert [each.due for each in commitments] == [NOW_DUE, NOW_DUE, WAS]
    (slip,) = commitments[0].slips
    assert (slip.before, slip.after, slip.reason) == ("2024-12-31", "2025-06-30", found.change.text)
    assert (slip.decision, slip.source) == (later, {"page": 1, "first_line": 16, "last_line": 20})
    change = await the_change(later)
    assert (change.state, change.decided_by) == (DeadlineChangeState.CONFIRMED, "Olga Officer")


async def test_a_change_moves_only_what_it_is_about_and_nothing_where_one_fails(database: str) -> None:
    officer = await make_officer()
    (first, _second) = await recorded(await imported(EARLIER))
    stranger = await make_commitment(due=date(2026, 1, 31))
    change = await the_change(await imported(SUPPLEMENT))

    for chosen, reason in (([], "Later."), ([first, stranger], "Later."), ([first], " "), ([uuid4()], "Later.")):
        with pytest.raises(Conflict):
            await confirm_deadline_change(change.id, moved=chosen, reason=reason, officer=officer, now=NOW)

    assert (await get_commitment(first)).slips == ()
    assert (await the_change(change.decision_id)).state is DeadlineChangeState.SUGGESTED


async def test_confirming_twice_moves_once(sqlite_database: str) -> None:
    officer = await make_officer()
    first, second = await recorded(await imported(EARLIER))
    change = await the_change(await imported(SUPPLEMENT))
    values = {"reason": "Later.", "officer": officer, "now": NOW}
    await confirm_deadline_change(change.id, moved=[first], **values)

    with pytest.raises(Conflict):
        await confirm_deadline_change(change.id, moved=[first], **values)
    await confirm_deadline_change(change.id, moved=[second], **values)

    assert [len((await get_commitment(each)).slips) for each in (first, second)] == [1, 1]


async def test_a_rejected_change_stays_and_moves_nothing(database: str) -> None:
    officer = await make_officer()
    (first, _second) = await recorded(await imported(EARLIER))
    change = await the_change(await imported(SUPPLEMENT))

    await reject_deadline_change(change.id, officer=officer, now=NOW)

    assert (await the_change(change.decision_id)).state is DeadlineChangeState.REJECTED
    assert (await get_commitment(first)).due == WAS
    with pytest.raises(NotFound):
        await reject_deadline_change(uuid4(), officer=officer, now=NOW)


async def test_a_confirmed_change_cannot_be_rejected(sqlite_database: str) -> None:
    officer = await make_officer()
    (first, _second) = await recorded(await imported(EARLIER))
    change = await the_change(await imported(SUPPLEMENT))
    await confirm_deadline_change(change.id, moved=[first], reason="Later.", officer=officer, now=NOW)

    with pytest.raises(Conflict):
        await reject_deadline_change(change.id, officer=officer, now=NOW)


async def test_a_decision_keeps_what_it_is_called_and_it_can_be_corrected(sqlite_database: str) -> None:
    decision = await imported(EARLIER)
    consultation = await get_consultation(decision)
    facts = Facts(
        "Directive", ConsultationKind.DECISION, "2024-04-11", "", "sv", None, "", "", reference="dir. 2024:39"
    )

    await edit_facts(decision, facts)

    assert (consultation.reference, consultation.kind) == ("dir. 2024:38", ConsultationKind.DECISION.value)
    assert (await get_consultation(decision)).reference == "dir. 2024:39"


async def test_the_real_directive_is_found_by_its_title_and_day(sqlite_database: str, shared: Path) -> None:
    """Its text does not tell its own number, so that the later one is known to change it by what it is about."""
    content = (shared / "seeds" / "kommittedirektiv_2024-04-11.txt").read_bytes()
    directive = await imported(content.decode())
    commitments = await recorded(directive)
    text = SUPPLEMENT.replace("Nationell kustsamordnare", "Nationell samordnare för arbetet mot utanförskap")

    ((found),) = await list_deadline_changes(await imported(text))

    assert len(commitments) == 6
    assert {(each.commitment.id, each.is_likely) for each in found.moves} == {(each, True) for each in commitments}


def change(**values: object) -> FoundChange:
    base = FoundChange(
        uuid4(), uuid4(), "dir. 2024:38", WAS, NOW_DUE, "It moves.", None, DeadlineChangeState.SUGGESTED, "", None
    )
    return replace(base, **values)  # type: ignore[arg-type]  # the fields, by name


def undertaking(decision: UUID | None, due: date | None) -> Undertaking:
    return Undertaking(
        id=uuid4(),
        text="Map the jetties.",
        first_responsible="The coordinator",
        first_due=due,
        consultation_id=decision,
        consultation_title="",
        source={},
        slips=(),
        evidence=(),
        issue_ids=(),
        ending=None,
        made_at=NOW,
    )


@pytest.mark.parametrize(
    ("reference", "title", "due", "expected"),
    [
        ("Dir. 2024:38", "", WAS, [True]),
        ("dir. 2024:38", "", date(2024, 10, 1), [False]),  # the right decision, another day
        ("dir. 2023:1", "", WAS, []),  # another decision, by its name
        ("", "Directive: The coast", WAS, [True]),
        ("", "Coast", WAS, [False]),  # one word of a title names nothing
        ("dir. 2024:38", "", NOW_DUE, []),  # moved already
        ("dir. 2024:38", "", None, []),
    ],
)
def test_moved_by(reference: str, title: str, due: date | None, expected: list[bool]) -> None:
    decision = uuid4()

    found = moved_by(
        change(),
        [undertaking(decision, due)],
        {decision: EarlierDecision(reference, title)},
        title="Supplement to The Coast",
    )

    assert [each.is_likely for each in found] == expected


def test_moved_by_never_moves_a_task_of_the_later_decision_itself() -> None:
    moving = change()

    assert moved_by(moving, [undertaking(moving.decision_id, WAS)], {}, title="") == ()


async def test_a_change_moves_milestones_that_are_due_then_with_the_decision(database: str) -> None:
    officer = await make_officer()
    first, _second = await recorded(await imported(EARLIER))
    then = await make_milestone(first, "Ask.", due=WAS, officer=None, now=NOW)
    await make_milestone(first, "Before.", due=date(2024, 10, 1), officer=None, now=NOW)
    later = await imported(SUPPLEMENT)
    ((found),) = await list_deadline_changes(later)
    assert [each.id for each in found.moves if each.milestone] == [then]

    await confirm_deadline_change(found.change.id, moved=[then], reason="Later.", officer=officer, now=NOW)

    moved = await get_milestone(then)
    assert (moved.due, [(slip.decision, slip.reason) for slip in moved.slips]) == (NOW_DUE, [(later, "Later.")])
    assert (await get_commitment(first)).due == WAS


async def test_a_task_recorded_after_the_change_begins_its_ledger_with_it(database: str) -> None:
    officer = await make_officer()
    earlier = await imported(EARLIER)
    one, two = await list_tasks(earlier)
    record = TaskRecord(one.id, one.responsible, WAS)
    (first,) = await record_tasks(earlier, [record], officer=None, now=NOW)
    change = await the_change(await imported(SUPPLEMENT))
    await confirm_deadline_change(change.id, moved=[first], reason="Later.", officer=officer, now=NOW)

    moved = (await follow_tasks(earlier))[1].moved
    assert moved is not None
    assert (moved.after, moved.decision_id) == (NOW_DUE, change.decision_id)
    (second,) = await record_tasks(
        earlier, [TaskRecord(two.id, two.responsible, moved.after)], officer=officer, now=NOW
    )

    kept = await get_commitment(second)
    assert (kept.first_due, kept.due, [slip.decision for slip in kept.slips]) == (WAS, NOW_DUE, [change.decision_id])


async def test_a_draft_moves_nothing(sqlite_database: str) -> None:
    officer = await make_officer()
    (first, _second) = await recorded(await imported(EARLIER))
    draft = (await import_document("later.txt", content=SUPPLEMENT.encode(), officer_id=None, now=NOW)).id
    change = await the_change(draft)

    with pytest.raises(Conflict):
        await confirm_deadline_change(change.id, moved=[first], reason="Later.", officer=officer, now=NOW)

    assert (await get_commitment(first)).slips == ()
