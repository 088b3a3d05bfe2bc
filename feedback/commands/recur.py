"""`gensvar recur`: earlier points that raise the same issue, as a filter without a database."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedback.commands import rows
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.recurrence import PriorPoint, Text


@click.command()
@click.option("--prior", required=True, metavar="FILE", help="Earlier points: a line of JSON each, with id and text.")
@click.option("--quick", is_flag=True, help="Match by words alone, as is done anyway with more than a thousand points.")
def recur(prior: str, quick: bool) -> None:
    """Find earlier points that raise the same issue.

    Reads one JSON object a line with id and text from standard input, and prints for each one line: id, matches (best
    first, with score and the words that matched) and new, the probability that no earlier point raises the issue.
    """
    # Matching loads numpy, scipy and the dictionaries: only when it is asked for.
    from feedback.matching.meaning import AT_MOST, can_read
    from feedback.matching.recurrence import EarlierPoints

    known, points = list(_prior(prior)), _points()
    first, few = ([], False) if quick or not can_read() else rows.few(points, AT_MOST)
    earlier = EarlierPoints(known, close=few and len(known) <= AT_MOST)
    for batch in rows.batches(rows.counted(chain(first, points), _("Looking for earlier points"))):
        for found in earlier.find(batch):
            rows.print_row({"id": found.id, "matches": rows.match_rows(found.matches), "new": round(found.new, 4)})


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
