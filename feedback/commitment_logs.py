"""The log of a commitment: what moved, was reached, or ended it, each line with its reason. Only ever added to."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from feedback.database import is_unique_violation
from feedback.errors import Conflict, NotFound
from feedback.log_chain import chain, writing_logs
from feedback.plan_states import Ending
from feedback.reasons import bounded_reason
from feedback.tables import Commitment, CommitmentEntry
from feedback.translation import gettext as _

Movable = Literal["due", "responsible"]
#: The field of a line that ends a commitment; its value is how, or `OPEN` where it was opened again.
CLOSED, OPEN = "closed", "open"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line as stored. `milestone` is None where it is about the whole; `decision` is the later one that moved it."""

    number: int
    field: str
    value: str
    reason: str
    officer: UUID | None
    at: datetime
    milestone: UUID | None
    decision: UUID | None
    decision_title: str
    source: dict[str, int]


@dataclass(frozen=True, slots=True)
class Slip:
    """A due date or owner that moved: one line of the slip ledger. Values as they were written, dates in ISO.

    `decision` is the later decision that moved it, where one did, and `source` the passage there.
    """

    field: Movable
    before: str
    after: str
    reason: str
    at: datetime
    officer: UUID | None = None
    decision: UUID | None = None
    decision_title: str = ""
    source: dict[str, int] = dataclasses.field(default_factory=dict)
    number: int = dataclasses.field(default=0, compare=False)  # of the line in the commitment's log


@dataclass(frozen=True, slots=True)
class Closing:
    """How a commitment was ended by an officer's word, when and why."""

    ending: Ending
    reason: str
    at: datetime
    officer: UUID | None


async def append_line(
    commitment: UUID,
    log_field: str,
    value: str,
    *,
    reason: str,
    officer: UUID | None,
    now: datetime,
    milestone: UUID | None = None,
    decision: UUID | None = None,
    source: dict[str, int] | None = None,
) -> None:
    """Add a line and chain it. Raises `Conflict` for a reason that cannot be kept, or where two write at once."""
    async with writing_logs():
        entry = CommitmentEntry(
            commitment=commitment,
            number=await CommitmentEntry.count().where(CommitmentEntry.commitment == commitment) + 1,
            field=log_field,
            value=value,
            reason=bounded_reason(reason),
            officer=officer,
            at=now,
            milestone=milestone,
            consultation=decision,
            source=source or {},
        )
        try:
            await entry.save()
        except Exception as error:
            if is_unique_violation(error):
                raise Conflict(
                    _("Somebody else moved this commitment at the same moment. Look at it and try again.")
                ) from error
            raise
        await chain(entry)


async def lines_of(commitments: Sequence[UUID]) -> dict[UUID, list[LogLine]]:
    """For each of these commitments its log, oldest first, with the lines about its milestones."""
    if not commitments:
        return {}
    rows = (
        await CommitmentEntry.select(*CommitmentEntry.all_columns(), CommitmentEntry.consultation.title)
        .where(CommitmentEntry.commitment.is_in(list(commitments)))
        .order_by(CommitmentEntry.number)
        .output(load_json=True)
    )
    found: dict[UUID, list[LogLine]] = {}
    for row in rows:
        line = LogLine(
            number=row["number"],
            field=row["field"],
            value=row["value"],
            reason=row["reason"],
            officer=row["officer"],
            at=row["at"],
            milestone=row["milestone"],
            decision=row["consultation"],
            decision_title=row["consultation.title"] or "",
            source=row["source"],
        )
        found.setdefault(row["commitment"], []).append(line)
    return found


def slips_in(
    lines: Iterable[LogLine], *, first: Mapping[Movable, str], milestone: UUID | None = None
) -> tuple[Slip, ...]:
    """The moves of the whole, or of one milestone, each with what held before; `first` is what was promised first. Pure."""
    current = dict(first)
    told = []
    for line in lines:
        if line.milestone == milestone and (moved := _movable(line.field)):
            told.append(
                Slip(
                    field=moved,
                    before=current.get(moved, ""),
                    after=line.value,
                    reason=line.reason,
                    at=line.at,
                    officer=line.officer,
                    decision=line.decision,
                    decision_title=line.decision_title,
                    source=line.source,
                    number=line.number,
                )
            )
            current[moved] = line.value
    return tuple(told)


def closing_in(lines: Iterable[LogLine]) -> Closing | None:
    """How it was ended last; None where it was not, or was opened again. Pure."""
    said = [line for line in lines if line.field == CLOSED]
    if not said or said[-1].value == OPEN:
        return None
    return Closing(Ending(said[-1].value), said[-1].reason, said[-1].at, said[-1].officer)


def due_after(slips: Sequence[Slip], first: date | None) -> date | None:
    """The date that holds after these moves."""
    moved = next((slip.after for slip in reversed(slips) if slip.field == "due"), None)
    return date.fromisoformat(moved) if moved else first


async def check_exists(commitment: UUID) -> None:
    """Raises `NotFound` where there is no such commitment."""
    if not await Commitment.exists().where(Commitment.id == commitment):
        raise NotFound(_("There is no such commitment."))


def is_day(text: str) -> bool:
    """Whether a text is an ISO day that exists."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _movable(log_field: str) -> Movable | None:
    match log_field:
        case "due" | "responsible":
            return log_field
        case _:
            return None
