"""Quartiles as figures: of scales, where they follow from what is shown, and of numbers, rounded. Pure.

Never a mean: the points of a scale have an order, and no distance from each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.figures import Basis, Figure, Unit, hidden_figure
from reports.measures import Measure
from reports.statistics import LOWER, MIDDLE, UPPER, quantile_pair, rounded_quartiles
from surveys.disclosure import Row, extreme_rows, is_small
from surveys.questions.seven_point_scale import POINTS


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The median and, around it, the middle half of the answers. Numbers are rounded to the nearest `step`."""

    lower: Figure
    median: Figure
    upper: Figure
    step: int | None = None


def scale_quartiles(at: str, values: Sequence[str], row: Row, basis: Basis, *, source: str) -> Quartiles:
    """Each is given only where every way to fill the hidden cells has the same: then it tells nothing more."""

    def quartile(name: str, measure: Measure, quarter: int) -> Figure:
        possible = {_pair(values, counts, quarter, basis.threshold) for counts in extreme_rows(row)}
        pair = possible.pop() if len(possible) == 1 else None
        if pair is None:
            return hidden_figure(f"{at}.{name}", measure=measure, basis=basis, unit=Unit.SCORE, source=source)
        return _score(f"{at}.{name}", sum(pair) / 2, row.total, measure, basis, source)

    return Quartiles(
        quartile("lower_quartile", Measure.QUARTILES, LOWER),
        quartile("median", Measure.MEDIAN, MIDDLE),
        quartile("upper_quartile", Measure.QUARTILES, UPPER),
    )


def number_quartiles(at: str, counts: Mapping[str, int], answered: Figure, basis: Basis, *, source: str) -> Quartiles:
    """Hidden where they cannot be rounded so that each stands for enough answers, or not all answers were counted."""
    numbers = {int(value): n for value, n in counts.items() if _is_whole(value)}
    found = None
    if answered.n is not None and sum(numbers.values()) == answered.n:
        found = rounded_quartiles(numbers, threshold=basis.threshold)

    def quartile(name: str, value: int | None) -> Figure:
        if value is None:
            return hidden_figure(f"{at}.{name}", measure=Measure.NUMBERS, basis=basis, unit=Unit.SCORE, source=source)
        return _score(f"{at}.{name}", value, answered.n, Measure.NUMBERS, basis, source)

    return Quartiles(
        quartile("lower_quartile", found.lower if found else None),
        quartile("median", found.median if found else None),
        quartile("upper_quartile", found.upper if found else None),
        found.step if found else None,
    )


def _score(id: str, value: float, n: int | None, measure: Measure, basis: Basis, source: str) -> Figure:
    return Figure(id, value, n, None, False, measure, basis.cut, Unit.SCORE, source=source)


def _pair(values: Sequence[str], counts: Sequence[int], quarter: int, threshold: int) -> tuple[int, int] | None:
    """The two answers that the quartile is the mean of; None where too few gave a score."""
    scores = {int(value): n for value, n in zip(values, counts, strict=True) if value in POINTS}
    n = sum(scores.values())
    return None if n == 0 or is_small(n, threshold) else quantile_pair(scores, quarter)


def _is_whole(value: str) -> bool:
    return value.removeprefix("-").isdecimal()
