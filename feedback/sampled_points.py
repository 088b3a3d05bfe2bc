"""Points that samples are drawn from: those that are not dropped, of consultations that are still there."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from feedback.coding_samples import Place, SampledSource, SourceText
from feedback.codings import POINTS
from feedback.consultations import hold_consultation, list_consultations
from feedback.enums import CodedKind
from feedback.tables import Point

_THERE = Point.dropped_at.is_null() & Point.consultation.deleted_at.is_null()


async def _places() -> Sequence[Place]:
    return [Place(CodedKind.POINT, each.id, each.title, each.points) for each in await list_consultations()]


async def _drawable(consultation_id: UUID | None) -> Sequence[UUID]:
    where = _THERE if consultation_id is None else _THERE & (Point.consultation == consultation_id)
    ids: list[UUID] = await Point.select(Point.id).where(where).output(as_list=True)
    return ids


async def _read(ids: Sequence[UUID]) -> Mapping[UUID, SourceText]:
    rows: list[dict[str, Any]] = await Point.select(
        Point.id, Point.text, Point.consultation.id, Point.consultation.title, Point.consultation.language
    ).where(_THERE & Point.id.is_in(list(ids)))
    return {
        row["id"]: SourceText(
            row["id"], row["text"], row["consultation.language"], row["consultation.id"], row["consultation.title"]
        )
        for row in rows
    }


SAMPLED_POINTS = SampledSource(POINTS, hold_consultation, _places, _drawable, _read)
