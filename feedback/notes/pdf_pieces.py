"""Pieces of text on a page of a PDF: what stands together on one line, and where."""

import ctypes
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from feedback.notes.characters import tidy

#: A gap this wide, by the height of its line, may be the one between two columns.
_WIDE_GAP = 0.9
#: Text of one line is apart where there is this much between two pieces of it.
_WORD_GAP = 0.12
#: A mark that refers to a note: small figures, raised, right behind a word or its full stop.
_NOTE_MARK = re.compile(r"(?<=[^\W\d_]|[.,;:!?”\"')\]])(?:\d{1,2}|[*†])(?=\W|$)")
_RAISED, _SMALL = 0.08, 0.85
_LONGEST_BOLD = 14
#: What PDFium writes where a word goes on in the next line.
_BROKEN_WORD = "\ufffe\x02"
_LINE_END = re.compile(f"\r?\n|[{_BROKEN_WORD}]")
_PLAIN = re.compile(r"[A-Za-z0-9]")
_MOST_PATHS = 1000
_MOST_RUNS = 3000
#: Runs of text of one line are this near each other when sorted by height.
_NEAR = 12
_THIN, _LONG = 2.5, 20.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; its sides in points from the lower left corner of the page, `top` above `bottom`."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    is_bold: bool = False
    breaks: bool = False

    @property
    def height(self) -> float:
        """From the deepest letter to the highest of its font: about 1.2 times its size."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageText:
    """All that stands on a page, in the order of the file; `rules` are where lines are drawn across, as (left, right, y)."""

    pieces: tuple[Piece, ...]
    rules: tuple[tuple[float, float, float], ...] = ()


def pieces_of(page: pypdfium2.PdfPage) -> PageText:
    """The pieces of one page; raises `pypdfium2.PdfiumError` for a damaged one."""
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_range()
        reader = _Reader(text_page, text)
        pieces = tuple(_merged(reader.pieces()))
    finally:
        text_page.close()
    return PageText(pieces, tuple(_rules(page)) if _have_neighbours(pieces) else ())


def stand_beside(first: Piece, second: Piece) -> bool:
    """Whether two pieces share a line of the page: more than half of the lower one's height."""
    shared = min(first.top, second.top) - max(first.bottom, second.bottom)
    return shared > 0.5 * min(first.height, second.height)


def _have_neighbours(pieces: Sequence[Piece]) -> bool:
    by_height = sorted(pieces, key=lambda piece: piece.bottom + piece.top)
    return any(stand_beside(first, second) for first, second in pairwise(by_height))


class _Reader:
    """Reads the places of a page's characters, as few of them as tell where its lines and gaps are."""

    def __init__(self, text_page: pypdfium2.PdfTextPage, text: str) -> None:
        self._page = text_page.raw
        self._text = text
        self._is_plain = len(text) == text_page.count_chars()
        self._box = pdfium.FS_RECTF()
        self._pointer = ctypes.byref(self._box)
        self._name = ctypes.create_string_buffer(80)
        self._flags = ctypes.byref(ctypes.c_int())
        self._gaps = tuple(_gaps(text_page))

    def pieces(self) -> Iterator[Piece]:
        at = 0
        for end in (*_LINE_END.finditer(self._text), None):
            line = self._text[at : end.start() if end else None]
            if line.strip():
                *before, last = self._pieces_of_line(line, at)
                yield from before
                # PDFium takes away the hyphen of a word that goes on in the next line. It is put back: it may belong.
                yield replace(last, text=f"{last.text}-", breaks=True) if end and end[0] in _BROKEN_WORD else last
            at = end.end() if end else 0

    def _place(self, index: int) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of a character, with the room its font gives it."""
        if not self._is_plain:
            index = max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, index))
        pdfium.FPDFText_GetLooseCharBox(self._page, index, self._pointer)
        box = self._box
        return box.left, box.right, box.bottom, box.top

    def _pieces_of_line(self, line: str, at: int) -> Iterator[Piece]:
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
        left, _, bottom, top = self._place(at + start)
        right = self._place(at + end - 1)[1]
        if not _PLAIN.match(line, start) and (plain := _PLAIN.search(line, start)):
            # Letters with accents and signs are higher in some fonts than the line they stand on.
            _, _, bottom, top = self._place(at + plain.start())
        middle = (bottom + top) / 2
        if any(low < middle < high and left < gap for low, high, gap in self._gaps):
            wide = _WIDE_GAP * (top - bottom)
            words = list(re.finditer(r"\S+", line))
            for before, after in pairwise(words):
                last, first = self._place(at + before.end() - 1), self._place(at + after.start())
                if first[0] - last[1] > wide or first[0] < left - wide:
                    yield self._piece(line, at, (start, before.end()), (left, last[1], bottom, top))
                    start, (left, _, bottom, top) = after.start(), first
        yield self._piece(line, at, (start, end), (left, right, bottom, top))

    def _piece(self, line: str, at: int, part: tuple[int, int], sides: tuple[float, float, float, float]) -> Piece:
        start, end = part
        told = line[start:end]
        for mark in reversed(list(_NOTE_MARK.finditer(told))):
            if self._is_raised(at + start + mark.start()):
                told = told[: mark.start()] + told[mark.end() :]
        left, right, bottom, top = sides
        is_bold = self._is_bold(told, at + start, at + end - 1)
        return Piece(tidy(told), left, max(right, left), bottom, max(top, bottom + 0.1), is_bold)

    def _is_raised(self, index: int) -> bool:
        before, mark = self._place(index - 1), self._place(index)
        high = before[3] - before[2]
        return mark[2] - before[2] > _RAISED * high and mark[3] - mark[2] < _SMALL * high

    def _is_bold(self, text: str, first: int, last: int) -> bool:
        """By the name of the font at both ends; only lines short enough for a heading are asked."""
        if text.count(" ") >= _LONGEST_BOLD or text.endswith((".", ",")):
            return False
        return b"bold" in self._font(first) and b"bold" in self._font(last)

    def _font(self, index: int) -> bytes:
        if not self._is_plain:
            index = max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, index))
        pdfium.FPDFText_GetFontInfo(self._page, index, self._name, 80, self._flags)
        return self._name.value.lower()


def _gaps(text_page: pypdfium2.PdfTextPage) -> Iterator[tuple[float, float, float]]:
    """Where two runs of text on one line are far apart: bottom and top of the line, and where the gap ends."""
    boxes = sorted(
        ((box[1] + box[3]) / 2, *box)
        for box in (text_page.get_rect(number) for number in range(min(text_page.count_rects(), _MOST_RUNS)))
    )
    middles = [middle for middle, *_ in boxes]
    for place, (_, left, bottom, _, top) in enumerate(boxes):
        first = bisect_right(middles, bottom, max(0, place - _NEAR), place + 1)
        last = bisect_left(middles, top, place, min(place + _NEAR, len(boxes)))
        before = [right for _, _, _, right, _ in boxes[first:last] if right <= left + 1]
        if before and left - max(before) > _WIDE_GAP * 0.6 * (top - bottom):
            yield bottom, top, left


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Pieces that a raised mark or a change of font tore apart, put together again."""
    last: Piece | None = None
    for piece in pieces:
        if (
            last
            and stand_beside(last, piece)
            and -0.5 * last.height < piece.left - last.right < _WIDE_GAP * last.height
        ):
            space = " " if piece.left - last.right > _WORD_GAP * last.height else ""
            larger = max(last, piece, key=lambda each: each.height)
            last = replace(
                larger,
                text=f"{last.text}{space}{piece.text}",
                left=min(last.left, piece.left),
                right=max(last.right, piece.right),
                is_bold=last.is_bold and piece.is_bold,
                breaks=piece.breaks,
            )
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _rules(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float]]:
    """Where lines are drawn across the page, by themselves or as sides of boxes."""
    for number, drawn in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2)):
        if number >= _MOST_PATHS:
            return
        left, bottom, right, top = drawn.get_bounds()
        if right - left >= _LONG:
            yield left, right, bottom
            if top - bottom > _THIN:
                yield left, right, top
