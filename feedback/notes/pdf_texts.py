"""A PDF becomes pages of lines: column after column, rows of tables across, headings and footnotes known by their letters."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pypdfium2

from feedback.notes.headings import Footnote, Heading
from feedback.notes.pdf_columns import in_reading_order, put_together
from feedback.notes.pdf_pieces import PageText, Piece, pieces_of
from feedback.notes.unreadable import MAX_PAGES, Unreadable, UnreadableReason
from feedback.pdf.painting import PDFIUM

#: What PDFium says of a document that needs a password.
_PASSWORD_ERROR = 4
#: A heading is set larger than the text by this, or bold; it is short, and such lines are few.
_LARGER = 1.12
_HEADING_WORDS = 16
_MOST_HEADINGS = 0.3
#: Notes at the foot of a page are set smaller than the text by this, and begin with their mark.
_SMALLER = 0.9
_NOTE = re.compile(r"(?:\d{1,2}|[*†])[.)]?\s*[^\W\d]")
#: Lines further apart than this, by what is usual in the document, have blank lines between them.
_APART = 1.4
_MOST_BLANK = 3
#: The lines of one heading are this near each other, by their height.
_LEADING = 1.22
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s|\w+ \d{1,2}:|[•·▪–—-]")
#: The sign of a list's item, and how far left of it text must begin to be no part of the list, in points.
_BULLET = re.compile(r"[•·▪–—-]\s")
_OUTDENTED = 1.0
_HAS_LETTERS = re.compile(r"[^\W\d_]{2}")


def pages_of_pdf(content: bytes) -> list[list[str]]:
    """The lines of each page, in reading order; raises `Unreadable` for a scanned, locked, damaged or too long one."""
    with PDFIUM:
        pages = _read(content)
    if not any(page.pieces for page in pages):
        raise Unreadable(UnreadableReason.SCANNED)
    return lines_of_pieces([in_reading_order(page) for page in pages])


def _read(content: bytes) -> list[PageText]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD_ERROR
        raise Unreadable(UnreadableReason.ENCRYPTED if locked else UnreadableReason.BROKEN) from error
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(UnreadableReason.TOO_MANY_PAGES)
        return [_read_page(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(UnreadableReason.BROKEN) from error
    finally:
        document.close()


def _read_page(document: pypdfium2.PdfDocument, number: int) -> PageText:
    page = document[number]
    try:
        return pieces_of(page)
    finally:
        page.close()


def lines_of_pieces(pages: Sequence[Sequence[Piece]]) -> list[list[str]]:
    """Each page's lines: blank ones where the page has room between, what is larger or bold as headings, footnotes as such."""
    sizes: Counter[float] = Counter()
    for piece in (piece for page in pages for piece in page):
        sizes[round(piece.height)] += len(piece.text)
    usual = sizes.most_common(1)[0][0] if sizes else 1
    step = _usual_step(pages)
    headings = _headings(pages, usual)
    return [_lines_of_page(page, usual, step, headings) for page in pages]


def _lines_of_page(page: Sequence[Piece], usual: float, step: float, headings: frozenset[int]) -> list[str]:
    notes = _notes(page, usual)
    lines: list[str] = []
    last: Piece | None = None
    item: Piece | None = None
    edge = max((piece.right for piece in page), default=0.0)
    for number, piece in enumerate(page):
        blanks = _blanks(last, piece, step) if last else 0
        if _BULLET.match(piece.text):
            item = piece
        elif item and piece.left < item.left - _OUTDENTED:
            # The list is over, also where no more room is left than between its items.
            item, blanks = None, blanks or 1
        is_heading = id(piece) in headings and number not in notes
        if last and is_heading and blanks == 0 and isinstance(lines[-1], Heading) and _goes_on(last, piece, edge):
            # A heading over two lines is one.
            lines[-1] = Heading(put_together(lines[-1], piece.text))
        else:
            lines += [""] * blanks
            lines.append(Footnote(piece.text) if number in notes else Heading(piece.text) if is_heading else piece.text)
        last = piece
    return lines


def _goes_on(above: Piece, below: Piece, edge: float) -> bool:
    """Whether a heading goes on in the next line: set tight, or broken where its next word had no room before the `edge`."""
    is_alike = abs(above.height - below.height) < 0.05 * above.height and above.is_bold == below.is_bold
    is_near = above.bottom - below.bottom < _LEADING * above.height
    next_word = len(below.text.split(maxsplit=1)[0]) / len(below.text) * (below.right - below.left)
    is_full = above.right + next_word > edge
    return (
        is_alike
        and (is_near or is_full)
        and not above.text.endswith((":", "?", "!"))
        and not _NUMBERED.match(below.text)
    )


def _usual_step(pages: Sequence[Sequence[Piece]]) -> float:
    """How far it is from line to line where text runs on, in points."""
    steps: list[float] = []
    for page in pages:
        for above, below in pairwise(page):
            step = above.bottom - below.bottom
            if 0.5 * below.height < step < 4 * below.height:
                steps.append(step)
    steps.sort()
    return steps[len(steps) // 4] if steps else 0


def _blanks(above: Piece, below: Piece, step: float) -> int:
    usual = max(step, 0.9 * min(above.height, below.height))
    share = (above.bottom - below.top + min(below.height, usual)) / usual
    if share < _APART:
        return 0
    return min(max(round(share) - 1, 1), _MOST_BLANK)


def _headings(pages: Sequence[Sequence[Piece]], usual: float) -> frozenset[int]:
    """The pieces, by identity, that are set as headings: larger than the text, or bold."""
    written = sum(len(page) for page in pages)
    found: set[int] = set()
    may_be = [piece for page in pages for piece in page if _may_be_heading(piece.text)]
    for such in (
        {id(piece) for piece in may_be if piece.height >= _LARGER * usual},
        {id(piece) for piece in may_be if piece.is_bold},
    ):
        if len(such - found) <= _MOST_HEADINGS * written:
            found |= such
    return frozenset(found)


def _may_be_heading(text: str) -> bool:
    return (
        len(text.split()) <= _HEADING_WORDS
        and not text.startswith(("|", "•"))
        and not text.endswith((".", ",", ";"))
        and bool(_HAS_LETTERS.search(text))
    )


def _notes(page: Sequence[Piece], usual: float) -> frozenset[int]:
    """The places of the lines that are notes at the foot of the page."""
    found: list[int] = []
    for number in range(len(page) - 1, -1, -1):
        if page[number].height > _SMALLER * usual:
            if found or _HAS_LETTERS.search(page[number].text):
                break
            continue
        found.append(number)
    marked = [number for number in found if _NOTE.match(page[number].text)]
    return frozenset(n for n in found if marked and n >= min(marked) and _HAS_LETTERS.search(page[n].text))
