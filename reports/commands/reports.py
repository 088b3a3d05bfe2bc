"""`gensvar reports`: every report of a year, in every language, into one folder; what is right there already is not made again."""

import asyncio
import sys
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from feedback.translation import LANGUAGES
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from reports.facts import Facts

#: What was made in a folder, and from what.
RECORD = "reports.json"


@dataclass(frozen=True)
class Record:
    """The SHA-256 of each file by its name, and what they were `made_from`: files made from anything else are made anew."""

    made_from: str = ""
    files: dict[str, str] = field(default_factory=dict)


@click.command()
@click.option("--year", required=True, type=click.IntRange(1900, 9999), help="The year to report on.")
@click.option(
    "--lang", "languages", multiple=True, type=click.Choice(list(LANGUAGES)), help="Only this language. [all of them]"
)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="How things stand on this day. [today]"
)
@click.option("--out", required=True, metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
def reports(year: int, languages: tuple[str, ...], as_of: datetime | None, out: Path) -> None:
    """Write the report of a year and the follow-up report of each of its consultations, in every language, to a FOLDER.

    Interrupted, it goes on where it was: a file that is whole and made from the same data and day is not made again.
    """
    today = as_of.date() if as_of else date.today()
    facts = asyncio.run(_facts(today))
    try:
        out.mkdir(parents=True, exist_ok=True)
        made, kept = _write(facts, year, [it for it in LANGUAGES if it in languages or not languages], out, today)
    except OSError as error:
        raise click.ClickException(
            _("%(file)s cannot be written: %(reason)s.", file=out, reason=error.strerror)
        ) from error
    click.echo(_("Reports made: %(made)s. There already: %(kept)s.", made=made, kept=kept))


async def _facts(today: date) -> "Facts":
    from feedback.database import open_database
    from feedback.translation import DEFAULT_LANGUAGE, speaking
    from reports.issuing import read_facts

    async with open_database():
        with speaking(DEFAULT_LANGUAGE):
            return await read_facts(today=today)


def _write(facts: "Facts", year: int, languages: list[str], folder: Path, today: date) -> tuple[int, int]:
    """How many files were made, and how many were right already."""
    from reports.order_making import made_file, planned_files

    source = _made_from(facts, today)
    record = _read(folder)
    files = record.files if record.made_from == source else {}
    planned = planned_files(facts, languages, year=year)
    made = 0
    with click.progressbar(planned, label=_("Writing the reports"), file=sys.stderr, width=30) as bar:
        for file in bar:
            path = folder / file.name
            if files.get(file.name) == _hash_of(path):
                continue
            content = made_file(facts, file, today)
            _put(path, content)
            files[file.name] = sha256(content).hexdigest()
            _put(folder / RECORD, msgspec.json.format(msgspec.json.encode(Record(source, files)), indent=1) + b"\n")
            made += 1
    return made, len(planned) - made


def _made_from(facts: "Facts", today: date) -> str:
    """One hash of the data, the day, and what else the bytes depend on."""
    from feedback.settings import settings

    parts = (facts, today, settings().threshold, repr(settings().look), version("gensvar"))
    return sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()


def _read(folder: Path) -> Record:
    try:
        return msgspec.json.decode((folder / RECORD).read_bytes(), type=Record)
    except (FileNotFoundError, msgspec.DecodeError):
        return Record()


def _hash_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else "none"


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    beside = path.with_name(f"{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)
