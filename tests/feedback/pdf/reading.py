"""What a reader finds in a PDF file."""

import io
import unicodedata

import pypdf
import pypdfium2
from reportlab.lib.units import cm

SIDE = 2.5 * cm


def pages_of(file: bytes) -> list[str]:
    """The text of each page in reading order, letters in their plain forms and words one space apart."""
    document = pypdfium2.PdfDocument(file)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return [plain(text) for text in texts]


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def joined(file: bytes) -> str:
    """All text without spaces, so that a line break inside a word or between words does not matter."""
    return "".join("".join(pages_of(file)).split())


def fonts_of(file: bytes) -> dict[str, bool]:
    """Name of every font of every page, and whether its glyphs are in the file."""
    found = {}
    for page in pypdf.PdfReader(io.BytesIO(file)).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            descriptor = font.get("/FontDescriptor")
            found[font["/BaseFont"]] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found


def bounds_of(file: bytes) -> list[tuple[float, float]]:
    """Leftmost and rightmost edge of the letters of each page, in points; the space at the end of a line is none."""
    document = pypdfium2.PdfDocument(file)
    found = []
    for page in document:
        text = page.get_textpage()
        letters = [place for place in range(text.count_chars()) if not text.get_text_range(place, 1).isspace()]
        boxes = [text.get_charbox(place) for place in letters]
        edges = [(left, right) for left, _bottom, right, _top in boxes if right > left]
        found.append((min(left for left, _right in edges), max(right for _left, right in edges)))
    document.close()
    return found
