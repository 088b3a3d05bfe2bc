"""Responses as files: CSV, an Excel workbook, JSON and SPSS, each with the same rows and columns (`surveys.response_tables`)."""

import csv
import io
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from feedback.translation import N_, speaking
from feedback.translation import gettext as _
from feedback.workbooks import BYTE_ORDER_MARK, CSV_SEPARATOR, MEDIA_TYPE, add_row, inert, new_sheet, new_workbook
from surveys.questions.answer import Content
from surveys.response_tables import Cell, ResponseTable, Variable, words_of

if TYPE_CHECKING:
    import pandas as pd
    from pyreadstat.pyclasses import MissingRange

FORMAT = "gensvar-responses"
VERSION = 1
LONGEST_LABEL = 250  # bytes of a variable's label in an SPSS file
LONGEST_VALUE_LABEL = 118  # bytes; SPSS takes 120
#: How SPSS shows codes, and numbers of twelve digits with their sign.
_CODES, _NUMBERS = "F8.0", "F13.0"

CONTENTS = {
    Content.CODE: N_("One of the values"),
    Content.YES_NO: N_("1 for yes, 0 for no"),
    Content.NUMBER: N_("A number"),
    Content.DAY: N_("A day"),
    Content.WORDS: N_("Words"),
}


class FileKind(StrEnum):
    """What responses can be written as; the value ends the file's name."""

    XLSX = "xlsx"
    CSV = "csv"
    SAV = "sav"
    JSON = "json"


MEDIA_TYPES = {
    FileKind.XLSX: MEDIA_TYPE,
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.SAV: "application/x-spss-sav",
    FileKind.JSON: "application/json",
}


def responses_file(table: ResponseTable, kind: FileKind) -> bytes:
    """The responses as a file of this kind, its own words in the language of the table."""
    with speaking(table.language):
        return _WRITERS[kind](table)


def _csv(table: ResponseTable) -> bytes:
    """Values by RFC 4180 as a spreadsheet here opens them; nothing runs as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=CSV_SEPARATOR, lineterminator="\r\n")
    writer.writerow([variable.name for variable in table.variables])
    writer.writerows([[inert(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _xlsx(table: ResponseTable) -> bytes:
    """Three sheets: the values, the same in words, and what the columns are."""
    workbook = new_workbook()
    values = new_sheet(workbook, _("Responses"), language=table.language)
    add_row(values, [variable.name for variable in table.variables])
    words = new_sheet(workbook, _("In words"), language=table.language)
    add_row(words, [variable.label for variable in table.variables])
    for row in table.rows:
        add_row(values, row)
        add_row(words, [_in_words(variable, cell) for variable, cell in zip(table.variables, row, strict=True)])
    variables = new_sheet(workbook, _("Columns"), language=table.language)
    add_row(variables, [_("Column"), _("Question"), _("What it holds"), _("Value"), _("Number in SPSS"), _("In words")])
    for variable in table.variables:
        about = [variable.name, variable.label, _(CONTENTS[variable.content])]
        add_row(variables, about)
        for each in variable.values:
            add_row(variables, [variable.name, "", "", each.value, each.code, each.label])
    for sheet in (values, words, variables):
        sheet.freeze_panes = "A2"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _in_words(variable: Variable, cell: Cell) -> Cell:
    return cell if variable.content is Content.NUMBER else words_of(variable, cell)


@dataclass(frozen=True, slots=True)
class _JsonVariable:
    name: str
    content: Content
    label: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _JsonResponses:
    format: str
    version: int
    title: str
    language: str
    variables: tuple[_JsonVariable, ...]
    responses: tuple[Mapping[str, Cell], ...]


def _json(table: ResponseTable) -> bytes:
    """The columns with their words, and an object for each response; what was not answered is left out of it."""
    names = [variable.name for variable in table.variables]
    variables = tuple(
        _JsonVariable(each.name, each.content, each.label, {value.value: value.label for value in each.values})
        for each in table.variables
    )
    responses = tuple(
        {name: cell for name, cell in zip(names, row, strict=True) if cell is not None} for row in table.rows
    )
    document = _JsonResponses(FORMAT, VERSION, table.title, table.language, variables, responses)
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _sav(table: ResponseTable) -> bytes:
    """An SPSS system file: codes as numbers with their words, several choices as one dichotomy each."""
    import pandas as pd
    import pyreadstat

    columns = {
        variable.name: _series(variable, [row[place] for row in table.rows])
        for place, variable in enumerate(table.variables)
    }
    labels: dict[str, dict[float, str]] = {}
    missing: dict[str, list[float | str | MissingRange]] = {}
    for variable in table.variables:
        if variable.values:
            labels[variable.name] = {each.code: _cut(each.label, LONGEST_VALUE_LABEL) for each in variable.values}
        elif variable.content is Content.YES_NO:
            labels[variable.name] = {0: _("No"), 1: _("Yes")}
        if codes := [each.code for each in variable.values if each.is_missing]:
            missing[variable.name] = [*codes]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "responses.sav"
        pyreadstat.write_sav(
            pd.DataFrame(columns),
            path,
            file_label=_cut(table.title, 60),
            column_labels=[_cut(each.label, LONGEST_LABEL) for each in table.variables],
            variable_value_labels=labels,
            missing_ranges=missing,
            variable_measure={each.name: _measure(each) for each in table.variables},
            variable_format={
                each.name: _NUMBERS if each.content is Content.NUMBER else _CODES
                for each in table.variables
                if _is_numeric(each)
            },
        )
        return path.read_bytes()


def _is_numeric(variable: Variable) -> bool:
    return variable.content in (Content.CODE, Content.YES_NO, Content.NUMBER)


def _series(variable: Variable, cells: list[Cell]) -> "pd.Series":
    import pandas as pd

    if variable.content is Content.CODE:
        codes = {each.value: each.code for each in variable.values}
        return pd.Series([codes.get(str(cell)) for cell in cells], dtype="float64")
    if variable.content in (Content.YES_NO, Content.NUMBER):
        return pd.Series([cell if isinstance(cell, int) else None for cell in cells], dtype="float64")
    if variable.content is Content.DAY and any(cell is not None for cell in cells):
        return pd.Series([date.fromisoformat(str(cell)) if cell else None for cell in cells], dtype="object")
    return pd.Series([None if cell is None else str(cell) for cell in cells], dtype="object")


def _measure(variable: Variable) -> str:
    if variable.is_ordered:
        return "ordinal"
    return "scale" if variable.content is Content.NUMBER else "nominal"


def _cut(text: str, most: int) -> str:
    """As much of the text as fits in so many bytes, without half a letter at its end."""
    encoded = text.encode()
    return text if len(encoded) <= most else encoded[: most - 3].decode(errors="ignore") + "…"


_WRITERS: Mapping[FileKind, Callable[[ResponseTable], bytes]] = {
    FileKind.XLSX: _xlsx,
    FileKind.CSV: _csv,
    FileKind.SAV: _sav,
    FileKind.JSON: _json,
}
