"""`gensvar recur`: earlier points that raise the same issue, as a filter without a database."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedback.commands import rows
from feedback.commands.suggest import read_codebook
from feedback.errors import ServiceError
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.recurrence import PriorPoint, Recurrence, Text


@click.command()
@click.option("--prior", required=True, metavar="FILE", help="Earlier points: a line of JSON each, with id and text.")
@click.option("--codebook", metavar="FILE", help="A code book: points about the same themes are then more alike.")
@click.option("--quick", is_flag=True, help="Match by words alone, as is done anyway with more than a thousand points.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write there; what is there is not done again."
)
def recur(prior: str, codebook: str | None, quick: bool, out: Path | None) -> None:
    """Find earlier points that raise the same issue.

    Reads one JSON object a line with id and text from standard input, and prints for each one line: id, matches (best
    first, with score and the words that matched) and new, the probability that no earlier point raises the issue. With
    --out, a run that was stopped goes on where the file ends.
    """
    # Matching loads numpy, scipy and the dictionaries: only when it is asked for.
    from feedback.matching.meaning import AT_MOST, can_read
    from feedback.matching.recurrence import EarlierPoints

    known, points, done = list(_prior(prior)), _points(), rows.continued(out)
    themes = read_codebook(codebook) if codebook else ()
    try:
        first, few = ([], False) if quick or not can_read() else rows.few(points, AT_MOST)
        earlier = EarlierPoints(known, themes, close=few and len(known) <= AT_MOST)
        every = rows.counted(chain(first, points), _("Looking for earlier points"))
        for batch in rows.batches(point for point in every if point.id not in done):
            rows.print_rows(map(_row, earlier.find(batch)), out)
    except ServiceError as error:
        raise click.ClickException(str(error)) from error


def _row(found: "Recurrence") -> rows.Row:
    return {"id": found.id, "matches": rows.match_rows(found.matches), "new": round(found.new, 4)}


def _prior(path: str) -> "Iterator[PriorPoint]":
    from feedback.matching.recurrence import PriorPoint

    name = Path(path).name
    for number, row in rows.open_rows(path):
        year = row.get("year")
        yield PriorPoint(
            rows.id_of(row, name, number),
            rows.text_of(row, "text", name, number),
            year if isinstance(year, int) else None,
            rows.language_of(row),
        )


def _points() -> "Iterator[Text]":
    from feedback.matching.recurrence import Text

    name = _("standard input")
    for number, row in rows.standard_input():
        yield Text(rows.id_of(row, name, number), rows.text_of(row, "text", name, number), rows.language_of(row))
