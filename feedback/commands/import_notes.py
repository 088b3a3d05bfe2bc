"""`gensvar import`: notes files become consultations under review."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from feedback.errors import ServiceError
from feedback.translation import gettext as _


@click.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_notes(files: tuple[Path, ...]) -> None:
    """Import notes files in this order; prints each consultation's id and title.

    A file that cannot be read is named with the reason, and the rest is imported; the exit code is then 1.
    """
    try:
        failed = asyncio.run(_import_all(files))
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    sys.exit(1 if failed else 0)


async def _import_all(files: tuple[Path, ...]) -> int:
    from feedback.database import open_database

    answers: list[tuple[bool, str]] = []
    async with open_database():
        with click.progressbar(files, label=_("Importing"), file=sys.stderr) as bar:
            for file in bar:
                answers.append(await _import_one(file))  # noqa: PERF401  (the bar moves on after each)
    for succeeded, line in answers:
        click.echo(line, err=not succeeded)
    return sum(not succeeded for succeeded, _line in answers)


async def _import_one(file: Path) -> tuple[bool, str]:
    from feedback.consultations import import_document
    from feedback.notes.unreadable import Unreadable

    try:
        result = await import_document(file.name, content=_bytes_of(file), officer_id=None, now=datetime.now(UTC))
    except OSError as error:
        return False, _("%(file)s: the file cannot be opened (%(reason)s).", file=file, reason=error.strerror)
    except Unreadable as error:
        return False, f"{file}: {error}"
    if result.is_new:
        return True, f"{result.id}  {result.title}"
    return True, _("%(id)s  %(title)s (imported before)", id=result.id, title=result.title)


def _bytes_of(file: Path) -> bytes:
    from feedback.notes.unreadable import MAX_BYTES

    # One byte more than is accepted is enough to be refused; the rest is not taken into memory.
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)
