"""What responses add up to, without a database: counts per answer, and free texts. Only a response's latest revision counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from surveys.answers import Answers
from surveys.backgrounds import background_questions, crossed_questions
from surveys.definition import Question, SurveyDefinition
from surveys.questions import TYPES

T = TypeVar("T", tuple[str, str], tuple[str, str, str, str])

#: What is counted: a question's key and an answer's value. The value `""` counts those who answered the question; the key
#: `""` counts responses, all of them with the value `""` and those in one language with `language:<code>`.
Cell = tuple[str, str]
Cells = Counter[Cell]
RESPONSES: Cell = ("", "")
LANGUAGE = "language:"
#: What is counted by who answers: a background question's key and the answer to it, then another question's key and an
#: answer's value, `""` for all who answered it. Four blanks count the responses that were counted so.
CrossCell = tuple[str, str, str, str]
CrossCells = Counter[CrossCell]
CROSSED_RESPONSES: CrossCell = ("", "", "", "")


@dataclass(frozen=True, slots=True)
class Revision:
    """One row of `Response`; the revisions of one response share its `token_hash`, and the first is number 1."""

    id: UUID
    token_hash: str
    number: int
    language: str
    answers: Answers
    definition: SurveyDefinition = field(repr=False)


@dataclass(frozen=True, slots=True)
class Folding:
    """What counting further revisions changes: `cells` and `crosses` are differences.

    `replaced` are no longer counted, `counted` are now.
    """

    cells: Cells
    crosses: CrossCells
    counted: tuple[Revision, ...] = ()
    replaced: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Tallies:
    """A survey's counts; a cell that nobody is in is not there."""

    cells: Mapping[Cell, int]
    crosses: Mapping[CrossCell, int] = field(default_factory=dict)

    @property
    def responses(self) -> int:
        return self.cells.get(RESPONSES, 0)

    @property
    def languages(self) -> dict[str, int]:
        """Responses by language."""
        return {
            value.removeprefix(LANGUAGE): n
            for (key, value), n in sorted(self.cells.items())
            if not key and value.startswith(LANGUAGE)
        }

    @property
    def answered(self) -> dict[str, int]:
        """How many answered each question, by its key."""
        return {key: n for (key, value), n in sorted(self.cells.items()) if key and not value}

    @property
    def values(self) -> dict[Cell, int]:
        """How many gave each answer, by question key and option value."""
        return {cell: n for cell, n in sorted(self.cells.items()) if all(cell)}

    @property
    def by_background(self) -> dict[CrossCell, int]:
        """The counts by who answers; none where some responses were counted before there were any."""
        if self.crosses.get(CROSSED_RESPONSES, 0) != self.responses:
            return {}
        return {cell: n for cell, n in sorted(self.crosses.items()) if cell != CROSSED_RESPONSES}


def count(revision: Revision) -> Cells:
    """The cells that one response counts for, once each."""
    cells = Cells([RESPONSES, ("", f"{LANGUAGE}{revision.language}")])
    for question in revision.definition.questions:
        value = revision.answers.get(question.key)
        if value is not None:
            cells[question.key, ""] += 1
            cells.update((question.key, option) for option in TYPES[question.type].summarise(question, value))
    return cells


def count_by_background(revision: Revision) -> CrossCells:
    """The cells by who answers that one response counts for, once each."""
    cells = CrossCells([CROSSED_RESPONSES])
    definition, answers = revision.definition, revision.answers
    about = [
        (question.key, option) for question in background_questions(definition) for option in _given(question, answers)
    ]
    for question in crossed_questions(definition) if about else ():
        if answers.get(question.key) is not None:
            values = ("", *_given(question, answers))
            cells.update((*background, question.key, value) for background in about for value in values)
    return cells


def _given(question: Question, answers: Answers) -> tuple[str, ...]:
    value = answers.get(question.key)
    return () if value is None else TYPES[question.type].summarise(question, value)


def fold(claimed: Iterable[Revision], counted: Iterable[Revision]) -> Folding:
    """Count the claimed revisions, of which the `counted` ones (of the same responses) were folded in before.

    A revision that is not the latest is never counted; a later one takes the place of the one that was.
    """
    folded = tuple(counted)
    before, after = _latest(folded), _latest([*folded, *claimed])
    coming = [revision for token, revision in after.items() if token not in before or before[token].id != revision.id]
    going = [before[revision.token_hash] for revision in coming if revision.token_hash in before]
    return _differences(coming, going)


def unfold(counted: Iterable[Revision]) -> Folding:
    """What taking responses away changes, given those of their revisions that were folded in."""
    return _differences((), tuple(_latest(counted).values()))


def _differences(coming: Sequence[Revision], going: Sequence[Revision]) -> Folding:
    cells: Cells = Counter()
    crosses: CrossCells = Counter()
    for revision in coming:
        cells.update(count(revision))
        crosses.update(count_by_background(revision))
    for revision in going:
        cells.subtract(count(revision))
        crosses.subtract(count_by_background(revision))
    return Folding(_without_zeros(cells), _without_zeros(crosses), tuple(coming), tuple(going))


def _without_zeros(counts: Mapping[T, int]) -> Counter[T]:
    return Counter({cell: n for cell, n in counts.items() if n})


def recount(revisions: Iterable[Revision]) -> Tallies:
    """The counts from the responses themselves: what the tallies and the undigested rest must always add up to."""
    return added(Tallies({}), fold(revisions, ()))


def statements(revision: Revision) -> list[tuple[str, str]]:
    """What was written in a response in the participant's own words, each with its question's key."""
    answered = [question for question in revision.definition.questions if question.key in revision.answers]
    said = [(each.key, TYPES[each.type].said(each, revision.answers[each.key])) for each in answered]
    return [(key, text) for key, text in said if text]


def _latest(revisions: Iterable[Revision]) -> dict[str, Revision]:
    latest: dict[str, Revision] = {}
    for revision in revisions:
        if revision.token_hash not in latest or latest[revision.token_hash].number < revision.number:
            latest[revision.token_hash] = revision
    return latest


def added(tallies: Tallies, changes: Folding) -> Tallies:
    """Tallies with a folding's differences."""
    cells, crosses = Counter(tallies.cells), Counter(tallies.crosses)
    cells.update(changes.cells)
    crosses.update(changes.crosses)
    return Tallies(dict(_without_zeros(cells)), dict(_without_zeros(crosses)))


def in_order(cells: Mapping[T, int]) -> Sequence[tuple[T, int]]:
    """The differences in one order for everybody, so that two workers never wait for each other's rows crosswise."""
    return sorted(cells.items())
