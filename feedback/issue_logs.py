"""An issue's log as its readers see it: who set what, when and why, with names instead of keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from feedback.issue_states import VALUES, Entry, Field
from feedback.labels import label
from feedback.tables import Officer, Point


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log; `number` counts from 1. `value` is in the reader's language, `quoted` in that of the notes."""

    number: int
    at: datetime
    officer: str
    field: Field
    value: str
    quoted: str
    reason: str


async def log_lines(log: Sequence[Entry]) -> list[LogLine]:
    """The whole log, the newest line first. `quoted` is a point's text, or the title before it was changed."""
    names = await officer_names(entry.officer for entry in log if entry.officer)
    texts = await _point_texts(log)
    lines = [
        LogLine(
            number=number,
            at=entry.at,
            officer=names.get(entry.officer, "") if entry.officer else "",
            field=entry.field,
            value=label(VALUES[entry.field](entry.value)) if entry.field in VALUES else "",
            quoted=entry.reason if entry.field is Field.TITLE else texts.get(entry.value, ""),
            reason="" if entry.field is Field.TITLE else entry.reason,
        )
        for number, entry in enumerate(log, start=1)
    ]
    return lines[::-1]


async def officer_names(officers: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these officers, of those who have left too."""
    wanted = sorted(set(officers), key=str)
    if not wanted:
        return {}
    rows = await Officer.select(Officer.id, Officer.name).where(Officer.id.is_in(wanted))
    return {row["id"]: row["name"] for row in rows}


async def _point_texts(log: Sequence[Entry]) -> dict[str, str]:
    points = {UUID(entry.value) for entry in log if entry.field in (Field.POINT_ADDED, Field.POINT_REMOVED)}
    if not points:
        return {}
    rows = await Point.select(Point.id, Point.text).where(Point.id.is_in(sorted(points, key=str)))
    return {str(row["id"]): row["text"] for row in rows}
