"""Which themes issues are about: those that their points were confirmed to be about, as the code book is now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from feedback.enums import CodingState
from feedback.tables import Coding, IssuePoint
from feedback.themes import NamedTheme, current_themes, list_themes


@dataclass(frozen=True, slots=True)
class RelatedTheme:
    """A theme, and how many points of the issue are confirmed to be about it."""

    theme: NamedTheme
    points: int


async def themes_of_points(points: Sequence[UUID]) -> list[RelatedTheme]:
    """The themes of these points, that of most points first; suggestions do not count."""
    if not points:
        return []
    codings = await Coding.select(Coding.point, Coding.theme).where(
        Coding.point.is_in(list(points)) & (Coding.state == CodingState.CONFIRMED.value)
    )
    current = await current_themes()
    counts = Counter(theme for _point, theme in {(row["point"], current[row["theme"]]) for row in codings})
    named = {theme.id: theme for theme in await list_themes()}
    order = {theme: place for place, theme in enumerate(named)}
    related = [RelatedTheme(named[theme], n) for theme, n in counts.items()]
    return sorted(related, key=lambda each: (-each.points, order[each.theme.id]))


async def count_issues_by_theme() -> dict[UUID, int]:
    """For each theme that issues are about how many are; for the pages of the code book."""
    point = IssuePoint.point
    said_in: Any = point.consultation  # Piccolo types one join, not two
    standing = point.dropped_at.is_null() & said_in.deleted_at.is_null()
    raised: dict[UUID, list[UUID]] = {}
    for row in await IssuePoint.select(IssuePoint.issue, IssuePoint.point).where(standing):
        raised.setdefault(row["point"], []).append(row["issue"])
    codings = await Coding.select(Coding.point, Coding.theme).where(Coding.state == CodingState.CONFIRMED.value)
    current = await current_themes()
    pairs = {(issue, current[row["theme"]]) for row in codings for issue in raised.get(row["point"], [])}
    return Counter(theme for _issue, theme in pairs)
