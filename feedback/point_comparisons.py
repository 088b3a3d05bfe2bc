"""Officers' word that two points do not raise the same issue, so that the earlier one is not suggested for the later again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from piccolo.custom_types import Combinable

from feedback.coding_tables import PointComparison
from feedback.consultations import hold_consultation
from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.points import get_point
from feedback.tables import IssuePoint
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Difference:
    """Who said that two points raise different issues, and when."""

    decided_by: str
    decided_at: datetime


async def record_difference(point_id: UUID, *, earlier_id: UUID, officer_id: UUID, now: datetime) -> None:
    """The two points do not raise the same issue. Saying it again changes nothing.

    Raises `Conflict` where they belong to one issue, and for a point and itself.
    """
    if point_id == earlier_id:
        raise Conflict(_("A point raises the same issue as itself."))
    async with transaction():
        consultation, point = await get_point(point_id)
        _earlier_one, earlier = await get_point(earlier_id)
        if point.is_dropped or earlier.is_dropped:
            raise NotFound(_("The point was dropped. Restore it on the review page first."))
        await hold_consultation(consultation.id)
        if await _share_an_issue(point_id, earlier_id):
            raise Conflict(_("Both points belong to one issue. Detach one of them on the issue's page first."))
        if not await PointComparison.exists().where(_pair(point_id, earlier_id)):
            await PointComparison(point=point_id, earlier=earlier_id, decided_by=officer_id, decided_at=now).save()


async def undo_difference(point_id: UUID, *, earlier_id: UUID) -> None:
    """Nothing is said of the two points any more."""
    await PointComparison.delete().where(_pair(point_id, earlier_id))


async def list_differences(points: Sequence[UUID]) -> dict[UUID, dict[UUID, Difference]]:
    """For each of these points the earlier ones that it does not raise the same issue as."""
    if not points:
        return {}
    rows = await PointComparison.select(
        *PointComparison.all_columns(), PointComparison.decided_by.name.as_alias("officer")
    ).where(PointComparison.point.is_in(list(points)))
    found: dict[UUID, dict[UUID, Difference]] = {}
    for row in rows:
        difference = Difference(row["officer"] or "", row["decided_at"])
        found.setdefault(row["point"], {})[row["earlier"]] = difference
    return found


async def _share_an_issue(one: UUID, other: UUID) -> bool:
    rows = await IssuePoint.select(IssuePoint.point, IssuePoint.issue).where(IssuePoint.point.is_in([one, other]))
    issues = [{row["issue"] for row in rows if row["point"] == each} for each in (one, other)]
    return bool(issues[0] & issues[1])


def _pair(point: UUID, earlier: UUID) -> Combinable:
    return (PointComparison.point == point) & (PointComparison.earlier == earlier)
