"""Which database is in use, and the few words in which the domain speaks to it on either engine.

Queries are Piccolo's (`await Point.select()`); raw SQL goes through `execute`, with `{}` for every value. Whoever
writes twice says `async with transaction():`. Around all of it, in each event loop, stands `async with open_database():`.
"""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import asyncpg
from piccolo.querystring import QueryString
from piccolo.table import TABLE_REGISTRY, Table

from feedback.errors import ServiceError
from feedback.postgres_engine import PooledPostgres
from feedback.settings import SettingsError, settings
from feedback.sqlite_engine import PooledSQLite
from feedback.translation import gettext as _

Engine = PooledSQLite | PooledPostgres

_UNIQUE_ERRORS = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)

_in_use: Engine | None = None


class DatabaseError(ServiceError):
    """The database cannot be opened; the message says why, without the password in its address."""


def engine_from_url(url: str) -> Engine:
    """An engine, not connected yet, for `sqlite:///file`, `sqlite:////full/path/of/file` or `postgresql://…`.

    Raises `SettingsError`.
    """
    if url.startswith(("postgresql://", "postgres://")):
        return PooledPostgres(url)
    path = unquote(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or not path:
        raise SettingsError(
            _("DATABASE_URL must begin with sqlite:/// and name a file, or begin with postgresql:// and name a server.")
        )
    return PooledSQLite(url, Path(path))


def use_database(url: str) -> Engine:
    """Make this the database of every table, of every package. Raises `RuntimeError` while another one is open."""
    global _in_use  # noqa: PLW0603  (a process has one database, and its tables are global too)
    if _in_use is not None and _in_use.url != url:
        if _in_use.is_open:
            raise RuntimeError("Another database is open.")
        _in_use = None
    if _in_use is None:
        _in_use = engine_from_url(url)
    for table in TABLE_REGISTRY:
        table._meta.db = _in_use
    return _in_use


def database() -> Engine:
    """The engine in use; the one of the settings, if none was chosen."""
    return _in_use or use_database(settings().database_url)


@asynccontextmanager
async def open_database(url: str | None = None) -> AsyncIterator[None]:
    """Open the database of this address, or of the settings, for what is inside; joins it where it is open already.

    Raises `DatabaseError`.
    """
    engine = use_database(url or settings().database_url)
    if engine.is_open:
        yield
        return
    try:
        await engine.open()
    except (OSError, ValueError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseError(_("The database cannot be opened: %(reason)s.", reason=error)) from error
    try:
        yield
    finally:
        await engine.close()


def transaction() -> AbstractAsyncContextManager[object]:
    """All of what is inside or nothing; inside another transaction it is a part of that one."""
    return database().transaction()


def snapshot() -> AbstractAsyncContextManager[object]:
    """All that is read inside is of one moment, whatever is committed meanwhile; nobody waits for it, and nothing is written.

    Inside a transaction it is a part of that one.
    """
    return database().snapshot()


@asynccontextmanager
async def savepoint() -> AsyncIterator[None]:
    """Undoes what is inside when it raises, and leaves the transaction around it usable.

    To go on after a refused row this is needed: PostgreSQL refuses everything after an error, SQLite does not.
    """
    async with database().transaction() as current:
        mark = await current.savepoint()
        try:
            yield
        except Exception:
            await mark.rollback_to()  # type: ignore[no-untyped-call]
            raise
        await mark.release()  # type: ignore[no-untyped-call]


async def execute(sql: str, *values: object) -> list[dict[str, Any]]:
    """Run one SQL statement, `{}` standing for each value in turn; its rows by column name.

    What `RETURNING` and expressions give is not converted on SQLite: a key comes back as text there.
    """
    engine = database()
    rows = await engine.run_querystring(QueryString(sql, *values))
    return engine.transform_response_to_dicts(rows)


async def scrub(tables: Sequence[type[Table]]) -> None:
    """Have nothing that was deleted or replaced in these tables left in the database's files, as far as it rules them.

    Raises `RuntimeError` inside a transaction, and what the database raises where it cannot be done now; then it is to be
    tried again.
    """
    if database().current_transaction.get() is not None:
        raise RuntimeError("Files cannot be written anew inside a transaction.")
    await database().scrub([table._meta.tablename for table in tables])


def what_failed(error: BaseException) -> str | None:
    """What an operator should know of an error that the database raised, in a sentence; None where it is not the database's."""
    if isinstance(error, asyncpg.UndefinedTableError) or "no such table" in str(error):
        return _("The database is not set up for this version. Run `gensvar migrate` first.")
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        return _("The database is busy: another program is writing to it. Try again in a moment.")
    if isinstance(error, sqlite3.Error | asyncpg.PostgresError | asyncpg.InterfaceError):
        return _("The database refused: %(reason)s.", reason=error)
    return None


def is_unique_violation(error: BaseException) -> bool:
    """Whether a row was refused because another one has its key."""
    if isinstance(error, sqlite3.IntegrityError):
        return error.sqlite_errorcode in _UNIQUE_ERRORS
    return isinstance(error, asyncpg.UniqueViolationError)
