"""One number as a report shows it, with what it means, what it is counted from, and whether it may be shown at all."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from feedback.translation import coefficient_text, number_text, percent_text, points_text
from feedback.translation import gettext as _
from reports.definitions import definition
from reports.measures import Measure
from surveys.disclosure import checked_threshold, is_small


class Unit(StrEnum):
    COUNT = "count"
    SHARE = "share"  # 0 to 1
    SCORE = "score"  # a point on a scale
    DIFFERENCE = "difference"  # of two shares, -1 to 1
    COEFFICIENT = "coefficient"  # of agreement, 1 at most


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

    A share is `n / base`, never rounded. Where `fewer_than` is given the reader may know that a hidden count is 1 or more
    and below it. `source` says where it was counted, see `counted_from`. `low` and `high` are the ends of its interval,
    where it has one.
    """

    id: str
    value: int | float | None
    n: int | None
    base: int | None
    suppressed: bool
    measure: Measure
    cut: datetime
    unit: Unit = Unit.COUNT
    fewer_than: int | None = None
    source: str = ""
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.suppressed and any(it is not None for it in (self.value, self.n, self.low, self.high)):
            raise ValueError(f"The figure {self.id} is suppressed and must not carry its number.")

    @property
    def definition(self) -> str:
        """What it means, in the language of the moment."""
        return definition(self.measure)

    @property
    def hash(self) -> str:
        """SHA-256 of all that it says, in hexadecimal: the same in every language, on every machine."""
        return sha256(canonical_json(self.content())).hexdigest()

    def content(self) -> dict[str, str | int | float | bool | None]:
        """All that it says, as JSON has it; the data-cut time in UTC."""
        return {
            "base": self.base,
            "cut": utc_text(self.cut),
            "fewer_than": self.fewer_than,
            "high": self.high,
            "id": self.id,
            "low": self.low,
            "measure": self.measure.value,
            "n": self.n,
            "source": self.source,
            "suppressed": self.suppressed,
            "unit": self.unit.value,
            "value": self.value,
        }


def canonical_json(content: object) -> bytes:
    """One way to write it: keys sorted, no spaces, UTF-8, floats by their shortest digits that read back the same (`repr`)."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def utc_text(moment: datetime) -> str:
    """The moment by ISO 8601, in UTC."""
    return moment.astimezone(UTC).isoformat()


def counted_from(table: str, **conditions: object) -> str:
    """Where a number was counted, to be counted again: a table, and the conditions on its columns, near to SQL.

    A double underscore stands for the dot before a column of the table that is pointed to. Numbers of a survey's answers
    are `n` of its tallies with what is not yet folded into them (`surveys.digest.live_tallies`).
    """
    wanted = [f"{name.replace('__', '.')}={_quoted(value)}" for name, value in conditions.items()]
    return f"{table} where {' and '.join(wanted)}" if wanted else table


def _quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else "'{}'".format(str(value).replace("'", "''"))


def count_figure(
    id: str, value: int | None, *, measure: Measure, basis: Basis, base: int | None = None, source: str = ""
) -> Figure:
    """A count that needs no protection (of points, issues or promises); None where it is not known."""
    return Figure(id, value, value, base, suppressed=False, measure=measure, cut=basis.cut, source=source)


def hidden_figure(
    id: str, *, measure: Measure, basis: Basis, unit: Unit = Unit.COUNT, is_small: bool = False, source: str = ""
) -> Figure:
    """A figure about people that may not be shown; `is_small` where the reader may be told that it is a small count."""
    fewer_than = basis.threshold if is_small else None
    return Figure(id, None, None, None, True, measure, basis.cut, unit, fewer_than, source)


def people_figure(id: str, value: int, *, measure: Measure, basis: Basis, source: str = "") -> Figure:
    """A single count of people or their answers: hidden where it is small, whatever stands beside it."""
    if is_small(value, basis.threshold):
        return hidden_figure(id, measure=measure, basis=basis, is_small=True, source=source)
    return count_figure(id, value, measure=measure, basis=basis, source=source)


def share_figure(
    id: str, n: int | None, base: int | None, *, measure: Measure, basis: Basis, source: str = ""
) -> Figure:
    """`n` as a share of `base`; the value is None where either is not known or the base is zero."""
    share = n / base if n is not None and base else None
    return Figure(id, share, n, base, False, measure, basis.cut, Unit.SHARE, source=source)


def figure_text(figure: Figure) -> str:
    """The figure as the reader sees it, in the language of the moment."""
    if figure.suppressed and figure.fewer_than is not None:
        return _("fewer than %(n)s", n=number_text(figure.fewer_than))
    if figure.suppressed:
        return _("not shown")
    if figure.value is None:
        return _("not known")
    if figure.unit is Unit.DIFFERENCE:
        return points_text(figure.value)
    if figure.unit is Unit.COEFFICIENT:
        return coefficient_text(figure.value)
    return percent_text(figure.value) if figure.unit is Unit.SHARE else number_text(figure.value)
