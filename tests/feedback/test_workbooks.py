"""Sheets and cells as a spreadsheet program reads them back."""

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from feedback.workbooks import active, add_row, inert, new_sheet, new_workbook


def read_back(workbook: Workbook) -> Workbook:
    file = io.BytesIO()
    workbook.save(file)
    return openpyxl.load_workbook(file)


def test_add_row_keeps_texts_as_texts_and_empty_rows_empty() -> None:
    workbook = new_workbook()
    sheet = new_sheet(workbook, "Svar", language="sv")
    for row in (["=1+1", 3, None, "a\x01b"], ["", ""], [date(2026, 3, 1), 0.5]):
        add_row(sheet, row)

    [read] = read_back(workbook).worksheets

    assert [[cell.value for cell in row] for row in read][:2] == [["=1+1", 3, None, "ab"], [None] * 4]
    assert (read["A3"].value.date(), read["B3"].value) == (date(2026, 3, 1), 0.5)
    assert read["A1"].data_type == "s"


@pytest.mark.parametrize(("language", "from_the_right"), [("sv", False), ("uk", False), ("ar", True), ("fa", True)])
def test_new_sheet_reads_in_the_direction_of_its_language(language: str, from_the_right: bool) -> None:
    workbook = new_workbook()
    new_sheet(workbook, "a/b: [c]" * 9, language=language)

    [sheet] = read_back(workbook).worksheets

    assert bool(sheet.sheet_view.rightToLeft) is from_the_right
    assert sheet.title == "a b   c a b   c a b   c a b   c"


@given(st.text())
def test_inert_can_be_undone_and_begins_no_formula(text: str) -> None:
    assert active(inert(text)) == text or text.startswith("'")
    assert not inert(text).lstrip().startswith(("=", "+", "-", "@"))
