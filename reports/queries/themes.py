"""The code book and how points were coded with it; what was coded with a merged theme counts for the one it went into."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from feedback.enums import CodingState
from feedback.tables import Coding
from feedback.themes import NamedTheme, resolve_merges
from feedback.translation import DEFAULT_LANGUAGE
from reports import facts

#: Of several codings of one text with what is now one theme, the first of these counts.
STRONGEST = (CodingState.CONFIRMED, CodingState.SUGGESTED, CodingState.REJECTED)


def told_themes(themes: Sequence[NamedTheme]) -> tuple[facts.Theme, ...]:
    """The themes that stand by themselves, in the order given."""
    return tuple(
        facts.Theme(
            str(theme.id), theme.code, theme.wording.labels or {DEFAULT_LANGUAGE: theme.code}, theme.wording.definition
        )
        for theme in themes
        if theme.merged_into is None
    )


def current_of(themes: Sequence[NamedTheme]) -> Mapping[UUID, UUID]:
    """For every theme the one that it counts as now."""
    return resolve_merges({theme.id: theme.merged_into for theme in themes})


async def read_point_codings(current: Mapping[UUID, UUID]) -> tuple[facts.PointCoding, ...]:
    """One coding for each point and current theme, of points and consultations that are still there."""
    point: Any = Coding.point  # Piccolo types one join, not two
    rows = await Coding.select(Coding.point, Coding.theme, Coding.state, Coding.score).where(
        point.dropped_at.is_null() & point.consultation.deleted_at.is_null()
    )
    states: dict[tuple[str, str], CodingState] = {}
    suggested: set[tuple[str, str]] = set()
    for row in rows:
        key = (str(row["point"]), str(current[row["theme"]]))
        states[key] = min(CodingState(row["state"]), states.get(key, CodingState.REJECTED), key=STRONGEST.index)
        if row["score"] is not None:
            suggested.add(key)
    return tuple(facts.PointCoding(*key, state, key in suggested) for key, state in sorted(states.items()))
