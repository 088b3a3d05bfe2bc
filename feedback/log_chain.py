"""The chain through all logs: each row that is never to change is linked, by a hash, to every row before it.

Whoever writes such a row does it inside `async with writing_logs():` and calls `await chain(row)` after `await row.save()`.
What the chain proves, and what it does not, is in `docs/decisions/0008-logs-are-chained.md`; `feedback.log_verification` proves it.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from piccolo.columns import JSON
from piccolo.table import Table

from feedback.database import database, execute, transaction
from feedback.follow_up_tables import LogLink, Milestone
from feedback.tables import Commitment, CommitmentEntry, Evidence, IssueEntry

#: Any number will do, as long as every process uses the same one: "logs" in ASCII.
_LOCK = 0x6C6F6773
AT_A_TIME = 500
#: The largest number that a link can have.
LARGEST = 2**31 - 1
#: The hash before the first.
NOTHING = "0" * 64

Row: TypeAlias = Mapping[str, Any]
LogRow: TypeAlias = IssueEntry | CommitmentEntry | Commitment | Milestone | Evidence


@dataclass(frozen=True, slots=True)
class Log:
    """A table whose rows are chained, and the columns that are promised never to change.

    A column that is added to a table later does not belong here, or the hashes of older rows would not fit.
    """

    table: type[Table]
    promised: tuple[str, ...]

    @property
    def name(self) -> str:
        return str(self.table._meta.tablename)

    def is_key(self, column: str) -> bool:
        """Whether a column holds keys, its own or those of another table."""
        return self.table._meta.get_column_by_name(column).value_type is UUID

    def content(self, row: Row) -> dict[str, object]:
        """The promised columns of a row that was read from the database, the same on both engines."""
        return {name: self._plain(name, row[name]) for name in self.promised}

    def _plain(self, name: str, value: object) -> object:
        if isinstance(value, str) and isinstance(self.table._meta.get_column_by_name(name), JSON):
            return json.loads(value)
        match value:
            case datetime():
                return value.astimezone(UTC).isoformat(timespec="microseconds")
            case date():
                return value.isoformat()
            case UUID():
                return str(value)
            case _:
                return value

    async def rows(self, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
        """These rows as stored, by their id."""
        columns = [self.table._meta.get_column_by_name(name) for name in self.promised]
        found = await self.table.select(*columns).where(self.table._meta.primary_key.is_in(list(ids)))
        return {row["id"]: row for row in found}


_LOGS = (
    Log(IssueEntry, ("id", "issue", "number", "field", "value", "reason", "officer", "at")),
    Log(
        CommitmentEntry,
        (
            *("id", "commitment", "number", "field", "value", "reason", "officer", "at"),
            *("milestone", "consultation", "source"),
        ),
    ),
    Log(
        Commitment,
        ("id", "text", "responsible", "due", "consultation", "source", "created_by", "created_at"),
    ),
    Log(Milestone, ("id", "commitment", "text", "due", "created_by", "created_at")),
    Log(
        Evidence,
        (
            *("id", "commitment", "kind", "text", "url", "document", "source", "date"),
            *("is_public", "added_by", "added_at"),
        ),
    ),
)
#: The logs by the names of their tables.
LOGS: Mapping[str, Log] = MappingProxyType({log.name: log for log in _LOGS})

# An entry's day can lie before that of an entry with a lower number, as when a clock was set; the numbers decide then.
_UNLINKED = """
SELECT log, id FROM (
    SELECT 'commitment' AS log, id, created_at AS moment, 0 AS place, 0 AS number FROM commitment
    UNION ALL
    SELECT 'milestone', id, created_at, 1, 0 FROM milestone
    UNION ALL
    SELECT 'evidence', id, added_at, 2, 0 FROM evidence
    UNION ALL
    SELECT 'commitment_entry', id, max(at) OVER (PARTITION BY commitment ORDER BY number), 3, number
    FROM commitment_entry
    UNION ALL
    SELECT 'issue_entry', id, max(at) OVER (PARTITION BY issue ORDER BY number), 4, number FROM issue_entry
) AS entries
WHERE NOT EXISTS (SELECT 1 FROM log_link WHERE log_link.entry = entries.id)
ORDER BY moment, place, number, id
"""


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of the chain: how many there are, and the hash that follows from all of them."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@asynccontextmanager
async def writing_logs() -> AsyncIterator[None]:
    """A transaction that writes in a log. Whoever writes in any log waits here for their turn, until the one before is done.

    So what is read inside still holds when the entry is written, and two writers never wait for each other.
    """
    async with transaction():
        await _take_turn()
        yield


async def _take_turn() -> None:
    if database().engine_type == "postgres":  # SQLite has one writer at a time
        await execute("SELECT pg_advisory_xact_lock({})", _LOCK)


async def chain(entry: LogRow) -> None:
    """Link this saved row to all before it, in the transaction that saved it."""
    log = LOGS[entry._meta.tablename]
    async with writing_logs():
        last = await head()
        # As it is stored, which is what will be verified.
        rows = await log.rows([entry.id])
        await _link(last, [(log, rows[entry.id])])


async def head() -> Head:
    """Where the chain ends now."""
    query = LogLink.select(LogLink.number, LogLink.hash).where(LogLink.number <= LARGEST)
    last = await query.order_by(LogLink.number, ascending=False).first()
    return Head(last["number"], last["hash"]) if last else Head(0, NOTHING)


async def link_unlinked() -> int:
    """Link the rows from before the chain, oldest first; returns how many. Only for when the chain begins.

    Later a row without a link is one that was not written by this program, and is to be found rather than linked.
    """
    async with writing_logs():
        entries = [(LOGS[row["log"]], UUID(str(row["id"]))) for row in await execute(_UNLINKED)]
        last = await head()
        for start in range(0, len(entries), AT_A_TIME):
            batch = entries[start : start + AT_A_TIME]
            rows = await rows_of(batch)
            last = await _link(last, [(log, rows[id]) for log, id in batch])
    return len(entries)


async def rows_of(entries: Sequence[tuple[Log, UUID]]) -> dict[UUID, dict[str, Any]]:
    """The rows of these entries, by id; one query for each log that is among them."""
    found: dict[UUID, dict[str, Any]] = {}
    for log in _LOGS:
        if ids := [id for each, id in entries if each is log]:
            found |= await log.rows(ids)
    return found


async def _link(last: Head, rows: Sequence[tuple[Log, Row]]) -> Head:
    links = []
    for log, row in rows:
        link, number = uuid4(), last.number + 1
        last = Head(number, linked_hash(last.hash, link=link, number=number, log=log, row=row))
        links.append(LogLink(id=link, number=number, log=log.name, entry=row["id"], hash=last.hash))
    await LogLink.insert(*links)
    return last


def linked_hash(before: str, *, link: UUID, number: int, log: Log, row: Row) -> str:
    """SHA-256, in hexadecimal, of the hash before and a JSON of the link and the row's promised columns, with sorted keys."""
    linked = {"link": str(link), "number": number, "log": log.name, "row": log.content(row)}
    text = json.dumps(linked, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(f"{before}\n{text}".encode()).hexdigest()
