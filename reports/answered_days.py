"""Answers that are days, told by month or year: a day could name somebody. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedback.translation import date_text, language
from feedback.translation import gettext as _
from reports.figures import Basis, Figure
from surveys.definition import Option
from surveys.disclosure import suppress_row

MOST_MONTHS = 24  # from the first to the last; over a longer time the years are told
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Period:
    """A month (`2026-03`) or year, or all those together that may not be told apart, and how many answered with a day in it."""

    option: Option
    n: int


def days_by_period(counts: Mapping[str, int], answered: Figure, basis: Basis) -> tuple[Period, ...]:
    """The periods in order of time, those that are hidden as one at the end; nothing where all are hidden.

    `counts` are by month. Nothing too where they are not of all who answered: days were once not counted by month.
    """
    months = {value: n for value, n in counts.items() if n > 0}
    if answered.n is None or sum(months.values()) != answered.n or not months:
        return ()
    periods = months if _months_between(min(months), max(months)) <= MOST_MONTHS else _by_year(months)
    names = sorted(periods)
    row = suppress_row([periods[name] for name in names], threshold=basis.threshold)
    shown = [
        Period(Option(name, {language(): date_text(name)}), n)
        for name, n in zip(names, row.cells, strict=True)
        if n is not None
    ]
    # What the hidden ones add up to follows from the total, which is shown; which they are does not.
    rest = answered.n - sum(each.n for each in shown)
    if not shown or not rest:
        return tuple(shown)
    return (*shown, Period(Option(OTHER, {language(): _("Another time")}), rest))


def _months_between(first: str, last: str) -> int:
    (year, month), (last_year, last_month) = (map(int, each.split("-")) for each in (first, last))
    return (last_year - year) * 12 + last_month - month + 1


def _by_year(months: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for month, n in months.items():
        found[month[:4]] = found.get(month[:4], 0) + n
    return found
