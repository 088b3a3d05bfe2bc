"""What `gensvar report --verify` and `--diff` print, and the code that they end with."""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedback.translation import gettext as _

if TYPE_CHECKING:
    from reports.edition_changes import Change, FiguresOfFile
    from reports.edition_checks import CheckedFile

EQUAL, DIFFERENT, NOT_OURS = 0, 1, 2
#: More than any report with its data; what is larger is not read.
LARGEST = 200_000_000  # bytes


def verify(file: Path) -> int:
    """Say whether the file is what was published, and which figures are counted otherwise now."""
    from reports.edition_changes import NotOurs

    content = _read(file)
    try:
        checked = asyncio.run(_check(content))
    except NotOurs:
        click.echo(_("%(file)s is no file of a report that was published here.", file=file), err=True)
        return NOT_OURS
    for line in _told(checked):
        click.echo(line)
    return EQUAL if checked.is_equal else DIFFERENT


def diff(before: Path, after: Path) -> int:
    """Say which figures differ between two files of reports."""
    from reports.edition_changes import changes_between

    old, new = _figures(before), _figures(after)
    if old is None or new is None:
        return NOT_OURS
    changes = changes_between(old.figures, new.figures)
    for line in _lines(changes) or [_("equal")]:
        click.echo(line)
    return DIFFERENT if changes else EQUAL


async def _check(content: bytes) -> "CheckedFile":
    from feedback.database import open_database
    from reports.edition_checks import check_file

    async with open_database():
        return await check_file(content)


def _figures(file: Path) -> "FiguresOfFile | None":
    from reports.edition_changes import NotOurs, figures_of_file

    try:
        return figures_of_file(_read(file))
    except NotOurs:
        click.echo(_("%(file)s holds no figures of a report.", file=file), err=True)
        return None


def _read(file: Path) -> bytes:
    if file.stat().st_size > LARGEST:
        raise click.ClickException(_("%(file)s is too large.", file=file))
    return file.read_bytes()


def _told(checked: "CheckedFile") -> Iterator[str]:
    report = checked.title or _("The year %(year)s", year=checked.year)
    yield _("%(report)s, edition %(number)s", report=report, number=checked.number)
    is_same = _("equal") if checked.is_published else _("not byte for byte the same")
    yield _("The file that was published: %(result)s", result=is_same)
    yield _("Figures from the facts kept with the edition: %(result)s", result=_result(checked.from_facts))
    yield from _lines(checked.from_facts)
    if checked.from_data is None:
        yield _("Figures from the data of today: the consultation is not public any more")
        return
    yield _("Figures from the data of today: %(result)s", result=_result(checked.from_data))
    yield from _lines(checked.from_data)


def _result(changes: "tuple[Change, ...]") -> str:
    return _("%(n)s differ", n=len(changes)) if changes else _("equal")


def _lines(changes: "Iterable[Change]") -> list[str]:
    from reports.edition_changes import value_text

    return [f"  {each.id}\t{each.name}\t{value_text(each.before)}\t{value_text(each.after)}" for each in changes]
