"""How often each theme is used: points by the year in which they were made, confirmed and suggested apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from feedback.enums import CodingState
from feedback.raised_points import year_said
from feedback.tables import Coding
from feedback.themes import current_themes


@dataclass(frozen=True, slots=True)
class PointCoding:
    """One coding as a count needs it; `theme` is the theme that it counts for now."""

    point: UUID
    theme: UUID
    state: CodingState
    year: int


@dataclass(frozen=True, slots=True)
class ThemeUsage:
    """Numbers of points by year; the two never overlap."""

    confirmed: Mapping[int, int] = field(default_factory=dict)
    suggested: Mapping[int, int] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a point, in order."""
        return tuple(sorted({*self.confirmed, *self.suggested}))


async def read_usage() -> dict[UUID, ThemeUsage]:
    """The usage of every theme that is used; codings of merged themes count for the theme they went into."""
    point: Any = Coding.point  # Piccolo types one join, not two
    rows = await Coding.select(Coding.theme, Coding.state, point.id, point.heading, point.consultation.year).where(
        (Coding.state != CodingState.REJECTED.value)
        & point.dropped_at.is_null()
        & point.consultation.deleted_at.is_null()
    )
    current = await current_themes()
    return count_usage(
        PointCoding(
            point=row["point.id"],
            theme=current[row["theme"]],
            state=CodingState(row["state"]),
            year=year_said(row["point.heading"], row["point.consultation.year"]),
        )
        for row in rows
    )


def count_usage(codings: Iterable[PointCoding]) -> dict[UUID, ThemeUsage]:
    """Each point once per theme: as confirmed where anything confirmed it, else as suggested; rejections do not count."""
    states: dict[tuple[UUID, UUID], tuple[CodingState, int]] = {}
    for coding in codings:
        key = (coding.theme, coding.point)
        if coding.state is CodingState.CONFIRMED or (coding.state is CodingState.SUGGESTED and key not in states):
            states[key] = (coding.state, coding.year)
    counts: dict[UUID, dict[CodingState, dict[int, int]]] = {}
    for (theme, _point), (state, year) in states.items():
        years = counts.setdefault(theme, {}).setdefault(state, {})
        years[year] = years.get(year, 0) + 1
    return {
        theme: ThemeUsage(each.get(CodingState.CONFIRMED, {}), each.get(CodingState.SUGGESTED, {}))
        for theme, each in counts.items()
    }
