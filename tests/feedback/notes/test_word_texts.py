"""Word documents: lists keep their marks, tables their rows, and tracked changes are read as accepted."""

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from feedback.notes.headings import Heading
from feedback.notes.reading import Unreadable, UnreadableReason, read_lines
from feedback.notes.word_texts import pages_of_word
from tests.feedback.notes.files import saved, word_file, zip_file


def written(content: bytes) -> list[str]:
    return [line for page in pages_of_word(content) for line in page if line]


def test_pages_of_word_headings_and_lists() -> None:
    document = docx.Document()
    document.add_heading("Rubrik", 1)
    for text in ("en", "två"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("första", "andra"):
        document.add_paragraph(text, style="List Number")
    assert written(saved(document)) == ["Rubrik", "• en", "• två", "1. första", "2. andra"]


def test_pages_of_word_table_rows() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Fråga", "Svar"), ("Vem?", "Alla")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    assert written(saved(document)) == ["Fråga | Svar", "Vem? | Alla"]


def test_pages_of_word_merged_cells_are_read_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "bred"
    table.cell(0, 2).text = "smal"
    assert written(saved(document)) == ["bred | smal"]


def test_pages_of_word_list_in_cell_keeps_its_items() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Synpunkter"
    cell.add_paragraph("en", style="List Bullet")
    assert written(saved(document)) == ["Synpunkter", "• en"]


def test_pages_of_word_page_break_begins_page() -> None:
    document = docx.Document()
    document.add_paragraph("före").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("efter")
    lines = read_lines(saved(document), "notes")
    assert [(line.page, line.text) for line in lines if line.text] == [(1, "före"), (2, "efter")]


def test_pages_of_word_line_break_is_a_line() -> None:
    document = docx.Document()
    document.add_paragraph("före").add_run().add_break()
    document.paragraphs[0].add_run("efter")
    assert written(saved(document)) == ["före", "efter"]


def test_pages_of_word_tracked_changes_are_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Vi ")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>kanske </w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>vill</w:t></w:r></w:ins>"))
    assert written(saved(document)) == ["Vi vill"]


def test_pages_of_word_bold_line_is_a_heading() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Ungas villkor").bold = True
    paragraph = document.add_paragraph()
    paragraph.add_run("Fet").bold = True
    paragraph.add_run(" början på en mening.")

    lines = [line for page in pages_of_word(saved(document)) for line in page if line]

    assert [(line, isinstance(line, Heading)) for line in lines] == [
        ("Ungas villkor", True),
        ("Fet början på en mening.", False),
    ]


def test_pages_of_word_fields_of_a_form_are_read_and_a_table_of_contents_is_not() -> None:
    document = docx.Document()
    document.add_paragraph("före")
    for gallery, text in (("Table of Contents", "Hamnar 3"), ("Cover Pages", "i en ruta")):
        document.element.body.insert(
            1,
            parse_xml(
                f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="{gallery}"/></w:docPartObj></w:sdtPr>'
                f"<w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            ),
        )

    assert written(saved(document)) == ["före", "i en ruta"]


def test_pages_of_word_footnotes_stand_at_the_end() -> None:
    document = docx.Document()
    document.add_paragraph("Hamnen är liten.")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Se planen.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    lines = read_lines(saved(document), "notes")

    assert [(line.text, line.is_note) for line in lines if line.text] == [
        ("Hamnen är liten.", False),
        ("Se planen.", True),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<w:body/>",
        "<w:body><w:tbl/></w:body>",
        "<w:body><w:p><w:pPr><w:pStyle/></w:pPr></w:p></w:body>",
        '<w:body><w:p><w:pPr><w:numPr><w:numId w:val="x"/></w:numPr></w:pPr></w:p></w:body>',
    ],
)
def test_pages_of_word_that_is_sound_xml_and_no_document(body: str) -> None:
    """Found by test_fuzz_long: python-docx stumbles over parts that are not there."""
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = f"<w:document {nsdecls('w')}>{body}</w:document>".encode()

    with pytest.raises(Unreadable) as refusal:
        read_lines(zip_file(parts), "notes")

    assert refusal.value.reason in {UnreadableReason.BROKEN, UnreadableReason.EMPTY}
