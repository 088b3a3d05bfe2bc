"""On which days those who have not answered are reminded: planned when a survey opens, and changed by its officers."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec

from feedback.database import transaction
from feedback.errors import Conflict
from feedback.translation import gettext as _
from surveys.building import SurveyState, hold_survey
from surveys.tables import Survey

MOST = 5
BEFORE_THE_END = timedelta(days=2)
#: How late a reminder still goes out, where the service stood still on its day.
CATCH_UP = timedelta(days=1)
#: How near the last day must be for a reminder to say that the survey closes soon.
SOON = timedelta(days=7)


def proposed_days(opened: date, closes_on: date | None) -> tuple[date, ...]:
    """Halfway to the last day, and two days before it; none where there is no last day or no room for them."""
    return tuple(day for day in _proposed(opened, closes_on) if day is not None)


def _proposed(opened: date, closes_on: date | None) -> tuple[date | None, date | None]:
    if closes_on is None:
        return None, None
    halfway, last = opened + (closes_on - opened) // 2, closes_on - BEFORE_THE_END
    has_room = opened + BEFORE_THE_END <= halfway and halfway + BEFORE_THE_END <= last
    return halfway if has_room else None, last if last >= opened + BEFORE_THE_END else None


def moved_days(
    planned: Sequence[date], *, opened: date, before: date | None, after: date | None, today: date
) -> tuple[date, ...]:
    """The planned days when the last day to answer moves from `before` to `after`.

    Days that were proposed move with it, unless an officer had taken them away; a day that an officer chose stays, where it
    still lies before the end. Halfway is not proposed again once it has passed, the last reminder is. What has passed stays.
    """
    old, new = _proposed(opened, before), _proposed(opened, after)
    passed = [day for day in planned if day < today]
    chosen = [day for day in planned if day >= today and day not in old and (after is None or day <= after)]
    if old == (None, None):
        moved = (None, None) if planned else new
    else:
        is_last_kept = old[1] in planned
        is_halfway_kept = is_last_kept if old[0] is None else old[0] in planned and old[0] >= today
        moved = (new[0] if is_halfway_kept else None, new[1] if is_last_kept else None)
    coming = {*chosen, *(day for day in moved if day is not None and day >= today)}
    return (*sorted(passed), *sorted(coming)[-MOST:])


def to_json(days: Iterable[date]) -> str:
    """The days as `Survey.reminders` holds them, in their order, each once."""
    return msgspec.json.encode(sorted(set(days))).decode()


def from_json(document: str) -> tuple[date, ...]:
    """The days of `Survey.reminders`."""
    return msgspec.json.decode(document, type=tuple[date, ...])


def due_day(days: Sequence[date], today: date) -> date | None:
    """The planned day whose reminder goes out today, if any."""
    return max((day for day in days if day <= today <= day + CATCH_UP), default=None)


def is_last(day: date, days: Sequence[date], closes_on: date | None) -> bool:
    """Whether no reminder is planned after this day's, and the survey closes soon."""
    return bool(days) and day >= days[-1] and closes_on is not None and closes_on - day <= SOON


async def planned_days(survey_id: UUID) -> tuple[date, ...]:
    """The days on which reminders are planned, past ones too."""
    row = await Survey.select(Survey.reminders).where(Survey.id == survey_id).first()
    return from_json(row["reminders"]) if row else ()


def fault_of(day: date, *, today: date, closes_on: date | None) -> str:
    """Why nobody can be reminded on this day; nothing where they can."""
    if day < today:
        return _("A reminder can be planned for today or later.")
    if closes_on is not None and day > closes_on:
        return _("A reminder after the last day to answer is of no use.")
    return ""


async def plan(survey_id: UUID, days: Sequence[date], *, today: date) -> None:
    """Remind on these days and no others; days that have passed stay as they were.

    Raises `NotFound`, and `Conflict` with what is wrong.
    """
    async with transaction():
        survey = await hold_survey(survey_id)
        if survey.state is SurveyState.CLOSED:
            raise Conflict(_("The survey is closed: nobody is reminded any more."))
        passed = [day for day in await planned_days(survey_id) if day < today]
        coming = sorted({day for day in days if day not in passed})
        faults = (fault_of(day, today=today, closes_on=survey.closes_on) for day in coming)
        if fault := next(filter(None, faults), ""):
            raise Conflict(fault)
        if len(coming) > MOST:
            raise Conflict(_("Plan at most %(n)s reminders: more of them are felt as a nuisance.", n=MOST))
        await Survey.update({Survey.reminders: to_json([*passed, *coming])}).where(Survey.id == survey_id)
