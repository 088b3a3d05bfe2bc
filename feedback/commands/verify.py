"""`gensvar verify`: prove that nothing was changed in the logs, or removed from them."""

import asyncio
import re
import sys

import click

from feedback.database import open_database
from feedback.log_chain import Head, head
from feedback.log_verification import find_faults
from feedback.translation import gettext as _
from feedback.translation import ngettext


def read_head(_context: click.Context, _option: click.Parameter, value: str | None) -> Head | None:
    """A head as the command prints it, `NUMBER:HASH`; a usage error where it is none."""
    if value is None:
        return None
    match = re.fullmatch(r"(\d{1,9}):([0-9a-f]{64})", value.strip().lower(), re.ASCII)
    if match is None:
        raise click.BadParameter(_("write it as the command prints it: a number, a colon and 64 digits and letters."))
    return Head(int(match[1]), match[2])


@click.command()
@click.option(
    "--expect",
    metavar="NUMBER:HASH",
    callback=read_head,
    help="A head that was noted earlier: all before it must still be there.",
)
def verify(expect: Head | None) -> None:
    """Prove that nothing was changed in the logs, or removed from them; prints the head to note."""
    if faults := asyncio.run(_verify(expect)):
        click.echo(ngettext("%(n)s fault was found.", "%(n)s faults were found.", faults), err=True)
        sys.exit(1)


async def _verify(expect: Head | None) -> int:
    faults = 0
    async with open_database():
        there = await head()  # first, so that it is proved by what is read after it
        async for fault in find_faults(expect):
            faults += 1
            click.echo(f"{fault.log} {fault.id}: {fault.what}")
    if not faults:
        click.echo(ngettext("%(n)s entry, nothing changed.", "%(n)s entries, nothing changed.", there.number))
        click.echo(str(there))
    return faults
