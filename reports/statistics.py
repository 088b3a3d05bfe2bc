"""Intervals and quantiles, on whole numbers alone: no survey, no suppression. Definitions for statisticians: docs/statistics.md."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, count

from feedback.intervals import CONFIDENCE, Interval, wilson

__all__ = ["CONFIDENCE", "Interval", "wilson"]

LOWER, MIDDLE, UPPER = 1, 2, 3  # quarters


def quantile_pair(counts: Mapping[int, int], quarter: int) -> tuple[int, int] | None:
    """The two values whose mean is the quantile (often the same value twice); None where nothing is counted.

    The inverse of the distribution function, averaged where it is level: definition 2 of Hyndman and Fan (1996), *The
    American Statistician* 50:361-365. For `MIDDLE` it is the usual median.
    """
    values = sorted(value for value, n in counts.items() if n)
    ends = list(accumulate(counts[value] for value in values))
    if not ends:
        return None
    whole, rest = divmod(ends[-1] * quarter, 4)
    first, second = (whole + 1, whole + 1) if rest else (whole, whole + 1)
    return values[bisect_left(ends, first)], values[bisect_left(ends, second)]


@dataclass(frozen=True, slots=True)
class RoundedQuartiles:
    """Quartiles of numbers to the nearest `step`: at least the threshold of answers lie as near to each as to that step."""

    lower: int
    median: int
    upper: int
    step: int


def rounded_quartiles(counts: Mapping[int, int], *, threshold: int) -> RoundedQuartiles | None:
    """Quartiles rounded until none is the number of fewer than `threshold` answers; None of fewer than twice as many.

    One step for all three: the first of 1, 2, 5, 10, 20 … that is wide enough. None too where that would be more than
    half of the median, since the rounded number would say little.
    """
    if sum(counts.values()) < 2 * threshold:
        return None
    lower, middle, upper = (_doubled(quantile_pair(counts, quarter)) for quarter in (LOWER, MIDDLE, UPPER))
    for step in _round_steps():
        if step > 1 and 4 * step > abs(middle):  # `middle` is twice the median
            return None
        rounded = [_rounded(each, step) for each in (lower, middle, upper)]
        if all(_near(counts, each, step) >= threshold for each in rounded):
            return RoundedQuartiles(rounded[0], rounded[1], rounded[2], step)
    return None


def _doubled(pair: tuple[int, int] | None) -> int:
    return sum(pair) if pair else 0


def _rounded(doubled: int, step: int) -> int:
    """Half of it to the nearest step, halves up."""
    return (doubled + step) // (2 * step) * step


def _near(counts: Mapping[int, int], rounded: int, step: int) -> int:
    return sum(n for value, n in counts.items() if _rounded(2 * value, step) == rounded)


def _round_steps() -> Iterable[int]:
    return (digit * 10**power for power in count() for digit in (1, 2, 5))
