"""Questions that are asked often, in sets: data files in `surveys/library/`, one set each, worded in several languages.

A survey takes whole sets or single questions from them, or from an earlier survey, as they stand; then they are its own.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import msgspec

from feedback.translation import gettext as _
from feedback.translation import in_every_language, language
from surveys.definition import (
    SCALES,
    Option,
    Question,
    QuestionType,
    Section,
    ShowIf,
    SurveyDefinition,
    Texts,
    change_texts,
    text_in,
)
from surveys.edits import add_question
from surveys.questions.answer import OTHER
from surveys.questions.scale import CANNOT_SAY
from surveys.recall import NOT_ANSWERED, RECALLED
from surveys.section_edits import add_section

FOLDER = Path(__file__).parent / "library"
#: The labels of a scale's points where nobody has chosen.
USUAL_SCALE = "good"


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """A question of a set. `name` is its own within the set, and what `show_if` names; `scale` names its points' labels."""

    name: str
    type: QuestionType
    text: Texts
    help: Texts = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    scale: str = ""
    other: bool = False
    max_choices: int | None = None
    show_if: ShowIf | None = None


@dataclass(frozen=True, slots=True)
class LibrarySet:
    """Questions that belong together, with the heading of their section. `about` tells the officer what they are for."""

    key: str
    title: Texts
    about: Texts
    questions: tuple[LibraryQuestion, ...]
    order: int = 0

    @property
    def section(self) -> Section:
        """The set as a section, whose questions have their names as keys."""
        return Section(self.key, self.title, tuple(_question(each) for each in self.questions))


@dataclass(frozen=True, slots=True)
class Scale:
    """Labels for the points of a scale: the lowest, those between where they have words, the highest."""

    key: str
    about: Texts
    low: Texts
    high: Texts
    between: tuple[Texts, ...] = ()


@dataclass(frozen=True, slots=True)
class _Common:
    other_namely: Texts
    cannot_say: Texts
    scales: tuple[Scale, ...]


@cache
def library() -> tuple[LibrarySet, ...]:
    """All sets, in the order they are offered."""
    found = [
        msgspec.toml.decode(file.read_bytes(), type=LibrarySet) for file in sorted((FOLDER / "sets").glob("*.toml"))
    ]
    return tuple(sorted(found, key=lambda each: each.order))


def library_set(key: str) -> LibrarySet:
    """The set with this key; `KeyError` where there is none."""
    return {each.key: each for each in library()}[key]


@cache
def _common() -> _Common:
    return msgspec.toml.decode((FOLDER / "answers.toml").read_bytes(), type=_Common)


def scales() -> tuple[Scale, ...]:
    """The scales whose points have labels ready."""
    return _common().scales


def other_namely() -> Option:
    """The option that goes on in words."""
    return Option(OTHER, _common().other_namely)


def scale_options(kind: QuestionType, scale: str = "") -> tuple[Option, ...]:
    """The points of a five- or seven-point scale with these labels, and "cannot say"; usual labels for a name that is none."""
    known = {each.key: each for each in scales()}
    chosen = known.get(scale, known[USUAL_SCALE])
    length = 5 if kind is QuestionType.FIVE_POINT_SCALE else 7
    # Labels between the ends are worded for five points; on seven, only the ends are named.
    between = chosen.between if len(chosen.between) == length - 2 else ({},) * (length - 2)
    labels = (chosen.low, *between, chosen.high)
    points = tuple(Option(str(point), label) for point, label in enumerate(labels, start=1))
    return (*points, Option(CANNOT_SAY, _common().cannot_say))


def _question(each: LibraryQuestion) -> Question:
    options = scale_options(each.type, each.scale) if each.type in SCALES else each.options
    return Question(
        key=each.name,
        type=each.type,
        text=each.text,
        help=each.help,
        options=(*options, other_namely()) if each.other else options,
        other=each.other,
        max_choices=each.max_choices,
        show_if=each.show_if,
    )


def add_questions(
    definition: SurveyDefinition, questions: Iterable[Question], *, section_key: str = "", title: Texts | None = None
) -> SurveyDefinition:
    """Add these questions with keys of their own: to a section, or without one to a new one with this heading.

    Conditions on one of them and recalled answers to it name it by its new key. A condition on another question is left
    out and an answer to it is "…", as are links to points and notes of theirs; `title` tells officers where they come from.
    `KeyError` where the survey has no such section.
    """
    first = definition.keys_given + 1
    given = tuple(questions)
    keys = {question.key: f"q{number}" for number, question in enumerate(given, start=first)}
    taken = _recalling(given, keys)
    why = (
        in_every_language(lambda: _("Taken from “%(title)s”.", title=text_in(title, language()).text)) if title else {}
    )
    if not section_key:
        definition = add_section(definition, title or {}, key="library")
        section_key = definition.sections[-1].key
    for question in taken:
        definition = add_question(definition, section_key, replace(_as_added(question, keys), why=why))
    return definition


def _recalling(questions: tuple[Question, ...], keys: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions, whose texts recall answers by these new keys."""

    def renamed(found: re.Match[str]) -> str:
        return f"{{{keys[found[1]]}}}" if found[1] in keys else NOT_ANSWERED

    alone = SurveyDefinition(title={}, sections=(Section("taken", {}, questions),))
    return change_texts(
        alone, lambda _place, texts: {code: RECALLED.sub(renamed, text) for code, text in texts.items()}
    ).questions


def _as_added(question: Question, keys: Mapping[str, str]) -> Question:
    condition = question.show_if
    if condition is not None:
        condition = replace(condition, question=keys[condition.question]) if condition.question in keys else None
    options = tuple(replace(option, point_id=None) for option in question.options)
    return replace(question, options=options, show_if=condition, asks=None)


def chosen_questions(section: Section, names: Collection[str]) -> tuple[Question, ...]:
    """The questions of a section with these keys, in its order."""
    return tuple(question for question in section.questions if question.key in names)


def definition_of_set(chosen: LibrarySet, *, languages: Collection[str]) -> SurveyDefinition:
    """A survey of this set alone."""
    empty = SurveyDefinition(title=chosen.title, languages=tuple(languages))
    return add_questions(empty, chosen.section.questions, title=chosen.title)
