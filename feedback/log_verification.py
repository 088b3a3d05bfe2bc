"""Whether the logs are whole: every row that is never to change, held against the chain through all logs.

Rows come in pages, so that memory does not grow with the logs, and the site can go on writing meanwhile.
"""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from feedback.database import database, execute
from feedback.evidence import FIGURE_CHOSEN, RETRACTED
from feedback.follow_up_tables import LogLink
from feedback.issue_commitments import IS_LAST_SAID, UNLOGGED
from feedback.issue_states import Field
from feedback.issue_summaries import wrong_summaries
from feedback.log_chain import AT_A_TIME, LARGEST, LOGS, NOTHING, Head, Log, head, linked_hash, writing_logs
from feedback.translation import gettext as _

LINKS = LogLink._meta.tablename

Id = TypeVar("Id")
Read = TypeVar("Read")

# What a value gives that somebody wrote into the file by hand, and that no column of its kind can hold.
_UNREADABLE = (ValueError, TypeError, ArithmeticError, sqlite3.Error)
# Of each owner's entries, along the chain: 1, 2, 3 …
_OUT_OF_ORDER = """
SELECT id FROM (
    SELECT entries.id AS id, entries.number AS number, log_link.number AS link,
        lag(entries.number, 1, 0) OVER (PARTITION BY entries.{owner} ORDER BY log_link.number) AS before
    FROM {table} AS entries JOIN log_link ON log_link.entry = entries.id
) AS ordered
WHERE number <> before + 1 ORDER BY link
"""
_UNLINKED = """
SELECT id FROM {table} AS entries
WHERE NOT EXISTS (SELECT 1 FROM log_link WHERE log_link.entry = entries.id AND log_link.log = '{table}')
ORDER BY id
"""
# A key in capitals is the same key to Python and another one to SQLite, so its row would be found by nobody.
_MISSPELT = "{column} NOT GLOB '????????-????-????-????-????????????' OR {column} <> lower({column})"
# What stands with the evidence must be what its line in the commitment's log says.
_RETRACTED_OTHERWISE = f"""
SELECT evidence.id AS id FROM evidence LEFT JOIN commitment_entry AS line
    ON line.field = '{RETRACTED}' AND line.commitment = evidence.commitment AND line.value = CAST(evidence.id AS TEXT)
WHERE coalesce(CAST(evidence.retracted_at AS TEXT), '') <> coalesce(CAST(line.at AS TEXT), '')
    OR coalesce(CAST(evidence.retracted_by AS TEXT), '') <> coalesce(CAST(line.officer AS TEXT), '')
    OR evidence.retraction <> coalesce(line.reason, '')
ORDER BY evidence.id
"""  # noqa: S608  (a word of ours)
_FIGURE_OTHERWISE = f"""
SELECT evidence.id AS id FROM evidence LEFT JOIN commitment_entry AS line
    ON line.field = '{FIGURE_CHOSEN}' AND line.commitment = evidence.commitment
        AND line.value = CAST(evidence.id AS TEXT)
WHERE evidence.figure <> coalesce(line.reason, '')
ORDER BY evidence.id
"""  # noqa: S608  (a word of ours)
# Whether a commitment answers an issue must be what the last line about it in the issue's log says.
_UNLINKED_OTHERWISE = f"""
SELECT id FROM issue_entry AS line
WHERE line.field = '{Field.COMMITMENT.value}' AND {IS_LAST_SAID} AND NOT EXISTS (
    SELECT 1 FROM issue_commitment AS link
    WHERE link.issue = line.issue AND CAST(link.commitment AS TEXT) = line.value
)
ORDER BY id
"""  # noqa: S608  (words of ours)
_OWNERS = {"issue_entry": "issue", "commitment_entry": "commitment"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the logs that is not as this program wrote it; `what` is a sentence for the auditor."""

    log: str
    id: str
    what: str


async def find_faults(expected: Head | None = None) -> AsyncIterator[Finding]:
    """All that is wrong with the logs. With the head that was noted earlier, also whether all before it is still there."""
    async for fault in _faults_of_links():
        yield fault
    for log in LOGS.values():
        async for fault in _faults_of_rows(log):
            yield fault
    async for id in _ids(_RETRACTED_OTHERWISE):
        yield Finding("evidence", id, _("Whether it was taken back, when or why, is not what the log says."))
    async for id in _ids(_FIGURE_OTHERWISE):
        yield Finding("evidence", id, _("Which figure it is is not what the log says."))
    async for id in _ids(UNLOGGED):
        yield Finding("issue_commitment", id, _("No line of the issue's log says that the commitment answers it."))
    async for id in _ids(_UNLINKED_OTHERWISE):
        yield Finding("issue_entry", id, _("The log says that a commitment answers the issue, but it is not linked."))
    for issue in await _wrong_summaries():
        yield Finding("issue_summary", str(issue), _("The summary of this issue is not what its log adds up to."))
    if expected and (fault_of_head := await _fault_of_head(expected)):
        yield fault_of_head


async def _wrong_summaries() -> list[UUID]:
    async for _issue in wrong_summaries():
        async with writing_logs():  # once more, while nobody writes between a log and its summary
            return [issue async for issue in wrong_summaries()]
    return []


async def _fault_of_head(expected: Head) -> Finding | None:
    noted = await LogLink.select(LogLink.hash).where(LogLink.number == expected.number).first()
    if expected == Head(0, NOTHING) or (noted and noted["hash"] == expected.hash):
        return None
    number = str(expected.number)
    if noted:
        return Finding(LINKS, number, _("Another hash was noted for this link: the chain was written anew."))
    there = await head()
    return Finding(LINKS, number, _("This link was noted, but the chain now ends at %(n)s.", n=there.number))


class _Walk:
    """A walk along the chain. What is wrong with a link can only be said when the next one is known."""

    def __init__(self) -> None:
        self.number = 0
        self.before: str | None = NOTHING  # as stored; None where it could not be read
        self.recomputed: str | None = None  # the same, from the row as it is now, where that gives another hash
        self.doubtful: LogLink | None = None

    def settle(self, what: str) -> list[Finding]:
        doubtful, self.doubtful, self.recomputed = self.doubtful, None, None
        return [Finding(doubtful.log, str(doubtful.entry), what)] if doubtful else []

    def step(self, link: LogLink, row: Mapping[str, Any] | None) -> list[Finding]:
        """Hold the next link against its row and the link before; what is found of both."""
        found = []
        is_next = link.number == self.number + 1
        if not is_next:
            found += [*self.settle(_row_or_hash()), _gap(self.number + 1, link.number - 1)]
        if row is None:
            found += [*self.settle(_row_or_hash()), Finding(link.log, str(link.entry), _missing())]
        elif is_next and self.before is not None:
            found += self._compare(link, row, self.before)
        self.number, self.before = link.number, link.hash
        return found

    def pass_over(self, number: int) -> list[Finding]:
        """A link that cannot be read: what is found of it and of the one before."""
        found = [*self.settle(_row_or_hash()), Finding(LINKS, str(number), _("The link was changed."))]
        self.number, self.before = number, None
        return found

    def _compare(self, link: LogLink, row: Mapping[str, Any], stored: str) -> list[Finding]:
        log, fits = LOGS[link.log], self.recomputed

        def linked(before: str) -> str:
            return linked_hash(before, link=link.id, number=link.number, log=log, row=row)

        if linked(stored) == link.hash:
            return self.settle(_("The row was changed after it was written."))
        if fits and linked(fits) == link.hash:
            return self.settle(_("The hash of its link was changed."))
        found = self.settle(_row_or_hash())
        self.doubtful, self.recomputed = link, linked(stored)
        return found


def _row_or_hash() -> str:
    return _("The row, or the hash of its link, was changed.")


def _missing() -> str:
    return _("The row was removed, or can no longer be read.")


def _gap(first: int, last: int) -> Finding:
    return Finding(LINKS, f"{first}–{last}" if last > first else str(first), _("The link was removed."))


async def _faults_of_links() -> AsyncIterator[Finding]:
    walk = _Walk()
    while numbers := await _next_numbers(walk.number):
        links = await _readable(numbers, _links)
        rows = await _rows(list(links.values()))
        for number in numbers:
            link = links.get(number)
            for fault in walk.step(link, rows.get((link.log, link.entry))) if link else walk.pass_over(number):
                yield fault
    for fault in walk.settle(_row_or_hash()):
        yield fault


async def _next_numbers(after: int) -> list[int]:
    # SQLite lets a text stand among numbers, and takes it for larger than all of them.
    wanted = (LogLink.number > after) & (LogLink.number <= LARGEST)
    query = LogLink.select(LogLink.number).where(wanted).order_by(LogLink.number).limit(AT_A_TIME)
    return list(await query.output(as_list=True))


async def _links(numbers: Sequence[int]) -> dict[int, LogLink]:
    links = await LogLink.objects().where(LogLink.number.is_in(list(numbers)))
    return {link.number: link for link in links}


async def _rows(links: Sequence[LogLink]) -> dict[tuple[str, UUID], dict[str, Any]]:
    found: dict[tuple[str, UUID], dict[str, Any]] = {}
    for name, log in LOGS.items():
        ids = [link.entry for link in links if link.log == name]
        found |= {(name, id): row for id, row in (await _readable(ids, _contents(log))).items()}
    return found


def _contents(log: Log) -> Callable[[Sequence[UUID]], Awaitable[dict[UUID, dict[str, Any]]]]:
    async def read(ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
        rows = await log.rows(ids)
        for row in rows.values():
            log.content(row)  # raises where a value is of the right type and says nothing
        return rows

    return read


async def _readable(ids: Sequence[Id], read: Callable[[Sequence[Id]], Awaitable[dict[Id, Read]]]) -> dict[Id, Read]:
    """What can be read of these, leaving out what cannot: halves of halves, down to the one that is spoilt."""
    if not ids:
        return {}
    try:
        return await read(ids)
    except _UNREADABLE:
        if len(ids) == 1:
            return {}
        half = len(ids) // 2
        return await _readable(ids[:half], read) | await _readable(ids[half:], read)


async def _faults_of_rows(log: Log) -> AsyncIterator[Finding]:
    async for id in _ids(_UNLINKED.format(table=log.name)):
        yield Finding(log.name, id, _("The row has no link: it was not written by this program."))
    if owner := _OWNERS.get(log.name):
        async for id in _ids(_OUT_OF_ORDER.format(table=log.name, owner=owner)):
            yield Finding(
                log.name, id, _("The row is out of order in its log: its number does not follow the one before.")
            )
    if database().engine_type == "sqlite":
        misspelt = " OR ".join(_MISSPELT.format(column=name) for name in log.promised if log.is_key(name))
        async for id in _ids(f"SELECT id FROM {log.name} WHERE {misspelt} ORDER BY id"):  # noqa: S608  (names of ours)
            yield Finding(log.name, id, _("The row has a key that is not written as this program writes it."))


async def _ids(sql: str) -> AsyncIterator[str]:
    start = 0
    while rows := await execute(f"{sql} LIMIT {AT_A_TIME} OFFSET {start}"):
        for row in rows:
            yield str(row["id"])
        start += len(rows)
