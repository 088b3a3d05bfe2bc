"""`gensvar migrate`: bring the database up to date with this version."""

import asyncio

import click

from feedback.database import open_database
from feedback.errors import ServiceError
from feedback.migrations import migrate as run_migrations
from feedback.translation import gettext as _


@click.command()
def migrate() -> None:
    """Bring the database up to date with this version."""
    migrate_and_tell()


def migrate_and_tell() -> None:
    """Run the migrations and print each; raises `click.ClickException` with one clear line when that fails."""
    try:
        applied = asyncio.run(_migrate())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    for name in applied:
        click.echo(_("Done: %(name)s", name=name))
    if not applied:
        click.echo(_("The database is up to date."))


async def _migrate() -> list[str]:
    async with open_database():
        return await run_migrations()
