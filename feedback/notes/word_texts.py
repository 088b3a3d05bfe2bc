"""A Word document (DOCX) becomes pages of lines: list items keep a mark, table rows become one line each."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from feedback.notes.archives import ARCHIVE_ACCIDENTS, check_archive
from feedback.notes.characters import spaced, tidy
from feedback.notes.headings import Footnote, Heading, reads_as_heading
from feedback.notes.paragraphs import are_lines
from feedback.notes.plain_texts import at_page_marks
from feedback.notes.unreadable import Unreadable, UnreadableReason

#: What python-docx stumbles over in a document that is sound as an archive and strange inside.
_ACCIDENTS = (
    *ARCHIVE_ACCIDENTS,
    *(TypeError, AttributeError, IndexError, SyntaxError, RecursionError),
    *(etree.LxmlError, PythonDocxError, XmlchemyError, OpcError),
)
_PAGE = "\f"
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:rPr"), qn("w:pPr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What stands around paragraphs: fields of a form, insertions, marked-up text.
_AROUND = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:lastRenderedPageBreak"): _PAGE}


def pages_of_word(content: bytes) -> list[list[str]]:
    """The lines of each page; a blank line stands between paragraphs that are not items of one list, notes at the end."""
    check_archive(content)
    try:
        document = docx.Document(io.BytesIO(content))
        pages = _tidy_pages((*_lines(document), *_notes(document)))
    except _ACCIDENTS as error:
        raise Unreadable(UnreadableReason.BROKEN) from error
    if not any(line.strip() for page in pages for line in page):
        has_pictures = any("/media/" in name for name in zipfile.ZipFile(io.BytesIO(content)).namelist())
        raise Unreadable(UnreadableReason.NO_TEXT if has_pictures else UnreadableReason.EMPTY)
    return pages if len(pages) > 1 else at_page_marks(pages[0])


def _tidy_pages(lines: Iterable[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for line in lines:
        for number, part in enumerate(line.split(_PAGE)):
            if number:
                pages.append([])
            text = tidy(part)
            pages[-1].append(type(line)(text) if text else text)
    return pages


def _lines(document: Document) -> Iterator[str]:
    numbering = _Numbering(document)
    blocks = list(_blocks(document.element.body, document))
    are_set_in_lines = are_lines(
        text_of(block) for block in blocks if isinstance(block, Paragraph) and _reference(block) is None
    )
    was_item = False
    for block in blocks:
        if isinstance(block, Table):
            yield from ("", *_rows(block, numbering), "")
            was_item = False
            continue
        mark = numbering.mark_of(block)
        if not (mark and was_item) and not are_set_in_lines:
            yield ""
        was_item = bool(mark)
        lines = (mark + text_of(block)).split("\n")
        yield from map(Heading, lines) if _is_heading(block) or _is_bold_line(block) else lines


def _blocks(element: BaseOxmlElement, document: Document) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in order, those that stand in a field of a form too; a table of contents says nothing of its own."""
    for child in element:
        if child.tag == qn("w:p"):
            yield Paragraph(child, document)
        elif child.tag == qn("w:tbl"):
            yield Table(child, document)
        elif child.tag in _AROUND and "Contents" not in _gallery(child):
            yield from _blocks(child, document)


def _gallery(field: BaseOxmlElement) -> str:
    """What a field of a form was chosen from, as *Table of Contents*."""
    named = field.find("/".join(map(qn, ("w:sdtPr", "w:docPartObj", "w:docPartGallery"))))
    return "" if named is None else named.get(qn("w:val"), "")


def _notes(document: Document) -> Iterator[str]:
    """The notes at the foot of pages and at the end, which Word keeps in parts of their own."""
    for part in document.part.package.iter_parts():
        if part.partname in {"/word/footnotes.xml", "/word/endnotes.xml"}:
            for note in parse_xml(part.blob):
                text = spaced("".join(_pieces(note)))
                if text and note.get(qn("w:type")) is None:
                    yield Footnote(text)


def _is_heading(paragraph: Paragraph) -> bool:
    """Whether its style, or one that this is made from, is a heading or a title."""
    style = paragraph.style
    while style is not None:
        if (style.name or "").casefold().startswith(("heading", "title", "rubrik")):
            return True
        style = style.base_style
    return False


def _is_bold_line(paragraph: Paragraph) -> bool:
    """Whether it is bold from end to end and reads as a heading: one by another name."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs) and reads_as_heading(text_of(paragraph))


def _rows(table: Table, numbering: "_Numbering") -> Iterator[str]:
    """A row is one line, its cells apart by a bar; cells that hold lists are laid out one after the other."""
    for row in table.rows:
        cells: dict[object, list[str]] = {}
        for cell in row.cells:
            lines = [numbering.mark_of(paragraph) + text_of(paragraph) for paragraph in cell.paragraphs]
            cells.setdefault(cell._tc, [line for line in lines if line.strip()])
        filled = [lines for lines in cells.values() if lines]
        if all(len(lines) == 1 for lines in filled):
            yield " | ".join(spaced(lines[0]) for lines in filled)
        else:
            yield from (line for lines in filled for line in lines)


def text_of(paragraph: Paragraph) -> str:
    """The paragraph as its readers see it: tracked insertions and links in, tracked deletions and field codes out."""
    return "".join(_pieces(paragraph._p))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:br"):
            yield _PAGE if child.get(qn("w:type")) == "page" else "\n"
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _pieces(child)


class _Numbering:
    """What stands before each paragraph of a list; numbers run on from paragraph to paragraph."""

    def __init__(self, document: Document) -> None:
        self._formats = _formats(document)
        self._counts: dict[tuple[str, str], int] = defaultdict(int)

    def mark_of(self, paragraph: Paragraph) -> str:
        """`• ` for a bullet, `3. ` for a number, nothing for running text."""
        if not text_of(paragraph).strip():
            return ""
        name = ((paragraph.style.name if paragraph.style else None) or "").casefold()
        reference = _reference(paragraph)
        if reference is None:
            return "• " if name.startswith(("list bullet", "punktlista")) else ""
        if reference[0] == "0" or name.startswith(("heading", "rubrik", "title")):
            return ""
        form = self._formats.get(reference, "bullet")
        if form in {"bullet", "none"}:
            return "• " if form == "bullet" else ""
        self._counts[reference] += 1
        return f"{self._counts[reference]}. "


def _reference(paragraph: Paragraph) -> tuple[str, str] | None:
    """The list and level that the paragraph, or else its style, stands in."""
    found = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    style = paragraph.style
    while found is None and style is not None:
        found = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = style.base_style
    if found is None:
        return None
    number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
    if number is None:
        return None
    return number.get(qn("w:val"), "0"), "0" if level is None else level.get(qn("w:val"), "0")


def _formats(document: Document) -> dict[tuple[str, str], str]:
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {
        (entry.get(qn("w:abstractNumId")), level.get(qn("w:ilvl"))): form.get(qn("w:val"), "bullet")
        for entry in root.findall(qn("w:abstractNum"))
        for level in entry.findall(qn("w:lvl"))
        if (form := level.find(qn("w:numFmt"))) is not None
    }
    lists = {
        entry.get(qn("w:numId")): target.get(qn("w:val"))
        for entry in root.findall(qn("w:num"))
        if (target := entry.find(qn("w:abstractNumId"))) is not None
    }
    return {
        (number, level): form
        for number, of in lists.items()
        for (which, level), form in abstract.items()
        if which == of
    }
