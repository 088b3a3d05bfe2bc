"""Word documents: lists keep their marks, tables their rows, and tracked changes are read as accepted."""

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from feedback.notes.reading import read_lines
from feedback.notes.word_texts import pages_of_word
from tests.feedback.notes.files import saved


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
