"""The points that raise issues: what was said, when and where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from feedback.tables import IssuePoint


@dataclass(frozen=True, slots=True)
class RaisedPoint:
    """A point that raises the issue, with where and when it was said; the year is 0 where it is not known."""

    id: UUID
    text: str
    kind: str
    year: int
    consultation_id: UUID
    consultation_title: str
    language: str
    source: dict[str, int]


def year_said(heading: str, consultation_year: int) -> int:
    """The year in which a point was made: the one its heading names ("Storby 2012: hinder"), else its consultation's.

    A report on several years' conferences is one consultation, and its points were not all made in the year it was printed.
    """
    named = re.findall(r"\b(?:19|20)\d\d\b", heading)
    return int(named[-1]) if named else consultation_year


async def points_of(issues: Sequence[UUID]) -> dict[UUID, list[RaisedPoint]]:
    """For each of these issues its points, the oldest first; without dropped ones and those of deleted consultations."""
    if not issues:
        return {}
    point = IssuePoint.point
    said_in: Any = point.consultation  # Piccolo types one join, not two
    rows = (
        await IssuePoint.select(
            *(IssuePoint.issue, point.id, point.text, point.kind, point.source, point.position, point.heading),
            *(said_in.id, said_in.title, said_in.year, said_in.date, said_in.language),
        )
        .where(IssuePoint.issue.is_in(list(issues)) & point.dropped_at.is_null() & said_in.deleted_at.is_null())
        .output(load_json=True)
    )
    rows.sort(key=lambda row: (row["point.consultation.date"], row["point.position"], str(row["point.id"])))
    found: dict[UUID, list[RaisedPoint]] = {}
    for row in rows:
        found.setdefault(row["issue"], []).append(
            RaisedPoint(
                id=row["point.id"],
                text=row["point.text"],
                kind=row["point.kind"],
                year=year_said(row["point.heading"], row["point.consultation.year"]),
                consultation_id=row["point.consultation.id"],
                consultation_title=row["point.consultation.title"],
                language=row["point.consultation.language"],
                source=row["point.source"],
            )
        )
    return found


async def issues_of_points(points: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """For each of these points the issues that it raises."""
    if not points:
        return {}
    rows = await IssuePoint.select(IssuePoint.point, IssuePoint.issue).where(IssuePoint.point.is_in(list(points)))
    found: dict[UUID, list[UUID]] = {}
    for row in rows:
        found.setdefault(row["point"], []).append(row["issue"])
    return found
