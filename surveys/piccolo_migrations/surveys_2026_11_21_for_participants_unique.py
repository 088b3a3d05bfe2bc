"""Unique indexes of the tables that the migration before made, and the used invitations' mark without their day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from feedback.database import execute

ID = "2026-11-21T14:00:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Unique indexes of the participants' tables; used invitations without their day"

UNIQUE_TOGETHER = (
    ("survey_image", "survey, digest"),
    ("mail_template", "survey, kind, language"),
    ("invitation_mail", "invitation, kind, number"),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="surveys", description=DESCRIPTION)
    manager.add_raw(create_indexes)
    manager.add_raw(mark_used)
    manager.add_raw_backwards(drop_indexes)
    return manager


async def create_indexes() -> None:
    for table, columns in UNIQUE_TOGETHER:
        await execute(f"CREATE UNIQUE INDEX IF NOT EXISTS {table}_unique_together ON {table} ({columns})")


async def mark_used() -> None:
    """The day an invitation was used leads to the response of that day, so the mark takes its place."""
    await execute("UPDATE invitation SET is_used = true, used_on = NULL WHERE used_on IS NOT NULL")


async def drop_indexes() -> None:
    for table, _columns in UNIQUE_TOGETHER:
        await execute(f"DROP INDEX IF EXISTS {table}_unique_together")
