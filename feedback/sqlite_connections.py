"""One connection to an SQLite file and the thread of its own that runs its statements, first come first served."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Rows = list[dict[str, Any]]

# The order matters: the wait for a lock must be set before the change to WAL, which takes one.
PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged response survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -32000",
    "PRAGMA temp_store = MEMORY",
)


class Connection:
    """One connection and the thread that runs its statements, first come first served."""

    def __init__(self, path: Path, *, may_write: bool) -> None:
        self._connection = _connect(path, may_write=may_write)
        self._is_closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do this after all that was asked for before; it is done even when the caller is cancelled."""
        thread = asyncio.get_running_loop().run_in_executor(self._thread, work, self._connection)
        return await asyncio.shield(thread)

    async def execute(self, sql: str, values: Sequence[object] = ()) -> Rows:
        """Run one statement and return all its rows, by column name."""
        return await self.run(lambda connection: _rows(connection, sql, values))

    async def read(self, sql: str, values: Sequence[object]) -> Rows:
        """As `execute`, but stops the statement when the caller is cancelled, and returns only when it has stopped."""
        reading = self._thread.submit(_rows, self._connection, sql, values)
        try:
            return await asyncio.wrap_future(reading)
        except asyncio.CancelledError:
            # Again and again, since an interruption has no effect on a statement that is just about to begin.
            while not reading.done():
                self._connection.interrupt()
                with suppress(asyncio.CancelledError):
                    await asyncio.sleep(0.001)
            raise

    async def commit(self) -> None:
        """Commit; raises `sqlite3.Error` and rolls back where that fails."""
        await self.run(_commit)

    async def roll_back(self) -> None:
        """Undo what was not committed; closing has done that already."""
        if not self._is_closed:
            await self.run(_roll_back)

    async def close(self) -> None:
        """Finish what was asked for, then close and end the thread; what was not committed is undone."""
        try:
            self._is_closed = True
            await self.run(sqlite3.Connection.close)
        finally:
            self._thread.shutdown()


def _connect(path: Path, *, may_write: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path,
        isolation_level=None,
        detect_types=sqlite3.PARSE_DECLTYPES
        | sqlite3.PARSE_COLNAMES,  # Piccolo's converters hang on the declared types
        cached_statements=512,
        check_same_thread=False,
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma).fetchall()
        if not may_write:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _rows(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> Rows:
    cursor = connection.execute(sql, values)
    rows = cursor.fetchall()
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _commit(connection: sqlite3.Connection) -> None:
    # A full disk ends a transaction behind the back of whoever caught the error.
    if not connection.in_transaction:
        raise sqlite3.OperationalError("The transaction was rolled back before it could be committed.")
    try:
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
