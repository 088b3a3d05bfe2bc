"""`gensvar refresh-issues`: make anew what is kept beside issues for lists and searches."""

import asyncio

import click

from feedback.database import open_database
from feedback.errors import ServiceError
from feedback.translation import gettext as _


@click.command("refresh-issues")
def refresh_issues() -> None:
    """Make the summaries and search words of all issues anew; their logs and points stay as they are."""
    try:
        asyncio.run(_refresh())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    click.echo(_("The summaries and search words of all issues are made anew."))


async def _refresh() -> None:
    from feedback.issue_upkeep import refresh_every_issue

    async with open_database():
        await refresh_every_issue()
