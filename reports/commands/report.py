"""`gensvar report`: a follow-up report or a yearly report as PDF, at the command line."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from feedback.consultations import ListedConsultation
from feedback.errors import NotFound
from feedback.translation import LANGUAGES
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from reports.document import Document


@click.command()
@click.argument("consultation", required=False)
@click.option("--year", type=click.IntRange(1900, 9999), help="Write the yearly report of this year instead.")
@click.option("--lang", "language", type=click.Choice(list(LANGUAGES)), default="sv", show_default=True)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="How things stand on this day. [today]"
)
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
def report(consultation: str | None, year: int | None, language: str, as_of: datetime | None, out: Path) -> None:
    """Write the follow-up report of CONSULTATION, or of a year, as a PDF file.

    CONSULTATION is its id, the id's first characters, or its date. The same data and day give the same bytes.
    """
    if (consultation is None) == (year is None):
        raise click.UsageError(_("Give either a consultation or --year."))
    today = as_of.date() if as_of else date.today()
    content = asyncio.run(_make(consultation, year, language=language, today=today))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(
            _("%(file)s cannot be written: %(reason)s.", file=out, reason=error.strerror)
        ) from error
    click.echo(out)


async def _make(consultation: str | None, year: int | None, *, language: str, today: date) -> bytes:
    from feedback.database import open_database
    from reports.pdf.building import pdf

    with click.progressbar(length=2, label=_("Writing the report"), file=sys.stderr) as bar:
        async with open_database():
            document = await _document(consultation, year, language=language, today=today)
        bar.update(1)
        content = pdf(document)
        bar.update(1)
    return content


async def _document(consultation: str | None, year: int | None, *, language: str, today: date) -> "Document":
    from feedback.consultations import list_consultations
    from reports.issuing import follow_up_document, yearly_document

    if consultation is None:
        return await yearly_document(year or today.year, language=language, today=today)
    chosen = the_consultation(await list_consultations(), consultation)
    return await follow_up_document(chosen, language=language, today=today)


def the_consultation(listed: Sequence[ListedConsultation], given: str) -> UUID:
    """The consultation of this date, or whose id begins so. Raises `NotFound` where there is none, or more than one."""
    found = [each.id for each in listed if given and given in (each.date, str(each.id))]
    found = found or [each.id for each in listed if given and str(each.id).startswith(given.lower())]
    if not found:
        raise NotFound(_("There is no consultation with the id or date %(given)s.", given=given))
    if len(found) > 1:
        raise NotFound(_("More than one consultation has the id or date %(given)s. Give the id.", given=given))
    return found[0]
