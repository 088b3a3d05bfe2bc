"""The report's tables as a workbook: a sheet each, numbers as numbers, and nothing that runs."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from feedback.blocks import Cell, Heading, Table
from feedback.translation import speaking
from reports.charts.tables import chart_table
from reports.document import ChartBlock, Document
from reports.workbook_report import workbook_report
from tests.reports.pdf.hard_reports import make_follow_up, make_report, make_yearly
from tests.reports.sample_facts import CUT


def opened(report: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_report(report)))


def tables_of(report: Document) -> list[Table]:
    """Its tables and those of its charts, in order."""
    shown = [block for block in report.blocks if isinstance(block, Table | ChartBlock)]
    with speaking(report.language):
        return [chart_table(block.chart) if isinstance(block, ChartBlock) else block for block in shown]


def make_basis(report: Document) -> Document:
    return replace(report, basis=make_follow_up("sv").basis)


@pytest.mark.parametrize("report", [make_follow_up("en"), make_yearly("ar")], ids=["follow-up", "year"])
def test_every_table_and_chart_has_a_sheet_with_its_header_in_sight(report: Document) -> None:
    workbook = opened(report)

    tables = tables_of(report)
    contents = [row[0].value for row in workbook.worksheets[0].iter_rows()]
    places = [row[0].hyperlink.location for row in workbook.worksheets[0].iter_rows() if row[0].hyperlink]
    # The first sheet lists the others, and the last has all figures.
    sheets = workbook.worksheets[1:-1]
    headers = [[cell.value for cell in sheet[1]] for sheet in sheets]
    assert [list(table.header) for table in tables] == headers[1:]
    assert contents[-len(tables) :] == [table.caption for table in tables]
    assert [place.rpartition("!")[0].strip("'") for place in places] == [sheet.title for sheet in sheets]
    assert {sheet.freeze_panes for sheet in sheets} == {"A2"}
    assert {sheet.sheet_view.rightToLeft for sheet in workbook} == {report.language == "ar"}


def test_a_figure_is_its_own_number_and_what_is_hidden_is_said() -> None:
    report = make_follow_up("en")

    workbook = opened(report)

    figures = {figure.id: figure for figure in report.figures}
    # Before them are the contents and the key figures.
    checked = 0
    for sheet, table in zip(workbook.worksheets[2:-1], tables_of(report), strict=True):
        for row, cells in zip(sheet.iter_rows(min_row=2), table.rows, strict=True):
            for found, cell in zip(row, cells, strict=True):
                figure = figures.get(cell.figure)
                if figure and figure.value is not None:
                    assert found.value == pytest.approx(figure.value, rel=1e-15)
                    checked += 1
                else:
                    assert found.value == (cell.text or None)
    [rate] = [it for it in workbook.worksheets[1].iter_rows() if it[0].value == "Response rate"]
    assert checked > 50
    assert (rate[1].value, rate[1].number_format) == (pytest.approx(40 / 55), "0%")


def test_the_last_sheet_has_every_figure() -> None:
    report = make_follow_up("en")

    rows = list(opened(report).worksheets[-1].iter_rows(min_row=2, values_only=True))

    assert [row[7] for row in rows] == [figure.id for figure in report.figures]
    known = [
        (row[2], figure.value) for row, figure in zip(rows, report.figures, strict=True) if figure.value is not None
    ]
    assert [value for value, _figure in known] == pytest.approx([value for _row, value in known], rel=1e-15)
    assert [row[2] for row in rows].count(None) == len(rows) - len(known)


def test_no_text_runs_as_a_formula() -> None:
    report = make_basis(
        make_report(
            Heading("=1+1"),
            Table("=cmd|' /C calc'!A0", ("=A1", "+B"), ((Cell("=HYPERLINK(1)"), Cell("@x", is_number=True)),)),
        )
    )

    workbook = opened(report)

    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells if str(cell.value).startswith(("=", "+", "@"))} == {"s"}
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]


def test_the_same_report_gives_the_same_bytes_dated_at_its_data_cut() -> None:
    report = make_follow_up("sv")
    content = workbook_report(report)

    known = openpyxl.load_workbook(io.BytesIO(content)).properties
    dates = {member.date_time for member in zipfile.ZipFile(io.BytesIO(content)).infolist()}
    assert workbook_report(report) == content
    assert known.created == known.modified == CUT.replace(tzinfo=None)
    assert dates == {(1980, 1, 1, 0, 0, 0)}
