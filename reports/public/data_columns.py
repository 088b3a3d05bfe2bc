"""What a column of the open data is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

from feedback.translation import N_
from reports.measures import Measure


class ColumnType(StrEnum):
    """As JSON has it; a day is ISO 8601 and an id a UUID."""

    ID = "uuid"
    TEXT = "string"
    CODE = "code"
    LANGUAGE = "language"
    WHOLE = "integer"
    NUMBER = "number"
    TRUTH = "boolean"
    DAY = "date"
    DATE = "date, month or year"
    TIME = "date-time"
    ADDRESS = "uri"


TYPES = {
    ColumnType.ID: N_("id that never changes (UUID)"),
    ColumnType.TEXT: N_("text"),
    ColumnType.CODE: N_("one of the values listed"),
    ColumnType.LANGUAGE: N_("language tag (BCP 47)"),
    ColumnType.WHOLE: N_("whole number"),
    ColumnType.NUMBER: N_("number"),
    ColumnType.TRUTH: N_("true or false"),
    ColumnType.DAY: N_("day (ISO 8601)"),
    ColumnType.DATE: N_("day, or month or year alone where no more is known (ISO 8601)"),
    ColumnType.TIME: N_("moment in time (ISO 8601, UTC)"),
    ColumnType.ADDRESS: N_("web address"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `meaning` and `unit` are message ids, `measure` is where the reports define it, `values` the codes it has."""

    name: str
    type: ColumnType
    meaning: str
    is_empty_at_times: bool = False
    unit: str = ""
    values: tuple[str, ...] = ()
    measure: Measure | None = None
    of: str = ""  # the table whose id it holds


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table; its columns stand in the order of its rows."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]


LANGUAGE = Column("language", ColumnType.LANGUAGE, N_("The language that the texts of the row are in."))


def id_column(meaning: str) -> Column:
    return Column("id", ColumnType.ID, meaning)


def link_column(name: str, of: str, meaning: str, *, is_empty_at_times: bool = False) -> Column:
    return Column(name, ColumnType.ID, meaning, is_empty_at_times, of=of)


def text_column(name: str, meaning: str, *, is_empty_at_times: bool = False) -> Column:
    return Column(name, ColumnType.TEXT, meaning, is_empty_at_times)


def code_column(
    name: str, meaning: str, values: type[Enum] | Sequence[str], *, is_empty_at_times: bool = False
) -> Column:
    codes = [str(each.value) for each in values] if isinstance(values, type) else values
    return Column(name, ColumnType.CODE, meaning, is_empty_at_times, values=tuple(codes))


def day_column(name: str, meaning: str, *, is_empty_at_times: bool = True) -> Column:
    return Column(name, ColumnType.DAY, meaning, is_empty_at_times)


def whole_column(
    name: str, meaning: str, unit: str, *, is_empty_at_times: bool = False, measure: Measure | None = None
) -> Column:
    return Column(name, ColumnType.WHOLE, meaning, is_empty_at_times, unit, measure=measure)


def truth_column(name: str, meaning: str, measure: Measure | None = None) -> Column:
    return Column(name, ColumnType.TRUTH, meaning, measure=measure)
