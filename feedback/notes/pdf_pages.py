"""A page of a PDF as a picture, for who wants to see how it looks and for who reads what is no text."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from feedback.notes.pdf_columns import in_reading_order
from feedback.notes.pdf_pieces import Piece, pieces_of
from feedback.notes.unreadable import Unreadable, UnreadableReason
from feedback.pdf.painting import PDFIUM

#: The widest picture that is painted, and the highest that comes of it: a page may be as long as it likes.
MAX_WIDTH = 2000
_MAX_HEIGHT = 4000
#: As many shades as print needs, for a third of the bytes.
_SHADES = 64
_YELLOW = (255, 236, 140)
_AROUND = 1.0  # points


def render_page(content: bytes, page: int, width: int, *, marked: Collection[str] = ()) -> bytes:
    """The page, counted from 1, as PNG at most so many pixels wide; raises `Unreadable`, also where there is no such page.

    The lines that read as one of `marked` are marked in yellow.
    """
    with _opened(content) as document:
        if not 1 <= page <= len(document):
            raise Unreadable(UnreadableReason.BROKEN)
        painted = document[page - 1]
        wide, high = painted.get_size()
        scale = min(min(width, MAX_WIDTH) / max(wide, 1), _MAX_HEIGHT / max(high, 1))
        # Forms are not filled in, scripts are not run, and nothing outside the file is asked for.
        picture = painted.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        if marked:
            lines = [piece for piece in in_reading_order(pieces_of(painted)) if piece.text.strip() in marked]
            picture = _with_marks(picture, lines, scale=scale, high=high)
    image = BytesIO()
    picture.quantize(_SHADES).save(image, "PNG")
    return image.getvalue()


def _with_marks(picture: Image.Image, lines: Iterable[Piece], *, scale: float, high: float) -> Image.Image:
    pen = Image.new("RGB", picture.size, "white")
    drawing = ImageDraw.Draw(pen)
    for line in lines:
        sides = (line.left - _AROUND, high - line.top - _AROUND, line.right + _AROUND, high - line.bottom + _AROUND)
        drawing.rectangle([side * scale for side in sides], fill=_YELLOW)
    return ImageChops.multiply(picture, pen)


def count_pages(content: bytes) -> int:
    """How many pages the PDF has; raises `Unreadable`."""
    with _opened(content) as document:
        return len(document)


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise Unreadable(UnreadableReason.BROKEN) from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise Unreadable(UnreadableReason.BROKEN) from error
        finally:
            document.close()
