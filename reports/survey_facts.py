"""What a report tells of surveys: their counts and quotes, frozen, with no table behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from feedback.enums import CodingState
from surveys.definition import Question, SurveyDefinition, Texts


@dataclass(frozen=True, slots=True)
class Tally:
    """How many responses gave an answer value to a question."""

    question_key: str
    value: str
    n: int


@dataclass(frozen=True, slots=True)
class CrossTally:
    """Of the responses that gave an answer to a question about who answers, how many gave one to another question.

    The value `""` counts all of them who answered that.
    """

    background_key: str
    background: str
    question_key: str
    value: str
    n: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A free-text answer, or a part of it, as an officer marked it for quoting, in the language it was written in."""

    question_key: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class StatementTally:
    """How many of a free-text question's answers were coded with a theme, in one state; `suggested` of `n` by the system."""

    question_key: str
    theme_id: str
    state: CodingState
    n: int
    suggested: int = 0


@dataclass(frozen=True, slots=True)
class SurveyVersion:
    """One wording of a survey, from when it was asked, and how many responses answered it."""

    number: int
    definition: SurveyDefinition
    since: date
    responses: int


@dataclass(frozen=True, slots=True)
class Survey:
    """A published survey and its counts. `answered` is the number of responses that answered a question, by question key.

    `questions` are those of all its versions, as worded last, in `language` first; `versions` has the wordings where there
    is more than one. `is_sample` where those invited were a sample of those whom it is about. `invited_types` counts the
    invitations by type of organisation, blank where it is not stated; `invited_languages` by language, None where the
    invitations no longer tell.
    """

    id: str
    consultation_id: str
    year: int
    title: Texts
    questions: tuple[Question, ...]
    invited: int
    responses: int
    opened: date | None = None
    closed: date | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    answered: Mapping[str, int] = field(default_factory=dict)
    tallies: tuple[Tally, ...] = ()
    statement_themes: tuple[StatementTally, ...] = ()
    crosses: tuple[CrossTally, ...] = ()
    quotes: tuple[Quote, ...] = ()
    versions: tuple[SurveyVersion, ...] = ()
    language: str = "sv"
    is_sample: bool = False
    invited_types: Mapping[str, int] = field(default_factory=dict)
    invited_languages: Mapping[str, int] | None = None
