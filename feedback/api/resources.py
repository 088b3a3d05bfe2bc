"""The shapes of what is read over the API. A value is the word that is stored, in English for every reader."""

from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from feedback.enums import (
    Answer,
    ConsultationKind,
    ConsultationState,
    Delivery,
    Effect,
    EvidenceKind,
    PointKind,
    Verification,
)
from feedback.issue_states import Field

#: `date` by a name that a field called `date` leaves alone.
Day: TypeAlias = date


class Resource(Struct, frozen=True):
    """Something that is read."""


class Source(Resource, frozen=True):
    """The lines of the document as read, both included, and the page on which they begin; all count from 1."""

    page: int
    first_line: int
    last_line: int


class Participants(Resource, frozen=True):
    """How many took part; the notes' own words only with a token that reads all, since they can be names."""

    count: int | None
    unit: str
    text: str


class Consultation(Resource, frozen=True):
    """A meeting, conference or decision. `date` is ISO; a year or month alone, or empty, where no more is known."""

    id: UUID
    title: str
    kind: ConsultationKind
    state: ConsultationState
    date: str
    year: int
    host: str
    language: str
    reference: str
    participants: Participants
    published_at: datetime | None


class Question(Resource, frozen=True):
    """What a consultation asked."""

    id: UUID
    consultation: UUID
    position: int
    text: str
    subquestions: list[str]
    source: Source | None


class Point(Resource, frozen=True):
    """One thing said, and the issues that it raises; `answer` is what the hosts answered, where the notes say so."""

    id: UUID
    consultation: UUID
    question: UUID | None
    heading: str
    position: int
    text: str
    answer: str
    kind: PointKind
    source: Source | None
    issues: list[UUID]


class AnswerFact(Resource, frozen=True):
    value: Answer
    reason: str
    at: datetime | None


class DeliveryFact(Resource, frozen=True):
    """`is_unconfirmed`: nobody has confirmed it for so long that it is not news any more."""

    value: Delivery
    reason: str
    at: datetime | None
    is_unconfirmed: bool


class VerificationFact(Resource, frozen=True):
    value: Verification
    reason: str


class EffectFact(Resource, frozen=True):
    value: Effect
    reason: str


class LogEntry(Resource, frozen=True):
    """One line of the log, which is only ever added to; `number` counts from 1."""

    number: int
    field: Field
    value: str
    reason: str
    at: datetime


class Issue(Resource, frozen=True):
    """One concern or proposal followed over the years, with four of its facts; the fifth is under `verdicts`."""

    id: UUID
    title: str
    owner_unit: str
    policy_area: str
    years: list[int]
    answer: AnswerFact
    delivery: DeliveryFact
    verification: VerificationFact
    effect: EffectFact
    points: list[UUID]
    commitments: list[UUID]
    log: list[LogEntry]
    merged_into: UUID | None
    published_at: datetime | None


class Slip(Resource, frozen=True):
    """A due date (ISO) or owner that moved."""

    field: str
    before: str
    after: str
    reason: str
    at: datetime


class Milestone(Resource, frozen=True):
    """A step on the way; `due` after all moves. `note` is what was written at its end, empty where not all is read."""

    id: UUID
    text: str
    due: date | None
    first_due: date | None
    reached_on: date | None
    is_dropped: bool
    note: str
    slips: list[Slip]


class Evidence(Resource, frozen=True):
    """What supports the delivery, and whether it passes its checks; what was taken back is left out."""

    id: UUID
    kind: EvidenceKind
    text: str
    url: str
    date: Day | None
    source: Source | None
    is_public: bool
    counts: bool


class Commitment(Resource, frozen=True):
    """Who undertook what by when. `responsible` and `due` after all moves, the first promise beside them."""

    id: UUID
    text: str
    responsible: str
    due: date | None
    first_responsible: str
    first_due: date | None
    is_delivered: bool
    consultation: UUID | None
    source: Source | None
    issues: list[UUID]
    slips: list[Slip]
    milestones: list[Milestone]
    evidence: list[Evidence]


class Receipt(Resource, frozen=True):
    """What was written, where the token does not read it: its id, and the address at which it is read."""

    id: UUID
    address: str


class ConsultationPage(Resource, frozen=True):
    """`next` is the cursor of the page after this one, null on the last."""

    items: list[Consultation]
    next: str | None


class QuestionPage(Resource, frozen=True):
    items: list[Question]
    next: str | None


class PointPage(Resource, frozen=True):
    items: list[Point]
    next: str | None


class IssuePage(Resource, frozen=True):
    items: list[Issue]
    next: str | None


class CommitmentPage(Resource, frozen=True):
    items: list[Commitment]
    next: str | None
