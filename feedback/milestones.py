"""Milestones: the steps on the way to what was undertaken. A step's day can move, it can be reached, and it can be dropped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from feedback.commitment_logs import LogLine, Slip, append_line, check_exists, due_after, lines_of, slips_in
from feedback.errors import Conflict, NotFound
from feedback.follow_up_tables import Milestone
from feedback.log_chain import chain, writing_logs
from feedback.reasons import bounded_text
from feedback.translation import gettext as _
from feedback.webhook_events import WebhookEvent, emit

LONGEST_TEXT = 1000  # characters
#: The fields of log lines about a milestone, beside `due`: their values are the day, empty where it was not after all; and none.
REACHED, DROPPED = "reached", "dropped"


@dataclass(frozen=True, slots=True)
class FollowedMilestone:
    """A milestone as it stands now: `due` after all moves, the first promise kept beside it.

    `note` is what was written when it was reached or dropped.
    """

    id: UUID
    commitment: UUID
    text: str
    first_due: date | None
    made_at: datetime
    slips: tuple[Slip, ...] = ()
    reached_on: date | None = None
    is_dropped: bool = False
    note: str = ""

    @property
    def due(self) -> date | None:
        return due_after(self.slips, self.first_due)

    @property
    def is_open(self) -> bool:
        return self.reached_on is None and not self.is_dropped

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due is not None and self.due < today


async def make_milestone(commitment: UUID, text: str, *, due: date | None, officer: UUID | None, now: datetime) -> UUID:
    """Plan a step on the way. Raises `NotFound`, and `Conflict` where the text is missing or cannot be kept."""
    text = bounded_text(text, LONGEST_TEXT)
    if not text:
        raise Conflict(_("Say what is to be reached."))
    async with writing_logs():
        await check_exists(commitment)
        milestone = Milestone(commitment=commitment, text=text, due=due, created_by=officer, created_at=now)
        await milestone.save()
        await chain(milestone)
    return UUID(str(milestone.id))


async def move_milestone(
    milestone: UUID,
    due: date,
    *,
    reason: str,
    officer: UUID | None,
    now: datetime,
    decision: UUID | None = None,
    source: dict[str, int] | None = None,
) -> None:
    """Move its day. It needs a reason and is counted as a slip; the first day stays.

    Raises `NotFound`, and `Conflict` without a reason, where that is its day already, or where it is not open any more.
    """
    if not reason.strip():
        raise Conflict(_("Give the reason for the change: it is shown beside the commitment."))
    async with writing_logs():
        found = await _open_one(milestone)
        if due == found.due:
            raise Conflict(_("This is what the milestone says already."))
        await append_line(
            found.commitment,
            "due",
            due.isoformat(),
            reason=reason,
            officer=officer,
            now=now,
            milestone=milestone,
            decision=decision,
            source=source,
        )
        await emit(
            WebhookEvent.COMMITMENT_MOVED,
            commitment=found.commitment,
            milestone=milestone,
            field="due",
            due=due.isoformat(),
        )


async def reach_milestone(milestone: UUID, on: date, *, note: str, officer: UUID | None, now: datetime) -> None:
    """It was reached on this day; the note, if any, says what shows it.

    Raises `NotFound`, and `Conflict` for a day to come, or where it is not open any more.
    """
    if on > now.astimezone().date():
        raise Conflict(_("That day has not come yet: say when it was reached."))
    async with writing_logs():
        found = await _open_one(milestone)
        await append_line(
            found.commitment, REACHED, on.isoformat(), reason=note, officer=officer, now=now, milestone=milestone
        )


async def drop_milestone(milestone: UUID, *, reason: str, officer: UUID | None, now: datetime) -> None:
    """It is no step on the way any more. It stays, with the reason, and is asked for no longer. Raises as `move_milestone`."""
    if not reason.strip():
        raise Conflict(_("Give the reason for dropping the milestone: it is shown beside it."))
    async with writing_logs():
        found = await _open_one(milestone)
        await append_line(found.commitment, DROPPED, "", reason=reason, officer=officer, now=now, milestone=milestone)


async def reopen_milestone(milestone: UUID, *, reason: str, officer: UUID | None, now: datetime) -> None:
    """It was not reached after all, or is a step on the way again.

    Raises `NotFound`, and `Conflict` without a reason or where it is open.
    """
    if not reason.strip():
        raise Conflict(_("Give the reason for opening the milestone again."))
    async with writing_logs():
        found = await get_milestone(milestone)
        if found.is_open:
            raise Conflict(_("The milestone is open already."))
        await append_line(found.commitment, REACHED, "", reason=reason, officer=officer, now=now, milestone=milestone)


async def get_milestone(milestone: UUID) -> FollowedMilestone:
    """One milestone, or `NotFound`."""
    row = await Milestone.select(Milestone.commitment).where(Milestone.id == milestone).first()
    if row is None:
        raise NotFound(_("There is no such milestone."))
    found = await milestones_of([row["commitment"]], await lines_of([row["commitment"]]))
    return next(each for each in found[row["commitment"]] if each.id == milestone)


async def milestones_of(
    commitments: Sequence[UUID], logs: Mapping[UUID, Sequence[LogLine]]
) -> dict[UUID, list[FollowedMilestone]]:
    """For each of these commitments its milestones by day, those without one last; `logs` are the commitments' own."""
    if not commitments:
        return {}
    rows = await Milestone.select().where(Milestone.commitment.is_in(list(commitments)))
    found: dict[UUID, list[FollowedMilestone]] = {}
    for row in rows:
        lines = [line for line in logs.get(row["commitment"], ()) if line.milestone == row["id"]]
        planned = FollowedMilestone(
            id=row["id"],
            commitment=row["commitment"],
            text=row["text"],
            first_due=row["due"],
            made_at=row["created_at"],
        )
        found.setdefault(row["commitment"], []).append(as_it_stands(planned, lines))
    for each in found.values():
        each.sort(key=lambda milestone: (milestone.due or date.max, milestone.made_at, str(milestone.id)))
    return found


def as_it_stands(planned: FollowedMilestone, lines: Iterable[LogLine]) -> FollowedMilestone:
    """A milestone with the lines about it folded in. Pure."""
    lines = list(lines)
    first = planned.first_due.isoformat() if planned.first_due else ""
    reached_on, is_dropped, note = None, False, ""
    for line in lines:
        if line.field == REACHED:
            reached_on = date.fromisoformat(line.value) if line.value else None
            is_dropped, note = False, line.reason
        elif line.field == DROPPED:
            reached_on, is_dropped, note = None, True, line.reason
    slips = slips_in(lines, first={"due": first}, milestone=planned.id)
    return replace(planned, slips=slips, reached_on=reached_on, is_dropped=is_dropped, note=note)


async def _open_one(milestone: UUID) -> FollowedMilestone:
    found = await get_milestone(milestone)
    if not found.is_open:
        raise Conflict(_("The milestone is reached or dropped. Open it again first."))
    return found
