"""A plain text file becomes pages of lines, whatever its encoding."""

import codecs
import re
from contextlib import suppress
from itertools import pairwise

from feedback.notes.characters import tidy
from feedback.notes.unreadable import Unreadable, UnreadableReason

#: Longest mark first: the one of UTF-16 begins that of UTF-32.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Control characters that no text file has, above this share, mean that it is not text.
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_STRANGE_SHARE = 0.05
#: How Python writes a byte that is no UTF-8.
_ESCAPED = re.compile("[\udc80-\udcff]")

#: A text taken out of a PDF has one space, and no more, where a page began.
_PAGE_MARK = re.compile(r"^ [^ ]")
_BULLET_INDENT = re.compile(r"^\s*[•\uf0b7▪·-]\s*\t")
_MOST_PAGE_MARKS = 0.06


def pages_of_text(content: bytes) -> list[list[str]]:
    """The lines of each page; raises `Unreadable` as `text_of`."""
    text = text_of(content).replace("\x85", "\n").replace("\u2028", "\n")
    pages = [tidy(page).split("\n") for page in text.split("\f")]
    return pages if len(pages) > 1 else at_page_marks(pages[0])


def text_of(content: bytes) -> str:
    """The text, its lines apart by line feeds; raises `Unreadable` for what is no text in UTF-8, UTF-16, UTF-32 or Windows-1252."""
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if text and len(_STRANGE.findall(text[:100_000])) / len(text[:100_000]) > _STRANGE_SHARE:
        raise Unreadable(UnreadableReason.UNKNOWN_TYPE)
    return text


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding in (*_unmarked_utf16(content), "utf-8"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    mixed = content.decode("utf-8", errors="surrogateescape")
    strange = len(_ESCAPED.findall(mixed))
    if 2 * strange < sum(1 for char in mixed if char > "\x7f"):
        # Mostly UTF-8: a passage was pasted, or a letter was damaged. No byte of it is lost.
        return _ESCAPED.sub(lambda found: _western(bytes([ord(found[0]) - 0xDC00])), mixed)
    return _western(content)


def _western(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _unmarked_utf16(content: bytes) -> list[str]:
    """Latin text in UTF-16 has a zero in every second byte."""
    sample = content[:4096]
    if len(sample) < 4 or len(content) % 2:
        return []
    half = len(sample) / 2
    if sample[1::2].count(0) > 0.7 * half:
        return ["utf-16-le"]
    return ["utf-16-be"] if sample[0::2].count(0) > 0.7 * half else []


def at_page_marks(lines: list[str]) -> list[list[str]]:
    """The lines parted where a text taken out of a PDF marks that a page began; one page where it marks none."""
    starts = [index for index in range(1, len(lines)) if _begins_page(lines, index)]
    written = sum(1 for line in lines if line.strip())
    if len(starts) > _MOST_PAGE_MARKS * written:
        return [lines]
    edges = [0, *starts, len(lines)]
    return [lines[start:end] for start, end in pairwise(edges)]


def _begins_page(lines: list[str], index: int) -> bool:
    """One leading space right under a line that has none, and that is not the indent of a bullet's second line."""
    before = lines[index - 1]
    if not (_PAGE_MARK.match(lines[index]) and before.strip()) or before.startswith(" "):
        return False
    return not (_BULLET_INDENT.match(before) and lines[index].strip()[:1].islower())
