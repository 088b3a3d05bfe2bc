"""Pieces of a page that stand side by side: columns are read one after the other, rows of a table across."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from statistics import median

from feedback.notes.pdf_pieces import PageText, Piece, stand_beside

#: A column has this many lines at least, most of them nearly as long as its longest.
_LINES = 3
_SPACES = 2
_FILLED = 0.6
_SLACK = 3.0
#: A page with more pieces than this is read in the order of its file.
_MOST = 1500
_MARK = re.compile(r"(?:[•·▪▫■□●○◦‣⁃➢➤►✓✔→*–—o-]|\(?\d{1,2}[.)]|[a-h]\))$")
_BULLET = re.compile(r"[•·▪▫■□●○◦‣⁃➢➤►✓✔→–—-]\s*\S")
_PAGE_NUMBER = re.compile(r"[\s.…]*\d{1,3}$")
#: Lines of one cell are this near each other, by their height, from foot to foot; rows are further apart, or have rules.
_TIGHT = 1.3
_ROWS = 3
#: A table is over where nothing stands for this long.
_FAR = 4.0
#: Text has this much between words where two pieces of one line are put together.
_WORD_GAP = 0.12

_Rules = Sequence[tuple[float, float, float]]


def in_reading_order(page: PageText) -> list[Piece]:
    """The lines of the page as they are read, a row of a table as one line with bars between its cells."""
    if len(page.pieces) > _MOST:
        return list(page.pieces)
    pieces = _with_marks(page.pieces)
    if not any(stand_beside(first, second) for first, second in _by_height(pieces)):
        return sorted(pieces, key=lambda piece: -piece.top)
    lines = list(_arranged(pieces, page.rules))
    return pieces if _joins_what_is_apart(lines, pieces) else lines


def _joins_what_is_apart(lines: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether lines were put together across the page, again and again, of pieces that the file does not write together."""
    written = {line.text for line in lines}
    order = {id(piece): number for number, piece in enumerate(pieces)}
    joined = 0
    for row in _rows(pieces):
        places = sorted(order[id(piece)] for piece in row)
        joined += places[-1] - places[0] >= len(row) and _line(row).text in written
    return joined >= _LINES


def _by_height(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    ordered = sorted(pieces, key=lambda piece: piece.top + piece.bottom)
    return pairwise(ordered)


def _with_marks(pieces: Sequence[Piece]) -> list[Piece]:
    """The mark of a list belongs to what stands behind it, however far."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and _MARK.match(kept[-1].text) and stand_beside(kept[-1], piece) and piece.left >= kept[-1].right:
            kept[-1] = replace(piece, text=f"{kept[-1].text} {piece.text}", left=kept[-1].left)
        else:
            kept.append(piece)
    return kept


def _arranged(pieces: Sequence[Piece], rules: _Rules) -> Iterator[Piece]:
    """Stretches of columns and what stands across the page between them, from top to bottom."""
    edge = _gutter(pieces, rules)
    if edge is None:
        yield from _rows_in_order(pieces, rules)
        return
    for stretch, is_columns in _stretches(pieces, edge, rules):
        if is_columns:
            yield from _arranged([piece for piece in stretch if piece.right < edge], rules)
            yield from _arranged([piece for piece in stretch if piece.left >= edge - _SLACK], rules)
        else:
            yield from _rows_in_order(stretch, rules)


def _gutter(pieces: Sequence[Piece], rules: _Rules) -> float | None:
    """Where the second column begins: the edge that most lines stand clear of, in stretches that are columns."""
    edges: dict[int, list[float]] = {}
    for piece in pieces:
        edges.setdefault(round(piece.left / _SLACK), []).append(piece.left)
    ends = sorted(piece.right for piece in pieces)
    most, found = 0, None
    for lefts in edges.values():
        edge = min(lefts)
        if len(lefts) < _LINES or bisect_left(ends, edge) < _LINES:
            continue
        lines = sum(len(stretch) for stretch, is_columns in _stretches(pieces, edge, rules) if is_columns)
        if lines > most:
            most, found = lines, edge
    return found


def _stretches(pieces: Sequence[Piece], edge: float, rules: _Rules) -> Iterator[tuple[list[Piece], bool]]:
    """The page cut where lines that cross the edge begin and end, and whether what is between them are columns."""
    stretch: list[Piece] = []
    was_crossed = False
    for piece in sorted(pieces, key=lambda piece: (-piece.top - piece.bottom, piece.left)):
        is_crossed = piece.left < edge - _SLACK and piece.right >= edge
        if stretch and is_crossed != was_crossed:
            yield stretch, not was_crossed and _are_columns(stretch, edge, rules)
            stretch = []
        stretch.append(piece)
        was_crossed = is_crossed
    if stretch:
        yield stretch, not was_crossed and _are_columns(stretch, edge, rules)


def _are_columns(stretch: Sequence[Piece], edge: float, rules: _Rules) -> bool:
    left = [piece for piece in stretch if piece.right < edge]
    right = [piece for piece in stretch if piece.left >= edge - _SLACK]
    if len(left) + len(right) < len(stretch) or min(len(left), len(right)) < _LINES:
        return False
    if not (_is_text(left) and _is_text(right)) and not (_is_list(left) and _is_list(right)):
        return False
    top, bottom = max(piece.top for piece in stretch), min(piece.bottom for piece in stretch)
    drawn = {round(y) for begin, end, y in rules if bottom < y < top and end > edge and begin < edge + _SLACK}
    beside = sum(1 for piece in left if any(stand_beside(piece, other) for other in right))
    return len(drawn) < 2 and beside > 0


def _is_text(pieces: Sequence[Piece]) -> bool:
    """Whether lines are nearly as long as the longest of them. Words that tabs set apart line up too, and are no lines."""
    widths = [piece.right - piece.left for piece in pieces]
    return median(piece.text.count(" ") for piece in pieces) >= _SPACES and median(widths) >= _FILLED * max(widths)


def _is_list(pieces: Sequence[Piece]) -> bool:
    return sum(1 for piece in pieces if _BULLET.match(piece.text)) >= max(_LINES - 1, len(pieces) / 3)


def _rows_in_order(pieces: Sequence[Piece], rules: _Rules) -> Iterator[Piece]:
    """From top to bottom; rows that line up under each other are a table, others are lines with a gap in them."""
    rows = _rows(pieces)
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and _goes_on(rows, start, end):
            end += 1
        stretch = rows[start:end]
        if (columns := _columns(stretch, rules)) is not None:
            yield from _table(stretch, columns, rules)
        else:
            yield from (_line(row) for row in rows[start : max(end, start + 1)])
        start = max(end, start + 1)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -(piece.top + piece.bottom)):
        if rows and stand_beside(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _goes_on(rows: Sequence[Sequence[Piece]], start: int, end: int) -> bool:
    """Whether a row belongs with those above it: it has cells of its own, or is more of one of theirs."""
    if end > start and rows[end - 1][0].bottom - rows[end][0].bottom > _FAR * rows[end][0].height:
        return False
    if len(rows[end]) > 1:
        return True
    cell, near = rows[end][0], [*rows[start:end][-3:], *rows[end + 1 : end + 3]]
    within = [
        each
        for row in near
        if len(row) > 1
        for place, each in enumerate(row)
        if abs(each.left - cell.left) <= _SLACK and (place + 1 == len(row) or row[place + 1].left > cell.right)
    ]
    beside = [row[0] for row in (*rows[max(start, end - 1) : end], *rows[end + 1 : end + 2])]
    return bool(within) and any(abs(each.bottom - cell.bottom) <= _TIGHT * cell.height for each in beside)


def _columns(rows: Sequence[Sequence[Piece]], rules: _Rules) -> list[float] | None:
    """Where each column of a table begins; nothing for rows that are none."""
    several = [row for row in rows if len(row) > 1]
    if len(several) < 2 or any(_BULLET.match(row[0].text) for row in several):
        return None
    columns: list[list[float]] = []
    for piece in sorted((piece for row in rows for piece in row), key=lambda piece: piece.left):
        if columns and piece.left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], piece.right)
        else:
            columns.append([piece.left, piece.right])
    bottom, top = min(piece.bottom for piece in rows[-1]), max(piece.top for piece in rows[0])
    is_ruled = len({round(y) for _, _, y in rules if bottom - 9 < y < top + 9}) >= 2
    if len(columns) < 2 or not (is_ruled or len(columns) > 2 or len(several) >= _ROWS):
        return None
    is_labels = sum(1 for row in several if row[0].text.endswith(":")) >= len(several) / 2
    is_contents = all(_PAGE_NUMBER.match(row[-1].text) for row in several)
    return None if not is_ruled and (is_labels or is_contents) else [left for left, _ in columns]


def _table(rows: Sequence[Sequence[Piece]], columns: Sequence[float], rules: _Rules) -> Iterator[Piece]:
    grouped: list[list[Sequence[Piece]]] = []
    lines = sorted({round(y, 1) for _, _, y in rules})
    steps = [above[0].bottom - below[0].bottom for above, below in pairwise(rows)]
    is_parted = bool(steps) and max(steps) > _TIGHT * min(steps)
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else None
        if above is None or _is_new_row(above, row, columns, lines, nearest=min(steps), is_parted=is_parted):
            grouped.append([])
        grouped[-1].append(row)
    for group in grouped:
        cells: list[list[Piece]] = [[] for _ in columns]
        for piece in (piece for row in group for piece in row):
            cells[max(place for place, left in enumerate(columns) if piece.left >= left - _SLACK)].append(piece)
        pieces = [piece for row in group for piece in row]
        text = " | ".join(_cell(cell) for cell in cells)
        yield replace(
            pieces[0],
            text=f"| {text} |",
            right=max(piece.right for piece in pieces),
            bottom=min(piece.bottom for piece in pieces),
            top=max(piece.top for piece in pieces),
            is_bold=False,
        )


def _is_new_row(
    above: Sequence[Piece],
    row: Sequence[Piece],
    columns: Sequence[float],
    lines: Sequence[float],
    *,
    nearest: float,
    is_parted: bool,
) -> bool:
    high, low = above[0].bottom, row[0].bottom
    if len(lines) > 1:
        middle = row[0].height / 2
        return any(low + middle < line < high + middle for line in lines)
    if is_parted:
        return high - low > _TIGHT * nearest
    return row[0].left < columns[1] - _SLACK


def _cell(pieces: Sequence[Piece]) -> str:
    return reduce(put_together, (piece.text for piece in pieces), "").replace("|", "/")


def put_together(before: str, after: str) -> str:
    """Two lines of one text as one, without the hyphen of a word that was parted."""
    if before.endswith("-") and after[:1].islower():
        return before[:-1] + after
    return f"{before} {after}".strip()


def _line(row: Sequence[Piece]) -> Piece:
    """What stands on one line as one piece, the gaps in it as spaces."""
    text, end = row[0].text, row[0].right
    for piece in row[1:]:
        text += (" " if piece.left - end > _WORD_GAP * piece.height else "") + piece.text
        end = piece.right
    largest = max(row, key=lambda piece: piece.height)
    return replace(largest, text=text, left=row[0].left, right=end, is_bold=all(piece.is_bold for piece in row))
