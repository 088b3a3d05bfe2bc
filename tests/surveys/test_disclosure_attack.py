"""A reader with all that is published of a survey, and a solver: no small count that is hidden has only one possible value.

The reader knows each rule that is a linear statement: what adds up to what, that counts are whole and not negative, and that
zeros are shown. What is open to them is every table that agrees with it all, and the solver finds the least and the
greatest value of each hidden count among those.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from surveys.disclosure import Row, ShownTable, protected_cross, suppress_row, suppress_several

KINDS, ANSWERS, TICKS = 4, 4, 3

Person = tuple[int | None, tuple[int | None, ...], frozenset[int]]  # kind, one answer to each of two questions, ticks


def drawn(seed: int, *, most: int = 60) -> list[Person]:
    """People who answer unevenly: some kinds and answers are rare, some go together, some people leave blanks."""
    chance = random.Random(seed)
    blank = chance.choice([0, 0, 0.05, 0.3])
    weights = [[chance.choice([0.02, 0.2, 1, 3]) for _ in range(size)] for size in (KINDS, ANSWERS, ANSWERS, TICKS)]
    most_ticks, ticks_all_they_may = chance.choice([1, 2, 3]), chance.random() < 0.5
    follows = chance.choice([0, 0, 0.5, 0.95])
    people: list[Person] = []
    for _ in range(chance.randint(8, most)):
        kind = None if chance.random() < blank else chance.choices(range(KINDS), weights[0])[0]
        answers = [
            None if chance.random() < blank else chance.choices(range(ANSWERS), each)[0] for each in weights[1:3]
        ]
        if kind is not None and chance.random() < follows:
            answers[0] = kind
        wanted = [each for each in range(TICKS) if chance.random() < chance.choice([0.1, 0.5, 0.9])]
        if ticks_all_they_may:
            wanted = [each for each, _weight in sorted(enumerate(weights[3]), key=lambda it: it[1] * chance.random())]
        ticks = frozenset(wanted[-most_ticks:])
        people.append((kind, tuple(answers), ticks if chance.random() >= blank else frozenset()))
    return people


@dataclass
class Survey:
    """The true counts: by kind (the last row: not stated) and answer (the last column: none) to each question, and ticks."""

    people: Sequence[Person]
    tables: list[list[list[int]]] = field(default_factory=list)
    ticks: list[list[int]] = field(default_factory=list)  # by tick, then kind
    tickers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        kinds = range(KINDS + 1)
        for question in range(2):
            counts = Counter((KINDS if k is None else k, a[question]) for k, a, _ticks in self.people)
            self.tables.append([[counts[k, answer] for answer in (*range(ANSWERS), None)] for k in kinds])
        ticked = Counter((KINDS if k is None else k, tick) for k, _answers, ticks in self.people for tick in ticks)
        self.ticks = [[ticked[k, tick] for k in kinds] for tick in range(TICKS)]
        some = Counter(KINDS if k is None else k for k, _answers, ticks in self.people if ticks)
        self.tickers = [some[k] for k in kinds]

    @property
    def most_ticks(self) -> int:
        """As many as the question lets one tick: nobody ticked more."""
        return max((len(ticks) for _kind, _answers, ticks in self.people), default=0) or 1

    @property
    def kinds(self) -> list[int]:
        return [sum(row) for row in self.tables[0]]

    def answers(self, question: int) -> list[int]:
        return [sum(row[answer] for row in self.tables[question]) for answer in range(ANSWERS)]


@dataclass
class Published:
    kinds: Row
    answers: list[Row]
    crosses: list[ShownTable]
    ticked: Row
    ticks: ShownTable


def publish(survey: Survey, threshold: int) -> Published:
    """As a report shows them: each distribution, and each question by kind where both may be shown at all."""
    kinds = suppress_row(survey.kinds[:-1], threshold=threshold)
    answers = [suppress_row(survey.answers(question), threshold=threshold) for question in range(2)]
    by_kind = (*kinds.cells, survey.kinds[-1])
    nothing, no_ticks = (
        ShownTable(((None,) * width,) * (KINDS + 1), (None,) * (KINDS + 1), (None,) * width, None)
        for width in (ANSWERS, TICKS)
    )
    ticked = suppress_several(
        [sum(row) for row in survey.ticks],
        answered=sum(survey.tickers),
        most=survey.most_ticks,
        threshold=threshold,
    )
    if kinds.total is None:
        return Published(kinds, answers, [nothing, nothing], ticked, no_ticks)
    crosses = [
        protected_cross([row[:-1] for row in table], rows=by_kind, columns=row.cells, threshold=threshold)
        if row.total is not None
        else nothing
        for table, row in zip(survey.tables, answers, strict=True)
    ]
    ticks = protected_cross(
        list(zip(*survey.ticks, strict=True)),
        rows=by_kind,
        columns=ticked.cells,
        answered=survey.tickers,
        most=survey.most_ticks,
        threshold=threshold,
    )
    return Published(kinds, answers, crosses, ticked, ticks)


class Reader:
    """What is known of the counts, as a system of linear statements about whole numbers that are not negative."""

    def __init__(self) -> None:
        self.names: dict[tuple[object, ...], int] = {}
        self.least: list[float] = []
        self.statements: list[tuple[dict[tuple[object, ...], int], float, float]] = []

    def count(self, *name: object, least: int = 0) -> tuple[object, ...]:
        self.names.setdefault(name, len(self.names))
        self.least.append(least)
        return name

    def adds_up(self, parts: Sequence[tuple[object, ...]], total: int) -> None:
        self.statements.append((dict.fromkeys(parts, 1), total, total))

    def is_part_of(self, parts: Sequence[tuple[object, ...]], whole: tuple[object, ...]) -> None:
        self.statements.append(({**dict.fromkeys(parts, 1), whole: -1}, -np.inf, 0))

    def same(self, parts: Sequence[tuple[object, ...]], whole: tuple[object, ...]) -> None:
        self.statements.append(({**dict.fromkeys(parts, 1), whole: -1}, 0, 0))

    def ends(self, name: tuple[object, ...]) -> tuple[int, int]:
        """The least and the greatest value that a count can have."""
        weights = lil_array((len(self.statements), len(self.names)))
        for number, (parts, _low, _high) in enumerate(self.statements):
            for part, sign in parts.items():
                weights[number, self.names[part]] = sign
        lows, highs = ([each[end] for each in self.statements] for end in (1, 2))
        aim = np.zeros(len(self.names))
        aim[self.names[name]] = 1
        found = [
            milp(
                sign * aim,
                constraints=LinearConstraint(weights.tocsr(), lows, highs),
                bounds=Bounds(np.array(self.least), np.inf),
                integrality=np.ones(len(aim)),
            )
            for sign in (1, -1)
        ]
        assert [each.status for each in found] == [0, 0]
        return round(found[0].fun), -round(found[1].fun)


def reads(survey: Survey, seen: Published, threshold: int, *, by_kind: bool = True) -> Reader:
    """The reader of all of it; without `by_kind` of the single distributions alone."""
    reader = Reader()
    hides_all = all(cell is None for cell in seen.kinds.cells)
    for kind in range(KINDS):
        reader.count("kind", kind, least=int(seen.kinds.cells[kind] is None and not hides_all))
    reader.count("kind", KINDS)
    kinds = [("kind", kind) for kind in range(KINDS + 1)]
    reader.adds_up(kinds, len(survey.people))
    if seen.kinds.total is not None:
        reader.adds_up(kinds[-1:], survey.kinds[-1])
    know(reader, kinds[:-1], seen.kinds.cells)
    for question, (row, cross) in enumerate(zip(seen.answers, seen.crosses, strict=True)):
        for kind in range(KINDS + 1):
            cells = [reader.count(question, kind, answer) for answer in range(ANSWERS + 1)]
            reader.same(cells, ("kind", kind))
            if by_kind:
                know(reader, cells[:-1], cross.cells[kind])
                if cross.row_totals[kind] is not None:
                    reader.adds_up(cells[:-1], int(cross.row_totals[kind] or 0))
        everybody = [
            reader.count(
                question,
                "all",
                answer,
                least=int(row.cells[answer] is None and None in row.cells and set(row.cells) != {None}),
            )
            for answer in range(ANSWERS)
        ]
        for answer, whole in enumerate(everybody):
            reader.same([(question, kind, answer) for kind in range(KINDS + 1)], whole)
        know(reader, everybody, row.cells)
        if row.total is not None:
            reader.adds_up(everybody, row.total)
    for kind in range(KINDS + 1):
        some = reader.count("some", kind)
        reader.is_part_of([some], ("kind", kind))
        for tick in range(TICKS):
            reader.is_part_of([reader.count("tick", kind, tick)], some)
        # Who answered ticked one or more, and no more than they may.
        ticks = dict.fromkeys([("tick", kind, tick) for tick in range(TICKS)], 1)
        reader.statements.append(({**ticks, some: -1}, 0, np.inf))
        reader.statements.append(({**ticks, some: -survey.most_ticks}, -np.inf, 0))
        if by_kind:
            know(reader, [("tick", kind, tick) for tick in range(TICKS)], seen.ticks.cells[kind])
            know(reader, [some], [seen.ticks.row_totals[kind]])
    reader.adds_up([("some", kind) for kind in range(KINDS + 1)], sum(survey.tickers))
    for tick in range(TICKS):
        cell = seen.ticked.cells[tick]
        if cell is not None:
            reader.adds_up([("tick", kind, tick) for kind in range(KINDS + 1)], cell)
        elif not seen.ticked.hides_larger and sum(survey.tickers) >= threshold:
            everybody = {("tick", kind, tick): 1 for kind in range(KINDS + 1)}
            reader.statements.append((everybody, 1, threshold - 1))
    return reader


def know(reader: Reader, names: Sequence[tuple[object, ...]], cells: Sequence[int | None]) -> None:
    for name, cell in zip(names, cells, strict=True):
        if cell is not None:
            reader.adds_up([name], cell)


def small_and_hidden(survey: Survey, seen: Published, threshold: int) -> list[tuple[object, ...]]:
    """The counts of 1 and more below the threshold, all of them hidden."""
    found: list[tuple[object, ...]] = [("kind", k) for k in range(KINDS) if 0 < survey.kinds[k] < threshold]
    for kind in range(KINDS + 1):
        for question, table in enumerate(survey.tables):
            small = [answer for answer in range(ANSWERS) if 0 < table[kind][answer] < threshold]
            assert [answer for answer in small if seen.crosses[question].cells[kind][answer] is not None] == []
            found += [(question, kind, answer) for answer in small]
        small = [tick for tick in range(TICKS) if 0 < survey.ticks[tick][kind] < threshold]
        assert [tick for tick in small if seen.ticks.cells[kind][tick] is not None] == []
        found += [("tick", kind, tick) for tick in small]
    return found


def attack(people: Sequence[Person], threshold: int) -> None:
    survey = Survey(people)
    seen = publish(survey, threshold)
    reader, without = (reads(survey, seen, threshold, by_kind=each) for each in (True, False))
    for name in small_and_hidden(survey, seen, threshold):
        low, high = reader.ends(name)
        # That all gave one answer is told by its distribution, and no table by kind can take it back.
        assert low < high or without.ends(name) == (low, high), (name, survey, seen)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1_000_000), st.sampled_from([3, 5, 7]))
def test_no_small_count_can_be_solved_for(seed: int, threshold: int) -> None:
    attack(drawn(seed), threshold)


@pytest.mark.long
@settings(deadline=None, max_examples=1_000)
@given(st.integers(0, 1_000_000), st.integers(3, 10), st.sampled_from([30, 90, 200]))
def test_no_small_count_of_many_surveys_can_be_solved_for(seed: int, threshold: int, most: int) -> None:
    attack(drawn(seed, most=most), threshold)


@pytest.mark.parametrize(
    ("ticks", "answered", "most"),
    [
        ([[10, 4], [10, 2]], [14, 12], 2),  # those of a kind who did not tick one must have ticked the other
        ([[10, 14, 4], [10, 12, 2]], [14, 12], 2),  # all gave two
    ],
)
def test_a_small_number_of_ticks_does_not_follow_from_how_many_one_gives(
    ticks: list[list[int]], answered: list[int], most: int
) -> None:
    columns = [sum(column) for column in zip(*ticks, strict=True)]

    shown = protected_cross(ticks, rows=answered, columns=columns, answered=answered, most=most)

    assert [row for row in shown.cells if sum(cell is None for cell in row) == 1] == []


@pytest.mark.parametrize("seed", range(3))
def test_the_solver_does_find_what_is_hidden_alone(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables by kind whose small cells alone are hidden give them away."""

    def careless(
        cells: Sequence[Sequence[int]],
        *,
        rows: Sequence[int | None],
        columns: Sequence[int | None],
        answered: Sequence[int] | None = None,
        most: int | None = None,
        threshold: int,
    ) -> ShownTable:
        shown = tuple(tuple(None if 0 < n < threshold else n for n in row) for row in cells)
        totals = answered or [sum(row) for row in cells]
        return ShownTable(shown, tuple(None if n < threshold else n for n in totals), tuple(columns), sum(totals))

    monkeypatch.setattr("tests.surveys.test_disclosure_attack.protected_cross", careless)

    with pytest.raises(AssertionError):
        attack(drawn(seed), 5)
