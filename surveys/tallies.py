"""What responses add up to, without a database: counts per answer, and free texts. Only a response's latest revision counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from surveys.answers import Answers
from surveys.definition import SurveyDefinition
from surveys.questions import TYPES

#: What is counted: a question's key and an answer's value. The value `""` counts those who answered the question; the key
#: `""` counts responses, all of them with the value `""` and those in one language with `language:<code>`.
Cell = tuple[str, str]
Cells = Counter[Cell]
RESPONSES: Cell = ("", "")
LANGUAGE = "language:"


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
    """What counting further revisions changes: `cells` are differences; `replaced` are no longer counted, `counted` are now."""

    cells: Cells
    counted: tuple[Revision, ...]
    replaced: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Tallies:
    """A survey's counts; a cell that nobody is in is not there."""

    cells: Mapping[Cell, int]

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


def count(revision: Revision) -> Cells:
    """The cells that one response counts for, once each."""
    cells = Cells([RESPONSES, ("", f"{LANGUAGE}{revision.language}")])
    for question in revision.definition.questions:
        value = revision.answers.get(question.key)
        if value is not None:
            cells[question.key, ""] += 1
            cells.update((question.key, option) for option in TYPES[question.type].summarise(question, value))
    return cells


def fold(claimed: Iterable[Revision], counted: Iterable[Revision]) -> Folding:
    """Count the claimed revisions, of which the `counted` ones (of the same responses) were folded in before.

    A revision that is not the latest is never counted; a later one takes the place of the one that was.
    """
    folded = tuple(counted)
    before, after = _latest(folded), _latest([*folded, *claimed])
    coming = [revision for token, revision in after.items() if token not in before or before[token].id != revision.id]
    going = [before[revision.token_hash] for revision in coming if revision.token_hash in before]
    cells: Cells = Counter()
    for revision in coming:
        cells.update(count(revision))
    for revision in going:
        cells.subtract(count(revision))
    return Folding(Counter({cell: n for cell, n in cells.items() if n}), tuple(coming), tuple(going))


def unfold(counted: Iterable[Revision]) -> Cells:
    """What taking responses away changes, given those of their revisions that were folded in."""
    cells: Cells = Counter()
    for revision in _latest(counted).values():
        cells.subtract(count(revision))
    return cells


def recount(revisions: Iterable[Revision]) -> Tallies:
    """The counts from the responses themselves: what the tallies and the undigested rest must always add up to."""
    return Tallies(dict(fold(revisions, ()).cells))


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


def added(tallied: Mapping[Cell, int], changes: Cells) -> Tallies:
    """Tallies with a folding's differences."""
    total = Counter(tallied)
    total.update(changes)
    return Tallies({cell: n for cell, n in total.items() if n})


def in_order(cells: Cells) -> Sequence[tuple[Cell, int]]:
    """The differences in one order for everybody, so that two workers never wait for each other's rows crosswise."""
    return sorted(cells.items())
