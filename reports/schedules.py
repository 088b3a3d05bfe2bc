"""Reports that are made every year on the same day: "every 15 January". The files are for officers; nothing is published."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.translation import LANGUAGES
from feedback.translation import gettext as _
from reports.orders import OrderKind, Wanted, place_order
from reports.tables import ReportSchedule

KINDS = (OrderKind.YEAR, OrderKind.BATCH)


@dataclass(frozen=True, slots=True)
class Schedule:
    """On this day of every year the reports of the year before are made, since the day it was `made_on`."""

    id: UUID
    kind: OrderKind
    month: int
    day: int
    languages: tuple[str, ...]
    made_on: date
    ended_at: datetime | None = None
    last_run: date | None = None

    def on(self, year: int) -> date:
        """Its day in a year: 29 February is the 28th where there is no other."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))

    def due(self, today: date) -> date | None:
        """The day that it is to be run for: the latest one that has come and that it was not run for."""
        this_year = self.on(today.year)
        latest = this_year if this_year <= today else self.on(today.year - 1)
        is_run = self.last_run is not None and self.last_run >= latest
        return None if self.ended_at or is_run or latest < self.made_on else latest

    def next_on(self, today: date) -> date:
        """The next day that it will be run for."""
        this_year = self.on(today.year)
        return self.due(today) or (this_year if this_year > today else self.on(today.year + 1))


@dataclass(frozen=True, slots=True)
class Yearly:
    """What is to be made every year, and when. A month or day that is none is refused."""

    kind: OrderKind
    month: int
    day: int
    languages: tuple[str, ...]


async def make_schedule(wanted: Yearly, *, officer: UUID | None, now: datetime) -> UUID:
    """Have reports made every year from now on. Raises `Conflict` for a day that no year has, and without a language."""
    languages = [language for language in LANGUAGES if language in wanted.languages]
    if not languages:
        raise Conflict(_("Choose at least one language."))
    # 2024 is a leap year, in which every day that there is has a place.
    if not 1 <= wanted.month <= 12 or not 1 <= wanted.day <= monthrange(2024, wanted.month)[1]:
        raise Conflict(_("There is no such day in the year."))
    schedule = ReportSchedule(
        what=wanted.kind.value,
        month=wanted.month,
        day=wanted.day,
        languages=msgspec.json.encode(languages).decode(),
        made_by=officer,
        made_at=now,
    )
    await schedule.save()
    return UUID(str(schedule.id))


async def end_schedule(schedule: UUID, *, now: datetime) -> None:
    """Have nothing made any more; it stays on the list. Twice changes nothing. Raises `NotFound`."""
    async with transaction():
        if not await ReportSchedule.exists().where(ReportSchedule.id == schedule):
            raise NotFound(_("There is no such schedule."))
        running = (ReportSchedule.id == schedule) & ReportSchedule.ended_at.is_null()
        await ReportSchedule.update({ReportSchedule.ended_at: now}).where(running)


async def list_schedules() -> tuple[Schedule, ...]:
    """All schedules, by their day in the year; those that were ended come last."""
    found = [_schedule(row) for row in await ReportSchedule.select()]
    return tuple(sorted(found, key=lambda it: (it.ended_at is not None, it.month, it.day, it.made_on, str(it.id))))


async def order_scheduled(*, today: date, now: datetime) -> list[UUID]:
    """Order what is due, each once a year, by whichever process comes first; gives the orders."""
    orders = []
    for schedule in await list_schedules():
        due = schedule.due(today)
        if due is None:
            continue
        async with transaction():
            free = ReportSchedule.last_run.is_null() | (ReportSchedule.last_run < due)
            mine = (ReportSchedule.id == schedule.id) & ReportSchedule.ended_at.is_null() & free
            if await ReportSchedule.update({ReportSchedule.last_run: due}).where(mine).returning(ReportSchedule.id):
                wanted = Wanted(schedule.kind, schedule.languages, year=due.year - 1)
                orders.append(await place_order(wanted, officer=None, now=now, schedule=schedule.id))
    return orders


def _schedule(row: Mapping[str, Any]) -> Schedule:
    return Schedule(
        id=row["id"],
        kind=OrderKind(row["what"]),
        month=row["month"],
        day=row["day"],
        languages=tuple(msgspec.json.decode(row["languages"])),
        made_on=row["made_at"].date(),
        ended_at=row["ended_at"],
        last_run=row["last_run"],
    )
