"""Either engine keeps what was committed and forgets the rest; the database opens and closes in every event loop."""

# What raises here stands inside a transaction, and the tests' own folder may be read while the loop waits.
# ruff: noqa: PT012, ASYNC240

import asyncio
import contextvars
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from feedback.database import (
    DatabaseError,
    engine_from_url,
    execute,
    is_unique_violation,
    open_database,
    savepoint,
    snapshot,
    transaction,
    use_database,
)
from feedback.settings import SettingsError
from feedback.sqlite_engine import PooledSQLite
from feedback.tables import Officer
from tests.factories import make_consultation
from tests.feedback.families import INTEGRITY_ERRORS, names

# What is written


async def test_transaction_commits_all_of_it(family: None) -> None:
    async with transaction():
        await execute("INSERT INTO child (id, name) VALUES ({}, {})", 1, "Åsa")
        await execute("INSERT INTO child (id, name) VALUES ({}, {})", 2, "Örn {}")

    assert await names() == ["Åsa", "Örn {}"]


async def test_transaction_that_raises_leaves_nothing(family: None) -> None:
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await execute("INSERT INTO child (id, name) VALUES (1, 'Åsa')")
            raise ZeroDivisionError

    assert await names() == []


async def test_transaction_inside_another_is_a_part_of_it(family: None) -> None:
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            async with transaction():
                await execute("INSERT INTO child (id, name) VALUES (1, 'Åsa')")
            assert await names() == ["Åsa"]
            raise ZeroDivisionError

    assert await names() == []


async def test_savepoint_that_raises_leaves_the_transaction_usable(family: None) -> None:
    async with transaction():
        await execute("INSERT INTO child (id, name) VALUES (1, 'Åsa')")
        with pytest.raises(INTEGRITY_ERRORS):
            async with savepoint():
                await execute("INSERT INTO child (id, name) VALUES (2, 'Örn')")
                await execute("INSERT INTO child (id, name) VALUES (1, 'Åsa')")
        async with savepoint():
            await execute("INSERT INTO child (id, name) VALUES (3, 'Ida')")

    assert await names() == ["Åsa", "Ida"]


async def test_savepoint_without_a_transaction_is_one(family: None) -> None:
    with pytest.raises(ZeroDivisionError):
        async with savepoint():
            await execute("INSERT INTO child (id, name) VALUES (1, 'Åsa')")
            raise ZeroDivisionError
    async with savepoint():
        await execute("INSERT INTO child (id, name) VALUES (2, 'Örn')")

    assert await names() == ["Örn"]


async def test_transaction_by_fifty_tasks_at_once_loses_nothing(family: None) -> None:
    await execute("INSERT INTO child (id, name) VALUES (0, '0')")

    async def count_up(number: int) -> None:
        async with transaction():
            await execute("UPDATE child SET name = CAST(CAST(name AS INTEGER) + 1 AS TEXT) WHERE id = 0")
            await execute("INSERT INTO child (id, name) VALUES ({}, {})", number, str(number))

    await asyncio.gather(*(count_up(number) for number in range(1, 51)))

    assert await names() == ["50", *(str(number) for number in range(1, 51))]


async def test_insert_by_fifty_tasks_at_once_loses_nothing(database: str) -> None:
    async def add(number: int) -> None:
        await Officer(email=f"{number:02}@department.example", name="A", password_hash="").save()

    await asyncio.gather(*(add(number) for number in range(50)))

    emails = await Officer.select(Officer.email).order_by(Officer.email).output(as_list=True)
    assert emails == [f"{number:02}@department.example" for number in range(50)]


async def test_insert_gives_back_the_same_types(database: str) -> None:
    id, at = UUID(int=7), datetime(2024, 5, 1, 12, 30, tzinfo=UTC)

    await Officer(id=id, email="a@b.example", name="Å", password_hash="", created_at=at, is_active=False).save()

    officer = await Officer.objects().get(Officer.id == id)
    assert officer is not None
    assert (officer.id, officer.created_at, officer.is_active, officer.name) == (id, at, False, "Å")


async def test_execute_with_nul_in_a_text_is_refused(family: None) -> None:
    with pytest.raises((sqlite3.DataError, asyncpg.DataError)):
        await execute("INSERT INTO child (id, name) VALUES (1, {})", "before\0after")

    assert await names() == []


async def test_is_unique_violation_tells_it_from_other_errors(family: None) -> None:
    await execute("INSERT INTO child (id) VALUES (1)")
    with pytest.raises(INTEGRITY_ERRORS) as same_key:
        await execute("INSERT INTO child (id) VALUES (1)")
    with pytest.raises(INTEGRITY_ERRORS) as no_mother:
        await execute("INSERT INTO child (id, mother) VALUES (2, 99)")

    assert is_unique_violation(same_key.value) is True
    assert is_unique_violation(no_mother.value) is False
    assert is_unique_violation(ValueError()) is False


# Opening and closing


def test_open_database_works_in_one_event_loop_after_another(database_url: str) -> None:
    async def add(first: int) -> int:
        async with open_database():
            officers = [Officer(email=f"{first + n}@b.example", name="A", password_hash="") for n in range(20)]
            await asyncio.gather(*(officer.save() for officer in officers))
            return await Officer.count()

    assert [asyncio.run(add(first)) for first in (0, 20, 40)] == [20, 40, 60]


async def test_open_database_that_is_open_joins_it(database: str) -> None:
    async with open_database():
        await Officer(email="a@b.example", name="A", password_hash="").save()

    assert await Officer.count() == 1


async def test_open_database_while_another_is_open_is_refused(sqlite_database: str, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="Another database is open"):
        async with open_database(f"sqlite:///{tmp_path}/other.sqlite"):
            pass


async def test_query_without_open_database_says_so(database_url: str) -> None:
    use_database(database_url)

    for query in (Officer.count(), execute("SELECT 1"), execute("DELETE FROM officer")):
        with pytest.raises(RuntimeError, match="not open"):
            await query
    with pytest.raises(RuntimeError, match="not open"):
        transaction()


async def test_query_from_another_event_loop_says_so(sqlite_database: str) -> None:
    with pytest.raises(RuntimeError, match="another event loop"):
        await asyncio.to_thread(asyncio.run, execute("SELECT 1"))


async def test_open_database_leaves_no_thread_and_no_log(sqlite_url: str, tmp_path: Path) -> None:
    async with open_database():
        await asyncio.gather(*(Officer.count() for _ in range(20)))
        await Officer(email="a@b.example", name="A", password_hash="").save()
        assert any(thread.name.startswith("sqlite") for thread in threading.enumerate())

    assert not any(thread.name.startswith("sqlite") for thread in threading.enumerate())
    assert [file.name for file in tmp_path.iterdir()] == ["gensvar.sqlite"]


async def test_open_database_makes_the_file_for_its_owner_alone(tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path}/new folder/gensvar.sqlite"):
        await execute("CREATE TABLE mother (id INTEGER PRIMARY KEY)")

    assert (tmp_path / "new folder" / "gensvar.sqlite").stat().st_mode & 0o777 == 0o600


async def test_open_database_of_a_file_that_is_none_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("This is not a database, however long the text may be. " * 100)

    with pytest.raises(DatabaseError, match="file is not a database"):
        async with open_database(f"sqlite:///{tmp_path}/notes.txt"):
            pass


async def test_open_database_without_a_server_says_so_without_the_password() -> None:
    with pytest.raises(DatabaseError, match="cannot be opened") as raised:
        async with open_database("postgresql://me:sesame@127.0.0.1:1/gensvar"):
            pass

    assert "sesame" not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["", "sqlite:", "sqlite:///", "sqlite://host/file", "mysql://host/gensvar", "gensvar.sqlite"]
)
def test_engine_from_url_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        engine_from_url(url)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/gensvar.sqlite", "data/gensvar.sqlite"),
        ("sqlite:////srv/a%20b.sqlite", "/srv/a b.sqlite"),
    ],
)
def test_engine_from_url_of_a_file_finds_it(url: str, path: str) -> None:
    engine = engine_from_url(url)

    assert isinstance(engine, PooledSQLite)
    assert engine.path == path


async def test_a_snapshot_reads_what_was_there_when_it_began_and_holds_nobody_up(database: str) -> None:
    async def write() -> None:
        await make_consultation(title="Later")

    await make_consultation(title="Before")
    async with snapshot():
        # Outside of the snapshot, as another request.
        await asyncio.get_running_loop().create_task(write(), context=contextvars.Context())
        inside = {row["title"] for row in await execute("SELECT title FROM consultation")}
    outside = {row["title"] for row in await execute("SELECT title FROM consultation")}

    assert (inside, outside) == ({"Before"}, {"Before", "Later"})


async def test_nothing_is_written_in_a_snapshot(database: str) -> None:
    with pytest.raises((sqlite3.OperationalError, asyncpg.PostgresError)):
        async with snapshot():
            await make_consultation()

    assert await execute("SELECT title FROM consultation") == []
    async with snapshot(), snapshot():  # one inside of another is the same
        assert await execute("SELECT title FROM consultation") == []
