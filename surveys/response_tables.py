"""Responses as a table: a row each, a column or more for each question of any version, with the words for their codes. Pure.

What a row tells of who answered depends on what the survey promised: nothing where it is anonymous (rows stand in the
order of their random ids), a reference where it is confidential, and the organisation and the day where that is named.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from feedback.translation import gettext as _
from surveys.answers import Answers, reference_of
from surveys.conditions import asked
from surveys.definition import SCALES, Option, Privacy, Question, QuestionType, SurveyDefinition, text_in
from surveys.questions import TYPES
from surveys.questions.answer import Column, Content
from surveys.questions.scale import CANNOT_SAY
from surveys.recall import without_answers
from surveys.wording_changes import all_questions

Cell = str | int | None
LONGEST_NAME = 60  # bytes; SPSS takes 64
#: The code of "cannot say" on a scale: no point of it, and no answer to be averaged.
CANNOT_SAY_CODE = 99


@dataclass(frozen=True, slots=True)
class AnsweredRevision:
    """One row of `Response`, with the number of the version it answers."""

    id: UUID
    token_hash: str
    revision: int
    version: int
    language: str
    day: date
    minutes: int | None
    organisation: str
    source: str
    answers: Answers
    first_id: UUID | None = None  # the first revision's, where this is a later one

    @property
    def reference(self) -> str:
        """What stands on the receipt: the same for every revision."""
        return reference_of(self.first_id or self.id)


@dataclass(frozen=True, slots=True)
class CodedValue:
    """A value that a column may hold: as stored, its number in a statistics program, and its words."""

    value: str
    code: int
    label: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """A column: its name, what it holds, its words in the language chosen, and for codes their words."""

    name: str
    content: Content
    label: str
    values: tuple[CodedValue, ...] = ()
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class ResponseTable:
    """Rows of as many cells as there are variables; an empty cell is a question that was not asked or not answered."""

    title: str
    language: str
    variables: tuple[Variable, ...]
    rows: tuple[tuple[Cell, ...], ...]


def response_table(
    versions: Sequence[SurveyDefinition], revisions: Iterable[AnsweredRevision], *, language: str
) -> ResponseTable:
    """The latest revision of each response. `versions` are those published, the first first; the latest gives the words.

    Codes are numbered in the order in which the versions brought them in, so that a later version changes none.
    An answer recalled in a question's words is shown as "…", since it differs from row to row.
    """
    newest = versions[-1]
    about = [fact for fact in _facts() if newest.privacy in fact.told_by]
    worded = [without_answers(version) for version in versions]
    questions = [_with_options_as_introduced(each, versions) for each in all_questions(worded)]
    columns = [(question, column) for question in questions for column in TYPES[question.type].columns(question)]
    taken = [fact.variable.name for fact in about]
    names = _unique([_name(question, column) for question, column in columns], taken)
    named = zip(columns, names, strict=True)
    variables = [_variable(question, column, name, language=language) for (question, column), name in named]
    rows = []
    for each in sorted(_latest(revisions), key=lambda revision: revision.id):
        cells = _cells(versions[each.version - 1], each.answers)
        answered = (cells.get(question.key, {}).get(column.suffix) for question, column in columns)
        rows.append((*(fact.cell(each) for fact in about), *answered))
    return ResponseTable(
        text_in(newest.title, language).text, language, (*(fact.variable for fact in about), *variables), tuple(rows)
    )


def words_of(variable: Variable, cell: Cell) -> str:
    """A cell in words: the label of a code, yes or no, and everything else as it is."""
    if cell is None:
        return ""
    if variable.content is Content.YES_NO:
        return _("Yes") if cell == 1 else _("No")
    return next((each.label for each in variable.values if each.value == str(cell)), str(cell))


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a row tells of the response itself, and the promises under which it may."""

    variable: Variable
    cell: Callable[[AnsweredRevision], Cell]
    told_by: tuple[Privacy, ...] = tuple(Privacy)


def _facts() -> tuple[_Fact, ...]:
    named, linked = (Privacy.ORGANISATION_NAMED,), (Privacy.ORGANISATION_NAMED, Privacy.CONFIDENTIAL)
    words, number = Content.WORDS, Content.NUMBER
    sources = (
        CodedValue("web", 1, _("On the web")),
        CodedValue("paper", 2, _("On paper")),
        CodedValue("pdf", 3, _("In a PDF form")),
    )
    return (
        _Fact(Variable("reference", words, _("Reference on the receipt")), lambda each: each.reference, linked),
        _Fact(Variable("organisation", words, _("Organisation")), lambda each: each.organisation, named),
        _Fact(Variable("day", Content.DAY, _("Day when it was sent")), lambda each: each.day.isoformat(), named),
        _Fact(Variable("minutes", number, _("Minutes from starting to sending")), lambda each: each.minutes, linked),
        _Fact(Variable("version", number, _("Version of the survey that was answered")), lambda each: each.version),
        _Fact(Variable("language", words, _("Language of the answers")), lambda each: each.language),
        _Fact(Variable("source", Content.CODE, _("How it was answered"), sources), lambda each: each.source or "web"),
    )


def _latest(revisions: Iterable[AnsweredRevision]) -> list[AnsweredRevision]:
    latest: dict[str, AnsweredRevision] = {}
    for each in revisions:
        if each.token_hash not in latest or latest[each.token_hash].revision < each.revision:
            latest[each.token_hash] = each
    return list(latest.values())


def _with_options_as_introduced(question: Question, versions: Sequence[SurveyDefinition]) -> Question:
    """The question with its options in the order in which the versions brought them in."""
    offered = (each.options for version in versions for each in version.questions if each.key == question.key)
    places = {value: n for n, value in enumerate(dict.fromkeys(o.value for options in offered for o in options))}
    return replace(question, options=tuple(sorted(question.options, key=lambda option: places[option.value])))


def _cells(version: SurveyDefinition, answers: Answers) -> dict[str, dict[str, str | int]]:
    """By question, the cells of what this version asked: an option that it did not offer was neither chosen nor passed by."""
    found = {
        question.key: TYPES[question.type].exported(question, answers[question.key])
        for question in version.questions
        if question.key in answers
    }
    # A box that was left unticked is stored as no answer, as if nobody had been asked.
    unticked: dict[str, dict[str, str | int]] = {
        question.key: {"": 0}
        for question in asked(version.questions, answers)
        if question.type is QuestionType.CONSENT and question.key not in answers
    }
    return {**found, **unticked}


def _name(question: Question, column: Column) -> str:
    suffix = re.sub(r"[^A-Za-z0-9]+", "_", column.suffix).strip("_")
    return f"{question.key}_{suffix}"[:LONGEST_NAME] if column.suffix else question.key


def _unique(names: Sequence[str], taken: Sequence[str]) -> list[str]:
    """The names with a number behind those that come again, also where only their capitals differ, as SPSS has it."""
    seen = {name.casefold() for name in taken}
    found = []
    for name in names:
        tried, number = name.removesuffix("_"), 2
        while tried.casefold() in seen or not tried:
            tried, number = f"{name.removesuffix('_')}_{number}", number + 1
        seen.add(tried.casefold())
        found.append(tried)
    return found


def _variable(question: Question, column: Column, name: str, *, language: str) -> Variable:
    parts = [text_in(question.text, language).text, text_in(column.label, language).text]
    is_scale = question.type in SCALES
    return Variable(
        name=name,
        content=column.content,
        label=" – ".join(part for part in parts if part),
        values=_coded(column.labels, language, is_scale=is_scale),
        is_ordered=is_scale or question.type is QuestionType.RANKING,
    )


def _coded(options: Sequence[Option], language: str, *, is_scale: bool) -> tuple[CodedValue, ...]:
    """The points of a scale are their own codes; other answers are numbered from 1."""
    found = []
    for number, option in enumerate(options, start=1):
        label = text_in(option.labels, language).text or option.value
        if is_scale and option.value == CANNOT_SAY:
            found.append(CodedValue(option.value, CANNOT_SAY_CODE, label, is_missing=True))
        else:
            code = int(option.value) if is_scale and option.value.isdecimal() else number
            found.append(CodedValue(option.value, code, label))
    return tuple(found)
