"""The tables of a report as CSV files that open in a spreadsheet with their letters right and without running as formulas."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence

from feedback.blocks import Cell, Table
from feedback.workbooks import BYTE_ORDER_MARK, inert
from reports.document import Document

# A number as one of our languages writes it: sign, digits of any script with their separators, perhaps a per cent sign.
NUMBER = re.compile(r"[+\-\N{MINUS SIGN}]?\d[\d.,'\u00a0\u202f\u066b\u066c ]*[\u00a0\u202f ]?[%\u066a]?")


def csv_text(table: Table) -> str:
    """The header and rows by RFC 4180, after a byte-order mark; a cell that a spreadsheet would run begins with an apostrophe."""
    rows = [[inert(text) for text in table.header], *([_cell_text(cell) for cell in row] for row in table.rows)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return BYTE_ORDER_MARK + text.getvalue()


def tables_csv(document: Document) -> str:
    """Every table in one file: each after a line with its caption, with an empty line between them."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    parts = [f"{_line(table.caption)}{csv_text(table).removeprefix(BYTE_ORDER_MARK)}" for table in tables]
    return BYTE_ORDER_MARK + "\r\n".join(parts)


def rows_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows with the same keys as a table headed by these; nothing at all where there is no row. Nothing is left to run."""
    head = [list(rows[0])] if rows else []
    body = [
        ["" if v is None else v if isinstance(v, int | float) else inert(str(v)) for v in row.values()] for row in rows
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([*head, *body])
    return BYTE_ORDER_MARK + text.getvalue()


def named_csvs(document: Document) -> list[tuple[str, str]]:
    """A file name and its CSV for every table, in the order of the report; names are unique and safe in any file system."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [
        (f"{number:02}-{_file_name(table.caption)}.csv", csv_text(table))
        for number, table in enumerate(tables, start=1)
    ]


def _line(text: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([inert(text)])
    return line.getvalue()


def _cell_text(cell: Cell) -> str:
    return cell.text if cell.is_number and NUMBER.fullmatch(cell.text) else inert(cell.text)


def _file_name(caption: str) -> str:
    composed = unicodedata.normalize("NFC", caption).lower()
    return re.sub(r"[\W_]+", "-", composed)[:50].strip("-") or "table"
