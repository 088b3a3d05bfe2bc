"""The report as a Word file says what its PDF says, in its languages and directions, with the charts as pictures."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC

import docx
import pytest
from docx.oxml.ns import qn

from feedback.blocks import BulletList, Heading, Paragraph, Table
from feedback.translation import direction
from reports.document import ChartBlock, Document, KeyFigures
from reports.word_report import word_report
from tests.reports.pdf.hard_reports import make_follow_up, make_long_words, make_mixed
from tests.reports.sample_facts import CUT


@pytest.fixture(scope="module", params=["sv", "ar"])
def report(request: pytest.FixtureRequest) -> Document:
    return make_follow_up(request.param)


def test_it_has_every_heading_text_and_table_of_the_report(report: Document) -> None:
    written = docx.Document(io.BytesIO(word_report(report)))

    texts = {paragraph.text for paragraph in written.paragraphs}
    headings = [
        (paragraph.text, paragraph.style.name)
        for paragraph in written.paragraphs
        if paragraph.style is not None and (paragraph.style.name or "").startswith("Heading")
    ]
    tables = [block for block in report.blocks if isinstance(block, Table)]
    assert headings == [(it.text, f"Heading {it.level}") for it in report.blocks if isinstance(it, Heading)]
    for block in report.blocks:
        match block:
            case Paragraph():
                assert block.text in texts
            case BulletList():
                assert texts.issuperset(block.items)
            case KeyFigures():
                assert texts.issuperset(f"{name}: {value}" for value, name in block.figures)
            case Table():
                assert block.caption in texts
            case _:
                pass
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in written.tables] == [
        [list(table.header), *([cell.text for cell in row] for row in table.rows)] for table in tables
    ]
    # The header is said again on every page.
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in written.tables)


def test_its_charts_are_pictures_with_words_in_their_place(report: Document) -> None:
    written = docx.Document(io.BytesIO(word_report(report)))

    charts = [block.chart for block in report.blocks if isinstance(block, ChartBlock)]
    said = [shape._inline.docPr.get("descr") for shape in written.inline_shapes]
    section = written.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert [chart.alternative for chart in charts] == said
    assert all(room * 0.99 < shape.width <= room for shape in written.inline_shapes)
    assert all(shape.height < section.page_height for shape in written.inline_shapes)


def test_it_reads_in_the_direction_of_its_language(report: Document) -> None:
    written = docx.Document(io.BytesIO(word_report(report)))

    title = written.paragraphs[0]
    is_rtl = direction(report.language) == "rtl"
    assert title.text == report.title
    assert (title._p.pPr.find(qn("w:bidi")) is not None) is is_rtl
    # The consultation is called what it is called.
    assert written.paragraphs[1].runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "sv-SE"


def test_the_same_report_gives_the_same_bytes_dated_at_its_data_cut(report: Document) -> None:
    first = word_report(report)

    known = docx.Document(io.BytesIO(first)).core_properties
    dates = {member.date_time for member in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert word_report(report) == first
    assert known.created == known.modified
    assert known.created is not None
    assert known.created.replace(tzinfo=UTC).date() == CUT.date()
    assert dates == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("make", [make_long_words, lambda: make_mixed("Bra 👍🏽 \x0b 漢字 \ufffe", "sv", "ar")])
def test_it_takes_what_is_hard_to_write(make: object) -> None:
    assert callable(make)
    report = replace(make(), basis=make_follow_up("sv").basis)

    assert docx.Document(io.BytesIO(word_report(report))).tables
