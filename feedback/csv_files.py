"""CSV files that officers edit in a spreadsheet program and send back: written for Excel in Swedish, read from any."""

import csv
import io
from collections.abc import Iterable, Sequence

from feedback.errors import ServiceError
from feedback.notes.plain_texts import text_of
from feedback.notes.unreadable import Unreadable
from feedback.translation import gettext as _
from feedback.workbooks import BYTE_ORDER_MARK, CSV_SEPARATOR, active, inert

_DELIMITERS = (CSV_SEPARATOR, ",", "\t")


class UnusableTable(ServiceError):
    """The file cannot be read as CSV; the text says why and what to do."""


def write_table(rows: Iterable[Sequence[str]]) -> bytes:
    """Semicolons and a byte-order mark, as Excel in Swedish expects; no cell is run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=CSV_SEPARATOR, lineterminator="\r\n")
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def read_table(content: bytes, *, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows by the names in the first row, small letters and trimmed; rows without a word are left out.

    Raises `UnusableTable` for what is no CSV text, or lacks one of `columns`.
    """
    try:
        text = text_of(content).removeprefix(BYTE_ORDER_MARK)
    except Unreadable as error:
        raise UnusableTable(_("The file cannot be read as CSV. Save it as CSV in UTF-8, and try again.")) from error
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnusableTable(_("The file cannot be read as CSV. Save it as CSV in UTF-8, and try again.")) from error
    names = [cell.strip().lower() for cell in rows[0]] if rows else []
    if missing := [name for name in columns if name not in names]:
        raise UnusableTable(_("The first row must name the columns; “%(name)s” is missing.", name=missing[0]))
    return [
        {name: active(cell).strip() for name, cell in zip(names, row, strict=False)}
        for row in rows[1:]
        if any(cell.strip() for cell in row)
    ]
