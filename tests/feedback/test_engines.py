"""Either engine stays whole when a commit fails, a task is cancelled or a disk is full, and ends when it is told to."""

# What raises here stands inside a transaction.
# ruff: noqa: PT012

import asyncio
import sqlite3
import subprocess
import sys

import pytest

from feedback.database import database, execute, transaction
from feedback.postgres_engine import CONNECTIONS, PooledPostgres
from feedback.sqlite_engine import READERS
from feedback.tables import Officer
from tests.feedback.families import INTEGRITY_ERRORS, names

ENDLESS = """SELECT count(*) AS n FROM (
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT n FROM numbers)"""


def spare_connections() -> int:
    """How many of the engine's connections nobody holds."""
    engine = database()
    if isinstance(engine, PooledPostgres):
        return engine.running_pool().get_idle_size() + CONNECTIONS - engine.running_pool().get_size()
    return len(engine._readers) + (not engine.writer_is_free.locked())


ALL_SPARE = {"sqlite": READERS + 1, "postgres": CONNECTIONS}


# What is read meanwhile


async def test_read_during_a_write_sees_what_was_before(family: None) -> None:
    has_written, may_commit = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with transaction():
            await execute("INSERT INTO child (id, name) VALUES (1, 'Åsa')")
            has_written.set()
            await may_commit.wait()

    writing = asyncio.create_task(write())
    await has_written.wait()
    during = await names()
    may_commit.set()
    await writing

    assert (during, await names()) == ([], ["Åsa"])


async def test_slow_read_holds_up_nobody_and_ends_when_cancelled(sqlite_database: str) -> None:
    slow = [asyncio.create_task(execute(ENDLESS)) for _ in range(READERS - 1)]

    await Officer(email="a@b.example", name="A", password_hash="").save()
    assert await Officer.count() == 1

    for task in slow:
        assert not task.done()
        task.cancel()
    await asyncio.wait(slow)
    async with asyncio.timeout(10):
        assert await asyncio.gather(*(Officer.count() for _ in range(READERS))) == [1] * READERS


# What goes wrong


async def test_commit_that_fails_leaves_the_engine_whole(family: None) -> None:
    for _ in range(CONNECTIONS + 1):
        with pytest.raises(INTEGRITY_ERRORS):
            async with transaction():
                await execute("INSERT INTO child (id, mother, name) VALUES (1, 99, 'Åsa')")

    assert database().transaction_exists() is False
    assert spare_connections() == ALL_SPARE[database().engine_type]
    assert await names() == []


async def test_transaction_cancelled_anywhere_leaves_the_engine_whole(family: None) -> None:
    async def never_end(number: int) -> None:
        async with transaction():
            await execute("INSERT INTO child (id, name) VALUES ({}, 'Åsa')", number)
            await asyncio.Event().wait()

    for number in range(30):
        task = asyncio.create_task(never_end(number))
        for _ in range(2 ** (number % 12)):  # from before it begins to long after it has written
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()

    async with asyncio.timeout(10), transaction():
        await execute("INSERT INTO child (id, name) VALUES (1, 'Örn')")
    assert spare_connections() == ALL_SPARE[database().engine_type]
    assert await names() == ["Örn"]


async def test_transaction_cancelled_twice_leaves_the_engine_whole(sqlite_database: str) -> None:
    async def never_end() -> None:
        async with transaction():
            await Officer(email="a@b.example", name="A", password_hash="").save()
            await asyncio.Event().wait()

    for turns in range(12):
        task = asyncio.create_task(never_end())
        for _ in range(2**turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])

    async with asyncio.timeout(10), transaction():
        await Officer(email="b@b.example", name="B", password_hash="").save()
    assert await Officer.select(Officer.name).output(as_list=True) == ["B"]


async def test_task_that_outlives_its_transaction_writes_on_its_own(family: None) -> None:
    async with transaction():
        has_ended = asyncio.Event()

        async def write_later() -> None:
            await has_ended.wait()
            await execute("INSERT INTO child (id, name) VALUES (1, 'Åsa')")

        later = asyncio.create_task(write_later())
    has_ended.set()
    await later

    assert await names() == ["Åsa"]


async def test_transaction_ended_by_sqlite_itself_is_not_taken_for_committed(sqlite_database: str) -> None:
    await Officer(email="a@b.example", name="A", password_hash="").save()

    with pytest.raises(sqlite3.OperationalError, match="rolled back"):
        async with transaction():
            await Officer(email="b@b.example", name="B", password_hash="").save()
            with pytest.raises(sqlite3.IntegrityError):
                await execute("INSERT OR ROLLBACK INTO officer SELECT * FROM officer")

    assert await Officer.select(Officer.name).output(as_list=True) == ["A"]


async def test_write_on_a_full_disk_fails_and_loses_nothing(sqlite_database: str) -> None:
    await Officer(email="a@b.example", name="A", password_hash="").save()
    [pages] = await execute("PRAGMA page_count")
    await execute(f"PRAGMA max_page_count = {pages['page_count']}")

    with pytest.raises(sqlite3.OperationalError, match="full"):
        async with transaction():
            for number in range(100):
                await Officer(email=f"{number}@b.example", name="B" * 200, password_hash="").save()

    assert await Officer.select(Officer.name).output(as_list=True) == ["A"]
    await execute("PRAGMA max_page_count = 1000000")
    await Officer(email="c@b.example", name="C", password_hash="").save()
    assert await Officer.count() == 2


@pytest.mark.parametrize("ending", ["", "raise SystemExit(0)", "task.cancel()"])
def test_process_that_used_a_database_ends_promptly(database_url: str, ending: str) -> None:
    program = f"""
import asyncio
from feedback.database import open_database, transaction
from feedback.tables import Officer

async def write():
    async with transaction():
        await Officer(email="a@b.example", name="A", password_hash="").save()
        await asyncio.Event().wait()

async def main():
    async with open_database():
        task = asyncio.create_task(write())
        await asyncio.gather(*(Officer.count() for _ in range(20)))
        {ending or "pass"}

asyncio.run(main())
"""

    ended = subprocess.run([sys.executable, "-c", program], timeout=20, check=False, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (0, "")
