"""The open data's dictionary: each table and column, what it means, its type, its unit and its definition. Pure.

A table or column that is added makes version 1.1 of the schema at the same addresses; one that goes or changes its meaning
makes 2.0 at addresses of its own.
"""

from typing import Any
from uuid import UUID

from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from reports.definitions import definition
from reports.public.data_columns import Column
from reports.public.data_tables import TABLES

SCHEMA_VERSION = "1.1"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def data_address(base_url: str, file: str) -> str:
    """Where a file of this version of the schema stays."""
    return f"{base_url}/public/data/v{SCHEMA_VERSION.partition('.')[0]}/{file}"


def public_page(base_url: str, folder: str, id: UUID) -> str:
    """The address of a page of the public site that stays, whatever becomes of its title."""
    return f"{base_url}/public/{folder}/{id}"


def dictionary(base_url: str) -> dict[str, Any]:
    """The whole dictionary in the language of the moment, for programs."""
    return {
        "schema": SCHEMA_VERSION,
        "language": spoken_language(),
        "licence": LICENCE,
        "csv": _("UTF-8, comma, RFC 4180. A text that a spreadsheet would run as a formula begins with an apostrophe."),
        "tables": [
            {
                "name": table.name,
                "title": _(table.title),
                "description": _(table.meaning),
                "csv": data_address(base_url, f"{table.name}.csv"),
                "json": data_address(base_url, f"{table.name}.json"),
                "columns": [_described(column) for column in table.columns],
            }
            for table in TABLES
        ],
    }


def _described(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "meaning": _(column.meaning),
        "type": column.type.value,
        "nullable": column.is_empty_at_times,
        "unit": _(column.unit) if column.unit else None,
        "values": list(column.values) or None,
        "definition": definition_of(column) or None,
        "references": f"{column.of}.id" if column.of else None,
    }


def definition_of(column: Column) -> str:
    """How the reports define it, in the language of the moment; empty where they do not."""
    return definition(column.measure) if column.measure else ""
