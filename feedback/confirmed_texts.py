"""Texts that a theme was confirmed for, points and statements alike, and points taken from among them as its examples."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from feedback.coding_decisions import CodedTable
from feedback.codings import POINTS
from feedback.consultations import hold_consultation
from feedback.enums import CodedKind, CodingState
from feedback.errors import NotFound
from feedback.personal_data_flags import read_masks
from feedback.tables import Coding
from feedback.themes import add_example, current_themes
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ConfirmedText:
    """A text with a confirmed theme; `within` is the consultation or survey that it is part of, `said_in` its title."""

    kind: CodedKind
    id: UUID
    text: str
    language: str
    within: UUID
    said_in: str


@dataclass(frozen=True, slots=True)
class CodedSource:
    """Where one kind of text comes from: those with one of some themes confirmed, and how what they are part of is held."""

    coded: CodedTable
    confirmed: Callable[[Collection[UUID]], Awaitable[Sequence[ConfirmedText]]]
    hold: Callable[[UUID], Awaitable[object]]


async def _confirmed_points(themes: Collection[UUID]) -> Sequence[ConfirmedText]:
    point: Any = Coding.point  # Piccolo types one join, not two
    rows = (
        await Coding.select(
            point.id, point.text, point.consultation.id, point.consultation.title, point.consultation.language
        )
        .where(
            Coding.theme.is_in(list(themes))
            & (Coding.state == CodingState.CONFIRMED.value)
            & point.dropped_at.is_null()
            & point.consultation.deleted_at.is_null()
        )
        .order_by(point.consultation.year, point.consultation.id, point.position, point.id)
    )
    found = {
        row["point.id"]: ConfirmedText(
            CodedKind.POINT,
            row["point.id"],
            row["point.text"],
            row["point.consultation.language"],
            row["point.consultation.id"],
            row["point.consultation.title"],
        )
        for row in rows
    }
    return tuple(found.values())


POINT_SOURCE = CodedSource(POINTS, _confirmed_points, hold_consultation)


async def confirmed_texts(theme_id: UUID, sources: Sequence[CodedSource]) -> tuple[ConfirmedText, ...]:
    """The texts that a theme is confirmed for, those of themes merged into it too; none of a theme that is merged itself."""
    themes = await counting_as(theme_id)
    if not themes:
        return ()
    return tuple([text for source in sources for text in await source.confirmed(themes)])


async def counting_as(theme: UUID) -> tuple[UUID, ...]:
    """The themes that count as this one now: itself, and those merged into it."""
    return tuple(each for each, current in (await current_themes()).items() if current == theme)


async def use_as_example(theme_id: UUID, point_id: UUID, *, officer_id: UUID, now: datetime) -> None:
    """Keep a point that the theme is confirmed for as an example of it, with hidden words masked: examples leave with exports.

    Raises `NotFound` where it is not confirmed for it.
    """
    points = await confirmed_texts(theme_id, [POINT_SOURCE])
    point = next((each for each in points if each.id == point_id), None)
    if point is None:
        raise NotFound(_("The theme is not confirmed for this point."))
    masks = await read_masks({point.within})
    await add_example(theme_id, masks.of(point.within, point.text), officer_id=officer_id, now=now)
