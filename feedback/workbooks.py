"""What files for a spreadsheet program keep to: sheets read in the direction of their language, and no text runs as a formula.

openpyxl, which brings numpy, is imported by what makes a workbook, so that commands and the site start without it.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from feedback.translation import direction

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: Excel reads a CSV file as UTF-8 only where it begins so.
BYTE_ORDER_MARK = "\ufeff"
#: What Excel in Swedish, and wherever the comma is the decimal sign, splits a CSV file at. Figures of reports and lists of
#: links keep to the commas of RFC 4180, which other programs read.
CSV_SEPARATOR = ";"
LONGEST_TITLE = 31
LONGEST_TEXT = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_REFUSED_IN_TITLES = re.compile(r"[\\/*?:\[\]]")


def inert(text: str) -> str:
    """The text for a cell of a CSV file: an apostrophe stops what a spreadsheet would run."""
    # Some spreadsheets skip white space before they look for a formula.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS) else text


def active(text: str) -> str:
    """The text that `inert` was given."""
    return text[1:] if text.startswith("'") and inert(text[1:]) == text else text


def new_workbook() -> "Workbook":
    """A workbook without sheets."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


def new_sheet(workbook: "Workbook", title: str, *, language: str) -> "Worksheet":
    """A sheet after the others whose first column is where a text in this language begins.

    Of the title stays what Excel takes: 31 characters without `\\ / * ? : [ ]`.
    """
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    name = _REFUSED_IN_TITLES.sub(" ", ILLEGAL_CHARACTERS_RE.sub("", title)).strip(" '")[:LONGEST_TITLE].strip(" '")
    sheet: Worksheet = workbook.create_sheet(name or None)
    sheet.sheet_view.rightToLeft = direction(language) == "rtl"
    return sheet


def add_row(sheet: "Worksheet", cells: Sequence[str | float | date | datetime | None]) -> None:
    """A row below the others. A text stays a text, whatever it begins with, without characters that Excel takes for damage."""
    sheet.append([_cell(sheet, value) for value in cells])


def _cell(sheet: "Worksheet", value: str | float | date | datetime | None) -> "Cell":
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # its types lack the day without a time
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT] or None)
    cell.data_type = "s" if cell.value else cell.data_type
    return cell
