"""`gensvar serve`: bring the database up to date, then answer on a port until stopped."""

import os
import socket

import click
from granian import Granian
from granian.constants import Interfaces

from feedback.commands.migrate import migrate_and_tell
from feedback.database import database
from feedback.translation import gettext as _


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes; one on SQLite.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the site."""
    migrate_and_tell()
    # Processes that write to one SQLite file wait for each other with the whole site standing still.
    if workers > 1 and database().engine_type == "sqlite":
        raise click.ClickException(_("Several workers need PostgreSQL: SQLite is served by one."))
    _must_be_free(host, port)
    # No access log: a line of it would hold a participant's address beside the link of an answer.
    Granian(
        "feedback.app:create_app",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        factory=True,
        log_access=False,
    ).serve()


def _must_be_free(host: str, port: int) -> None:
    # Granian shares a port with whoever has it already, and panics where it may not.
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise click.ClickException(
            _(
                "The site cannot be served at %(host)s, port %(port)s: %(reason)s.",
                host=host,
                port=port,
                reason=os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror,
            )
        ) from error
