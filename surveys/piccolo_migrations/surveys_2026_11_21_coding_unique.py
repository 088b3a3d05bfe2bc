"""Unique indexes over several columns, by hand: Piccolo's own composite constraint fails on SQLite."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from feedback.database import execute

ID = "2026-11-21T22:30:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Unique indexes over several columns"

UNIQUE_TOGETHER = (
    ("statement_issue", "statement, issue"),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="surveys", description=DESCRIPTION)
    manager.add_raw(create_indexes)
    manager.add_raw_backwards(drop_indexes)
    return manager


async def create_indexes() -> None:
    for table, columns in UNIQUE_TOGETHER:
        await execute(f"CREATE UNIQUE INDEX IF NOT EXISTS {table}_unique_together ON {table} ({columns})")


async def drop_indexes() -> None:
    for table, _columns in UNIQUE_TOGETHER:
        await execute(f"DROP INDEX IF EXISTS {table}_unique_together")
