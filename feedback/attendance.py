"""Which organisations attended a consultation, and which of its points each is known to have made."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from feedback.consultations import hold_consultation
from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.follow_up_tables import Attendance, Organisation, PointOrganisation
from feedback.organisations import BroughtIn, Details, KnownOrganisation, add_missing, get_organisation, known_of
from feedback.tables import Consultation, Point
from feedback.translation import gettext as _

_SAID_AT: Any = PointOrganisation.point.consultation  # Piccolo types one join, not two
#: A point that still stands in its consultation's notes.
IS_HELD = PointOrganisation.point.dropped_at.is_null() & _SAID_AT.deleted_at.is_null()


@dataclass(frozen=True, slots=True)
class AttendedConsultation:
    """A consultation that an organisation attended, and how many of its points are known to be the organisation's."""

    id: UUID
    title: str
    language: str
    date: str
    points: int


async def organisations_at(consultation: UUID) -> list[KnownOrganisation]:
    """Those that attended, by name."""
    rows = await Attendance.select(Attendance.organisation).where(Attendance.consultation == consultation)
    ids = [row["organisation"] for row in rows]
    found = await Organisation.select().where(Organisation.id.is_in(ids)) if ids else []
    return sorted((known_of(row) for row in found), key=lambda each: (each.name.casefold(), each.name))


async def set_attendance(consultation: UUID, attending: Collection[UUID]) -> None:
    """Say which organisations attended: these and no others.

    Raises `NotFound`, `Gone`, and `Conflict` where one that is left out made points there.
    """
    async with transaction():
        await hold_consultation(consultation)
        every = {row["id"]: row["name"] for row in await Organisation.select(Organisation.id, Organisation.name)}
        if set(attending) - every.keys():
            raise NotFound(_("There is no such organisation."))
        made = await points_made_at(consultation)
        if left := sorted(every[each] for each in made if each not in attending):
            raise Conflict(
                _(
                    "%(name)s is said to have made points at this consultation. Take its points away first.",
                    name=left[0],
                )
            )
        here = Attendance.consultation == consultation
        rows = await Attendance.select(Attendance.organisation).where(here)
        gone = [row["organisation"] for row in rows if row["organisation"] not in attending]
        if gone:
            await Attendance.delete().where(here & Attendance.organisation.is_in(gone))
        await _attend(consultation, sorted(set(attending), key=str))


async def attended_by(organisation: UUID) -> list[AttendedConsultation]:
    """The consultations that an organisation attended, the newest first."""
    rows = await Attendance.select(Attendance.consultation).where(Attendance.organisation == organisation)
    ids = [row["consultation"] for row in rows]
    if not ids:
        return []
    held = (
        await Consultation.select(Consultation.id, Consultation.title, Consultation.language, Consultation.date)
        .where(Consultation.id.is_in(ids) & Consultation.deleted_at.is_null())
        .order_by(Consultation.date, ascending=False)
        .order_by(Consultation.title)
    )
    made: dict[UUID, int] = {}
    said_at = PointOrganisation.point.consultation
    for row in await PointOrganisation.select(said_at.as_alias("at")).where(
        (PointOrganisation.organisation == organisation) & IS_HELD
    ):
        made[row["at"]] = made.get(row["at"], 0) + 1
    return [AttendedConsultation(**row, points=made.get(row["id"], 0)) for row in held]


async def points_made_at(consultation: UUID) -> dict[UUID, tuple[UUID, ...]]:
    """The points of a consultation that organisations are known to have made, by organisation, in the order of the notes."""
    rows = (
        await PointOrganisation.select(
            PointOrganisation.organisation, PointOrganisation.point.id, PointOrganisation.point.position
        )
        .where((PointOrganisation.point.consultation == consultation) & IS_HELD)
        .order_by(PointOrganisation.point.position)
        .order_by(PointOrganisation.point.id)
    )
    found: dict[UUID, tuple[UUID, ...]] = {}
    for row in rows:
        found[row["organisation"]] = (*found.get(row["organisation"], ()), row["point.id"])
    return found


async def points_made_by(organisation: UUID) -> list[UUID]:
    """All points that an organisation is known to have made."""
    rows = await PointOrganisation.select(PointOrganisation.point).where(
        (PointOrganisation.organisation == organisation) & IS_HELD
    )
    return [row["point"] for row in rows]


async def set_points(organisation: UUID, consultation: UUID, points: Collection[UUID]) -> None:
    """Say which points of a consultation an organisation made: these and no others. Who made one attended.

    Raises `NotFound`, also where a point is not the consultation's, and `Gone`.
    """
    async with transaction():
        await get_organisation(organisation)
        await hold_consultation(consultation)
        rows = await Point.select(Point.id).where((Point.consultation == consultation) & Point.dropped_at.is_null())
        said = {row["id"] for row in rows}
        if set(points) - said:
            raise NotFound(_("There is no such point."))
        made = set((await points_made_at(consultation)).get(organisation, ()))
        if gone := sorted(made - set(points), key=str):
            await PointOrganisation.delete().where(
                (PointOrganisation.organisation == organisation) & PointOrganisation.point.is_in(gone)
            )
        if new := sorted(set(points) - made, key=str):
            await PointOrganisation.insert(
                *(PointOrganisation(point=point, organisation=organisation) for point in new)
            ).on_conflict(action="DO NOTHING")
        if points:
            await _attend(consultation, [organisation])


async def bring_in(found: Sequence[Details], *, consultation: UUID | None = None) -> BroughtIn:
    """Add those that are not in the list of organisations yet, and say that all of them attended the consultation, if given."""
    async with transaction():
        if consultation is not None:
            await hold_consultation(consultation)
        brought = await add_missing(found)
        if consultation is not None:
            await _attend(consultation, brought.ids)
    return brought


async def _attend(consultation: UUID, organisations: Sequence[UUID]) -> None:
    if organisations:
        await Attendance.insert(
            *(Attendance(consultation=consultation, organisation=each) for each in organisations)
        ).on_conflict(action="DO NOTHING")
