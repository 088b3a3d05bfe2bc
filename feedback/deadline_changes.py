"""Deadlines that a later decision moves: found when it is imported, confirmed or rejected by an officer.

Confirming one moves the commitments and milestones that it is about: each gets a line in its slip ledger, with the later
decision and
the passage as its reason. Rejecting it moves nothing; both stay on record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from feedback.commitments import Undertaking, move_commitment, undertakings
from feedback.consultations import get_consultation
from feedback.enums import DeadlineChangeState
from feedback.errors import Conflict, NotFound
from feedback.follow_up_tables import DeadlineChange
from feedback.log_chain import writing_logs
from feedback.milestones import FollowedMilestone, move_milestone
from feedback.notes.draft import Source
from feedback.source_lines import read_source
from feedback.tables import Consultation
from feedback.tasks import GivenTask, check_confirmed
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class FoundChange:
    """A later decision's word that a deadline moved; `before` and `reference` are not known where it does not say."""

    id: UUID
    decision_id: UUID
    reference: str
    before: date | None
    after: date
    text: str
    source: Source | None
    state: DeadlineChangeState
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class MovedCommitment:
    """A commitment, or one of its milestones, that a change may move. *Likely*: of the decision it names, due when it says."""

    commitment: Undertaking
    is_likely: bool
    milestone: FollowedMilestone | None = None

    @property
    def id(self) -> UUID:
        """Of what is moved: the milestone, where it is one."""
        return self.milestone.id if self.milestone else self.commitment.id


@dataclass(frozen=True, slots=True)
class MovedDay:
    """The day to which a later decision moved a task's own, as an officer confirmed; the reason is its passage's text."""

    after: date
    text: str
    decision_id: UUID
    decision_title: str
    source: dict[str, int]


@dataclass(frozen=True, slots=True)
class ChangeAndCommitments:
    """A change with the commitments that it would move now, the likely ones first."""

    change: FoundChange
    moves: tuple[MovedCommitment, ...]


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """What is known of the decision that a commitment stands in."""

    reference: str
    title: str


async def list_deadline_changes(decision_id: UUID) -> tuple[ChangeAndCommitments, ...]:
    """The changes that a decision makes, in the order of its text, each with what it would move."""
    decision = await get_consultation(decision_id)
    changes = await _changes(decision_id)
    if not changes:
        return ()
    every = [each for each in await undertakings() if not each.ending]
    earlier = await _decisions(each.consultation_id for each in every if each.consultation_id)
    return tuple(
        ChangeAndCommitments(change, moved_by(change, every, earlier, title=decision.title)) for change in changes
    )


def moved_by(
    change: FoundChange, commitments: Sequence[Undertaking], earlier: Mapping[UUID, EarlierDecision], *, title: str
) -> tuple[MovedCommitment, ...]:
    """The commitments and milestones that a change may move, the likely ones first. Pure; `title` is of the later decision.

    A commitment may be moved where its decision is the one that the change names, by reference or by title, or where it
    is due on the very day that the change moves; never where its decision is known by another reference. Its open
    milestones may be moved where they are due on that very day.
    """
    found = []
    for commitment in commitments:
        if commitment.consultation_id == change.decision_id:
            continue
        decision = earlier.get(commitment.consultation_id) if commitment.consultation_id else None
        if decision and decision.reference and change.reference and not _same(decision.reference, change.reference):
            continue
        is_named = decision is not None and _is_named(decision, change, title)
        is_due_then = change.before is not None and commitment.due == change.before
        if commitment.due not in (None, change.after) and (is_named or is_due_then):
            found.append(MovedCommitment(commitment, is_named and (change.before is None or is_due_then)))
        found += [
            MovedCommitment(commitment, is_named, milestone)
            for milestone in commitment.milestones
            if milestone.is_open and milestone.due and milestone.due == change.before != change.after
        ]
    return tuple(sorted(found, key=lambda each: not each.is_likely))


def _is_named(decision: EarlierDecision, change: FoundChange, title: str) -> bool:
    if decision.reference and change.reference:
        return _same(decision.reference, change.reference)
    # "Kommittédirektiv: Nationell samordnare …" is "Tilläggsdirektiv till Nationell samordnare …" afterwards.
    subject = decision.title.rpartition(": ")[2].casefold()
    return len(subject.split()) > 1 and subject in f"{title} {change.text}".casefold()


def _same(one: str, other: str) -> bool:
    return "".join(one.casefold().split()) == "".join(other.casefold().split())


async def confirm_deadline_change(
    change_id: UUID, *, moved: Sequence[UUID], reason: str, officer: UUID, now: datetime
) -> UUID:
    """Move these commitments and milestones to the new day, with the later decision as their reason; gives its id.

    A confirmed change can move more, as what is recorded later. Raises `NotFound`, and `Conflict` where none was chosen, no
    reason is given, the change does not move one of them, or what was read of the decision is not confirmed.
    """
    async with writing_logs():
        change = await _held(change_id)
        await check_confirmed(change.decision_id)
        if not moved:
            raise Conflict(_("Choose the commitments that are moved, or reject the change."))
        (found,) = [each for each in await list_deadline_changes(change.decision_id) if each.change.id == change_id]
        movable = {each.id: each for each in found.moves}
        if not movable.keys() >= set(moved):
            raise Conflict(_("A commitment that was chosen is not moved by this change. Look at the list again."))
        for chosen in dict.fromkeys(moved):
            await _move(movable[chosen], change, reason=reason, officer=officer, now=now)
        await _decide(change_id, DeadlineChangeState.CONFIRMED, officer=officer, now=now)
    return change.decision_id


async def _move(chosen: MovedCommitment, change: FoundChange, *, reason: str, officer: UUID, now: datetime) -> None:
    source = _plain(change.source)
    if chosen.milestone:
        await move_milestone(
            chosen.milestone.id,
            change.after,
            reason=reason,
            officer=officer,
            now=now,
            decision=change.decision_id,
            source=source,
        )
        return
    await move_commitment(
        chosen.commitment.id,
        "due",
        change.after.isoformat(),
        reason=reason,
        officer=officer,
        now=now,
        decision=change.decision_id,
        source=source,
    )


def _plain(source: Source | None) -> dict[str, int]:
    found: dict[str, int] = msgspec.to_builtins(source) if source else {}
    return found


async def reject_deadline_change(change_id: UUID, *, officer: UUID, now: datetime) -> UUID:
    """Say that nothing moves by it; gives the decision's id. Raises `NotFound`, and `Conflict` where it moved something."""
    async with writing_logs():
        change = await _held(change_id)
        if change.state is DeadlineChangeState.CONFIRMED:
            raise Conflict(_("This change was confirmed, and commitments were moved by it."))
        await _decide(change_id, DeadlineChangeState.REJECTED, officer=officer, now=now)
    return change.decision_id


async def moved_days(decision_id: UUID, tasks: Sequence[GivenTask]) -> dict[UUID, MovedDay]:
    """For each of a decision's tasks the day to which confirmed changes of later decisions moved it, one after the other."""
    decision = (await _decisions([decision_id])).get(decision_id)
    if decision is None:
        return {}
    rows = await DeadlineChange.select(DeadlineChange.consultation).where(
        (DeadlineChange.state == DeadlineChangeState.CONFIRMED.value) & (DeadlineChange.consultation != decision_id)
    )
    later = await _decisions(row["consultation"] for row in rows)
    changes = [change for each in later for change in await _changes(each)]
    changes = [
        change
        for change in changes
        if change.state is DeadlineChangeState.CONFIRMED
        and _is_named(decision, change, later[change.decision_id].title)
    ]
    found: dict[UUID, MovedDay] = {}
    for task in tasks:
        due = task.due
        for change in sorted(changes, key=lambda each: each.after):
            if due and change.before and due == change.before.isoformat():
                due, title = change.after.isoformat(), later[change.decision_id].title
                source = _plain(change.source)
                found[task.id] = MovedDay(change.after, change.text, change.decision_id, title, source)
    return found


async def decision_of_change(change_id: UUID) -> UUID:
    """The later decision that a change stands in. Raises `NotFound`."""
    row = await DeadlineChange.select(DeadlineChange.consultation).where(DeadlineChange.id == change_id).first()
    if row is None:
        raise NotFound(_("There is no such change of a deadline."))
    decision: UUID = row["consultation"]
    return decision


async def _held(change_id: UUID) -> FoundChange:
    found = [each for each in await _changes(await decision_of_change(change_id)) if each.id == change_id]
    return found[0]


async def _decide(change_id: UUID, state: DeadlineChangeState, *, officer: UUID, now: datetime) -> None:
    await DeadlineChange.update(
        {
            DeadlineChange.state: state.value,
            DeadlineChange.decided_by: officer,
            DeadlineChange.decided_at: now,
        }
    ).where(DeadlineChange.id == change_id)


async def _changes(decision_id: UUID) -> list[FoundChange]:
    rows = await DeadlineChange.select(*DeadlineChange.all_columns(), DeadlineChange.decided_by.name).where(
        DeadlineChange.consultation == decision_id
    )
    found = [
        FoundChange(
            id=row["id"],
            decision_id=row["consultation"],
            reference=row["reference"],
            before=row["before"],
            after=row["after"],
            text=row["text"],
            source=read_source(row["source"]),
            state=DeadlineChangeState(row["state"]),
            decided_by=row["decided_by.name"] or "",
            decided_at=row["decided_at"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.source.first_line if each.source else 0, each.after, str(each.id)))


async def _decisions(ids: Iterable[UUID]) -> dict[UUID, EarlierDecision]:
    wanted = sorted(set(ids), key=str)
    if not wanted:
        return {}
    rows = await Consultation.select(Consultation.id, Consultation.reference, Consultation.title).where(
        Consultation.id.is_in(wanted)
    )
    return {row["id"]: EarlierDecision(row["reference"], row["title"]) for row in rows}
