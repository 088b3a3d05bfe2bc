"""`gensvar retain`: close the surveys that are over, seal the anonymous ones, and take away what is no longer to be kept."""

import asyncio
from datetime import UTC, date, datetime

import click

from feedback.database import open_database
from feedback.translation import gettext as _
from surveys.worker import Kept, keep_promises


@click.command()
def retain() -> None:
    """Close surveys whose last day has passed, seal the anonymous ones, and remove what is no longer to be kept."""
    kept = asyncio.run(_retain())
    click.echo(
        _(
            "Closed: %(closed)s. Sealed: %(sealed)s. Without addresses now: %(addresses)s. Without answers now: %(answers)s.",
            closed=kept.closed,
            sealed=kept.sealed,
            addresses=kept.addresses,
            answers=kept.answers,
        )
    )


async def _retain() -> Kept:
    async with open_database():
        return await keep_promises(today=date.today(), now=datetime.now(UTC))
