"""The facts of an issue, derived from its log, and the rules of what may be said next. Pure: the log comes in, the state goes out.

Five separate facts, never one status: trackers with one traffic light end up with "done on paper". The fifth, the
participants' verdict, comes from surveys and is never set by an officer.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from feedback.enums import Answer, Delivery, Effect, Verification
from feedback.errors import Conflict
from feedback.translation import gettext as _

#: How far something must be delivered before it can have had an effect.
WITH_EFFECT = frozenset({Delivery.LIMITED, Delivery.SUBSTANTIAL, Delivery.COMPLETE})
_KEEPING_EFFECT = WITH_EFFECT | {Delivery.SUPERSEDED}


class Field(StrEnum):
    """What a log entry is about. The value of the first four is one of `VALUES`; what the others keep stands beside them."""

    ANSWER = "answer"
    DELIVERY = "delivery"
    VERIFICATION = "verification"
    EFFECT = "effect"
    TITLE = "title"  # its reason is the title before
    POINT_ADDED = "point added"  # its value is the point's id
    POINT_REMOVED = "point removed"  # its value is the point's id
    MERGED = "merged"  # its value is the other issue's id
    SPLIT = "split"  # its value is the other issue's id
    OWNER_UNIT = "owner unit"  # its reason is the owner unit before
    POLICY_AREA = "policy area"  # its reason is the policy area before
    PUBLISHED = "published"  # its value is yes or no
    COMMITMENT = "commitment"  # its value is the commitment's id
    COMMITMENT_REMOVED = "commitment removed"  # its value is the commitment's id


VALUES: dict[Field, type[StrEnum]] = {
    Field.ANSWER: Answer,
    Field.DELIVERY: Delivery,
    Field.VERIFICATION: Verification,
    Field.EFFECT: Effect,
}


class ReasonNeeded(Conflict):
    """The entry may be made, but not without saying why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an issue's log."""

    field: Field
    value: str
    reason: str
    officer: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class IssueState:
    """What the log adds up to. Without a word about delivery there is *no evidence*, whatever was promised."""

    answer: Answer = Answer.NOT_ANSWERED
    answer_reason: str = ""
    answered_at: datetime | None = None
    delivery: Delivery = Delivery.NO_EVIDENCE
    delivery_reason: str = ""
    delivery_at: datetime | None = None
    delivery_by: UUID | None = None
    verification: Verification = Verification.SELF_REPORTED
    verification_reason: str = ""
    effect: Effect = Effect.TOO_EARLY
    effect_reason: str = ""

    @property
    def is_done(self) -> bool:
        """Nothing more is to be delivered."""
        return self.delivery in (Delivery.COMPLETE, Delivery.SUPERSEDED)

    @property
    def may_have_effect(self) -> bool:
        """Enough is delivered for its effect to be told."""
        return self.delivery in WITH_EFFECT

    def is_unconfirmed(self, today: date, *, after_months: int) -> bool:
        """A delivery that nobody has confirmed again for so many months is not news any more."""
        return is_unconfirmed(self.delivery_at, today, after_months=after_months)


def is_unconfirmed(delivery_at: datetime | None, today: date, *, after_months: int) -> bool:
    """Whether the last word about delivery is older than so many months, counted by the calendar."""
    if delivery_at is None:
        return False
    months = delivery_at.year * 12 + delivery_at.month - 1 + after_months
    year, month = divmod(months, 12)
    last_day = min(delivery_at.day, monthrange(year, month + 1)[1])
    return today > date(year, month + 1, last_day)


def state_of(entries: Iterable[Entry]) -> IssueState:
    """Fold a log, oldest first, into the state.

    A new word about delivery takes the earlier check of it away, and the effect too where nothing is delivered after all.
    """
    state = IssueState()
    for entry in entries:
        state = _after(state, entry)
    return state


def _after(state: IssueState, entry: Entry) -> IssueState:
    match entry.field:
        case Field.ANSWER:
            return replace(state, answer=Answer(entry.value), answer_reason=entry.reason, answered_at=entry.at)
        case Field.DELIVERY:
            state = (
                state if entry.value in _KEEPING_EFFECT else replace(state, effect=Effect.TOO_EARLY, effect_reason="")
            )
            return replace(
                state,
                delivery=Delivery(entry.value),
                delivery_reason=entry.reason,
                delivery_at=entry.at,
                delivery_by=entry.officer,
                verification=Verification.SELF_REPORTED,
                verification_reason="",
            )
        case Field.VERIFICATION:
            return replace(state, verification=Verification(entry.value), verification_reason=entry.reason)
        case Field.EFFECT:
            return replace(state, effect=Effect(entry.value), effect_reason=entry.reason)
        case _:
            return state


def objection(state: IssueState, entry: Entry, *, has_public_evidence: bool) -> str | None:
    """Why this entry may not follow this state, in words for the officer; None where it may.

    `has_public_evidence` is whether a commitment of the issue has evidence that is public and counts.
    """
    return rule_broken(state, entry, has_public_evidence=has_public_evidence) or missing_reason(state, entry)


def rule_broken(state: IssueState, entry: Entry, *, has_public_evidence: bool) -> str | None:
    """The rule that forbids this value now, whatever the reason; None where there is none."""
    match entry.field, entry.value:
        case Field.DELIVERY, Delivery.COMPLETE if not has_public_evidence:
            return _(
                "Complete needs at least one piece of evidence that is public and counts. "
                "Add it to a commitment of this issue first."
            )
        case Field.VERIFICATION, value if value != Verification.SELF_REPORTED and state.delivery_at is None:
            return _("There is no delivery to verify yet.")
        case Field.VERIFICATION, Verification.CHECKED:
            return _not_a_second_officer(state, entry.officer)
        case Field.EFFECT, value if value != Effect.TOO_EARLY and not state.may_have_effect:
            return _("There can be no effect before anything is delivered: say first how far it is delivered.")
        case _other:
            return None


def _not_a_second_officer(state: IssueState, officer: UUID | None) -> str | None:
    if state.delivery_by is None:
        return _("It is not known who reported the delivery. Report it again; then another officer can check it.")
    if officer is None or officer == state.delivery_by:
        return _("The check must be made by another officer than the one who reported the delivery.")
    return None


def missing_reason(state: IssueState, entry: Entry) -> str | None:
    """What an entry without a reason still has to say; None where it needs none."""
    if entry.reason.strip():
        return None
    match entry.field, entry.value:
        case Field.ANSWER, Answer.OUTSIDE_REMIT:
            return _("Say whom the issue is referred to.")
        case Field.ANSWER, Answer.NOT_ANSWERED if state.answer is not Answer.NOT_ANSWERED:
            return _("Give the reason for taking the answer back.")
        case Field.ANSWER, value if value not in (Answer.ACCEPTED, Answer.NOT_ANSWERED):
            return _("Give the reason: those who raised the issue will read it.")
        case Field.DELIVERY, Delivery.SUPERSEDED:
            return _("Say what the issue is superseded by.")
        case Field.DELIVERY, value if state.is_done and value != state.delivery:
            return _("Give the reason for opening a finished issue again.")
        case Field.VERIFICATION, Verification.INDEPENDENT:
            return _("Say who reviewed it.")
        case Field.EFFECT, Effect.WORSENED | Effect.MAJOR:
            return _("Say what shows that the effect is so.")
        case _other:
            return None
