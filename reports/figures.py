"""One number as a report shows it, with what it means, what it is counted from, and whether it may be shown at all."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from feedback.translation import gettext as _
from feedback.translation import number_text, percent_text
from reports.definitions import Measure, definition
from surveys.disclosure import checked_threshold, is_small


class Unit(StrEnum):
    COUNT = "count"
    SHARE = "share"  # 0 to 1
    SCORE = "score"  # a point on a scale


@dataclass(frozen=True, slots=True)
class Basis:
    """What holds for all figures of one report: when the data was read, and below which count of people nothing is shown."""

    cut: datetime
    threshold: int

    def __post_init__(self) -> None:
        checked_threshold(self.threshold)


@dataclass(frozen=True, slots=True)
class Figure:
    """`n` is what was counted, `base` what it is a part of; `value` is None where it is hidden or not known.

    Where `fewer_than` is given the reader may know that a hidden count is 1 or more and below it.
    """

    id: str
    value: int | float | None
    n: int | None
    base: int | None
    suppressed: bool
    definition: str
    cut: datetime
    unit: Unit = Unit.COUNT
    fewer_than: int | None = None

    def __post_init__(self) -> None:
        if self.suppressed and (self.value is not None or self.n is not None):
            raise ValueError(f"The figure {self.id} is suppressed and must not carry its number.")


def count_figure(id: str, value: int | None, *, measure: Measure, basis: Basis, base: int | None = None) -> Figure:
    """A count that needs no protection (of points, issues or promises); None where it is not known."""
    return Figure(id, value, value, base, suppressed=False, definition=definition(measure), cut=basis.cut)


def hidden_figure(
    id: str, *, measure: Measure, basis: Basis, unit: Unit = Unit.COUNT, is_small: bool = False
) -> Figure:
    """A figure about people that may not be shown; `is_small` where the reader may be told that it is a small count."""
    fewer_than = basis.threshold if is_small else None
    return Figure(id, None, None, None, True, definition(measure), basis.cut, unit, fewer_than)


def people_figure(id: str, value: int, *, measure: Measure, basis: Basis) -> Figure:
    """A single count of people or their answers: hidden where it is small, whatever stands beside it."""
    if is_small(value, basis.threshold):
        return hidden_figure(id, measure=measure, basis=basis, is_small=True)
    return count_figure(id, value, measure=measure, basis=basis)


def share_figure(id: str, n: int | None, base: int | None, *, measure: Measure, basis: Basis) -> Figure:
    """`n` as a share of `base`; the value is None where either is not known or the base is zero."""
    share = n / base if n is not None and base else None
    return Figure(id, share, n, base, False, definition(measure), basis.cut, Unit.SHARE)


def figure_text(figure: Figure) -> str:
    """The figure as the reader sees it, in the language of the moment."""
    if figure.suppressed and figure.fewer_than is not None:
        return _("fewer than %(n)s", n=number_text(figure.fewer_than))
    if figure.suppressed:
        return _("not shown")
    if figure.value is None:
        return _("not known")
    return percent_text(figure.value) if figure.unit is Unit.SHARE else number_text(figure.value)
