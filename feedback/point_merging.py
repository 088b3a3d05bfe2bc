"""Dividing a point into several, and merging two into one; neither loses a word, a source line, a coding or an issue."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from feedback.database import execute
from feedback.draft_changes import changing
from feedback.enums import DraftChangeKind
from feedback.errors import Conflict
from feedback.points import NotedPoint, consultation_of_point, get_point, make_room, must_be
from feedback.source_lines import join_sources, write_source
from feedback.tables import Point
from feedback.translation import gettext as _


def divide_text(text: str) -> tuple[str, ...]:
    """The parts between empty lines, each as one line."""
    parts = (" ".join(part.split()) for part in re.split(r"\n[^\S\n]*\n", text))
    return tuple(part for part in parts if part)


async def split_point(point_id: UUID, *, parts: Sequence[str], seen: str, officer_id: UUID | None = None) -> UUID:
    """Divide a point into these texts, in place, and give its consultation; every part keeps kind, place, source lines, answer.

    The first part keeps the point's codings and issues. Raises `Conflict` for fewer than two parts, or where it was changed.
    """
    if len(parts) < 2:
        raise Conflict(_("Put an empty line where the point should be divided."))
    async with changing(
        await consultation_of_point(point_id), DraftChangeKind.DIVIDED, officer_id=officer_id
    ) as consultation:
        _consultation, point = await get_point(point_id)
        must_be(point, seen)
        position = await make_room(consultation.id, after=point_id, count=len(parts) - 1)
        await Point.update({Point.text: parts[0], Point.confidence: None}).where(Point.id == point_id)
        await Point.insert(
            *(
                Point(
                    consultation=consultation.id,
                    question=point.question_id,
                    heading=point.heading,
                    position=position + offset,
                    text=text,
                    kind=point.kind.value,
                    source=write_source(point.source),
                    answer=point.answer,
                )
                for offset, text in enumerate(parts[1:])
            )
        )
    return consultation.id


async def merge_points(
    point_id: UUID,
    *,
    with_id: UUID,
    now: datetime,
    seen: str = "",
    seen_other: str = "",
    officer_id: UUID | None = None,
) -> UUID:
    """Join the other point's text and answer to this one's end and give the consultation; the source covers both.

    The other is dropped, so that it can be restored; its codings, issues and organisations move over. Raises `Conflict`
    where one was changed or dropped, or they stand in different consultations.
    """
    async with changing(
        await consultation_of_point(point_id), DraftChangeKind.MERGED, officer_id=officer_id
    ) as consultation:
        _consultation, kept = await get_point(point_id)
        other_consultation, other = await get_point(with_id)
        if kept.id == other.id or other_consultation.id != consultation.id or kept.is_dropped or other.is_dropped:
            raise Conflict(_("The points changed meanwhile and cannot be merged. Reload the page and look again."))
        must_be(kept, seen)
        must_be(other, seen_other)
        await Point.update(
            {
                Point.text: f"{kept.text} {other.text}",
                Point.source: write_source(join_sources(kept.source, other.source)),
                Point.answer: _joined_answers(kept, other),
                Point.confidence: None,
            }
        ).where(Point.id == kept.id)
        await Point.update({Point.dropped_at: now}).where(Point.id == other.id)
        await _move_links(other.id, kept.id)
    return consultation.id


def _joined_answers(kept: NotedPoint, other: NotedPoint) -> str:
    return " ".join(dict.fromkeys(answer for answer in (kept.answer, other.answer) if answer))


async def _move_links(from_id: UUID, to_id: UUID) -> None:
    for table, key in (("coding", "theme"), ("issue_point", "issue"), ("point_organisation", "organisation")):
        # The names are ours; only the keys are values.
        await execute(
            f"UPDATE {table} SET point = {{}} WHERE point = {{}} "  # noqa: S608
            f"AND {key} NOT IN (SELECT {key} FROM {table} WHERE point = {{}})",
            to_id,
            from_id,
            to_id,
        )
