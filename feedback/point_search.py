"""Finding points by their words in all consultations, for the issue that they raise too."""

import re
from collections.abc import Sequence
from functools import reduce
from typing import Any
from uuid import UUID

from piccolo.custom_types import Combinable

from feedback.database import database
from feedback.raised_points import RaisedPoint, year_said
from feedback.tables import IssuePoint, Point

MOST_FOUND = 50


async def search_points(words: str, *, besides: UUID | None = None) -> list[RaisedPoint]:
    """The points whose text holds all of these words or parts of words, the newest consultation first; at most 50.

    Leaves out the points of the issue `besides`, dropped ones and those of deleted consultations.
    """
    wanted = words.split()
    if not wanted:
        return []
    holds_all = reduce(lambda all_of, one: all_of & one, [_holds(word) for word in wanted])
    taken = await _points_of_issue(besides)
    return await _points_where(holds_all & Point.id.not_in(taken) if taken else holds_all)


async def get_raised_points(ids: Sequence[UUID]) -> list[RaisedPoint]:
    """These points, as far as they are there."""
    return await _points_where(Point.id.is_in(list(ids))) if ids else []


async def _points_where(condition: Combinable) -> list[RaisedPoint]:
    said_in = Point.consultation
    rows = (
        await Point.select(
            *(Point.id, Point.text, Point.kind, Point.source, Point.heading),
            *(said_in.id, said_in.title, said_in.year, said_in.language),
        )
        .where(Point.dropped_at.is_null() & said_in.deleted_at.is_null() & condition)
        .order_by(said_in.date, ascending=False)
        .order_by(Point.position)
        .order_by(Point.id)
        .limit(MOST_FOUND)
        .output(load_json=True)
    )
    return [_raised(row) for row in rows]


def _holds(word: str) -> Combinable:
    # SQLite's LIKE knows upper and lower case of ASCII letters alone, so that "Å" and "å" are asked for both there.
    holds = Point.text.ilike if database().engine_type == "postgres" else Point.text.like
    spellings = {re.sub(r"[%_\\]", "_", spelling) for spelling in (word.lower(), word.capitalize(), word.upper())}
    conditions: list[Combinable] = [holds(f"%{spelling}%") for spelling in sorted(spellings)]
    return reduce(lambda either, condition: either | condition, conditions)


async def _points_of_issue(issue: UUID | None) -> list[UUID]:
    if issue is None:
        return []
    rows = await IssuePoint.select(IssuePoint.point).where(IssuePoint.issue == issue)
    return [row["point"] for row in rows]


def _raised(row: dict[str, Any]) -> RaisedPoint:
    return RaisedPoint(
        id=row["id"],
        text=row["text"],
        kind=row["kind"],
        year=year_said(row["heading"], row["consultation.year"]),
        consultation_id=row["consultation.id"],
        consultation_title=row["consultation.title"],
        language=row["consultation.language"],
        source=row["source"],
    )
