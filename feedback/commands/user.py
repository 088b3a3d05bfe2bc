"""`gensvar user add`: officers' accounts are made by whoever runs the service."""

import asyncio

import click

from feedback import accounts
from feedback.database import open_database
from feedback.translation import gettext as _


@click.group()
def user() -> None:
    """Officers who may sign in."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The officer's name, as colleagues see it in the log.")
@click.password_option(help="At least twelve characters; asked for when it is not given.")
def add(email: str, name: str, password: str) -> None:
    """Add an officer with this e-mail address."""

    async def work() -> None:
        async with open_database():
            await accounts.add_officer(email=email, name=name, password=password)

    asyncio.run(work())
    click.echo(_("%(email)s can sign in now.", email=email))
