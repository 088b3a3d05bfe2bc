"""Codings: which themes a point is about. A machine suggests, an officer decides; what was decided is never suggested over."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from feedback.codebooks import codebook
from feedback.coded_texts import CodedText, NoneFits, gather_codings, none_fits_in
from feedback.coding_decisions import (
    CodedTable,
    current_theme,
    record_for_all,
    record_none_fits_all,
    take_all_back,
    take_back,
    take_last_back,
)
from feedback.coding_queue import Queue, Waiting, rank
from feedback.consultations import get_consultation, hold_consultation
from feedback.database import transaction
from feedback.enums import CodedKind, CodingState
from feedback.errors import NotFound
from feedback.matchers import matcher_in_use
from feedback.matching.limits import MOST_SUGGESTED, SUGGESTED_FROM
from feedback.points import NotedPoint, get_point, list_points
from feedback.settings import settings
from feedback.synonyms import synonym_groups
from feedback.tables import Coding, Point
from feedback.themes import current_themes
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.learner import TaughtMatcher
    from feedback.matching.suggest import Example, Match, Text, ThemeEntry

POINTS = CodedTable(CodedKind.POINT, Point, Coding, Coding.point, Point.consultation)


def suggestions_for(
    texts: "Sequence[Text]",
    codebook: "Sequence[ThemeEntry]",
    examples: "Sequence[Example]" = (),
    synonyms: Sequence[Sequence[str]] = (),
    matcher: "TaughtMatcher | None" = None,
) -> "dict[str, tuple[Match, ...]]":
    """For each text's id the themes to suggest, best first: at most `MOST_SUGGESTED`, from `SUGGESTED_FROM` on.

    Slow: call in a thread.
    """
    # Matching loads numpy and dictionaries: only when it is asked for.
    from feedback.matching.suggest import suggest_themes

    if not codebook:
        return {text.id: () for text in texts}
    suggested = suggest_themes(
        texts, codebook, examples, close=settings().reads_closely, matcher=matcher, synonyms=synonyms
    )
    return {
        each.id: tuple(match for match in each.themes if match.score >= SUGGESTED_FROM)[:MOST_SUGGESTED]
        for each in suggested
    }


async def suggest_codings(consultation_id: UUID) -> int:
    """Suggest themes for every point without a decision, learning from all confirmed codings; gives the number of suggestions.

    Earlier suggestions for those points are replaced; points with a decision keep all they have.
    """
    from feedback.matching.suggest import Text

    consultation = await get_consultation(consultation_id)
    open_points = await _undecided(consultation_id)
    texts = [Text(str(point.id), point.text, consultation.language) for point in open_points]
    known = await codebook(), await confirmed_examples(), await synonym_groups(), await matcher_in_use()
    found = await asyncio.to_thread(suggestions_for, texts, *known)
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
    decided = {row["point"] for row in rows} | set(await _none_fitting(consultation_id))
    return [point for point in points if point.id not in decided]


async def _none_fitting(consultation_id: UUID) -> dict[UUID, NoneFits | None]:
    """The points that an officer found no theme to fit."""
    rows = await Point.select(
        Point.id, Point.fits_none_at, Point.fits_none_by.name.as_alias("fits_none_officer")
    ).where((Point.consultation == consultation_id) & Point.fits_none_at.is_not_null())
    return {row["id"]: none_fits_in(row) for row in rows}


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


async def list_codings(consultation_id: UUID) -> tuple[CodedText, ...]:
    """A consultation's points that are not dropped, in the order of the notes, with their codings under current themes."""
    consultation = await get_consultation(consultation_id)
    points = [point for point in await list_points(consultation_id) if not point.is_dropped]
    rows = (
        await Coding.select(*Coding.all_columns(), Coding.decided_by.name.as_alias("officer"))
        .where(Coding.point.consultation == consultation_id)
        .output(load_json=True)
    )
    codings = await gather_codings(rows, of="point")
    none_fits = await _none_fitting(consultation_id)
    return tuple(
        CodedText(
            point.id,
            point.text,
            consultation.language,
            codings.get(point.id, ()),
            none_fits.get(point.id),
            point.number,
        )
        for point in points
    )


def queue_of(points: Sequence[CodedText], *, consultation_id: UUID) -> Queue:
    """In which order these points of a consultation are decided."""
    return rank((_waiting(point) for point in points), seed=str(consultation_id))


def _waiting(coded: CodedText) -> Waiting:
    scores = tuple(coding.score for coding in coded.codings if coding.score is not None)
    return Waiting(coded.id, scores, len(coded.confirmed), len(coded.suggested), is_open=not coded.is_decided)


async def decide(
    point_id: UUID,
    *,
    theme_id: UUID,
    state: CodingState,
    also: Collection[UUID] = (),
    officer_id: UUID,
    now: datetime,
) -> UUID:
    """Confirm or reject a theme for a point, suggested or not, and give the consultation. Deciding anew replaces a decision.

    It counts for points with the same wording `also`, where nothing was decided.
    """
    async with transaction():
        consultation_id = await _hold(point_id)
        theme = await current_theme(theme_id)
        await record_for_all(POINTS, (point_id, *also), theme=theme, state=state, officer_id=officer_id, now=now)
    return consultation_id


async def decide_none_fits(point_id: UUID, *, also: Collection[UUID] = (), officer_id: UUID, now: datetime) -> UUID:
    """Record that no theme fits a point, nor those with the same wording `also`; gives the consultation.

    Raises `Conflict` where a theme is confirmed.
    """
    async with transaction():
        consultation_id = await _hold(point_id)
        await record_none_fits_all(POINTS, (point_id, *also), officer_id=officer_id, now=now)
    return consultation_id


async def undo_decision(
    point_id: UUID, *, theme_id: UUID | None, for_all: bool = False, officer_id: UUID, now: datetime
) -> UUID:
    """Make a decision undecided again, and give the consultation: a suggestion is one again, a theme added by hand goes.

    Without a theme it is the word that none fits, with the rejections that went with it. A decision that was made once for
    points with the same wording is undone for this one only, or `for_all`.
    """
    async with transaction():
        consultation_id = await _hold(point_id)
        theme = await current_theme(theme_id) if theme_id else None
        undo = take_all_back if for_all else take_back
        await undo(POINTS, point_id, theme=theme, officer_id=officer_id, now=now)
    return consultation_id


async def undo_last(consultation_id: UUID, *, officer_id: UUID, now: datetime) -> UUID | None:
    """Undo the officer's own latest decision on the consultation's points, and give the point; None where there is none."""
    async with transaction():
        await hold_consultation(consultation_id)
        return await take_last_back(POINTS, consultation_id, officer_id=officer_id, now=now)


async def _hold(point_id: UUID) -> UUID:
    """The point's consultation, held."""
    consultation, point = await get_point(point_id)
    if point.is_dropped:
        raise NotFound(_("The point was dropped. Restore it on the review page first."))
    await hold_consultation(consultation.id)
    return consultation.id
