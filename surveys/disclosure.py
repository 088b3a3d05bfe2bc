"""The only place where small numbers are hidden: which cells of a table of respondents may be shown.

A cell of 1 to threshold - 1 is hidden (primary suppression), and so are the cells from which it could be worked out
(complementary suppression). Zeros are shown, as official statistics do for frequency tables of answers: nobody stands
behind a zero, and hiding it would hide most of what a small survey says. They are hidden only where everything is.
Terms and rules follow Hundepool et al., *Statistical Disclosure Control* (2012), chapters 4 and 5.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

DEFAULT_THRESHOLD = 5
LOWEST_THRESHOLD = 3
HIGHEST_THRESHOLD = 10

Place = tuple[int, int]
Grid = tuple[tuple[int, ...], ...]
ShownGrid = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What may be shown of one distribution: None where hidden. Where `hides_larger`, a hidden cell can be any size."""

    cells: tuple[int | None, ...]
    total: int | None
    hides_larger: bool = False


@dataclass(frozen=True, slots=True)
class ShownTable:
    """What may be shown of a two-way table and its totals: None where hidden, and a hidden cell can be any size."""

    cells: ShownGrid
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def checked_threshold(threshold: int) -> int:
    """The threshold itself; ValueError outside 3 to 10: below, a hidden pair sees each other; above, little is left to show."""
    if not LOWEST_THRESHOLD <= threshold <= HIGHEST_THRESHOLD:
        raise ValueError(f"The threshold is {threshold}; it must be {LOWEST_THRESHOLD} to {HIGHEST_THRESHOLD}.")
    return threshold


def is_small(count: int, threshold: int) -> bool:
    """Whether a count of people may not be shown: at least one of them, and fewer than the threshold."""
    return 0 < count < threshold


def suppress_row(counts: Sequence[int], *, threshold: int = DEFAULT_THRESHOLD, total_shown: bool = True) -> Row:
    """One distribution, made safe. With `total_shown` its cells add up to a total that the reader sees.

    Cells are hidden from the smallest up, equal ones together, until those hidden count at least `threshold` answers
    and none could be told from another, even by a reader who knows this rule: two different values can be exchanged,
    and two equal ones can be shifted by one. Where that hides every cell that is not zero, zeros are hidden too. A
    total below the threshold hides everything. Options that do not add up (several choices) are only hidden where
    small: not having ticked an option is not an answer, so nothing is to be had from the difference.
    """
    checked_threshold(threshold)
    if any(count < 0 for count in counts):
        raise ValueError("A count cannot be negative.")
    total = sum(counts)
    if not total_shown:
        return Row(_without(counts, {value for value in counts if is_small(value, threshold)}), None)
    if is_small(total, threshold):
        return Row((None,) * len(counts), None)
    hidden = _hidden_values(counts, threshold)
    # Where no cell is left, how the total splits is all that is hidden: the mark must not say more than that.
    is_telling = hidden != set(counts) and all(is_small(value, threshold) for value in hidden)
    return Row(_without(counts, hidden), total, hides_larger=bool(hidden) and not is_telling)


def extreme_rows(row: Row) -> tuple[tuple[int, ...], ...]:
    """The extreme ways in which the hidden cells of a row could be filled; none where its total is hidden too.

    A linear statement about the counts that is true of each of these follows from what is shown, and tells no more.
    """
    if row.total is None:
        return ()
    shown = tuple(cell or 0 for cell in row.cells)
    rest = row.total - sum(shown)
    places = [place for place, cell in enumerate(row.cells) if cell is None]
    if not places:
        return (shown,)
    return tuple((*shown[:place], rest, *shown[place + 1 :]) for place in places)


def suppress_table(rows: Sequence[Sequence[int]], *, threshold: int = DEFAULT_THRESHOLD) -> ShownTable:
    """A two-way table with its totals, made safe: no hidden number follows from those shown.

    Small cells and small totals are hidden; then each hidden one is made a corner of a rectangle of hidden ones whose
    values can be shifted by one, up and down in turn, while every total stays and none falls to zero (a reader knows
    that zeros are shown). The rectangle that hides the fewest answers is taken, totals last; where there is none,
    nothing but the grand total is shown. This holds against all that the numbers say, not against a reader who also
    repeats the choice of rectangles.
    """
    checked_threshold(threshold)
    if any(count < 0 for row in rows for count in row) or len({len(row) for row in rows}) > 1:
        raise ValueError("A table of counts has rows of equal length and no negative cell.")
    if len(rows) == 1 or (rows and len(rows[0]) == 1):
        return _table_of_one_row(rows, threshold)
    full = _with_totals(rows)
    total = full[-1][-1]
    hidden = _every_place(full) if is_small(total, threshold) else _hidden_places(full, threshold)
    shown = tuple(
        tuple(None if (r, c) in hidden else value for c, value in enumerate(row)) for r, row in enumerate(full)
    )
    return ShownTable(
        cells=tuple(row[:-1] for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=shown[-1][:-1],
        total=None if is_small(total, threshold) else total,
    )


def _without(counts: Sequence[int], hidden: set[int]) -> tuple[int | None, ...]:
    return tuple(None if count in hidden else count for count in counts)


def _hidden_values(counts: Sequence[int], threshold: int) -> set[int]:
    hidden = {value for value in counts if is_small(value, threshold)}
    if not hidden:
        return hidden
    for value in sorted({value for value in counts if value >= threshold}):
        if _cannot_be_told_apart([count for count in counts if count in hidden], threshold):
            break
        hidden.add(value)
    nothing_is_left = all(value in hidden for value in counts if value)
    return hidden | {0} if nothing_is_left and 0 in counts else hidden


def _cannot_be_told_apart(hidden: Sequence[int], threshold: int) -> bool:
    if len(hidden) < 2 or sum(hidden) < threshold:
        return False
    # Equal values could all be one more or less and still be small, except at either end of what is small.
    return len(set(hidden)) > 1 or 2 <= hidden[0] <= threshold - 2


def _table_of_one_row(rows: Sequence[Sequence[int]], threshold: int) -> ShownTable:
    row = suppress_row([count for counts in rows for count in counts], threshold=threshold)
    if len(rows) == 1:
        return ShownTable((row.cells,), (row.total,), row.cells, row.total)
    return ShownTable(tuple((cell,) for cell in row.cells), row.cells, (row.total,), row.total)


def _with_totals(rows: Sequence[Sequence[int]]) -> Grid:
    summed = [(*row, sum(row)) for row in rows]
    return (*summed, tuple(sum(column) for column in zip(*summed, strict=True)) or (0,))


def _every_place(full: Grid) -> set[Place]:
    return set(product(range(len(full)), range(len(full[0]))))


def _hidden_places(full: Grid, threshold: int) -> set[Place]:
    hidden = {(r, c) for r, c in _every_place(full) if is_small(full[r][c], threshold)}
    safe: set[Place] = set()
    while exposed := hidden - safe:
        found = min(
            _rectangles(full, min(exposed), threshold),
            key=lambda it: (_cost(full, it - hidden), sorted(it)),
            default=None,
        )
        if found is None:
            return _every_place(full)
        hidden |= found
        safe |= found
    return hidden


def _rectangles(full: Grid, corner: Place, threshold: int) -> Iterator[frozenset[Place]]:
    """The rectangles on a corner that keep it safe, the grand total (which is always known) in none of them."""
    last_row, last_column = len(full) - 1, len(full[0]) - 1
    for r, c in _every_place(full):
        if r == corner[0] or c == corner[1]:
            continue
        places = frozenset(product((corner[0], r), (corner[1], c)))
        values = [full[row][column] for row, column in places]
        if (last_row, last_column) not in places and _can_shift(values, threshold):
            yield places


def _can_shift(values: Sequence[int], threshold: int) -> bool:
    """Whether the corners can go up and down by one in turn and stay above zero, and no two add up to a small number.

    The threshold is 3 or more, so at most one corner is 1: it goes up, with the one that moves with it.
    """
    smallest, second, *_larger = sorted(values)
    return smallest > 0 and smallest + second >= threshold


def _cost(full: Grid, places: frozenset[Place]) -> int:
    last_row, last_column = len(full) - 1, len(full[0]) - 1
    totals = sum(1 for r, c in places if r == last_row or c == last_column)
    return sum(full[r][c] for r, c in places) + totals * full[-1][-1]
