"""The rows of a consultation's draft as plain data: its questions and points, what hangs on its points, and its lines' fates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from piccolo.table import Table

from feedback.consultations import read_fates, write_fates
from feedback.enums import ConsultationState
from feedback.errors import Conflict
from feedback.follow_up_tables import PointOrganisation
from feedback.notes_tables import NotesReply, PointVersion
from feedback.tables import Coding, Consultation, IssuePoint, Point, Question
from feedback.translation import gettext as _

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row, or those of its columns that a change was about."""

    table: str
    id: str
    columns: Mapping[str, Value]

    @property
    def key(self) -> tuple[str, str]:
        return self.table, self.id


Rows = dict[tuple[str, str], DraftRow]

LINE = "line"  # its fate; its id is its number
POINT = "point"
QUESTION = "question"
_TABLES: dict[str, tuple[type[Table], tuple[str, ...]]] = {
    QUESTION: (Question, ("position", "text", "subquestions", "source")),
    POINT: (
        Point,
        ("question", "heading", "position", "text", "kind", "source", "dropped_at", "confidence", "answer"),
    ),
}
#: What an officer built on a point; it moves with a merged point, and is never taken away by undoing.
_LINKS: dict[str, tuple[type[Table], str]] = {
    "coding": (Coding, "theme"),
    "issue_point": (IssuePoint, "issue"),
    "point_organisation": (PointOrganisation, "organisation"),
}
_BUILT_ON_POINTS: tuple[type[Table], ...] = (Coding, IssuePoint, PointOrganisation, NotesReply, PointVersion)


async def read_rows(consultation_id: UUID) -> Rows:
    """All rows of a consultation's draft as they are now."""
    found = [DraftRow(LINE, number, {"fate": fate}) for number, fate in (await read_fates(consultation_id)).items()]
    for name, (table, columns) in _TABLES.items():
        rows = await table.select().where(table._meta.get_column_by_name("consultation") == consultation_id)
        found += [DraftRow(name, str(row["id"]), {each: _plain(row[each]) for each in columns}) for row in rows]
    for name, (table, _of) in _LINKS.items():
        point: Any = table._meta.get_column_by_name("point")  # Piccolo types no join
        rows = await table.select(table._meta.primary_key, point).where(point.consultation == consultation_id)
        found += [DraftRow(name, str(row["id"]), {"point": str(row["point"])}) for row in rows]
    return {row.key: row for row in found}


def differences(before: Rows, after: Rows) -> tuple[list[DraftRow], list[DraftRow]]:
    """What differs, as it was and as it is: of a row that stays only the columns that changed. Pure."""
    was, now = [], []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old and new:
            changed = [name for name, value in old.columns.items() if new.columns[name] != value]
            if changed:
                was.append(_only(old, changed))
                now.append(_only(new, changed))
        elif old:
            was.append(old)
        elif new:
            now.append(new)
    return was, now


def rows_before(rows: Rows, changes: Iterable[tuple[Sequence[DraftRow], Sequence[DraftRow]]]) -> Rows:
    """The rows as they were before these changes, each with what stood before and after it, the latest first. Pure."""
    first = dict(rows)
    for before, after in changes:
        left = {row.key: first.pop(row.key, None) for row in after}
        for row in before:
            kept = left.get(row.key)
            first[row.key] = DraftRow(row.table, row.id, {**(kept.columns if kept else {}), **row.columns})
    return first


def points_in(rows: Iterable[DraftRow]) -> list[UUID]:
    """The points that these rows are of, or hang on; each once."""
    found = [row.id if row.table == POINT else row.columns.get("point") for row in rows]
    return [UUID(str(point)) for point in dict.fromkeys(found) if point]


async def put_back(
    consultation: Consultation, *, before: Sequence[DraftRow], after: Sequence[DraftRow], now: datetime
) -> None:
    """Make rows as they were `before` of those that are as they are `after` a change, inside the caller's transaction.

    A point that the change made goes, but for one that something was built on, or of a confirmed consultation: that is
    dropped. Raises `Conflict` where a row is no longer as the change left it.
    """
    current = await read_rows(consultation.id)
    old, new = {row.key: row for row in before}, {row.key: row for row in after}
    _must_be_as_left(current, new, gone=[key for key in old if key not in new])
    await _insert(consultation.id, [row for row in before if row.key not in new])
    fates = {row.id: str(row.columns["fate"]) for row in before if row.table == LINE}
    if fates:
        await write_fates(consultation.id, {**await read_fates(consultation.id), **fates})
    for row in before:
        if row.key not in new:
            continue
        if row.table in _LINKS:
            await _move_link(row, from_point=new[row.key].columns["point"])
        elif row.table in _TABLES:
            await _update(row)
    await _remove(consultation, [row for row in after if row.key not in old], now=now)


def _must_be_as_left(current: Rows, left: Rows, *, gone: Sequence[tuple[str, str]]) -> None:
    for key, row in left.items():
        if row.table in _LINKS:
            continue  # a theme that was taken away since is no hindrance
        found = current.get(key)
        if found is None or any(found.columns[name] != value for name, value in row.columns.items()):
            raise Conflict(_("This cannot be undone any more: what it changed was changed since."))
    if any(key in current for key in gone):
        raise Conflict(_("This cannot be undone any more: what it changed was changed since."))


async def _insert(consultation_id: UUID, rows: Iterable[DraftRow]) -> None:
    # Questions first: points stand under them.
    for row in sorted((row for row in rows if row.table in _TABLES), key=lambda row: row.table != QUESTION):
        table, _columns = _TABLES[row.table]
        typed = {name: _typed(name, value) for name, value in row.columns.items()}
        await table.insert(table(id=UUID(row.id), consultation=consultation_id, **typed))


async def _update(row: DraftRow) -> None:
    table, _columns = _TABLES[row.table]
    values: dict[Any, Any] = {name: _typed(name, value) for name, value in row.columns.items()}
    await table.update(values).where(table._meta.primary_key == UUID(row.id))


async def _move_link(row: DraftRow, *, from_point: Value) -> None:
    table, of = _LINKS[row.table]
    key, point, other = table._meta.primary_key, table._meta.get_column_by_name("point"), str(row.columns["point"])
    link = await table.select(table._meta.get_column_by_name(of)).where(key == UUID(row.id)).first()
    same = table._meta.get_column_by_name(of) == link[of] if link else None
    # The point that it came from may have been given the same since.
    if same is not None and not await table.exists().where((point == UUID(other)) & same):
        changed: dict[Any, Any] = {point: UUID(other)}
        await table.update(changed).where((key == UUID(row.id)) & (point == UUID(str(from_point))))


async def _remove(consultation: Consultation, rows: Sequence[DraftRow], *, now: datetime) -> None:
    for row in rows:
        if row.table == POINT:
            point = UUID(row.id)
            if consultation.state == ConsultationState.CONFIRMED or await _is_built_on(point):
                await Point.update({Point.dropped_at: now}).where(Point.id == point)
            else:
                await Point.delete().where(Point.id == point)
    for row in rows:
        if row.table == QUESTION:
            # Said here too, since rows that are only linked are the database's business.
            await Point.update({Point.question: None}).where(Point.question == UUID(row.id))
            await Question.delete().where(Question.id == UUID(row.id))


async def _is_built_on(point: UUID) -> bool:
    for table in _BUILT_ON_POINTS:
        if await table.exists().where(table._meta.get_column_by_name("point") == point):
            return True
    return False


def encode_rows(rows: Iterable[DraftRow]) -> str:
    """The JSON that `decode_rows` reads."""
    return msgspec.json.encode([{"table": row.table, "id": row.id, **row.columns} for row in rows]).decode()


def decode_rows(stored: str) -> list[DraftRow]:
    """Rows as a change keeps them."""
    rows = msgspec.json.decode(stored, type=list[dict[str, Value]])
    return [DraftRow(str(row.pop("table")), str(row.pop("id")), row) for row in rows]


def _only(row: DraftRow, names: Sequence[str]) -> DraftRow:
    return DraftRow(row.table, row.id, {name: row.columns[name] for name in names})


def _plain(value: Any) -> Value:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _typed(name: str, value: Value) -> Any:
    if value is None:
        return None
    if name == "question":
        return UUID(str(value))
    return datetime.fromisoformat(str(value)) if name == "dropped_at" else value
