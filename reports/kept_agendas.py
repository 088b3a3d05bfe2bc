"""Drafts of agendas that are kept, so that officers can go on with them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from piccolo.columns import Column

from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from reports.agenda_items import Agenda
from reports.tables import Agenda as AgendaRow


@dataclass(frozen=True, slots=True)
class KeptAgenda:
    """A draft as it was last kept; `by` is who made it, blank where they are no longer known."""

    id: UUID
    agenda: Agenda
    year: int
    by: str
    kept_at: datetime

    @property
    def stamp(self) -> str:
        """What says whether it was changed since it was read."""
        return self.kept_at.isoformat()


async def list_agendas() -> list[KeptAgenda]:
    """All of them, those of the latest year first, and of a year the one that was kept last."""
    found = [_kept(row) for row in await AgendaRow.select(*AgendaRow.all_columns(), AgendaRow.made_by.name)]
    return sorted(found, key=lambda each: (each.year, each.kept_at, str(each.id)), reverse=True)


async def get_agenda(agenda: UUID) -> KeptAgenda:
    """One of them. Raises `NotFound`."""
    its = AgendaRow.id == agenda
    row = await AgendaRow.select(*AgendaRow.all_columns(), AgendaRow.made_by.name).where(its).first()
    if row is None:
        raise NotFound(_("There is no such agenda."))
    return _kept(row)


async def keep_agenda(agenda: Agenda, *, officer: UUID, today: date, now: datetime) -> UUID:
    """Keep a new draft; its year is that of its day, or else this one."""
    row = AgendaRow(
        title=agenda.title,
        language=agenda.language,
        year=(agenda.day or today).year,
        content=_json(agenda),
        made_by=officer,
        made_at=now,
    )
    await row.save()
    return UUID(str(row.id))


async def keep_changes(kept: UUID, agenda: Agenda, *, seen: str, now: datetime) -> None:
    """Keep a draft as it is now. Raises `NotFound`, and `Conflict` where a colleague changed it since it was `seen`."""
    async with transaction():
        # Held until the end: of two who save at once the second is told.
        await AgendaRow.update({AgendaRow.title: AgendaRow.title}).where(AgendaRow.id == kept)
        before = await get_agenda(kept)
        if seen != before.stamp and before.agenda != agenda:
            raise Conflict(_("Somebody else changed this agenda meanwhile. Open it again, or save yours as a new one."))
        values: dict[Column | str, Any] = {
            AgendaRow.title: agenda.title,
            AgendaRow.language: agenda.language,
            AgendaRow.year: agenda.day.year if agenda.day else before.year,
            AgendaRow.content: _json(agenda),
            AgendaRow.changed_at: now,
        }
        await AgendaRow.update(values).where(AgendaRow.id == kept)


async def delete_agenda(kept: UUID) -> None:
    """Take a draft away. Raises `NotFound`."""
    if not await AgendaRow.delete().where(AgendaRow.id == kept).returning(AgendaRow.id):
        raise NotFound(_("There is no such agenda."))


def _kept(row: dict[str, Any]) -> KeptAgenda:
    return KeptAgenda(
        id=row["id"],
        agenda=msgspec.json.decode(row["content"], type=Agenda),
        year=row["year"],
        by=row["made_by.name"] or "",
        kept_at=row["changed_at"] or row["made_at"],
    )


def _json(agenda: Agenda) -> str:
    return msgspec.json.encode(agenda).decode()
