"""The file of an attendee list, CSV or XLSX, becomes rows of texts. The type is told from the bytes, never from the name."""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from feedback.notes.archives import check_archive
from feedback.notes.plain_texts import text_of
from feedback.notes.unreadable import MESSAGES, Unreadable, UnreadableReason
from feedback.translation import gettext as _
from surveys.attendee_columns import field_of
from surveys.email_addresses import holds_address

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 50
#: Room above the list for a title, the headings and what the organisers wrote there.
TOP_ROWS = 20
_MAX_UNPACKED = 64 * 1024 * 1024
_MAX_SHEETS = 20
_EXCELS_LAST_ROW = 1_048_576
_LONGEST_CELL = 32_767  # characters that Excel takes in

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_LISTS = ("<", "{\\rtf", "%pdf-")

_DELIMITERS = (";", ",", "\t")
_SEPARATOR_LINE = re.compile(r"""^"?sep=([;,\t|])"?[;,\t|]*\n""", re.IGNORECASE)
_MOST_LINES_IN_A_CELL = 12
_SNIFFED = 50
_JOINERS = "\u200c\u200d"
#: What Excel shows where a formula failed.
_FAILED_FORMULA = re.compile(r"#[A-ZÅÄÖ0/]+[!?]?")


class UnusableList(Exception):
    """The file holds no list that can be read; the text says why and what to do, in the language of the moment."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that are not blank, each with its number in the file; `name` and `others` are sheets of a workbook."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    name: str = ""
    others: tuple[str, ...] = ()


def read_sheet(content: bytes) -> Sheet:
    """The list in this file: of a workbook, the first visible sheet with addresses. Raises `UnusableList`."""
    if len(content) > MAX_BYTES:
        raise UnusableList(_("The file is larger than %(n)s MB.", n=MAX_BYTES // (1024 * 1024)))
    try:
        sheets = _sheets_of_workbook(content) if content.startswith(_ZIP) else [_sheet_of_text(content)]
    except Unreadable as error:
        raise UnusableList(_sentence(error.reason)) from error
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise UnusableList(_("The file is empty. Check that you chose the right file, and try again."))
    found = next((sheet for sheet in filled if _addresses(sheet)), filled[0])
    if len(filled) == 1:
        return _checked(Sheet(found.rows))
    return _checked(Sheet(found.rows, found.name, tuple(each.name for each in filled if each is not found)))


def _sentence(reason: UnreadableReason) -> str:
    if reason in (UnreadableReason.UNKNOWN_TYPE, UnreadableReason.NO_TEXT):
        return _(
            "The file is not a list that can be read. Save it as an Excel workbook (.xlsx) or as CSV, and try again."
        )
    return _(MESSAGES[reason])


def _checked(sheet: Sheet) -> Sheet:
    if len(sheet.rows) > MAX_ROWS + TOP_ROWS:
        raise UnusableList(_("The list has more than %(n)s rows. Split it into several files.", n=MAX_ROWS))
    if any(len(cells) > MAX_COLUMNS for _number, cells in sheet.rows):
        raise UnusableList(
            _("The list has more than %(n)s columns. Leave out those that are not needed.", n=MAX_COLUMNS)
        )
    return sheet


def _addresses(sheet: Sheet) -> int:
    return sum(any(map(holds_address, cells)) for _number, cells in sheet.rows)


def _filled_rows(rows: Iterable[Sequence[str]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The rows with something in them, without the empty cells at their ends; a row too many tells that there are more."""
    numbered = ((number, [clean(cell) for cell in row]) for number, row in enumerate(rows, start=1) if any(row))
    filled = ((number, tuple(_without_end(cells))) for number, cells in numbered if any(cells))
    return tuple(islice(filled, MAX_ROWS + TOP_ROWS + 1))


def _without_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def clean(text: str) -> str:
    """The text without invisible characters, its accents one with their letters, single spaces between words.

    The joiners that Persian is written with stay.
    """
    words = unicodedata.normalize("NFC", text[:_LONGEST_CELL])
    if not words.isprintable():
        seen = (c for c in words if unicodedata.category(c) != "Cf" or c in _JOINERS)
        words = "".join(" " if unicodedata.category(c) == "Cc" else c for c in seen)
    words = " ".join(words.split())
    return "" if _FAILED_FORMULA.fullmatch(words) or not words.strip(_JOINERS) else words


# Workbooks


def _sheets_of_workbook(content: bytes) -> list[Sheet]:
    try:
        check_archive(content, part="[Content_Types].xml", most=_MAX_UNPACKED)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
        if not any(name.startswith("xl/") for name in names) or "xl/workbook.bin" in names:
            raise Unreadable(UnreadableReason.UNKNOWN_TYPE)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations that are left out
            return list(_visible_sheets(content))
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file leads it to
        raise Unreadable(UnreadableReason.BROKEN) from error


def _visible_sheets(content: bytes) -> Iterator[Sheet]:
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    visible = (sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible")
    for sheet in islice(visible, _MAX_SHEETS):
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
        texts = ([_cell_text(value) for value in row] for row in islice(rows, _EXCELS_LAST_ROW))
        yield Sheet(_filled_rows(texts), sheet.title)
    workbook.close()


def _cell_text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


# Text


def _sheet_of_text(content: bytes) -> Sheet:
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        if locked:
            raise Unreadable(UnreadableReason.ENCRYPTED)
        raise UnusableList(
            _("The file is of an older kind (.xls). Save it as an Excel workbook (.xlsx) or as CSV, and try again.")
        )
    text = text_of(content).replace("\x00", "").removeprefix("\ufeff")
    if text.lstrip()[:5].lower().startswith(_NO_LISTS):
        raise Unreadable(UnreadableReason.UNKNOWN_TYPE)
    told = _SEPARATOR_LINE.match(text)
    if told:
        # Excel does not show this line, so it is none of the rows.
        return Sheet(_filled_rows(_cells(text[told.end() :], told[1])))
    return Sheet(_filled_rows(_cells(text, max(_DELIMITERS, key=lambda each: _likeness(text, each)))))


def _cells(text: str, delimiter: str) -> list[list[str]]:
    for strict in (True, False):
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=strict))
        except csv.Error:
            continue
        if not any(_has_swallowed(cell, delimiter) for row in rows for cell in row):
            return rows
    return [[_unquoted(cell.strip()) for cell in line.split(delimiter)] for line in text.split("\n")]


def _has_swallowed(cell: str, delimiter: str) -> bool:
    """Whether a quotation mark that nobody closed took in the rows after it."""
    lines = cell.count("\n")
    return lines > _MOST_LINES_IN_A_CELL or (lines > 0 and delimiter in cell and "@" in cell)


def _unquoted(cell: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _likeness(text: str, delimiter: str) -> tuple[int, int, int]:
    """How like a table the text is with this delimiter: known headings, cells that are addresses, rows of one width."""
    lines = [line for line in text.split("\n", 4 * _SNIFFED)[: 4 * _SNIFFED] if line.strip()][:_SNIFFED]
    rows = _cells("\n".join(lines), delimiter)
    headings = max((len({field_of(cell) for cell in row} - {None}) for row in rows[:TOP_ROWS]), default=0)
    addresses = sum(any(holds_address(cell) and not set(cell) & set(_DELIMITERS) for cell in row) for row in rows)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return headings, addresses, max(widths.values(), default=0)
