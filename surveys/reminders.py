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


def proposed_days(opened: date, closes_on: date | None) -> tuple[date, ...]:
    """Halfway to the last day, and two days before it; none where there is no last day or no room for them."""
    if closes_on is None:
        return ()
    halfway, last = opened + (closes_on - opened) // 2, closes_on - BEFORE_THE_END
    days = [halfway] if opened + BEFORE_THE_END <= halfway and halfway + BEFORE_THE_END <= last else []
    return tuple([*days, last] if last >= opened + BEFORE_THE_END else days)


def to_json(days: Iterable[date]) -> str:
    """The days as `Survey.reminders` holds them, in their order, each once."""
    return msgspec.json.encode(sorted(set(days))).decode()


def from_json(document: str) -> tuple[date, ...]:
    """The days of `Survey.reminders`."""
    return msgspec.json.decode(document, type=tuple[date, ...])


def due_day(days: Sequence[date], today: date) -> date | None:
    """The planned day whose reminder goes out today, if any."""
    return max((day for day in days if day <= today <= day + CATCH_UP), default=None)


def is_last(day: date, days: Sequence[date]) -> bool:
    """Whether no reminder is planned after this day's."""
    return bool(days) and day >= days[-1]


async def planned_days(survey_id: UUID) -> tuple[date, ...]:
    """The days on which reminders are planned, past ones too."""
    row = await Survey.select(Survey.reminders).where(Survey.id == survey_id).first()
    return from_json(row["reminders"]) if row else ()


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
        if any(day < today for day in coming):
            raise Conflict(_("A reminder can be planned for today or later."))
        if survey.closes_on is not None and any(day > survey.closes_on for day in coming):
            raise Conflict(_("A reminder after the last day to answer is of no use."))
        if len(coming) > MOST:
            raise Conflict(_("Plan at most %(n)s reminders: more of them are felt as a nuisance.", n=MOST))
        await Survey.update({Survey.reminders: to_json([*passed, *coming])}).where(Survey.id == survey_id)
