"""`gensvar refresh-issues`: make anew what is kept beside issues for lists and searches."""

import asyncio
from datetime import UTC, datetime

import click

from feedback.database import open_database
from feedback.errors import ServiceError
from feedback.translation import gettext as _
from feedback.translation import ngettext


@click.command("refresh-issues")
def refresh_issues() -> None:
    """Make the summaries and search words of all issues anew, and write links from before the log kept them into it."""
    try:
        logged = asyncio.run(_refresh())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    click.echo(_("The summaries and search words of all issues are made anew."))
    if logged:
        click.echo(
            ngettext(
                "%(n)s link between a commitment and an issue was in no log, and is now.",
                "%(n)s links between commitments and issues were in no log, and are now.",
                logged,
            )
        )


async def _refresh() -> int:
    from feedback.issue_commitments import log_unlogged
    from feedback.issue_upkeep import refresh_every_issue

    async with open_database():
        await refresh_every_issue()
        return await log_unlogged(datetime.now(UTC))
