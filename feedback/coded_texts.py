"""Coded texts: what was said, in a point or a statement, with its themes as a machine suggested and an officer decided them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from feedback.enums import CodingState
from feedback.matched_words import Passage, mark_words
from feedback.themes import NamedTheme, current_themes, list_themes


@dataclass(frozen=True, slots=True)
class ThemeCoding:
    """A theme of a text; `score` is the probability of the suggestion, None where an officer added it."""

    theme: NamedTheme
    state: CodingState
    score: float | None = None
    because: tuple[str, ...] = ()
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoneFits:
    """An officer's word that no theme of the code book fits a text."""

    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text with its themes: confirmed ones first, then suggestions with the best first, then rejected ones.

    `number` is a point's number in its consultation; statements have none.
    """

    id: UUID
    text: str
    language: str
    codings: tuple[ThemeCoding, ...] = ()
    none_fits: NoneFits | None = None
    number: int = 0

    def in_state(self, state: CodingState) -> tuple[ThemeCoding, ...]:
        return tuple(coding for coding in self.codings if coding.state is state)

    @property
    def suggested(self) -> tuple[ThemeCoding, ...]:
        return self.in_state(CodingState.SUGGESTED)

    @property
    def confirmed(self) -> tuple[ThemeCoding, ...]:
        return self.in_state(CodingState.CONFIRMED)

    @property
    def decided(self) -> tuple[ThemeCoding, ...]:
        """What an officer decided: confirmed and rejected themes."""
        return tuple(coding for coding in self.codings if coding.state is not CodingState.SUGGESTED)

    @property
    def is_decided(self) -> bool:
        """Whether an officer has decided all that was suggested, coded it by hand, or found that no theme fits."""
        return self.none_fits is not None or (bool(self.codings) and not self.suggested)

    @property
    def marked_text(self) -> tuple[Passage, ...]:
        """The text with the words that its suggestions go by."""
        return mark_words(self.text, (word for coding in self.suggested for word in coding.because))


_STRENGTH = (CodingState.CONFIRMED, CodingState.SUGGESTED, CodingState.REJECTED)


def strongest(states: Iterable[CodingState]) -> CodingState:
    """What codings of one text with what is now one theme say together: confirmed before suggested before rejected."""
    return min(states, key=_STRENGTH.index)


def join_codings(codings: Sequence[ThemeCoding]) -> ThemeCoding:
    """The coding that stands for several of one text, once their themes are merged: see `strongest`."""
    return min(codings, key=lambda coding: (_STRENGTH.index(coding.state), -(coding.score or 0.0)))


def sort_codings(codings: Iterable[ThemeCoding]) -> tuple[ThemeCoding, ...]:
    """Confirmed first, then suggested, then rejected; the more probable first."""
    return tuple(sorted(codings, key=lambda each: (_STRENGTH.index(each.state), -(each.score or 0.0), each.theme.code)))


async def gather_codings(rows: Iterable[Mapping[str, Any]], *, of: str) -> dict[UUID, tuple[ThemeCoding, ...]]:
    """Rows of a coding table, with the officer's name as `officer`, under the themes they count for now, by column `of`."""
    themes = {theme.id: theme for theme in await list_themes()}
    current = await current_themes()
    found: dict[UUID, dict[UUID, list[ThemeCoding]]] = {}
    for row in rows:
        theme = themes[current[row["theme"]]]
        coding = ThemeCoding(
            theme=theme,
            state=CodingState(row["state"]),
            score=row["score"],
            because=tuple(row["because"]),
            decided_by=row["officer"] or "",
            decided_at=row["decided_at"],
        )
        found.setdefault(row[of], {}).setdefault(theme.id, []).append(coding)
    return {id: sort_codings(join_codings(each) for each in themed.values()) for id, themed in found.items()}


def none_fits_in(row: Mapping[str, Any]) -> NoneFits | None:
    """What a row says in `fits_none_at` and, with the officer's name, `fits_none_officer`."""
    at: datetime | None = row["fits_none_at"]
    return NoneFits(row["fits_none_officer"] or "", at) if at else None
