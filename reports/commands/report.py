"""`gensvar report`: a follow-up report or a yearly report as a file, at the command line."""

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
from reports.commands.report_checks import diff, verify
from reports.report_forms import ReportForm

if TYPE_CHECKING:
    from reports.frozen_facts import ReportSubject

#: A file that is there.
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("consultation", required=False)
@click.option("--year", type=click.IntRange(1900, 9999), help="Write the yearly report of this year instead.")
@click.option("--lang", "language", type=click.Choice(list(LANGUAGES)), default="sv", show_default=True)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="How things stand on this day. [today]"
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in ReportForm]),
    default=ReportForm.PDF.value,
    show_default=True,
    help="What to write: the whole report, or as PDF: easy to read on two pages, or a poster.",
)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--verify", "checked", metavar="FILE", type=FILE, help="Check a published report: its PDF or its figures."
)
@click.option("--diff", "compared", nargs=2, metavar="A B", type=FILE, help="Which figures of B are not those of A.")
@click.pass_context
def report(
    ctx: click.Context,
    consultation: str | None,
    year: int | None,
    language: str,
    as_of: datetime | None,
    form: str,
    out: Path | None,
    checked: Path | None,
    compared: tuple[Path, Path] | None,
) -> None:
    """Write the follow-up report of CONSULTATION, or of a year, to a file.

    CONSULTATION is its id, the id's first characters, or its date. The same data and day give the same bytes.

    With --verify or --diff nothing is written. They end with 0 where all is equal, 1 where something differs, and 2 where a
    file is none of a report.
    """
    if checked:
        ctx.exit(verify(checked))
    if compared:
        ctx.exit(diff(*compared))
    if out is None:
        raise click.UsageError(_("Say with --out where the report is to be written."))
    if (consultation is None) == (year is None):
        raise click.UsageError(_("Give either a consultation or --year."))
    today = as_of.date() if as_of else date.today()
    content = asyncio.run(_make(consultation, year, ReportForm(form), language=language, today=today))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(
            _("%(file)s cannot be written: %(reason)s.", file=out, reason=error.strerror)
        ) from error
    click.echo(out)


async def _make(consultation: str | None, year: int | None, form: ReportForm, *, language: str, today: date) -> bytes:
    from feedback.database import open_database
    from reports.downloads import issued_file, public_address
    from reports.issuing import read_facts

    with click.progressbar(length=2, label=_("Writing the report"), file=sys.stderr) as bar:
        async with open_database():
            about = await _about(consultation, year)
            facts = await read_facts(today=today)
            address = await public_address(about)
        bar.update(1)
        written = issued_file(facts, about, form, language=language, today=today, address=address)
        bar.update(1)
    return written.content


async def _about(consultation: str | None, year: int | None) -> "ReportSubject":
    from feedback.consultations import list_consultations
    from reports.frozen_facts import ReportSubject

    if consultation is None:
        return ReportSubject(year=year)
    return ReportSubject(str(the_consultation(await list_consultations(), consultation)))


def the_consultation(listed: Sequence[ListedConsultation], given: str) -> UUID:
    """The consultation of this date, or whose id begins so. Raises `NotFound` where there is none, or more than one."""
    found = [each.id for each in listed if given and given in (each.date, str(each.id))]
    found = found or [each.id for each in listed if given and str(each.id).startswith(given.lower())]
    if not found:
        raise NotFound(_("There is no consultation with the id or date %(given)s.", given=given))
    if len(found) > 1:
        raise NotFound(_("More than one consultation has the id or date %(given)s. Give the id.", given=given))
    return found[0]
