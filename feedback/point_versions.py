"""How points read before and after participants' corrections were accepted: kept for good beside what they read as now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from feedback.notes_tables import PointVersion


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """One wording of a point; number 1 is how it read before the first correction. `reply` is the one that asked for it."""

    number: int
    text: str
    reply: UUID | None
    at: datetime


async def keep_versions(
    point_id: UUID, *, before: str, after: str, reply: UUID, officer: UUID | None, now: datetime
) -> None:
    """Keep the wording before a correction, where it is not the latest one kept, and the one after it.

    Inside the transaction that holds the point's consultation.
    """
    kept = (await versions_of([point_id])).get(point_id, ())
    number = len(kept)
    if not kept or kept[-1].text != before:
        number += 1
        await PointVersion(point=point_id, number=number, text=before, at=now).save()
    await PointVersion(point=point_id, number=number + 1, text=after, reply=reply, officer=officer, at=now).save()


async def versions_of(points: list[UUID]) -> dict[UUID, tuple[KeptVersion, ...]]:
    """For each of these points its wordings, the first one first; those that were never corrected are left out."""
    if not points:
        return {}
    rows = await PointVersion.select().where(PointVersion.point.is_in(points)).order_by(PointVersion.number)
    found: dict[UUID, tuple[KeptVersion, ...]] = {}
    for row in rows:
        version = KeptVersion(row["number"], row["text"], row["reply"], row["at"])
        found[row["point"]] = (*found.get(row["point"], ()), version)
    return found
