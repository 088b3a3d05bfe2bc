"""`gensvar codebook import` and `export`: the themes of a file become the code book, or change it; and the code book as a file."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import click

from feedback.errors import ServiceError
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES
from feedback.translation import gettext as _

_NAMES_IN = click.Choice(list(LANGUAGES))


@click.group()
def codebook() -> None:
    """The code book: the themes that points and answers are coded with."""


@codebook.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--language", type=_NAMES_IN, default=DEFAULT_LANGUAGE, help="The language of names, where the file does not say."
)
def import_file(file: Path, language: str) -> None:
    """Add the themes of a FILE; a theme that exists gets the file's wording, and others stay.

    The file is JSON or CSV as exported here, or a REFI-QDA code book (.qdc). JSON is a list of objects with id, label_sv (or
    another language), definition, keywords and examples.
    """
    from feedback.codebook_files import read_themes
    from feedback.codebooks import import_themes
    from feedback.database import open_database

    async def work() -> str:
        async with open_database():
            done = await import_themes(read_themes(content, language=language), now=datetime.now(UTC))
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


@codebook.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", type=_NAMES_IN, default=DEFAULT_LANGUAGE, help="The language of the names in a .qdc file.")
def export_file(file: Path, language: str) -> None:
    """Write the code book to a FILE: .json, .csv, or .qdc for programs that analyse texts."""
    from feedback.codebook_files.csv_files import write_csv
    from feedback.codebook_files.json_files import write_json
    from feedback.codebook_files.qdc_files import write_qdc
    from feedback.codebooks import themes_in_use
    from feedback.database import open_database

    async def work() -> bytes:
        async with open_database():
            themes = await themes_in_use()
        match file.suffix.lower():
            case ".csv":
                return write_csv(themes)
            case ".qdc":
                return write_qdc(themes, language=language)
        return write_json(themes)

    if file.suffix.lower() not in (".json", ".csv", ".qdc"):
        raise click.ClickException(_("%(file)s: the name must end in .json, .csv or .qdc.", file=file))
    try:
        file.write_bytes(asyncio.run(work()))
    except OSError as error:
        raise click.ClickException(
            _("%(file)s cannot be written: %(reason)s.", file=file, reason=error.strerror)
        ) from error
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
