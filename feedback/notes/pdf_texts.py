"""A PDF becomes pages of lines."""

import pypdfium2

from feedback.notes.characters import tidy
from feedback.notes.unreadable import Unreadable, UnreadableReason
from feedback.pdf.painting import PDFIUM

#: What PDFium says of a document that needs a password.
_PASSWORD_ERROR = 4


def pages_of_pdf(content: bytes) -> list[list[str]]:
    """The lines of each page, in reading order; raises `Unreadable` for a scanned, locked or damaged file."""
    with PDFIUM:
        pages = _read(content)
    if not any(line.strip() for page in pages for line in page):
        raise Unreadable(UnreadableReason.NO_TEXT)
    return pages


def _read(content: bytes) -> list[list[str]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD_ERROR
        raise Unreadable(UnreadableReason.ENCRYPTED if locked else UnreadableReason.BROKEN) from error
    try:
        return [_lines_of_page(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(UnreadableReason.BROKEN) from error
    finally:
        document.close()


def _lines_of_page(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_range()
    finally:
        text_page.close()
        page.close()
    # PDFium glues a word broken at a line's end and marks the place; the line is put back, since the hyphen may belong.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-\n").replace("\x02", "-\n")
    return tidy(text).split("\n")
