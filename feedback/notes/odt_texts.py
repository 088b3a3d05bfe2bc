"""A text document of LibreOffice (ODT) becomes pages of lines: headings, lists with their marks, a line for each table row."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from feedback.notes.characters import spaced, tidy
from feedback.notes.headings import Heading
from feedback.notes.unreadable import Unreadable, UnreadableReason
from feedback.notes.word_texts import check_archive

CONTENT = "content.xml"

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
#: Comments, tracked deletions, and tables of contents, which say nothing of their own.
_SKIPPED = {f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content", f"{_TEXT}note-citation"}
_PAGE = "\f"
_DEEPEST = 200


def is_odt(content: bytes) -> bool:
    """Whether an archive is an OpenDocument text."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return CONTENT in archive.namelist() and "word/document.xml" not in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
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
    except (KeyError, ValueError, zipfile.BadZipFile, etree.LxmlError, OSError, zlib.error) as error:
        raise Unreadable(UnreadableReason.BROKEN) from error
    if body is None:
        raise Unreadable(UnreadableReason.UNKNOWN_TYPE)
    pages: list[list[str]] = [[]]
    for line in _lines(body, _numbered(body), 0):
        first, *rest = str(line).split(_PAGE)
        for number, part in enumerate((first, *rest)):
            if number:
                pages.append([])
            text = tidy(part)
            pages[-1].append(Heading(text) if isinstance(line, Heading) and text else text)
    if not any(line.strip() for page in pages for line in page):
        raise Unreadable(UnreadableReason.EMPTY)
    return pages


def _numbered(body: etree._Element) -> frozenset[str]:
    """The list styles whose first level counts."""
    return frozenset(
        style.get(f"{_STYLE}name") or ""
        for style in body.getroottree().iter(f"{_TEXT}list-style")
        if (first := next(iter(style), None)) is not None and first.tag == f"{_TEXT}list-level-style-number"
    )


def _lines(element: etree._Element, numbered: frozenset[str], depth: int) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str) or depth > _DEEPEST:
            continue
        if child.tag == f"{_TEXT}h":
            yield from ("", Heading(_text(child)), "")
        elif child.tag == f"{_TEXT}p":
            is_title = (child.get(f"{_TEXT}style-name") or "") in {"Title", "Subtitle"}
            text = _text(child)
            yield from ("", *([Heading(text)] if is_title else text.split("\n")))
        elif child.tag == f"{_TEXT}list":
            yield ""
            yield from _items(child, numbered, depth + 1)
        elif child.tag == f"{_TABLE}table":
            yield ""
            yield from _rows(child)
            yield ""
        else:
            yield from _lines(child, numbered, depth + 1)


def _items(element: etree._Element, numbered: frozenset[str], depth: int, style: str = "") -> Iterator[str]:
    style = element.get(f"{_TEXT}style-name") or style
    for number, item in enumerate(element.iterfind(f"{_TEXT}list-item"), start=1):
        mark = f"{number}. " if style in numbered else "• "
        for child in item:
            if child.tag == f"{_TEXT}list" and depth <= _DEEPEST:
                yield from _items(child, numbered, depth + 1, style)
            elif child.tag == f"{_TEXT}h":
                yield from ("", Heading(_text(child)), "")
            elif child.tag == f"{_TEXT}p" and (text := _text(child)).strip():
                yield from f"{mark}{text}".split("\n")
                mark = ""


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
            yield " "
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}soft-page-break":
            yield _PAGE
        elif child.tag not in _SKIPPED and isinstance(child.tag, str) and depth < _DEEPEST:
            yield from _pieces(child, depth + 1)
        yield child.tail or ""
