"""SQLite for a service: Piccolo's engine on connections that stay open, one for writing and a few for reading.

Piccolo's own opens a connection and a thread for every query, and loses both when a commit fails or a task is
cancelled. Here each connection has one thread that runs its statements in the order they were asked for. What is asked
for is always run, also when whoever asked is cancelled: so a rollback is never lost, and the next user comes after it.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Any, NoReturn, TypeVar

from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType
from piccolo.querystring import QueryString
from typing_extensions import override

from feedback.current_transaction import CurrentTransaction

T = TypeVar("T")
Rows = list[dict[str, Any]]

READERS = 4
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


class PooledSQLite(SQLiteEngine):
    """The engine of one database file. Reads run beside each other and beside a write; writes wait for their turn."""

    __slots__ = ("_loop", "_opening", "_reader_is_free", "_readers", "_watcher", "url", "writer", "writer_is_free")

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
        self._reader_is_free = asyncio.Semaphore(READERS)
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
        async with self._reader_is_free:
            reader = self._readers.pop()
            try:
                yield reader
            finally:
                self._readers.append(reader)

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
