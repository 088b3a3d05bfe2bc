"""PostgreSQL for a service: Piccolo's engine with a pool that gets every connection back.

Piccolo's own keeps the connection, and believes the transaction to be open, when a commit fails or a task is cancelled.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from secrets import token_hex
from types import TracebackType
from typing import NoReturn

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from typing_extensions import override

from feedback.current_transaction import CurrentTransaction

CONNECTIONS = 10
LOCK_PATIENCE = "10s"  # that writing a table anew waits for those who use it
# A row is kept for whoever began to look before it was deleted; this statement's own number is later than any deletion.
_OLDER_SNAPSHOTS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
AND age(backend_xmin) > age(pg_current_xact_id()::xid)
"""
PATIENCE = 2  # seconds that closing waits for a transaction to end, before it is cut off


class PooledTransaction(PostgresTransaction):
    """A transaction on a connection of the pool, which has it back whatever happens."""

    __slots__ = ("_pool", "is_open")
    engine: "PooledPostgres"

    async def __aenter__(self) -> PostgresTransaction:
        if self._parent is not None:
            return self._parent
        self._pool = self.engine.running_pool()
        self.connection = await self._pool.acquire()
        try:
            self.transaction = self._begun()
            await self.begin()  # type: ignore[no-untyped-call]
        except BaseException:
            await self._pool.release(self.connection)
            raise
        self.is_open = True
        self.engine.current_transaction.set(self)
        return self

    def _begun(self) -> asyncpg.transaction.Transaction:
        return self.connection.transaction()

    async def __aexit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if self._parent is not None:
            return False
        try:
            await self._end(is_undone=exception is not None)
        finally:
            self.is_open = False
            self.engine.current_transaction.set(None)
            # Rolls back what is still open, and is shielded from a second cancellation.
            await self._pool.release(self.connection)
        return False

    async def _end(self, *, is_undone: bool) -> None:
        if self._committed or self._rolled_back:
            return
        if not is_undone:
            await self.commit()  # type: ignore[no-untyped-call]
            return
        # A connection that is lost has rolled back by itself; what is to be heard of is the error that led here.
        with suppress(OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError):
            await self.rollback()  # type: ignore[no-untyped-call]


class Snapshot(PooledTransaction):
    """A transaction that reads what was committed when it began, and nothing later."""

    __slots__ = ()

    @override
    def _begun(self) -> asyncpg.transaction.Transaction:
        return self.connection.transaction(isolation="repeatable_read", readonly=True)

    @override
    async def begin(self) -> None:
        await super().begin()  # type: ignore[no-untyped-call]
        await self.connection.execute("SELECT 1")  # the first look makes the snapshot


class PooledPostgres(PostgresEngine):
    """The engine of one PostgreSQL database; connects when opened, never before."""

    __slots__ = ("_opening", "url")

    def __init__(self, url: str) -> None:
        super().__init__(config={"dsn": url})
        self.url = url
        self.current_transaction: CurrentTransaction[PooledTransaction] = CurrentTransaction("postgres_transaction")  # type: ignore[assignment]

    @property
    def is_open(self) -> bool:
        """Whether there is a pool, on whatever event loop."""
        return self.pool is not None

    async def open(self) -> None:
        """Connect on this event loop. Raises `OSError` or `asyncpg.PostgresError`."""
        # Without the reset between users selects are a third faster; nobody here changes a connection's settings.
        self.pool = await asyncpg.create_pool(self.url, min_size=1, max_size=CONNECTIONS, reset=_keep)
        self._opening = token_hex(8)

    async def version(self) -> str:
        """Another text after every commit of anybody; the same text means the same data. Good as long as the engine is open."""
        # A snapshot says which transactions are seen: those that wrote something, and ended.
        return f"{self._opening}-{await self.running_pool().fetchval('SELECT pg_current_snapshot()::text')}"

    async def close(self) -> None:
        """Wait a little until every connection is back, then close them."""
        pool, self.pool = self.running_pool(), None
        with suppress(TimeoutError):
            await asyncio.wait_for(pool.close(), PATIENCE)

    def running_pool(self) -> asyncpg.Pool:
        """The pool. Raises `RuntimeError` when the database is not open."""
        if self.pool is None:
            raise RuntimeError("The database is not open: wrap the work in `async with open_database()`.")
        return self.pool

    async def scrub(self, tables: Sequence[str]) -> None:
        """Write these tables' files anew, so that they do not hold what was deleted or replaced.

        Raises `asyncpg.PostgresError` where the tables cannot be had within `LOCK_PATIENCE`, or where somebody still sees
        what was deleted. Of other roles' transactions only the server's administrator is told, so those are not noticed.
        """
        connection = await asyncpg.connect(self.url, server_settings={"lock_timeout": LOCK_PATIENCE})
        try:
            if await connection.fetchval(_OLDER_SNAPSHOTS):
                raise asyncpg.ObjectInUseError("An older transaction still sees the deleted rows.")
            for table in tables:
                await connection.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
        finally:
            await connection.close()

    @override
    def transaction(self, allow_nested: bool = True) -> PooledTransaction:
        self.running_pool()
        return PooledTransaction(self, allow_nested)

    def snapshot(self) -> Snapshot:
        """As `feedback.database.snapshot`."""
        self.running_pool()
        return Snapshot(self, True)

    @override
    async def get_new_connection(self) -> NoReturn:
        self.running_pool()
        raise NotImplementedError("Connections are pooled.")

    @override
    async def get_version(self) -> float:
        return 0.0  # Piccolo asks while the engine is made, when the server may not be there yet; 0 is "unknown"

    @override
    def get_version_sync(self) -> float:
        return 0.0

    @override
    async def batch(self, *args: object, **kwargs: object) -> NoReturn:
        raise NotImplementedError("Read page by page, by key: Piccolo's batches hide errors.")


async def _keep(connection: asyncpg.Connection) -> None:
    """Leave the connection as it is."""
