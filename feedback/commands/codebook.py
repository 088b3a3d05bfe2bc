"""`gensvar codebook import`: the themes of a file become the code book, or change it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import click

from feedback.errors import ServiceError
from feedback.translation import gettext as _


@click.group()
def codebook() -> None:
    """The code book: the themes that points and answers are coded with."""


@codebook.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_file(file: Path) -> None:
    """Add the themes of a JSON FILE; a theme that exists gets the file's wording, and others stay.

    The file is a list of objects with id, label_sv (or another language), definition and keywords.
    """
    from feedback.codebooks import import_codebook, read_codebook
    from feedback.database import open_database

    async def work() -> str:
        async with open_database():
            done = await import_codebook(read_codebook(content), now=datetime.now(UTC))
        return _("Themes added: %(added)s. Themes changed: %(changed)s.", added=done.added, changed=done.changed)

    try:
        content = file.read_bytes()
    except OSError as error:
        raise click.ClickException(
            _("%(file)s: the file cannot be opened (%(reason)s).", file=file, reason=error.strerror)
        ) from error
    try:
        click.echo(asyncio.run(work()))
    except ServiceError as error:
        raise click.ClickException(f"{file.name}: {error}") from error
