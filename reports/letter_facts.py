"""What a closure letter is written from, and what became of each point as it counts it. Frozen data, and pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback.enums import Answer, Delivery
from feedback.issue_states import WITH_EFFECT, IssueState


class Outcome(StrEnum):
    """What became of a point, as the letter counts it. The order is that in which it is told."""

    DONE = "done"
    PARTLY = "partly"
    PARTLY_UNANSWERED = "partly, not answered"
    UNSHOWN = "said to be done"  # and no public evidence that counts shows it
    SUPERSEDED = "superseded"
    PLANNED = "planned"  # accepted, and nothing shows that anything is done
    DECLINED = "declined"
    OUTSIDE_REMIT = "outside our remit"
    NEEDS_INFORMATION = "needs more information"
    NOT_ANSWERED = "not answered"
    NOT_FOLLOWED = "not followed"  # tied to no issue yet


#: Of a point that raises several issues counts the one of which least came.
_LEAST_FIRST = (
    Outcome.NOT_ANSWERED,
    Outcome.NEEDS_INFORMATION,
    Outcome.DECLINED,
    Outcome.OUTSIDE_REMIT,
    Outcome.PLANNED,
    Outcome.UNSHOWN,
    Outcome.PARTLY_UNANSWERED,
    Outcome.PARTLY,
    Outcome.SUPERSEDED,
    Outcome.DONE,
)


@dataclass(frozen=True, slots=True)
class ToldCommitment:
    """What somebody undertook, who, and by when as it holds now."""

    text: str
    responsible: str
    due: date | None
    language: str
    is_delivered: bool = False


@dataclass(frozen=True, slots=True)
class ToldIssue:
    """An issue as the department tells it; `language` is that of its title and of what officers wrote."""

    id: str
    title: str
    language: str
    state: IssueState
    is_unsupported: bool = False
    is_unconfirmed: bool = False
    commitments: tuple[ToldCommitment, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldPoint:
    """A point of the consultation, and the ids of the issues that it raises."""

    text: str
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is written from. `points` are the organisation's own where they are known, else all of the consultation's.

    `address` is where the letter is read and replied to; `on` is the day as of which it tells.
    """

    department: str
    organisation: str
    consultation: str
    consultation_language: str
    consultation_date: str
    on: date
    address: str
    is_own: bool
    points: tuple[ToldPoint, ...]
    issues: tuple[ToldIssue, ...]
    contact: str = ""


def outcome_of(issue: ToldIssue) -> Outcome:
    """What became of an issue. Complete counts as done only while public evidence shows it; else it is *said* to be done."""
    state = issue.state
    if state.delivery is Delivery.COMPLETE and not issue.is_unsupported:
        return Outcome.DONE
    answered = {
        Answer.DECLINED: Outcome.DECLINED,
        Answer.OUTSIDE_REMIT: Outcome.OUTSIDE_REMIT,
        Answer.NEEDS_INFORMATION: Outcome.NEEDS_INFORMATION,
        Answer.NOT_ANSWERED: Outcome.NOT_ANSWERED,
    }
    if state.delivery is Delivery.SUPERSEDED:
        return Outcome.SUPERSEDED
    if state.answer in (Answer.DECLINED, Answer.OUTSIDE_REMIT, Answer.NEEDS_INFORMATION):
        return answered[state.answer]
    if state.delivery is Delivery.COMPLETE:
        return Outcome.UNSHOWN
    if state.delivery in WITH_EFFECT:
        return Outcome.PARTLY if state.answer is not Answer.NOT_ANSWERED else Outcome.PARTLY_UNANSWERED
    return answered.get(state.answer, Outcome.PLANNED)


def outcomes(points: Sequence[ToldPoint], issues: Sequence[ToldIssue]) -> Counter[Outcome]:
    """How many points came to what; each point counts once."""
    became = {issue.id: outcome_of(issue) for issue in issues}
    return Counter(_outcome([became[id] for id in point.issues if id in became]) for point in points)


def _outcome(of_issues: Sequence[Outcome]) -> Outcome:
    return min(of_issues, key=_LEAST_FIRST.index) if of_issues else Outcome.NOT_FOLLOWED
