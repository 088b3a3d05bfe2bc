"""Pages kept in memory: bounded, and never older than the database. The pages themselves: `tests/reports/public`."""

import sqlite3
from contextlib import closing

import asyncpg

from feedback.database import database as engine
from feedback.database import execute, transaction
from feedback.web.page_cache import KeptPage, PageCache
from tests.factories import make_consultation


def kept(size: int, version: str = "1") -> KeptPage:
    return KeptPage(version, b"x" * size, b"", 'W/"x"', "text/html")


def test_those_that_nobody_asked_for_lately_go_first() -> None:
    cache = PageCache(most_bytes=250)
    for name in ("first", "second"):
        cache.keep((name,), kept(100))
    cache.find(("first",), "1")

    cache.keep(("third",), kept(100))

    assert [cache.find((name,), "1") is not None for name in ("first", "second", "third")] == [True, False, True]
    assert cache.bytes == 200


def test_a_page_of_another_version_is_not_given_and_takes_no_room_twice() -> None:
    cache = PageCache()
    cache.keep(("page",), kept(100, "1"))

    assert cache.find(("page",), "2") is None
    cache.keep(("page",), kept(50, "2"))

    assert (cache.find(("page",), "2"), cache.bytes) == (kept(50, "2"), 50)


async def test_every_commit_gives_another_version_and_reading_none(database: str) -> None:
    first = await engine().version()
    await execute("SELECT COUNT(*) FROM consultation")
    after_reading = await engine().version()
    async with transaction():
        await make_consultation()
        in_the_middle = await engine().version()
    after_writing = await engine().version()

    assert (after_reading, in_the_middle) == (first, first)
    assert after_writing != first


async def test_what_another_process_commits_gives_another_version(database: str) -> None:
    consultation = await make_consultation()
    before = await engine().version()

    await _rename_from_outside(database)

    assert await engine().version() != before
    assert (await execute("SELECT title FROM consultation WHERE id = {}", consultation))[0]["title"] == "Renamed"


async def _rename_from_outside(url: str) -> None:
    """Through the driver alone, on a connection of its own."""
    rename = "UPDATE consultation SET title = 'Renamed'"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
            connection.execute(rename)
        return
    postgres = await asyncpg.connect(url)
    await postgres.execute(rename)
    await postgres.close()
