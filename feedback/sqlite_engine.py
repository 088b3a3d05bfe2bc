"""SQLite for a service: Piccolo's engine on connections that stay open, one for writing and a few for reading.

Piccolo's own opens a connection and a thread for every query, and loses both when a commit fails or a task is
cancelled. Here each connection has one thread that runs its statements in the order they were asked for. What is asked
for is always run, also when whoever asked is cancelled: so a rollback is never lost, and the next user comes after it.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import NoReturn

from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType
from piccolo.querystring import QueryString
from typing_extensions import override

from feedback.current_transaction import CurrentTransaction
from feedback.sqlite_connections import Connection, Rows

READERS = 4


class ImmediateTransaction(SQLiteTransaction):
    """A transaction on the one writing connection: takes the lock at once, so that it never fails half way."""

    __slots__ = ("is_open",)
    engine: "PooledSQLite"
    connection: Connection

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            return self._parent
        await self.engine.writer_is_free.acquire()
        self.connection = self.engine.writer
        try:
            await self.connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            await self._end(self.connection.roll_back)
            raise
        self.is_open = True
        self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if self._parent is None:
            has_ended = self._committed or self._rolled_back
            is_undone = exception is not None or has_ended
            await self._end(self.connection.roll_back if is_undone else self.connection.commit)
        return False

    async def _end(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        finally:
            self.is_open = False
            self.engine.current_transaction.set(None)
            self.engine.writer_is_free.release()


class Snapshot(ImmediateTransaction):
    """A transaction on a reading connection: it reads what was committed when it began. One at a time, so that others read on."""

    __slots__ = ()

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            return self._parent
        await self.engine.snapshot_is_free.acquire()
        try:
            self.connection = await self.engine.take_reader()
        except BaseException:
            self.engine.snapshot_is_free.release()
            raise
        try:
            await self.connection.execute("BEGIN")
            await self.connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")  # the first look makes the snapshot
        except BaseException:
            await self._end(self.connection.roll_back)
            raise
        self.is_open = True
        self.engine.current_transaction.set(self)
        return self

    async def _end(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await self.connection.roll_back()  # nothing was written
        finally:
            self.is_open = False
            self.engine.current_transaction.set(None)
            self.engine.give_reader(self.connection)
            self.engine.snapshot_is_free.release()


class PooledSQLite(SQLiteEngine):
    """The engine of one database file. Reads run beside each other and beside a write; writes wait for their turn."""

    __slots__ = (
        *("_loop", "_opening", "_reader_is_free", "_readers", "_watcher"),
        *("snapshot_is_free", "url", "writer", "writer_is_free"),
    )

    def __init__(self, url: str, path: Path) -> None:
        super().__init__(path=str(path))
        self.url = url
        self.current_transaction: CurrentTransaction[ImmediateTransaction] = CurrentTransaction("sqlite_transaction")  # type: ignore[assignment]
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def is_open(self) -> bool:
        """Whether there are connections, on whatever event loop."""
        return self._loop is not None

    async def open(self) -> None:
        """Connect on this event loop, making the file where there is none. Raises `OSError` or `sqlite3.Error`."""
        path = _prepared(Path(self.path))
        self.writer, self.writer_is_free = Connection(path, may_write=True), asyncio.Lock()
        self._readers = [Connection(path, may_write=False) for _ in range(READERS)]
        self._reader_is_free, self.snapshot_is_free = asyncio.Semaphore(READERS), asyncio.Lock()
        self._watcher, self._opening = Connection(path, may_write=False), token_hex(8)
        self._loop = asyncio.get_running_loop()

    async def close(self) -> None:
        """Close every connection, the writing one last, so that it folds the log back into the file."""
        self._loop = None
        for connection in (*self._readers, self._watcher, self.writer):
            await connection.close()

    async def version(self) -> str:
        """Another text after every commit of anybody; the same text means the same data. Good as long as the engine is open."""
        self._check_open()
        # What one connection is told changes with what the others commit, those of other processes too.
        [row] = await self._watcher.read("PRAGMA data_version", ())
        return f"{self._opening}-{row['data_version']}"

    @override
    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Rows:
        sql, values = querystring.compile_string(engine_type="sqlite")
        # PostgreSQL refuses it; refusing here too means that nobody first hears of it in production.
        if any(isinstance(value, str) and "\0" in value for value in values):
            raise sqlite3.DataError("A text must not hold the character NUL.")
        return await self._run(sql, values)

    @override
    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Rows:
        return await self._run(ddl, ())

    async def _run(self, sql: str, values: Sequence[object]) -> Rows:
        transaction = self.current_transaction.get()
        if transaction is not None:
            return await transaction.connection.execute(sql, values)
        self._check_open()
        if sql.lstrip()[:6].upper() == "SELECT":
            async with self._reader() as reader:
                return await reader.read(sql, values)
        async with self.writer_is_free:
            return await self.writer.execute(sql, values)

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[Connection]:
        reader = await self.take_reader()
        try:
            yield reader
        finally:
            self.give_reader(reader)

    async def take_reader(self) -> Connection:
        """A reading connection for the caller alone, who gives it back."""
        await self._reader_is_free.acquire()
        return self._readers.pop()

    def give_reader(self, reader: Connection) -> None:
        """Give a reading connection back."""
        self._readers.append(reader)
        self._reader_is_free.release()

    def _check_open(self) -> None:
        if self._loop is None:
            raise RuntimeError("The database is not open: wrap the work in `async with open_database()`.")
        if self._loop is not asyncio.get_running_loop():
            raise RuntimeError("The database is open on another event loop.")

    async def scrub(self, tables: Sequence[str]) -> None:
        """Write the whole file anew and empty the log, so that neither holds what was deleted or replaced.

        Raises `sqlite3.OperationalError` inside a transaction, and where somebody reads or writes meanwhile.
        """
        # The copy is as large as the database, so not in memory; it holds nothing that is not in the new file too.
        for sql in ("PRAGMA temp_store = FILE", "PRAGMA secure_delete = ON", "VACUUM", "PRAGMA temp_store = MEMORY"):
            await self._run(sql, ())
        checkpoint = await self._run("PRAGMA wal_checkpoint(TRUNCATE)", ())
        if checkpoint[0]["busy"]:
            raise sqlite3.OperationalError("The log could not be emptied: database is locked.")

    @override
    def transaction(
        self, transaction_type: TransactionType = TransactionType.immediate, allow_nested: bool = True
    ) -> ImmediateTransaction:
        self._check_open()
        return ImmediateTransaction(self, TransactionType.immediate, allow_nested)

    def snapshot(self) -> Snapshot:
        """As `feedback.database.snapshot`."""
        self._check_open()
        return Snapshot(self, TransactionType.deferred, True)

    @override
    async def batch(self, *args: object, **kwargs: object) -> NoReturn:
        raise NotImplementedError("Read page by page, by key: Piccolo's batches hide errors.")

    @override
    async def get_connection(self) -> NoReturn:
        raise NotImplementedError("Connections are pooled.")


def _prepared(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)  # answers and notes: nobody else on the machine may read them
    return path
