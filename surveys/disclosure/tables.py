"""Two-way tables, made safe: each hidden cell is a corner of a rectangle of hidden ones that could be one more or less."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import permutations, product

from surveys.disclosure.rows import DEFAULT_THRESHOLD, checked_threshold, is_small, suppress_row

Place = tuple[int, int]
Grid = tuple[tuple[int, ...], ...]
ShownGrid = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """What may be shown of a two-way table and its totals: None where hidden, and a hidden cell can be any size."""

    cells: ShownGrid
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


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
    hidden = every_place(full) if is_small(total, threshold) else hidden_places(full, threshold)
    shown = tuple(
        tuple(None if (r, c) in hidden else value for c, value in enumerate(row)) for r, row in enumerate(full)
    )
    return ShownTable(
        cells=tuple(row[:-1] for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=shown[-1][:-1],
        total=None if is_small(total, threshold) else total,
    )


def _table_of_one_row(rows: Sequence[Sequence[int]], threshold: int) -> ShownTable:
    row = suppress_row([count for counts in rows for count in counts], threshold=threshold)
    if len(rows) == 1:
        return ShownTable((row.cells,), (row.total,), row.cells, row.total)
    return ShownTable(tuple((cell,) for cell in row.cells), row.cells, (row.total,), row.total)


def _with_totals(rows: Sequence[Sequence[int]]) -> Grid:
    summed = [(*row, sum(row)) for row in rows]
    return (*summed, tuple(sum(column) for column in zip(*summed, strict=True)) or (0,))


def every_place(grid: Grid) -> set[Place]:
    """All places of a grid."""
    return set(product(range(len(grid)), range(len(grid[0]))))


def hidden_places(
    grid: Grid,
    threshold: int,
    *,
    has_totals: bool = True,
    most: Grid | None = None,
    telling: Set[Place] = frozenset(),
) -> set[Place]:
    """The places to hide, every one where there is no other way.

    With `has_totals` the last row and column are totals, and of them only the grand total is known; without, all are.
    `most` is the greatest that each cell can be, where the reader knows that. `telling` are hidden too, whatever their size.
    """
    hidden = {(r, c) for r, c in every_place(grid) if is_small(grid[r][c], threshold)} | telling
    safe: set[Place] = set()
    while exposed := hidden - safe:
        found = min(
            _rectangles(grid, min(exposed), threshold, has_totals=has_totals, most=most),
            key=lambda it: (_cost(grid, it - hidden, has_totals=has_totals), sorted(it)),
            default=None,
        )
        if found is None:
            return every_place(grid)
        hidden |= found
        safe |= found
    return hidden


def _rectangles(
    grid: Grid, corner: Place, threshold: int, *, has_totals: bool, most: Grid | None
) -> Iterator[frozenset[Place]]:
    """The rectangles on a corner that keep it safe, the grand total (which is always known) in none of them."""
    known = {(len(grid) - 1, len(grid[0]) - 1)} if has_totals else set()
    for r, c in every_place(grid):
        if r == corner[0] or c == corner[1]:
            continue
        places = frozenset(product((corner[0], r), (corner[1], c)))
        values = [grid[row][column] for row, column in places]
        if not places.isdisjoint(known) or not _can_shift(values, threshold):
            continue
        diagonals = ((corner, (r, c)), ((corner[0], c), (r, corner[1])))
        if most is None or any(_can_move(grid, most, up, down) for up, down in permutations(diagonals)):
            yield places


def _can_shift(values: Sequence[int], threshold: int) -> bool:
    """Whether the corners can go up and down by one in turn and stay above zero, and no two add up to a small number.

    The threshold is 3 or more, so at most one corner is 1: it goes up, with the one that moves with it.
    """
    smallest, second, *_larger = sorted(values)
    return smallest > 0 and smallest + second >= threshold


def _can_move(grid: Grid, most: Grid, up: Sequence[Place], down: Sequence[Place]) -> bool:
    return all(grid[r][c] < most[r][c] for r, c in up) and all(grid[r][c] > 1 for r, c in down)


def _cost(grid: Grid, places: frozenset[Place], *, has_totals: bool) -> int:
    answers = sum(grid[r][c] for r, c in places)
    if not has_totals:
        return answers
    last_row, last_column = len(grid) - 1, len(grid[0]) - 1
    totals = sum(1 for r, c in places if r == last_row or c == last_column)
    return answers + totals * grid[-1][-1]
