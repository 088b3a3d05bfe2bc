"""Answers by who gave them, made safe together with the two distributions that are shown of the same people elsewhere.

Linked tables are protected as one: what is hidden in one of them must not follow from the others (Hundepool
et al. on linked tables). Here the totals of the two-way table are the cells of one-way tables that stand already, hidden
cells included, so only cells may be hidden. What keeps it safe:

1. Rows and columns that are hidden elsewhere, and rows of few, form one class each, hidden as a whole. It has two members
   or more, at least `threshold` answers, and more than one answer. Within it answers can be exchanged, or a person moved,
   and nothing that is shown changes.
2. In the table with each class as one line, all totals count as known. A small cell is hidden, as a corner of a rectangle
   of hidden cells that can be one more and one less in turn: two people exchange their answers, and nothing that is shown
   changes, here or in another table by who answers.
3. Where one can give several answers, all ticks of a line count as known too, since everybody may have given as many as
   they could. No cell of a rectangle goes above how many of its line answered.

Tables by one question about who answers may stand side by side, as every exchange is of answers to one question alone.
By two such questions they may not: both would be known of the same answers.
"""

from collections.abc import Sequence
from itertools import product

from surveys.disclosure.rows import DEFAULT_THRESHOLD, checked_threshold, is_small
from surveys.disclosure.tables import ShownTable, every_place, hidden_places

Counts = Sequence[Sequence[int]]
Published = Sequence[int | None]


def protected_cross(
    cells: Counts,
    *,
    rows: Published,
    columns: Published,
    answered: Sequence[int] | None = None,
    most: int | None = None,
    threshold: int = DEFAULT_THRESHOLD,
) -> ShownTable:
    """What may be shown of how many in each row gave the answer of each column; None where hidden.

    `rows` and `columns` are what is shown of the two elsewhere, None where hidden there; each column counts all who gave
    its answer, so those of whom the row is not known are a row of their own. `answered` is given where one can give several
    answers: how many of each row gave any, up to `most` each. ValueError where the sizes do not agree or a count is negative.
    """
    checked_threshold(threshold)
    if len(cells) != len(rows) or any(len(row) != len(columns) for row in cells):
        raise ValueError("A table has a row and a column for each that is shown elsewhere.")
    if any(count < 0 for row in cells for count in row):
        raise ValueError("A count cannot be negative.")
    totals = [sum(row) for row in cells] if answered is None else list(answered)
    few = _class_of_few(cells, rows, totals, threshold)
    lines = [[place] for place in range(len(rows)) if place not in few] + ([sorted(few)] if few else [])
    hidden = (
        _hidden_where_one_answers_once(cells, lines, columns, threshold)
        if answered is None
        else _hidden_where_one_gives_several(
            cells, lines, columns, threshold, answered=totals, most=most or len(columns)
        )
    )
    hidden |= {(row, column) for row in few for column in range(len(columns))}
    return ShownTable(
        cells=tuple(
            tuple(None if (r, c) in hidden else count for c, count in enumerate(row)) for r, row in enumerate(cells)
        ),
        row_totals=tuple(
            None if r in few or all((r, c) in hidden for c in range(len(columns))) else total
            for r, total in enumerate(totals)
        ),
        column_totals=tuple(columns),
        total=None if is_small(sum(totals), threshold) else sum(totals),
    )


def _class_of_few(cells: Counts, rows: Published, totals: Sequence[int], threshold: int) -> frozenset[int]:
    """The rows to hide as one, widened by the smallest of the others until nobody in it stands out."""
    few = {place for place, shown in enumerate(rows) if shown is None or is_small(totals[place], threshold)}
    rest = sorted(
        (place for place in range(len(rows)) if place not in few and totals[place]), key=lambda it: totals[it]
    )
    while any(totals[place] for place in few) and rest and not _is_mixed(cells, rows, totals, few, threshold):
        few.add(rest.pop(0))
    if any(totals[place] for place in few) and not _is_mixed(cells, rows, totals, few, threshold):
        return frozenset(range(len(rows)))
    return frozenset(few)


def _is_mixed(cells: Counts, rows: Published, totals: Sequence[int], few: set[int], threshold: int) -> bool:
    members = sum(1 for place in few if rows[place] != 0)
    answers = sum(1 for column in zip(*(cells[place] for place in few), strict=True) if any(column))
    return members > 1 and answers > 1 and sum(totals[place] for place in few) >= threshold


def _hidden_where_one_answers_once(
    cells: Counts, lines: Sequence[Sequence[int]], columns: Published, threshold: int
) -> set[tuple[int, int]]:
    few = [place for place, shown in enumerate(columns) if shown is None]
    bands = [[place] for place, shown in enumerate(columns) if shown is not None] + ([few] if few else [])
    grid = tuple(tuple(sum(cells[r][c] for r in line for c in band) for band in bands) for line in lines)
    if not grid or not bands:
        return set()
    hidden = hidden_places(grid, threshold, has_totals=False)
    if hidden == every_place(grid):
        return {(r, c) for r in range(len(cells)) for c in range(len(columns))}
    found = {(r, c) for line, band in hidden for r in lines[line] for c in bands[band]}
    return found | {(r, c) for r in range(len(cells)) for c in few}


def _hidden_where_one_gives_several(
    cells: Counts,
    lines: Sequence[Sequence[int]],
    columns: Published,
    threshold: int,
    *,
    answered: Sequence[int],
    most: int,
) -> set[tuple[int, int]]:
    """Rectangles keep how many ticks each line has, so that they hold however many ticks everybody gave."""
    shown = [place for place, each in enumerate(columns) if each is not None]
    whole = set(product(range(len(cells)), range(len(columns))))
    grid = tuple(tuple(sum(cells[r][c] for r in line) for c in shown) for line in lines)
    gave = [sum(answered[r] for r in line) for line in lines]
    # Where all of a class gave the answer, so did each of its members.
    telling = {
        (place, at)
        for place, line in enumerate(lines)
        for at, n in enumerate(grid[place])
        if len(line) > 1 and n and n == gave[place]
    }
    hidden: set[tuple[int, int]] = set()
    if grid and shown:
        bounds = tuple((n,) * len(shown) for n in gave)
        hidden = hidden_places(grid, threshold, has_totals=False, most=bounds, telling=telling)
        if hidden == every_place(grid):
            return whole
    found = {(r, shown[at]) for place, at in hidden for r in lines[place]}
    few = [place for place, each in enumerate(columns) if each is None]
    if len(few) == 1 and _is_left_alone(
        [sum(cells[r][few[0]] for r in line) for line in lines],
        [sum(n for at, n in enumerate(row) if (place, at) not in hidden) for place, row in enumerate(grid)],
        [sum(1 for at in range(len(shown)) if (place, at) in hidden) for place in range(len(lines))],
        gave,
        most,
        threshold,
    ):
        return whole
    return found | {(r, c) for r in range(len(cells)) for c in few}


def _is_left_alone(
    counts: Sequence[int],
    seen: Sequence[int],
    hidden: Sequence[int],
    gave: Sequence[int],
    most: int,
    threshold: int,
) -> bool:
    """Whether a small cell of the one column that is hidden elsewhere follows from the ticks that are seen of each line."""
    least = [
        max(0, n - told - others * n) if others else max(0, n - told)
        for n, told, others in zip(gave, seen, hidden, strict=True)
    ]
    greatest = [max(0, min(n, most * n - told - others)) for n, told, others in zip(gave, seen, hidden, strict=True)]
    low, high = 1, threshold - 1
    for place, count in enumerate(counts):
        if is_small(count, threshold):
            smallest = max(least[place], low - (sum(greatest) - greatest[place]))
            largest = min(greatest[place], high - (sum(least) - least[place]))
            if smallest >= largest:
                return True
    return False
