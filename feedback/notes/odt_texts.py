"""A text document of LibreOffice (ODT) becomes pages of lines: headings, lists with their marks, a line for each table row."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from feedback.notes.archives import ARCHIVE_ACCIDENTS, check_archive
from feedback.notes.characters import spaced, tidy
from feedback.notes.headings import Footnote, Heading, reads_as_heading
from feedback.notes.paragraphs import are_lines
from feedback.notes.plain_texts import at_page_marks
from feedback.notes.unreadable import Unreadable, UnreadableReason

CONTENT = "content.xml"

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FONT_WEIGHT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}font-weight"
#: Comments, tracked deletions, and tables of contents, which say nothing of their own.
_SKIPPED = {f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content", f"{_TEXT}note"}
_PAGE = "\f"
_DEEPEST = 200
#: More spaces in a row are no layout.
_MOST_SPACES = 80


def is_odt(content: bytes) -> bool:
    """Whether an archive is an OpenDocument text."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return CONTENT in archive.namelist() and "word/document.xml" not in archive.namelist()
    except ARCHIVE_ACCIDENTS:
        return False


def pages_of_odt(content: bytes) -> list[list[str]]:
    """The lines of each page, as far as the file says where pages begin; raises `Unreadable`."""
    check_archive(content, part=CONTENT)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told = archive.read(CONTENT)
            is_locked = (
                b"encryption-data" in archive.read("META-INF/manifest.xml")
                if "META-INF/manifest.xml" in archive.namelist()
                else False
            )
        if is_locked:
            raise Unreadable(UnreadableReason.ENCRYPTED)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        body = etree.fromstring(told, parser).find(f"{_OFFICE}body/{_OFFICE}text")
    except (*ARCHIVE_ACCIDENTS, etree.LxmlError) as error:
        raise Unreadable(UnreadableReason.BROKEN) from error
    if body is None:
        raise Unreadable(UnreadableReason.UNKNOWN_TYPE)
    pages: list[list[str]] = [[]]
    for line in (*_Body(body).lines(), *_notes(body)):
        for number, part in enumerate(line.split(_PAGE)):
            if number:
                pages.append([])
            text = tidy(part)
            pages[-1].append(type(line)(text) if text else text)
    if not any(line.strip() for page in pages for line in page):
        raise Unreadable(UnreadableReason.EMPTY)
    return pages if len(pages) > 1 else at_page_marks(pages[0])


class _Body:
    """The text of a document, and what its styles say of it."""

    def __init__(self, body: etree._Element) -> None:
        self._body = body
        root = body.getroottree()
        #: The list styles whose first level counts.
        self._numbered = frozenset(
            style.get(f"{_STYLE}name") or ""
            for style in root.iter(f"{_TEXT}list-style")
            if (first := next(iter(style), None)) is not None and first.tag == f"{_TEXT}list-level-style-number"
        )
        self._bold = frozenset(
            style.get(f"{_STYLE}name") or ""
            for style in root.iter(f"{_STYLE}style")
            if any(part.get(_FONT_WEIGHT) == "bold" for part in style.iter(f"{_STYLE}text-properties"))
        )
        self._are_set_in_lines = are_lines(
            _text(child) for child in body if child.tag == f"{_TEXT}p" or child.tag == f"{_TEXT}h"
        )

    def lines(self) -> Iterator[str]:
        return self._lines(self._body, 0)

    def _lines(self, element: etree._Element, depth: int) -> Iterator[str]:
        for child in element:
            if child.tag in _SKIPPED or not isinstance(child.tag, str) or depth > _DEEPEST:
                continue
            if child.tag == f"{_TEXT}h":
                yield from ("", Heading(_text(child)), "")
            elif child.tag == f"{_TEXT}p":
                text = _text(child)
                yield from () if self._are_set_in_lines else ("",)
                yield from [Heading(text)] if self._is_heading(child, text) else text.split("\n")
            elif child.tag == f"{_TEXT}list":
                yield ""
                yield from self._items(child, depth + 1)
            elif child.tag == f"{_TABLE}table":
                yield ""
                yield from _rows(child)
                yield ""
            else:
                yield from self._lines(child, depth + 1)

    def _is_heading(self, paragraph: etree._Element, text: str) -> bool:
        """By its style, or because it is bold from end to end and reads as one."""
        style = paragraph.get(f"{_TEXT}style-name") or ""
        if style in {"Title", "Subtitle"}:
            return True
        spans = [paragraph] if (paragraph.text or "").strip() or len(paragraph) == 0 else list(paragraph)
        is_bold = style in self._bold or all(
            each.get(f"{_TEXT}style-name") in self._bold and not (each is not paragraph and (each.tail or "").strip())
            for each in spans
        )
        return is_bold and reads_as_heading(text)

    def _items(self, element: etree._Element, depth: int, style: str = "") -> Iterator[str]:
        style = element.get(f"{_TEXT}style-name") or style
        for number, item in enumerate(element.iterfind(f"{_TEXT}list-item"), start=1):
            mark = f"{number}. " if style in self._numbered else "• "
            for child in item:
                if child.tag == f"{_TEXT}list" and depth <= _DEEPEST:
                    yield from self._items(child, depth + 1, style)
                elif child.tag == f"{_TEXT}h":
                    yield from ("", Heading(_text(child)), "")
                elif child.tag == f"{_TEXT}p" and (text := _text(child)).strip():
                    yield from f"{mark}{text}".split("\n")
                    mark = ""


def _notes(body: etree._Element) -> Iterator[str]:
    """The notes at the foot of pages and at the end, after all the text that they stand in."""
    for note in body.iter(f"{_TEXT}note-body"):
        if text := spaced(" ".join(_text(part) for part in note.iter(f"{_TEXT}p"))):
            yield Footnote(text)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iter(f"{_TABLE}table-row"):
        cells = [
            spaced(" ".join(_text(part) for part in cell.iter(f"{_TEXT}p", f"{_TEXT}h"))).replace("|", "/")
            for cell in row.iterfind(f"{_TABLE}table-cell")
        ]
        if any(cells):
            yield " | ".join(cells) if len(cells) > 1 else cells[0]


def _text(element: etree._Element) -> str:
    return "".join(_pieces(element, 0))


def _pieces(element: etree._Element, depth: int) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * _count(child)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}soft-page-break":
            yield _PAGE
        elif child.tag not in _SKIPPED and isinstance(child.tag, str) and depth < _DEEPEST:
            yield from _pieces(child, depth + 1)
        yield child.tail or ""


def _count(spaces: etree._Element) -> int:
    told = spaces.get(f"{_TEXT}c") or "1"
    return min(int(told), _MOST_SPACES) if told.isascii() and told.isdigit() else 1
