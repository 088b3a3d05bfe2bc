"""What the machine that tries the logs knows by itself: what was promised, and the rules of the five facts once more."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from feedback.enums import Answer, Delivery, Effect, Verification
from feedback.issue_states import Entry, Field
from feedback.plan_states import Ending


@dataclass
class Promised:
    """What the machine knows of a commitment: every move in order, the evidence as (public, taken back), how it ended."""

    responsible: str
    due: str
    issues: set[UUID]
    moves: list[tuple[str, str, str, str]] = field(default_factory=list)
    milestones: dict[UUID, "Planned"] = field(default_factory=dict)
    evidence: dict[UUID, tuple[bool, bool]] = field(default_factory=dict)
    said: Ending | None = None


@dataclass
class Planned:
    """A milestone: its day, each move of it, and whether it was reached."""

    due: str
    moves: list[tuple[str, str]] = field(default_factory=list)
    is_reached: bool = False


def may_record(log: list[Entry], entry: Entry, *, counts: bool, active: Collection[UUID]) -> bool:
    """The rules of the five facts once more, as `docs/officers.md` tells them; `active` are the officers who work here."""
    answer, delivery, _verification, _effect = added_up(log)
    reported = last(log, Field.DELIVERY)
    has_reason = bool(entry.reason.strip())
    match entry.field, entry.value:
        case Field.ANSWER, Answer.ACCEPTED:
            return True
        case Field.ANSWER, Answer.NOT_ANSWERED:
            return has_reason or answer is Answer.NOT_ANSWERED
        case Field.ANSWER, _:
            return has_reason
        case Field.DELIVERY, value:
            reopens = delivery in (Delivery.COMPLETE, Delivery.SUPERSEDED) and value != delivery
            needs_reason = reopens or value == Delivery.SUPERSEDED
            return (counts or value != Delivery.COMPLETE) and (has_reason or not needs_reason)
        case Field.VERIFICATION, Verification.SELF_REPORTED:
            return True
        case Field.VERIFICATION, Verification.INDEPENDENT:
            return reported is not None and has_reason
        case Field.VERIFICATION, _:
            return reported is not None and reported.officer != entry.officer and entry.officer in active
        case Field.EFFECT, Effect.TOO_EARLY:
            return True
        case Field.EFFECT, value:
            is_delivered = delivery in (Delivery.LIMITED, Delivery.SUBSTANTIAL, Delivery.COMPLETE)
            return is_delivered and (has_reason or value not in (Effect.WORSENED, Effect.MAJOR))
    raise AssertionError(entry)


def last(log: list[Entry], about: Field) -> Entry | None:
    return next((entry for entry in reversed(log) if entry.field is about), None)


def added_up(log: list[Entry]) -> tuple[str, str, str, str]:
    """What a log says, found from its end."""
    answer, reported = last(log, Field.ANSWER), last(log, Field.DELIVERY)
    since = log[log.index(reported) :] if reported else log
    checked = last(since, Field.VERIFICATION)
    undone = [
        n
        for n, entry in enumerate(log)
        if entry.field is Field.DELIVERY and entry.value in ("no evidence", "not started")
    ]
    effect = last(log[undone[-1] :] if undone else log, Field.EFFECT)
    return (
        answer.value if answer else Answer.NOT_ANSWERED,
        reported.value if reported else Delivery.NO_EVIDENCE,
        checked.value if checked else Verification.SELF_REPORTED,
        effect.value if effect else Effect.TOO_EARLY,
    )


def is_old(log: list[Entry], today: date) -> bool:
    """Whether the last word on delivery is more than twelve months old."""
    reported = last(log, Field.DELIVERY)
    if reported is None:
        return False
    said = reported.at.date()
    end = date(said.year + 1, 2, 28) if (said.month, said.day) == (2, 29) else said.replace(year=said.year + 1)
    return today > end
