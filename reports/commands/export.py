"""`gensvar export`: all that can be handed on, as CSV files or one JSON file."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedback.translation import DEFAULT_LANGUAGE, speaking
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from reports.extracts import Row


@click.command()
@click.option("--out", required=True, metavar="FOLDER|FILE.json", type=click.Path(path_type=Path))
def export(out: Path) -> None:
    """Write consultations, questions, points, themes, codings, issues with their entries, commitments with slips and
    public evidence, and tallies of surveys: to one FILE.json, or as CSV files to a FOLDER.

    Small numbers are hidden as in reports. Left out: single responses and what was written in them, invitations and
    e-mail addresses, officers, documents, and places where somebody could be identified.
    """
    with click.progressbar(length=2, label=_("Exporting"), file=sys.stderr) as bar:
        tables = asyncio.run(_tables())
        bar.update(1)
        try:
            written = _write_json(tables, out) if out.suffix == ".json" else _write_folder(tables, out)
        except OSError as error:
            raise click.ClickException(
                _("%(file)s cannot be written: %(reason)s.", file=out, reason=error.strerror)
            ) from error
        bar.update(1)
    for file in written:
        click.echo(file)


async def _tables() -> "dict[str, list[Row]]":
    from feedback.database import open_database
    from feedback.issues import followed_issues
    from feedback.settings import settings
    from reports.extracts import extract
    from reports.issuing import read_facts

    # The same extract whatever the terminal speaks.
    async with open_database():
        with speaking(DEFAULT_LANGUAGE):
            facts = await read_facts(today=date.today())
        logs = {str(issue.id): issue.log for issue in await followed_issues()}
    return extract(facts, logs, threshold=settings().threshold)


def _write_json(tables: "Mapping[str, Sequence[Row]]", out: Path) -> list[Path]:
    import msgspec

    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(msgspec.json.format(msgspec.json.encode(tables), indent=1) + b"\n")
    return [out]


def _write_folder(tables: "Mapping[str, Sequence[Row]]", out: Path) -> list[Path]:
    from reports.exports import rows_csv

    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, rows in tables.items():
        file = out / f"{name}.csv"
        file.write_bytes(rows_csv(rows).encode())
        written.append(file)
    return written
