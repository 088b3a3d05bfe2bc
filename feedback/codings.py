"""Codings: which themes a point is about. A machine suggests, an officer decides; what was decided is never suggested over."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from feedback.codebooks import codebook
from feedback.consultations import get_consultation, hold_consultation
from feedback.database import transaction
from feedback.enums import CodingState
from feedback.errors import NotFound
from feedback.matched_words import Passage, mark_words
from feedback.points import NotedPoint, get_point, list_points
from feedback.settings import settings
from feedback.tables import Coding
from feedback.themes import NamedTheme, current_themes, get_theme, list_themes
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.suggest import Example, Match, Text, ThemeEntry

#: A suggestion is shown from this probability on, and at most so many for a text.
SUGGESTED_FROM = 0.5
MOST_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class ThemeCoding:
    """A theme of a point; `score` is the probability of the suggestion, None where an officer added it."""

    theme: NamedTheme
    state: CodingState
    score: float | None = None
    because: tuple[str, ...] = ()
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CodedPoint:
    """A point with its themes: confirmed ones first, then suggestions with the best first, then rejected ones."""

    point: NotedPoint
    codings: tuple[ThemeCoding, ...]

    def in_state(self, state: CodingState) -> tuple[ThemeCoding, ...]:
        return tuple(coding for coding in self.codings if coding.state is state)

    @property
    def suggested(self) -> tuple[ThemeCoding, ...]:
        return self.in_state(CodingState.SUGGESTED)

    @property
    def is_decided(self) -> bool:
        """Whether an officer has decided all that was suggested, or coded it by hand."""
        return bool(self.codings) and not self.suggested

    @property
    def marked_text(self) -> tuple[Passage, ...]:
        """The text with the words that its suggestions go by."""
        return mark_words(self.point.text, (word for coding in self.suggested for word in coding.because))


def suggestions_for(
    texts: "Sequence[Text]", codebook: "Sequence[ThemeEntry]", examples: "Sequence[Example]" = ()
) -> "dict[str, tuple[Match, ...]]":
    """For each text's id the themes to suggest, best first: at most three, each more probable than not. Slow: call in a thread."""
    # Matching loads numpy and dictionaries: only when it is asked for.
    from feedback.matching.suggest import suggest_themes

    if not codebook:
        return {text.id: () for text in texts}
    return {
        suggestion.id: tuple(match for match in suggestion.themes if match.score >= SUGGESTED_FROM)[:MOST_SUGGESTED]
        for suggestion in suggest_themes(texts, codebook, examples, close=settings().reads_closely)
    }


async def suggest_codings(consultation_id: UUID) -> int:
    """Suggest themes for every point without a decision, learning from all confirmed codings; gives the number of suggestions.

    Earlier suggestions for those points are replaced; points with a decision keep all they have.
    """
    from feedback.matching.suggest import Text

    consultation = await get_consultation(consultation_id)
    open_points = await _undecided(consultation_id)
    texts = [Text(str(point.id), point.text, consultation.language) for point in open_points]
    found = await asyncio.to_thread(suggestions_for, texts, await codebook(), await confirmed_examples())
    async with transaction():
        await hold_consultation(consultation_id)
        # Asked again: somebody may have decided, or dropped a point, while the matching ran.
        still_open = [point for point in await _undecided(consultation_id) if str(point.id) in found]
        return await _replace_suggestions({point.id: found[str(point.id)] for point in still_open})


async def _undecided(consultation_id: UUID) -> list[NotedPoint]:
    points = [point for point in await list_points(consultation_id) if not point.is_dropped]
    rows = await Coding.select(Coding.point).where(
        (Coding.point.consultation == consultation_id) & (Coding.state != CodingState.SUGGESTED.value)
    )
    decided = {row["point"] for row in rows}
    return [point for point in points if point.id not in decided]


async def _replace_suggestions(found: "Mapping[UUID, Sequence[Match]]") -> int:
    if not found:
        return 0
    await Coding.delete().where(Coding.point.is_in(list(found)) & (Coding.state == CodingState.SUGGESTED.value))
    rows = [
        Coding(
            point=point,
            theme=UUID(match.id),
            state=CodingState.SUGGESTED.value,
            score=match.score,
            because=msgspec.json.encode(match.because).decode(),
        )
        for point, matches in found.items()
        for match in matches
    ]
    for start in range(0, len(rows), 500):
        await Coding.insert(*rows[start : start + 500])
    return len(rows)


async def confirmed_examples() -> "list[Example]":
    """Every point that is coded and confirmed, with the keys of its themes as they count now, for the matching to learn from."""
    from feedback.matching.suggest import Example

    point: Any = Coding.point  # Piccolo types one join, not two
    rows = await (
        Coding.select(Coding.theme, point.id, point.text, point.consultation.language)
        .where(
            (Coding.state == CodingState.CONFIRMED.value)
            & point.dropped_at.is_null()
            & point.consultation.deleted_at.is_null()
        )
        .order_by(point.id)
    )
    current = await current_themes()
    texts: dict[UUID, tuple[str, str, set[str]]] = {}
    for row in rows:
        said = texts.setdefault(row["point.id"], (row["point.text"], row["point.consultation.language"], set()))
        said[2].add(str(current[row["theme"]]))
    return [Example(text, tuple(sorted(themes)), language) for text, language, themes in texts.values()]


async def list_codings(consultation_id: UUID) -> tuple[CodedPoint, ...]:
    """A consultation's points that are not dropped, in the order of the notes, with their codings under current themes."""
    points = [point for point in await list_points(consultation_id) if not point.is_dropped]
    rows = (
        await Coding.select(*Coding.all_columns(), Coding.decided_by.name.as_alias("officer"))
        .where(Coding.point.consultation == consultation_id)
        .output(load_json=True)
    )
    codings = await gather_codings(rows, of="point")
    return tuple(CodedPoint(point, codings.get(point.id, ())) for point in points)


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


_STRENGTH = (CodingState.CONFIRMED, CodingState.SUGGESTED, CodingState.REJECTED)


def join_codings(codings: Sequence[ThemeCoding]) -> ThemeCoding:
    """What several codings of one point say together, once their themes are merged: confirmed before suggested before rejected."""
    return min(codings, key=lambda coding: (_STRENGTH.index(coding.state), -(coding.score or 0.0)))


def sort_codings(codings: Iterable[ThemeCoding]) -> tuple[ThemeCoding, ...]:
    """Confirmed first, then suggested, then rejected; the more probable first."""
    return tuple(sorted(codings, key=lambda each: (_STRENGTH.index(each.state), -(each.score or 0.0), each.theme.code)))


async def decide(point_id: UUID, *, theme_id: UUID, state: CodingState, officer_id: UUID, now: datetime) -> UUID:
    """Confirm or reject a theme for a point, suggested or not, and give the consultation. Deciding anew replaces a decision."""
    async with transaction():
        consultation_id, theme = await _hold(point_id, theme_id)
        rows = await _rows_of(point_id, theme)
        if rows:
            await Coding.update(
                {Coding.state: state.value, Coding.decided_by: officer_id, Coding.decided_at: now}
            ).where(Coding.id.is_in([row["id"] for row in rows]))
        else:
            await Coding(point=point_id, theme=theme, state=state.value, decided_by=officer_id, decided_at=now).save()
    return consultation_id


async def undo_decision(point_id: UUID, *, theme_id: UUID) -> UUID:
    """Make a decision undecided again, and give the consultation: a suggestion is one again, a theme added by hand goes."""
    async with transaction():
        consultation_id, theme = await _hold(point_id, theme_id)
        rows = await _rows_of(point_id, theme)
        suggested = [row["id"] for row in rows if row["score"] is not None]
        by_hand = [row["id"] for row in rows if row["score"] is None]
        if suggested:
            await Coding.update(
                {
                    Coding.state: CodingState.SUGGESTED.value,
                    Coding.decided_by: None,
                    Coding.decided_at: None,
                }
            ).where(Coding.id.is_in(suggested))
        if by_hand:
            await Coding.delete().where(Coding.id.is_in(by_hand))
    return consultation_id


async def _hold(point_id: UUID, theme_id: UUID) -> tuple[UUID, UUID]:
    """The point's consultation, held, and the theme that this one counts as now."""
    consultation, point = await get_point(point_id)
    if point.is_dropped:
        raise NotFound(_("The point was dropped. Restore it on the review page first."))
    await hold_consultation(consultation.id)
    theme = await get_theme(theme_id)
    return consultation.id, (await current_themes())[theme.id]


async def _rows_of(point_id: UUID, theme: UUID) -> list[dict[str, Any]]:
    """The point's codings that count for a theme, those of themes merged into it too."""
    same = [each for each, current in (await current_themes()).items() if current == theme]
    return await Coding.select(Coding.id, Coding.score).where((Coding.point == point_id) & Coding.theme.is_in(same))


def next_undecided(points: Sequence[CodedPoint], *, after: UUID) -> tuple[UUID, UUID] | None:
    """The point and theme of the next suggestion to decide: of the same point, of a later one, or of the first again."""
    here = next((n for n, coded in enumerate(points) if coded.point.id == after), 0)
    for coded in (*points[here:], *points[:here]):
        if coded.suggested:
            return coded.point.id, coded.suggested[0].theme.id
    return None
