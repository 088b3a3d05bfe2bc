"""The bytes of a notes file become numbered lines. The type is told from the bytes, never from the name."""

from dataclasses import dataclass

from feedback.notes.headings import Footnote, Heading
from feedback.notes.html_texts import is_html, pages_of_html
from feedback.notes.odt_texts import is_odt, pages_of_odt
from feedback.notes.pdf_texts import pages_of_pdf
from feedback.notes.plain_texts import pages_of_text
from feedback.notes.unreadable import MAX_BYTES, Unreadable, UnreadableReason
from feedback.notes.word_texts import pages_of_word

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "Line", "Unreadable", "UnreadableReason", "lines_of_pages", "read_lines"]

#: Two thousand pages; more is no notes of a meeting.
MAX_CHARACTERS = 6_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
#: PDF, pictures, RTF, programs and archives say what they are in their first bytes.
_OTHERS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
)


@dataclass(frozen=True)
class Line:
    """One line as read: `number` counts from 1 through the whole text, `page` from 1.

    `is_heading` where the document itself marks it so, by a style or an element; `is_note` where it is a footnote.
    """

    number: int
    page: int
    text: str
    is_heading: bool = False
    is_note: bool = False


def read_lines(content: bytes, filename: str) -> tuple[Line, ...]:
    """Every line of the file, blank ones too, in this process; raises `Unreadable`. Nothing trusts the file name."""
    if len(content) > MAX_BYTES:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(UnreadableReason.EMPTY)
    lines = lines_of_pages(_pages(content))
    if sum(len(line.text) for line in lines) > MAX_CHARACTERS:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    if not any(line.text.strip() for line in lines):
        raise Unreadable(UnreadableReason.EMPTY)
    return lines


def _pages(content: bytes) -> list[list[str]]:
    if b"%PDF-" in content[:1024]:
        return pages_of_pdf(content)
    if content.startswith(_ZIP):
        return pages_of_odt(content) if is_odt(content) else pages_of_word(content)
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Unreadable(UnreadableReason.ENCRYPTED if locked else UnreadableReason.UNKNOWN_TYPE)
    if content.startswith(_OTHERS):
        raise Unreadable(UnreadableReason.UNKNOWN_TYPE)
    return pages_of_html(content) if is_html(content) else pages_of_text(content)


def lines_of_pages(pages: list[list[str]]) -> tuple[Line, ...]:
    """Lines numbered through all pages."""
    texts = [(page, text) for page, texts in enumerate(pages, start=1) for text in texts]
    return tuple(
        Line(number, page, text.rstrip("\n"), isinstance(text, Heading), isinstance(text, Footnote))
        for number, (page, text) in enumerate(texts, start=1)
    )
