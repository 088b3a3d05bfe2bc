"""What a notes file seems to say: a draft that a person confirms. Every part knows the lines it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from feedback.enums import PointKind
from feedback.notes.confidence import CONFIDENCE, Basis


class Fate(StrEnum):
    """What became of one source line; every line has exactly one."""

    EXTRACTED = "extracted"
    FACTS = "facts"
    FURNITURE = "furniture"
    REPEATED = "repeated"
    LEFT_OVER = "left over"
    BLANK = "blank"


class Rule(StrEnum):
    """What decided the fate of a line."""

    BLANK = "blank"
    PAGE = "page"
    REPEATED = "repeated"
    LETTERHEAD = "letterhead"
    FACT = "fact"
    QUESTION = "question"
    THEME = "theme"
    LIST = "list"
    REPORTED = "reported"
    CARRIED = "carried"
    HEARD = "heard"
    ANSWERED = "answered"
    TABLE = "table"
    TASK = "task"
    DEADLINE = "deadline"
    LEARNT = "learnt"
    NONE = "none"


@dataclass(frozen=True)
class Reason:
    """The rule that decided, and the words of the document it went by, where there are any."""

    rule: Rule
    words: str = ""


class PersonalDataKind(StrEnum):
    NAME = "name"
    EMAIL = "e-mail"
    PHONE = "phone"
    IDENTITY_NUMBER = "identity number"
    ADDRESS = "address"
    SIGNATURE = "signature"
    HEALTH = "health"


@dataclass(frozen=True)
class Source:
    """The lines `first_line` to `last_line`, both included, of the text as read; `page` is where they begin."""

    page: int
    first_line: int
    last_line: int


@dataclass(frozen=True)
class Participants:
    """How many took part, in the notes' own words; no count where the notes give none or several."""

    count: int | None = None
    unit: str = ""
    text: str = ""


@dataclass(frozen=True)
class DraftQuestion:
    number: int
    text: str
    subquestions: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class DraftPoint:
    """One thing said. It stands under a question (its number) or a theme (its heading), or under neither.

    `answer` is what the document itself says was done about it, or empty. `basis` is what made it a point, and
    `confidence`, from 0 to 1, how sure that is.
    """

    text: str
    kind: PointKind
    question: int | None
    theme: str | None
    source: Source
    answer: str = ""
    basis: Basis = Basis.INTRODUCED

    @property
    def confidence(self) -> float:
        """From the table in `feedback.notes.confidence`."""
        return CONFIDENCE[self.basis]


@dataclass(frozen=True)
class DraftTask:
    """Something undertaken; `due` is an ISO date, or empty where none is given."""

    text: str
    responsible: str
    due: str
    source: Source


@dataclass(frozen=True)
class DraftDeadlineChange:
    """A later decision's word that a deadline moved: what it changes, the ISO days before and after, and the passage.

    `reference` and `before` are empty where the document does not say.
    """

    reference: str
    before: str
    after: str
    text: str
    source: Source


@dataclass(frozen=True)
class PersonalData:
    text: str
    kind: PersonalDataKind
    source: Source


@dataclass(frozen=True)
class Leftover:
    """A passage of the source that went into no other part of the draft."""

    text: str
    source: Source


@dataclass(frozen=True)
class Draft:
    """`date` is ISO: a day, a month, a year, or empty. `kind` is the notes' own word, see `kind_of`.

    `fates` and `reasons` tell of every line, by its number, what became of it and why.

    `reference` is what a decision is called, as "dir. 2024:38".
    """

    title: str = ""
    date: str = ""
    kind: str = "other"
    host: str = ""
    place: str = ""
    participants: Participants = Participants()
    language: str = "sv"
    questions: tuple[DraftQuestion, ...] = ()
    themes: tuple[str, ...] = ()
    points: tuple[DraftPoint, ...] = ()
    tasks: tuple[DraftTask, ...] = ()
    reference: str = ""
    deadline_changes: tuple[DraftDeadlineChange, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    fates: Mapping[int, Fate] = field(default_factory=dict)
    reasons: Mapping[int, Reason] = field(default_factory=dict)


def as_json(draft: Draft) -> dict[str, object]:
    """The draft as plain data, the public form of `gensvar read --json`.

    Every point has both keys `question` (a number) and `theme` (a heading); at most one of them is not null.
    """
    return {
        "title": draft.title,
        "date": draft.date,
        "kind": draft.kind,
        "host": draft.host,
        "place": draft.place,
        "participants": {
            "count": draft.participants.count,
            "unit": draft.participants.unit,
            "text": draft.participants.text,
        },
        "language": draft.language,
        "questions": [_question(question) for question in draft.questions],
        "themes": list(draft.themes),
        "points": [_point(point) for point in draft.points],
        "tasks": [_task(task) for task in draft.tasks],
        "reference": draft.reference,
        "deadline_changes": [_deadline_change(change) for change in draft.deadline_changes],
        "personal_data": [
            {"text": data.text, "kind": data.kind.value, "source": _source(data.source)} for data in draft.personal_data
        ],
        "leftovers": [{"text": rest.text, "source": _source(rest.source)} for rest in draft.leftovers],
    }


def _question(question: DraftQuestion) -> dict[str, object]:
    return {
        "number": question.number,
        "text": question.text,
        "subquestions": list(question.subquestions),
        "source": _source(question.source),
    }


def _point(point: DraftPoint) -> dict[str, object]:
    return {
        "text": point.text,
        "kind": point.kind.value,
        "question": point.question,
        "theme": point.theme,
        "answer": point.answer,
        "confidence": point.confidence,
        "source": _source(point.source),
    }


def _task(task: DraftTask) -> dict[str, object]:
    return {"text": task.text, "responsible": task.responsible, "due": task.due, "source": _source(task.source)}


def _deadline_change(change: DraftDeadlineChange) -> dict[str, object]:
    return {
        "reference": change.reference,
        "before": change.before,
        "after": change.after,
        "text": change.text,
        "source": _source(change.source),
    }


def _source(source: Source) -> dict[str, int]:
    return {"page": source.page, "first_line": source.first_line, "last_line": source.last_line}
