"""What a survey is drafted from: what the consultation asked, what was said there, and the issues still open."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of the consultation with its sub-questions."""

    id: str
    number: int
    text: str
    subquestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RaisedPoint:
    """A point as the notes put it, with the number of the question, or the heading, that it stands under."""

    id: str
    text: str
    kind: str = "statement"
    question_number: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An issue that is not closed, the years it was raised, and the points (of any year) that raise it."""

    id: str
    title: str
    years: tuple[int, ...]
    point_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationToAskAbout:
    """All that a draft is made of. `date` is ISO, a year or month alone, or empty; `language` is the notes' own."""

    kind: str
    date: str
    language: str
    questions: tuple[AskedQuestion, ...] = ()
    points: tuple[RaisedPoint, ...] = ()
    issues: tuple[OpenIssue, ...] = ()
