"""Blocks as a Word file (DOCX): real headings, lists and tables, each text tagged with its language and read in its direction."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from feedback.blocks import Block, BulletList, Cell, Heading, Paragraph, Table
from feedback.translation import direction
from feedback.zip_dates import undated

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Word knows languages with their country; it has no easy-read Swedish.
TAGS = {
    "sv": "sv-SE",
    "sv-simple": "sv-SE",
    "en": "en-GB",
    "fi": "fi-FI",
    "ar": "ar-SA",
    "so": "so-SO",
    "fa": "fa-IR",
    "uk": "uk-UA",
}
PAGE = (Cm(21), Cm(29.7))
MARGIN = Cm(2.5)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A PNG as wide as the text, with a caption above it and the words that stand in for it."""

    content: bytes
    caption: str
    alternative: str


def word_file(
    title: str,
    *,
    subtitle: str = "",
    subtitle_language: str | None = None,
    language: str,
    author: str,
    blocks: Iterable[Block | WordPicture],
    written_on: date,
) -> bytes:
    """The file; what has no language of its own is in `language`, and the whole reads in its direction.

    The same content gives the same bytes.
    """
    document = docx.Document()
    _set_page(document)
    _speak(document, language)
    _write(document.add_paragraph(style="Title"), title, language)
    if subtitle:
        _write(document.add_paragraph(style="Subtitle"), subtitle, subtitle_language or language)
    for block in blocks:
        _add(document, block, language)
    known = document.core_properties
    known.title, known.author, known.language = _clean(title)[:255], _clean(author)[:255], TAGS.get(language, language)
    known.comments, known.last_modified_by = "", ""
    known.created = known.modified = datetime(written_on.year, written_on.month, written_on.day, tzinfo=UTC)
    written = BytesIO()
    document.save(written)
    return undated(written.getvalue())


def _set_page(document: Document) -> None:
    for section in document.sections:
        section.page_width, section.page_height = PAGE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def _speak(document: Document, language: str) -> None:
    """The language of whatever does not say another; a section that reads from right to left turns its columns too."""
    tag = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    tag.set(qn("w:bidi" if direction(language) == "rtl" else "w:val"), TAGS.get(language, language))
    if direction(language) == "rtl":
        for section in document.sections:
            turned, grid = OxmlElement("w:bidi"), section._sectPr.find(qn("w:docGrid"))
            # Before the grid: the schema has an order.
            section._sectPr.append(turned) if grid is None else grid.addprevious(turned)


def _add(document: Document, block: Block | WordPicture, language: str) -> None:
    match block:
        case Heading():
            _write(document.add_heading(level=min(block.level, 9)), block.text, block.language or language)
        case Paragraph():
            _write(document.add_paragraph(), block.text, block.language or language)
        case BulletList():
            for item in block.items:
                _write(document.add_paragraph(style="List Bullet"), item, block.language or language)
        case Table():
            _add_table(document, block, language)
        case WordPicture():
            _add_picture(document, block, language)


def _add_picture(document: Document, picture: WordPicture, language: str) -> None:
    if picture.caption:
        _write(_caption(document), picture.caption, language)
    shape = document.add_picture(BytesIO(picture.content), width=PAGE[0] - 2 * MARGIN)
    shape._inline.docPr.set("descr", _clean(picture.alternative))


def _caption(document: Document) -> WordParagraph:
    """An empty one that stays with what it names."""
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    return caption


def _add_table(document: Document, block: Table, language: str) -> None:
    _write(_caption(document), block.caption, block.caption_language or language)
    table = document.add_table(rows=0, cols=len(block.header), style="Table Grid")
    if direction(language) == "rtl":
        # Before the width: the schema has an order.
        table._tblPr.insert_element_before(
            OxmlElement("w:bidiVisual"),
            *(
                f"w:{name}"
                for name in ("tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblLayout", "tblLook")
            ),
        )
    _add_row(table, [Cell(name) for name in block.header], language, is_header=True)
    for row in block.rows:
        _add_row(table, row, language)
    if block.widths:
        _set_widths(document, table, block.widths)
    document.add_paragraph()


def _add_row(table: WordTable, cells: Iterable[Cell], language: str, *, is_header: bool = False) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx has no type for it
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:  # said again on each page, and known as a header to who listens
        properties.append(OxmlElement("w:tblHeader"))
    for place, cell in zip(row.cells, cells, strict=True):
        _write(place.paragraphs[0], cell.text, cell.language or language, is_bold=is_header)
        if cell.is_number:  # where reading ends: Word takes right for left where it reads from the right
            place.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_widths(document: Document, table: WordTable, widths: tuple[float, ...]) -> None:
    section = document.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    table.autofit = False
    for column, share in zip(table.columns, widths, strict=True):
        column.width = int(width * share)
        for cell in column.cells:
            cell.width = int(width * share)


def _write(paragraph: WordParagraph, text: str, language: str, *, is_bold: bool = False) -> None:
    run = paragraph.add_run(_clean(text))
    run.bold = is_bold or None
    properties = run._r.get_or_add_rPr()
    is_rtl = direction(language) == "rtl"
    if is_rtl:
        paragraph._p.get_or_add_pPr().insert_element_before(
            OxmlElement("w:bidi"),
            *(f"w:{name}" for name in ("adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr")),
        )
        run.font.rtl = True
        run.font.cs_bold = is_bold or None
    said = OxmlElement("w:lang")
    said.set(qn("w:bidi" if is_rtl else "w:val"), TAGS.get(language, language))
    properties.append(said)


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return _NOT_XML.sub("", text)
