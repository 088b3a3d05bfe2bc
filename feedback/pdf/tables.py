"""A table in print: column widths by content, header repeated on every page, rows that may go on over a page break."""

import re
from dataclasses import dataclass
from functools import cached_property

from feedback.blocks import Cell, Table
from feedback.pdf.fonts import drawable
from feedback.pdf.printed import Printed
from feedback.pdf.styles import (
    CELL,
    HEADER_CELL,
    INK,
    NUMBER_CELL,
    NUMBER_HEADER_CELL,
    RULE,
    TEXT_HEIGHT,
    TINT,
    ink,
)
from feedback.pdf.tags import COLUMN_HEADER, Tag
from feedback.pdf.text import Text
from feedback.translation import direction as direction_of
from feedback.translation import gettext as _

GUTTER = 10  # between columns
PADDING = 4  # above and below the text of a row
NOTE_GAP = 6  # between the last row and the note under it
TALL_ROW = TEXT_HEIGHT / 3  # a row taller than this is broken over pages rather than moved
WIDEST_PREFERENCE = 600  # points; a longer text asks for no more, it wraps
SHORT_CELLS = (
    92,
    78,
    64,
    0,
)  # points; a cell no wider, such as a date in words, stands on one line; the first that fits
LONG_TEXT = 240  # points; a column with a longer text is one to read
READABLE = 120  # points; as narrow as such a column may be
NARROWER_LINES = (READABLE, 108, 96, 84, 0)  # points; where other columns need the room; the first that fits
JOINTS = re.compile(r"(?<=[_/])")  # of file names and addresses, which may be broken there
WIDEST_WORD = 120  # points; a longer word is broken rather than starving the other columns


@dataclass(frozen=True)
class Row:
    """One row as laid-out texts; the height is that of its tallest cell."""

    cells: tuple[Text, ...]
    widths: tuple[float, ...]

    @cached_property
    def height(self) -> float:
        return max(cell.height_at(width) for cell, width in zip(self.cells, self.widths, strict=True)) + 2 * PADDING

    def divided(self, height: float) -> tuple["Row", "Row"] | None:
        """The row in two parts, the first at most `height` tall; None where no line fits."""
        fitting = int((height - 2 * PADDING) / self.cells[0].style.leading)
        if fitting < 1:
            return None
        parts = [cell.divided(width, fitting) for cell, width in zip(self.cells, self.widths, strict=True)]
        return Row(tuple(part[0] for part in parts), self.widths), Row(tuple(part[1] for part in parts), self.widths)


class HeaderText(Text):
    """A column header; one that filled the page would leave no room for rows."""

    most_lines = 24


class TableRows(Printed):
    """Rows under a header, and a note that stays with the last row; a part that continues on a new page draws the header again.

    Said aloud the header is once, at the beginning: what is drawn again is an artifact.
    """

    continues = False  # what began on an earlier page

    def __init__(self, header: Row, rows: tuple[Row, ...], *, direction: str, note: Text | None = None) -> None:
        super().__init__()
        self.header = header
        self.rows = rows
        self.direction = direction
        self.note = note
        self.spaceAfter = 12

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.under = NOTE_GAP + self.note.height_at(width) if self.note else 0.0
        self.height = self.under + sum(row.height for row in (self.header, *self.rows))
        return width, float(self.height)

    def split(self, width: float, height: float) -> list[Printed]:
        room = height - self.header.height
        fitting = 0
        while fitting < len(self.rows) and self.rows[fitting].height <= room:
            room -= self.rows[fitting].height
            fitting += 1
        # Where all rows fit and the note does not, the last row goes with it.
        fitting = min(fitting, len(self.rows) - 1) if self.note else fitting
        above, below = self.rows[:fitting], self.rows[fitting:]
        divided = below[0].divided(room) if below and below[0].height > TALL_ROW else None
        if divided:
            above, below = (*above, divided[0]), (divided[1], *below[1:])
        return [self._part(above), self._part(below, self.note, continues=True)] if above and below else []

    def _part(self, rows: tuple[Row, ...], note: Text | None = None, *, continues: bool = False) -> "TableRows":
        part = TableRows(self.header, rows, direction=self.direction, note=note)
        part.continues = self.continues or continues
        return part

    def least_height(self) -> float:
        """What must stand together with the caption: the header and two rows."""
        return sum(min(row.height, TALL_ROW) for row in (self.header, *self.rows[:2]))

    def draw(self) -> None:
        top = self.height
        self._shade(top)
        for row in (self.header, *self.rows):
            top -= row.height
            if row is self.header and self.continues:
                with self.canv.artifact("Pagination"):
                    self._draw_row(row, top)
            else:
                self._draw_row(row, top)
            self._rule(top, INK if row is self.header else RULE)
        if self.note:
            self.note.wrapOn(self.canv, self.width, self.under)
            self.note.drawOn(self.canv, 0, 0)

    def _shade(self, top: float) -> None:
        with self.canv.artifact():
            self.canv.setFillColor(ink(TINT))
            self.canv.rect(0, top - self.header.height, self.width, self.header.height, stroke=0, fill=1)

    def _rule(self, height: float, colour: str) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(ink(colour))
            self.canv.setLineWidth(0.5)
            self.canv.line(0, height, self.width, height)

    def _draw_row(self, row: Row, bottom: float) -> None:
        start = GUTTER / 2
        for cell, width in zip(row.cells, row.widths, strict=True):
            left = self.width - start - width if self.direction == "rtl" else start
            cell.wrapOn(self.canv, width, row.height)
            cell.drawOn(self.canv, left, bottom + row.height - PADDING - cell.height_at(width))
            start += width + GUTTER


def table_rows(
    table: Table, *, width: float, language: str, note: Text | None = None, tag: Tag | None = None
) -> TableRows:
    """The table laid out at this width, with the note under it; `tag` is the Table's. An empty table says so in its only row."""
    direction = direction_of(language)
    whole = tag or Tag("Table")
    numeric = [_holds_numbers(table, place) for place in range(len(table.header))]
    head = Tag("TR", parent=whole)
    header = tuple(
        HeaderText(
            text,
            NUMBER_HEADER_CELL if is_number else HEADER_CELL,
            language=language,
            tag="TH",
            parent=head,
            attributes=COLUMN_HEADER,
        )
        for text, is_number in zip(table.header, numeric, strict=True)
    )
    cells = [_cells(row, numeric, language, Tag("TR", parent=whole)) for row in table.rows]
    texts = [header, *cells]
    widths = _given_widths(table, texts, width) if table.widths else _content_widths(texts, width)
    rows = tuple(Row(row, widths[: len(row)]) for row in cells) or (_empty_row(table, width, language, whole),)
    return TableRows(Row(header, widths), rows, direction=direction, note=note)


def _holds_numbers(table: Table, place: int) -> bool:
    """One number is enough: "fewer than 5" stands under the numbers of its column."""
    return any(row[place].is_number for row in table.rows if place < len(row))


def _cells(row: tuple[Cell, ...], numeric: list[bool], language: str, tag: Tag) -> tuple[Text, ...]:
    """The first cell names its row; the last one of a row with too few is as wide as what is missing."""
    last = len(row) - 1
    return tuple(
        Text(
            cell.text,
            NUMBER_CELL if numeric[place] else CELL,
            # Words in their own order, but under their header, whatever language they are in.
            language=cell.language or language,
            side=direction_of(language),
            tag="TD" if place else "TH",
            parent=tag,
            attributes=_attributes(place, columns=len(numeric) - last if place == last else 1),
        )
        for place, cell in enumerate(row)
    )


def _attributes(place: int, *, columns: int) -> str:
    scope = "" if place else " /Scope /Row"
    span = f" /ColSpan {columns}" if columns > 1 else ""
    return f"/O /Table{scope}{span}" if scope or span else ""


def _empty_row(table: Table, width: float, language: str, tag: Tag) -> Row:
    words = _("There is nothing to show in this table.")
    wide = f"/O /Table /ColSpan {len(table.header)}" if len(table.header) > 1 else ""
    cell = Text(words, CELL, language=language, tag="TD", parent=Tag("TR", parent=tag), attributes=wide)
    return Row((cell,), (width - GUTTER,))


def _given_widths(table: Table, rows: list[tuple[Text, ...]], width: float) -> tuple[float, ...]:
    """As given, except that a column too narrow for a word of its own takes room from those that have some.

    What is left to a column with long texts is a readable line, or as much of one as there is room for.
    """
    room = width - GUTTER * len(table.header)
    given = [room * share / sum(table.widths) for share in table.widths]
    words = _word_widths(rows)
    long = [_longest(column) > LONG_TEXT for column in _columns(rows)]
    for readable in NARROWER_LINES:
        least = [max(word, readable) if is_long else word for word, is_long in zip(words, long, strict=True)]
        lacking = sum(max(need - has, 0.0) for need, has in zip(least, given, strict=True))
        spare = sum(max(has - need, 0.0) for need, has in zip(least, given, strict=True))
        if lacking <= spare:
            taken = lacking / spare if spare else 0.0
            return tuple(max(need, has - taken * (has - need)) for need, has in zip(least, given, strict=True))
    return tuple(given)


def _content_widths(rows: list[tuple[Text, ...]], width: float) -> tuple[float, ...]:
    """Every column what it needs, and what is left in proportion to how much more its longest text would like."""
    room = width - GUTTER * len(rows[0])
    least = _least_widths(rows, room)
    if sum(least) >= room:
        return tuple(room * share / sum(least) for share in least)
    wished = [min(_longest(column), WIDEST_PREFERENCE) for column in _columns(rows)]
    longing = [max(wish - need, 0.0) + 1 for wish, need in zip(wished, least, strict=True)]
    spare = room - sum(least)
    return tuple(need + spare * more / sum(longing) for need, more in zip(least, longing, strict=True))


def _columns(rows: list[tuple[Text, ...]]) -> list[list[Text]]:
    """The texts of each column, its header first."""
    return [[row[place] for row in rows if place < len(row)] for place in range(len(rows[0]))]


def _least_widths(rows: list[tuple[Text, ...]], room: float) -> list[float]:
    """The widest word of each column; where there is room also short cells on one line, and a readable line of long texts."""
    columns = _columns(rows)
    words = _word_widths(rows)
    long = [READABLE if _longest(column) > LONG_TEXT else 0.0 for column in columns]
    for short in SHORT_CELLS:
        whole = [_widest_short(column, short) for column in columns]
        readable = [max(needs) for needs in zip(words, whole, long, strict=True)]
        if sum(readable) <= room:
            return readable
    return words


def _word_widths(rows: list[tuple[Text, ...]]) -> list[float]:
    return [max(_widest_word(text) for text in column) for column in _columns(rows)]


def _longest(column: list[Text]) -> float:
    """Of the cells; a header is no reason to make its column wide."""
    return max((_one_line(text) for text in column[1:]), default=0.0)


def _widest_short(column: list[Text], most: float) -> float:
    widths = [_one_line(text) + 1 for text in column[1:]]
    return max((width for width in widths if width <= most), default=0.0)


def _one_line(text: Text) -> float:
    face = text.style.face
    return max(face.width(line) for line in drawable(text.text, face.font).split("\n"))


def _widest_word(text: Text) -> float:
    face = text.style.face
    words = [
        part for word in drawable(text.text, face.font).replace("\n", " ").split(" ") for part in JOINTS.split(word)
    ]
    # One point of air: shaping and rounding may make a word a little wider than its letters.
    return min(max((face.width(word) for word in words), default=0.0), WIDEST_WORD) + 1
