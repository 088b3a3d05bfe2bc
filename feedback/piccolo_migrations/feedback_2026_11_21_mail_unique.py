"""The unique index of the outbox, by hand: Piccolo's own composite constraint fails on SQLite."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from feedback.database import execute

ID = "2026-11-21T14:10:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "A thing is mailed about once for each kind of mail"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="feedback", description=DESCRIPTION)
    manager.add_raw(create_index)
    manager.add_raw_backwards(drop_index)
    return manager


async def create_index() -> None:
    await execute("CREATE UNIQUE INDEX IF NOT EXISTS mail_unique_together ON mail (kind, about)")


async def drop_index() -> None:
    await execute("DROP INDEX IF EXISTS mail_unique_together")
