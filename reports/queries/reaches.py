"""Which part of the country consultations were for, and which types of organisation attended them."""

from collections.abc import Mapping
from typing import Any

from feedback.follow_up_tables import Attendance
from feedback.tables import Consultation
from reports.dashboard_filters import Reach


async def read_reaches() -> Mapping[str, Reach]:
    """Of every consultation that is not deleted, by its id."""
    organisation: Any = Attendance.organisation  # Piccolo types one join, not two
    attended = await Attendance.select(Attendance.consultation, organisation.organisation_type.as_alias("type"))
    types: dict[Any, set[str]] = {}
    for row in attended:
        if row["type"]:
            types.setdefault(row["consultation"], set()).add(row["type"])
    rows = await Consultation.select(Consultation.id, Consultation.region).where(Consultation.deleted_at.is_null())
    return {str(row["id"]): Reach(row["region"], frozenset(types.get(row["id"], ()))) for row in rows}
