"""`gensvar check-links`: try the links that are evidence."""

import asyncio

import click

from feedback.database import open_database
from feedback.link_checks import Round
from feedback.translation import ngettext


@click.command("check-links")
def check_links() -> None:
    """Try each link that is evidence and was not tried for a week. The site does so by itself, once an hour."""
    done = asyncio.run(_check())
    click.echo(ngettext("%(n)s link was tried.", "%(n)s links were tried.", done.tried))
    if done.broken:
        click.echo(ngettext("%(n)s link does not work.", "%(n)s links do not work.", done.broken))


async def _check() -> Round:
    from feedback import link_checks

    async with open_database():
        return await link_checks.check_links()
