"""What a report is made from: frozen data with no table behind it, read once, at the data-cut time."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from feedback.agreement import Estimate
from feedback.enums import CodingState, ConsultationKind, EvidenceKind, PointKind
from feedback.issue_states import Entry, IssueState
from feedback.plan_states import Ending
from reports.survey_facts import Survey
from surveys.definition import Texts
from surveys.sources import AskedQuestion


class Moved(StrEnum):
    """What of a commitment was moved."""

    DUE = "due"
    RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True)
class NotedPoint:
    """A point of the notes; `document` is the file's name, lines count from 1 in the text as read, 0 where it is in none.

    `year` is the year it was said in where that is not its consultation's.
    """

    id: str
    text: str
    kind: PointKind
    document: str
    page: int
    first_line: int
    last_line: int
    question_number: int | None = None
    heading: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Consultation:
    """`date` is ISO: a year or month alone where no more is known. `year` is 0 where not even that is.

    `is_confirmed` where an officer has confirmed what was read from the notes; `document` is the name of their file.
    """

    id: str
    title: str
    date: str
    year: int
    kind: ConsultationKind
    host: str
    language: str
    participants_count: int | None = None
    participants_unit: str = ""
    participants_text: str = ""
    questions: tuple[AskedQuestion, ...] = ()
    points: tuple[NotedPoint, ...] = ()
    is_confirmed: bool = True
    document: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """One entry of the code book; `labels` by language."""

    id: str
    code: str
    labels: Texts
    definition: str = ""


@dataclass(frozen=True, slots=True)
class PointCoding:
    """A point is about a theme: suggested, confirmed or rejected. Codings of merged themes name the theme they went into.

    `was_suggested` where the system suggested it, whatever an officer decided then.
    """

    point_id: str
    theme_id: str
    state: CodingState
    was_suggested: bool = False


@dataclass(frozen=True, slots=True)
class RaisedPoint:
    """A point that raises an issue, with the consultation and year in which it was said."""

    point_id: str
    text: str
    consultation_id: str
    year: int


@dataclass(frozen=True, slots=True)
class Reply:
    """An organisation's own short reply to how its issue was dealt with, shown word for word, in its own language."""

    organisation: str
    text: str
    language: str = "sv"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue with what its log adds up to; the participants' verdict comes from the surveys.

    `is_unsupported` where it is said to be complete and no public evidence of that counts any more. `former_ids` are of issues
    that were merged into it: what surveys asked about them they asked about it. `log` is what was said of answer and delivery,
    oldest first, without reasons and names.
    """

    id: str
    title: str
    points: tuple[RaisedPoint, ...] = ()
    state: IssueState = field(default_factory=IssueState)
    replies: tuple[Reply, ...] = ()
    is_unsupported: bool = False
    former_ids: tuple[str, ...] = ()
    log: tuple[Entry, ...] = ()

    @property
    def is_done(self) -> bool:
        """Nothing more is to be delivered, and where it is complete the public can see what shows it."""
        return self.state.is_done and not self.is_unsupported


@dataclass(frozen=True, slots=True)
class Slip:
    """A due date or an owner that moved; `before` and `after` are ISO dates where `what` is the due date.

    `milestone` is the text of the milestone whose day moved, empty where the whole did.
    """

    on: date
    what: Moved
    before: str
    after: str
    reason: str
    milestone: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step on the way to what was undertaken; `due` and `original_due` as with a commitment."""

    text: str
    due: date | None = None
    original_due: date | None = None
    reached_on: date | None = None
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence; `counts` is whether it passes its checks, so that it shows the public that something was done."""

    kind: EvidenceKind
    text: str
    is_public: bool
    url: str = ""
    document: str = ""
    on: date | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a commitment is written: in a decision or notes of this title and date, on these lines of the document.

    `date` is ISO, as far as it is known; `page` and lines are 0 where the commitment is in no line of it.
    """

    title: str
    date: str = ""
    document: str = ""
    page: int = 0
    first_line: int = 0
    last_line: int = 0


@dataclass(frozen=True, slots=True)
class Commitment:
    """`due` is the date that holds now, `original_due` the one first promised; `source` is where it was undertaken.

    `slips` are its own and those of its milestones, oldest first. `said_ended` is an officer's word on what answers no issue,
    `said_ended_on` its day.
    """

    id: str
    text: str
    responsible: str
    due: date | None = None
    original_due: date | None = None
    slips: tuple[Slip, ...] = ()
    issue_ids: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    source: Passage | None = None
    milestones: tuple[Milestone, ...] = ()
    said_ended: Ending | None = None
    said_ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgreementOnTheme:
    """Of one theme of a sample; `used` counts the texts that at least one coder gave it."""

    theme_id: str
    used: int
    alpha: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class CodedSample:
    """A closed sample that officers coded blind, and how far they agree on the `texts` that two or more coded.

    It was drawn from a consultation's points or a survey's answers, else from all; `has_answers` where answers are among them.
    """

    id: str
    closed_on: date
    codebook: int
    texts: int
    coders: int
    alpha: Estimate
    f1: Estimate
    themes: tuple[AgreementOnTheme, ...] = ()
    consultation_id: str = ""
    survey_id: str = ""
    has_answers: bool = False

    @property
    def is_of_all(self) -> bool:
        return not self.consultation_id and not self.survey_id


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a report may tell. `language` is the one in which officers write; `cut` is when the data was read.

    A delivery that nobody confirmed again for `unconfirmed_months` is told as unconfirmed.
    """

    department: str
    cut: datetime
    consultations: tuple[Consultation, ...]
    themes: tuple[Theme, ...] = ()
    codings: tuple[PointCoding, ...] = ()
    issues: tuple[Issue, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    surveys: tuple[Survey, ...] = ()
    language: str = "sv"
    unconfirmed_months: int = 12
    samples: tuple[CodedSample, ...] = ()  # the latest closed first
