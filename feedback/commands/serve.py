"""`gensvar serve`: bring the database up to date, then answer on a port until stopped."""

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
