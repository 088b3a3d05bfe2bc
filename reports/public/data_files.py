"""The open data as files, written row by row: CSV (RFC 4180), in which nothing runs as a formula, and JSON, which is exact."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import msgspec

from feedback.workbooks import BYTE_ORDER_MARK, inert
from reports.public.data_columns import DataTable
from reports.public.data_dictionary import LICENCE, SCHEMA_VERSION
from reports.public.data_reading import DataRow, Value

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
ROWS_IN_A_CHUNK = 500


async def csv_file(table: DataTable, rows: AsyncIterator[DataRow]) -> AsyncIterator[bytes]:
    """The header and every row, after a byte-order mark, as the other CSV files of this service."""
    yield (BYTE_ORDER_MARK + _lines([[column.name for column in table.columns]])).encode()
    async for some in _in_chunks(rows):
        yield _lines([[_cell(value) for value in row] for row in some]).encode()


async def json_file(table: DataTable, rows: AsyncIterator[DataRow], *, day: date) -> AsyncIterator[bytes]:
    """One object: what the file is, and its rows as objects."""
    head = {"schema": SCHEMA_VERSION, "table": table.name, "licence": LICENCE, "day": day.isoformat()}
    yield msgspec.json.encode(head)[:-1] + b',"rows":['
    names = [column.name for column in table.columns]
    separator = b"\n"
    async for some in _in_chunks(rows):
        told = [msgspec.json.encode(dict(zip(names, map(_told, row), strict=True))) for row in some]
        yield separator + b",\n".join(told)
        separator = b",\n"
    yield b"\n]}\n"


async def _in_chunks(rows: AsyncIterator[DataRow]) -> AsyncIterator[list[DataRow]]:
    chunk: list[DataRow] = []
    async for row in rows:
        chunk.append(row)
        if len(chunk) == ROWS_IN_A_CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _lines(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _cell(value: Value) -> str:
    told = _told(value)
    match told:
        case None:
            return ""
        case bool():
            return "true" if told else "false"
        case str():
            return inert(told)
        case _:
            return str(told)


def _told(value: Value) -> str | int | float | bool | None:
    """As JSON has it; an empty text is none."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case "":
            return None
        case _:
            return value
