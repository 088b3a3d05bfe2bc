"""Nothing hidden can be worked out: tried by brute force over all rows, and by linear programming over random tables."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from surveys.disclosure import (
    Row,
    ShownTable,
    checked_threshold,
    extreme_rows,
    suppress_row,
    suppress_several,
    suppress_table,
)

thresholds = st.integers(3, 10)


@pytest.mark.parametrize(
    ("counts", "cells", "hides_larger"),
    [
        ([12, 10, 9, 7], (12, 10, 9, 7), False),
        ([12, 0, 0, 7], (12, 0, 0, 7), False),
        ([12, 10, 9, 2], (12, 10, None, None), True),  # 2 alone would be the total less the rest; 9 is hidden with it
        ([20, 4, 3, 6], (20, None, None, 6), False),  # two different small cells hide each other
        ([20, 3, 3, 6], (20, None, None, 6), False),  # 3 and 3 could be 2 and 4
        ([20, 4, 4, 6], (20, None, None, None), True),  # 4 and 4 could only be 4 and 4
        ([24, 8, 3, 1], (24, None, None, None), True),  # 3 and 1 together would be a count of 4
        ([20, 2, 9, 9], (20, None, None, None), True),  # equal cells are hidden together
        ([7, 2, 0, 0], (None, None, None, None), True),  # nothing but zeros would be left
    ],
)
def test_suppress_row_hides_small_cells_and_what_gives_them_away(
    counts: list[int], cells: tuple[int | None, ...], hides_larger: bool
) -> None:
    assert suppress_row(counts) == Row(cells, sum(counts), hides_larger)


def test_suppress_row_whose_total_is_small_hides_the_total_too() -> None:
    assert suppress_row([2, 0, 1]) == Row((None, None, None), None)


def test_suppress_row_without_answers_shows_zeros() -> None:
    assert suppress_row([0, 0]) == Row((0, 0), 0)


def test_suppress_row_of_options_that_do_not_add_up_hides_small_cells_only() -> None:
    assert suppress_several([12, 4, 0, 5], answered=14) == Row((12, None, 0, 5), None)


@pytest.mark.parametrize(
    ("counts", "answered", "most", "shown"),
    [
        ([10, 4, 6], 20, 1, (10, None, None)),  # one each: what is left of all
        ([10, 4], 14, None, (None, None)),  # the four who did not tick the first must have ticked the other
        ([21, 20, 1], 21, 2, (21, None, None)),  # of 42 ticks at most there is one left
        ([21, 20, 1], 25, 2, (21, 20, None)),
        ([4, 4], 8, 1, (None, None)),
    ],
)
def test_what_nobody_else_can_have_ticked_is_hidden_with_another(
    counts: list[int], answered: int, most: int | None, shown: tuple[int | None, ...]
) -> None:
    row = suppress_several(counts, answered=answered, most=most)

    assert row.cells == shown
    assert row.hides_larger is (sum(cell is None for cell in shown) > 1)


def test_suppress_row_at_another_threshold() -> None:
    assert suppress_row([12, 9, 3, 8], threshold=3) == Row((12, 9, 3, 8), 32)


@pytest.mark.parametrize("threshold", [-1, 0, 2, 11])
def test_checked_threshold_outside_what_is_allowed(threshold: int) -> None:
    with pytest.raises(ValueError, match="must be 3 to 10"):
        checked_threshold(threshold)
    with pytest.raises(ValueError, match="must be 3 to 10"):
        suppress_row([1], threshold=threshold)
    with pytest.raises(ValueError, match="must be 3 to 10"):
        suppress_table([[1]], threshold=threshold)


def test_suppress_row_with_a_negative_count() -> None:
    with pytest.raises(ValueError, match="negative"):
        suppress_row([5, -1])


@pytest.mark.parametrize(("width", "most"), [(2, 24), (3, 18), (4, 14), (5, 10)])
@pytest.mark.parametrize("threshold", [3, 4, 5, 6])
def test_suppress_row_is_safe_from_a_reader_who_knows_the_rule(width: int, most: int, threshold: int) -> None:
    """Every row there is, by what is shown of it: each hidden cell has two values or more among those that look the same."""
    alike: dict[Row, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=width):
        # Below the bound every row with the same total is here, so none that looks the same is missing.
        if sum(counts) <= most:
            alike[suppress_row(counts, threshold=threshold)].append(counts)
    for row, rows in alike.items():
        for place, cell in enumerate(row.cells):
            values = {counts[place] for counts in rows}
            assert values == {cell} if cell is not None else len(values) > 1, (row, rows)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=9), thresholds)
def test_suppress_row_shows_no_small_cell_and_true_values(counts: list[int], threshold: int) -> None:
    row = suppress_row(counts, threshold=threshold)
    for cell, count in zip(row.cells, counts, strict=True):
        assert cell is None or (cell == count and not 0 < cell < threshold)
    assert row.total is None or (row.total == sum(counts) and not 0 < row.total < threshold)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=9), thresholds)
def test_suppress_row_says_small_only_of_small_cells(counts: list[int], threshold: int) -> None:
    row = suppress_row(counts, threshold=threshold)
    hidden = [count for cell, count in zip(row.cells, counts, strict=True) if cell is None]
    if not row.hides_larger:
        assert [count for count in hidden if count >= threshold] == []


@given(st.lists(st.integers(0, 60), min_size=1, max_size=9), thresholds)
def test_suppress_row_does_not_depend_on_the_order(counts: list[int], threshold: int) -> None:
    backwards = suppress_row(counts[::-1], threshold=threshold)
    assert backwards.cells[::-1] == suppress_row(counts, threshold=threshold).cells


def test_extreme_rows_of_what_is_hidden() -> None:
    assert extreme_rows(Row((12, None, 0, None), 20)) == ((12, 8, 0, 0), (12, 0, 0, 8))
    assert extreme_rows(Row((12, 8), 20)) == ((12, 8),)
    assert extreme_rows(Row((None, None), None)) == ()


def test_suppress_table_completes_a_rectangle() -> None:
    shown = suppress_table([[10, 2, 8], [7, 9, 6], [12, 8, 0]])
    assert shown == ShownTable(((10, None, None), (7, None, None), (12, 8, 0)), (20, 22, 20), (29, 19, 14), 62)


def test_suppress_table_without_small_cells_shows_all() -> None:
    shown = suppress_table([[10, 0], [7, 9]])
    assert shown == ShownTable(((10, 0), (7, 9)), (10, 16), (17, 9), 26)


def test_suppress_table_hides_a_small_total() -> None:
    shown = suppress_table([[10, 2, 20], [7, 1, 9], [8, 0, 30]])
    assert shown.column_totals[1] is None
    assert shown.total == 87


def test_suppress_table_of_fewer_than_the_threshold_shows_nothing() -> None:
    assert suppress_table([[1, 2], [0, 1]]) == ShownTable(
        ((None, None), (None, None)), (None, None), (None, None), None
    )


def test_suppress_table_with_uneven_rows() -> None:
    with pytest.raises(ValueError, match="equal length"):
        suppress_table([[1, 2], [3]])


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=width, max_size=width),
        min_size=1,
        max_size=5,
    )
)


@settings(deadline=None, max_examples=200)
@given(tables, thresholds)
def test_suppress_table_leaves_every_hidden_number_at_least_two_values(rows: list[list[int]], threshold: int) -> None:
    shown = suppress_table(rows, threshold=threshold)
    full = _with_totals(shown)
    truth = _true_totals(rows)
    for place, value in np.ndenumerate(truth):
        assert full[place[0]][place[1]] in (None, value)
        assert not 0 < (full[place[0]][place[1]] or 0) < threshold
    if shown.total is not None:
        for low, high in _ranges(full):
            assert high - low > 0.5


def _with_totals(shown: ShownTable) -> list[list[int | None]]:
    rows = [[*cells, total] for cells, total in zip(shown.cells, shown.row_totals, strict=True)]
    return [*rows, [*shown.column_totals, shown.total]]


def _true_totals(rows: Sequence[Sequence[int]]) -> np.ndarray:
    table = np.array(rows)
    table = np.column_stack([table, table.sum(axis=1)])
    return np.vstack([table, table.sum(axis=0)])


def _ranges(full: list[list[int | None]]) -> list[tuple[float, float]]:
    """The least and greatest value of each hidden number that all shown ones allow (a network, so these are whole numbers)."""
    hidden = [(r, c) for r, row in enumerate(full) for c, value in enumerate(row) if value is None]
    if not hidden:
        return []
    lines = [[(r, c) for c in range(len(full[0]))] for r in range(len(full))]
    lines += [[(r, c) for r in range(len(full))] for c in range(len(full[0]))]
    weights = np.zeros((len(lines), len(hidden)))
    known = np.zeros(len(lines))
    for number, line in enumerate(lines):
        for place, sign in zip(line, [1] * (len(line) - 1) + [-1], strict=True):
            value = full[place[0]][place[1]]
            if value is None:
                weights[number, hidden.index(place)] = sign
            else:
                known[number] -= sign * value
    # Zeros are shown unless everything is hidden, and a reader knows it.
    least = 0 if all(value is None for row in full[:-1] for value in row[:-1]) else 1
    found = []
    for place in range(len(hidden)):
        aim = np.zeros(len(hidden))
        aim[place] = 1
        ends = [linprog(sign * aim, A_eq=weights, b_eq=known, bounds=(least, None)) for sign in (1, -1)]
        assert [end.status for end in ends] == [0, 0]
        found.append((ends[0].fun, -ends[1].fun))
    return found
