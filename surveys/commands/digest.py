"""`gensvar digest`: fold the responses that have come in into tallies and statements."""

import asyncio

import click

from feedback.database import open_database
from feedback.translation import ngettext
from surveys import digest as digesting


@click.command()
@click.option("--batch", default=digesting.BATCH, show_default=True, type=click.IntRange(1, 5000), help="At a time.")
def digest(batch: int) -> None:
    """Count the responses that are not counted yet. It may be stopped at any time, and go on later."""
    done = asyncio.run(_digest(batch))
    click.echo(ngettext("%(n)s response was digested.", "%(n)s responses were digested.", done))


async def _digest(batch: int) -> int:
    async with open_database():
        waiting = sum((await digesting.undigested()).values())
        with click.progressbar(length=waiting) as bar:
            return await digesting.digest(batch=batch, progress=bar.update)
