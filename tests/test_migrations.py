"""The migrations make exactly the tables of the code, on either engine, wholly or not at all."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from piccolo.apps.migrations.commands.new import AutoMigrationManager
from piccolo.conf.apps import Finder
from piccolo.table import Table, create_db_tables, sort_table_classes

from feedback.commands.migrate import migrate as migrate_command
from feedback.commands.serve import serve
from feedback.database import database, execute, open_database
from feedback.migrations import MigrationError, migrate
from feedback.settings import settings
from tests.conftest import ENGINES
from tests.database import PostgresServer

APPS = Finder().get_app_registry().app_configs
TABLES = [table for app in APPS.values() for table in app.table_classes]
MIGRATIONS = sum(len(list(Path(app.resolved_migrations_folder_path).glob("*_2*.py"))) for app in APPS.values())
SQLITE_SCHEMA = {
    "columns": 'SELECT m.name AS tablename, c.name, c.type, c."notnull", c.dflt_value, c.pk '
    "FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
    "keys": 'SELECT m.name AS tablename, k."from", k."table", k."to", k.on_delete, k.on_update '
    "FROM sqlite_master m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table'",
    "indexes": "SELECT tbl_name AS tablename, name, sql FROM sqlite_master WHERE type = 'index'",
}
POSTGRES_SCHEMA = {
    "columns": "SELECT table_name AS tablename, column_name, data_type, character_maximum_length, is_nullable, "
    "column_default FROM information_schema.columns WHERE table_schema = 'public'",
    "keys": "SELECT conrelid::regclass::text AS tablename, pg_get_constraintdef(oid) AS definition "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname AS name, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a database without any table, which the settings name too; not open yet."""
    if request.param == "sqlite":
        server, url = None, f"sqlite:///{tmp_path}/empty.sqlite"
    else:
        server = request.getfixturevalue("postgresql_server")
        assert isinstance(server, PostgresServer)
        url = server.create("empty")
    monkeypatch.setenv("GENSVAR_DATABASE", url)
    settings.cache_clear()
    yield url
    settings.cache_clear()
    if server is not None:
        server.drop("empty")


@pytest.fixture
async def empty_database(empty_url: str) -> AsyncIterator[str]:
    """A database without any table, open."""
    async with open_database(empty_url):
        yield empty_url


async def schema() -> dict[str, list[str]]:
    """Every column, key and index of the service's tables, but for those indexes that the code of the tables cannot hold."""
    queries = SQLITE_SCHEMA if database().engine_type == "sqlite" else POSTGRES_SCHEMA
    found = {kind: await execute(sql) for kind, sql in queries.items()}
    return {kind: sorted(str(row) for row in rows if is_from_code(row)) for kind, rows in found.items()}


def is_from_code(row: dict[str, Any]) -> bool:
    is_ours = row["tablename"] in {table._meta.tablename for table in TABLES}
    return is_ours and not str(row.get("name")).endswith("_unique_together")


async def test_migrate_from_nothing_makes_the_tables_of_the_code(empty_database: str) -> None:
    await create_db_tables(*TABLES)
    expected = await schema()
    assert all(expected.values())
    for table in reversed(sort_table_classes(TABLES)):
        await table.alter().drop_table(if_exists=True)

    await migrate()

    assert await schema() == expected


@pytest.mark.parametrize("app_name", APPS)
async def test_migrations_leave_nothing_to_do(app_name: str) -> None:
    changes = await AutoMigrationManager().get_alter_statements(app_config=APPS[app_name])

    assert [statement for change in changes for statement in change.statements] == []


async def test_migrate_again_does_nothing(empty_database: str) -> None:
    first = await migrate()

    assert (first[0], await migrate()) == (
        "feedback: The first tables: documents, consultations, points, themes, issues, commitments",
        [],
    )


@pytest.mark.parametrize("table", [table for table in TABLES if "# unique together: " in (table.__doc__ or "")])
async def test_migrate_makes_every_index_over_several_columns(database: str, table: type[Table]) -> None:
    [line] = [line for line in (table.__doc__ or "").splitlines() if "# unique together: " in line]
    columns = line.partition(": ")[2].strip()

    found = {kind: row for kind, row in (await indexes()).items() if row.endswith("_unique_together")}

    assert found[f"{table._meta.tablename} ({columns})"] == f"{table._meta.tablename}_unique_together"


async def indexes() -> dict[str, str]:
    """The names of the unique indexes by what they are over."""
    if database().engine_type == "sqlite":
        rows = await execute(
            "SELECT name, sql AS definition FROM sqlite_master WHERE type = 'index' AND sql LIKE '%UNIQUE%'"
        )
    else:
        rows = await execute(
            "SELECT indexname AS name, replace(replace(indexdef, 'public.', ''), 'USING btree ', '') AS definition "
            "FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%UNIQUE%'"
        )
    return {row["definition"].partition(" ON ")[2]: row["name"] for row in rows}


async def test_migrate_that_fails_leaves_the_database_as_it_was(empty_database: str) -> None:
    await execute("CREATE TABLE statement_coding (id INTEGER PRIMARY KEY)")

    with pytest.raises(MigrationError, match="The tables of surveys could not be brought up to date"):
        await migrate()

    assert await schema_names() == {"statement_coding"}


async def schema_names() -> set[str]:
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
        "postgres": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    }
    return {row["name"] for row in await execute(queries[database().engine_type])}


def test_migrate_command_tells_what_it_did(empty_url: str) -> None:
    first = CliRunner().invoke(migrate_command)
    second = CliRunner().invoke(migrate_command)

    assert first.exit_code == 0
    assert first.output.splitlines()[0].endswith(
        "feedback: The first tables: documents, consultations, points, themes, issues, commitments"
    )
    assert (second.exit_code, len(second.output.splitlines())) == (0, 1)


def test_migrate_command_without_a_database_fails_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENSVAR_DATABASE", "postgresql://me:sesame@127.0.0.1:1/gensvar")
    settings.cache_clear()

    result = CliRunner().invoke(migrate_command)
    settings.cache_clear()

    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1
    assert result.output.startswith("Error: ")
    assert "sesame" not in result.output


def test_migrate_command_in_two_processes_at_once_runs_each_migration_once(empty_url: str) -> None:
    command = [sys.executable, "-c", "from feedback.commands.migrate import migrate; migrate()"]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]

    ended = [(process.communicate(timeout=60), process.returncode) for process in processes]

    assert [(returncode, errors) for (_, errors), returncode in ended] == [(0, ""), (0, "")]
    assert sorted(len(lines.splitlines()) for (lines, _), _ in ended) == [1, MIGRATIONS]


def test_serve_with_several_workers_on_sqlite_is_refused(sqlite_url: str) -> None:
    result = CliRunner().invoke(serve, ["--workers", "2"])

    assert result.exit_code == 1
    assert result.output.splitlines()[-1].startswith("Error: ")
