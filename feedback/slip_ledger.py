"""The slip ledger: every date and owner that moved, with its reason, counted per commitment and in all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from feedback.api.published import public_commitments, public_consultations
from feedback.commitment_logs import Movable, Slip
from feedback.commitments import Undertaking, undertakings
from feedback.issue_logs import officer_names
from feedback.milestones import FollowedMilestone


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One move; `milestone` is None where the whole commitment moved, `by` the officer's name or empty."""

    slip: Slip
    milestone: FollowedMilestone | None
    by: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What moved of one commitment, oldest first; of one that has slipped."""

    commitment: Undertaking
    lines: tuple[LedgerLine, ...]

    @property
    def first(self) -> LedgerLine:
        return self.lines[0]

    @property
    def last(self) -> LedgerLine:
        return self.lines[-1]

    @property
    def days(self) -> int | None:
        """By how many days the due date has moved since it was first promised; None where there was or is none."""
        first, now = self.commitment.first_due, self.commitment.due
        return (now - first).days if first and now else None


@dataclass(frozen=True, slots=True)
class PublicSlip:
    """One move as anybody may read it: what, from, to, why and when, never who wrote it.

    `milestone` is its text where only that moved. `decision` is the id of the later decision that moved it and
    `decision_title` its title, both only where the decision is public itself.
    """

    commitment: UUID
    commitment_text: str
    language: str
    milestone: str
    field: Movable
    before: str
    after: str
    reason: str
    at: datetime
    decision: UUID | None
    decision_title: str


async def slip_ledgers() -> tuple[Ledger, ...]:
    """Each commitment that has slipped, those that did most often first."""
    every = [each for each in await undertakings() if each.all_slips]
    writers = {slip.officer for each in every for _milestone, slip in each.all_slips if slip.officer}
    names = await officer_names(writers)
    return by_slips(ledger_of(each, names) for each in every)


async def ledger(commitment: Undertaking) -> tuple[LedgerLine, ...]:
    """What moved of this one, oldest first; empty where nothing did."""
    writers = {slip.officer for _milestone, slip in commitment.all_slips if slip.officer}
    return ledger_of(commitment, await officer_names(writers)).lines


def ledger_of(commitment: Undertaking, names: dict[UUID, str]) -> Ledger:
    """What moved of one commitment; `names` are those of officers by id. Pure."""
    lines = (
        LedgerLine(slip, milestone, names.get(slip.officer, "") if slip.officer else "")
        for milestone, slip in commitment.all_slips
    )
    return Ledger(commitment, tuple(lines))


def by_slips(ledgers: Iterable[Ledger]) -> tuple[Ledger, ...]:
    """Those with most slips first. Pure."""
    return tuple(sorted(ledgers, key=lambda each: (-len(each.lines), each.commitment.text, str(each.commitment.id))))


def moved_days(before: str, after: str) -> int | None:
    """From one ISO day to another; None where one of them is none."""
    return (date.fromisoformat(after) - date.fromisoformat(before)).days if before and after else None


async def public_slips(commitments: Sequence[UUID] | None = None) -> tuple[PublicSlip, ...]:
    """What moved of these commitments, or of all, that the public may read; the latest first."""
    every = await undertakings(sorted(await public_commitments(commitments), key=str))
    moved = [(each, milestone, slip) for each in every for milestone, slip in each.all_slips]
    decisions = await public_consultations({slip.decision for _each, _milestone, slip in moved if slip.decision})
    slips = [
        PublicSlip(
            commitment=each.id,
            commitment_text=each.text,
            language=each.language,
            milestone=milestone.text if milestone else "",
            field=slip.field,
            before=slip.before,
            after=slip.after,
            reason=slip.reason,
            at=slip.at,
            decision=slip.decision if slip.decision in decisions else None,
            decision_title=slip.decision_title if slip.decision in decisions else "",
        )
        for each, milestone, slip in moved
    ]
    return tuple(sorted(slips, key=lambda slip: slip.at, reverse=True))
