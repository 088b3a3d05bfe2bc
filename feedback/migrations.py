"""Bringing the database up to the tables of this version: all migrations of all packages, or none of them."""

import io
from contextlib import redirect_stdout
from datetime import UTC, datetime

from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager
from piccolo.apps.migrations.tables import Migration

from feedback.database import database, execute, transaction
from feedback.errors import ServiceError
from feedback.follow_up_tables import IssueSummary, LogLink
from feedback.issue_commitments import is_any_logged, log_unlogged
from feedback.issue_upkeep import refresh_every_issue
from feedback.log_chain import link_unlinked
from feedback.translation import gettext as _

# Any number will do, as long as every process uses the same one: "gens" in ASCII.
_LOCK = 0x67656E73


class MigrationError(ServiceError):
    """The tables could not be brought up to date; they are as they were."""


async def migrate() -> list[str]:
    """Run what has not been run yet, on the open database; returns the names of what was run, in order. Raises `MigrationError`.

    One transaction holds all of it and the record of it, so that two processes that start together take turns.
    """
    applied: list[str] = []
    async with transaction():
        if database().engine_type == "postgres":
            await execute("SELECT pg_advisory_xact_lock({})", _LOCK)
        has_chain = await LogLink.table_exists()
        has_summaries = await IssueSummary.table_exists()
        for app_name in BaseMigrationManager().get_sorted_app_names():
            applied += await _migrate_app(app_name)
        if not has_chain:  # only then: a row without a link that is found later was not written by this program
            await link_unlinked()
        if not has_summaries:
            await refresh_every_issue()
        if not await is_any_logged():  # as with the chain: later a link that no log knows is to be found
            await log_unlogged(datetime.now(UTC))
    return applied


async def _migrate_app(app_name: str) -> list[str]:
    manager = ForwardsMigrationManager(app_name=app_name)
    try:
        await manager.create_migration_table()
        before = set(await Migration.get_migrations_which_ran(app_name))
        # Piccolo prints as it goes; what was done is for the caller to tell.
        with redirect_stdout(io.StringIO()):
            await manager.run()
    except Exception as error:
        raise MigrationError(
            _("The tables of %(package)s could not be brought up to date: %(reason)s.", package=app_name, reason=error)
        ) from error
    after = await Migration.get_migrations_which_ran(app_name)
    folder = manager.get_app_config(app_name=app_name).resolved_migrations_folder_path
    modules = manager.get_migration_modules(folder)
    return [f"{app_name}: {modules[name].DESCRIPTION}" for name in sorted(set(after) - before)]
