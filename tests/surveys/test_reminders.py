"""The days of the reminders: proposed, changed, and due."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.errors import Conflict
from surveys.publishing import close
from surveys.reminders import due_day, is_last, moved_days, plan, planned_days, proposed_days
from surveys.tables import Survey
from tests.factories import NOW
from tests.surveys.open_surveys import LAST_DAY, TODAY, open_survey

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("closes_on", "days"),
    [
        (None, ()),
        (date(2024, 6, 1), ()),
        (date(2024, 6, 4), ()),
        (date(2024, 6, 6), (date(2024, 6, 4),)),
        (date(2024, 6, 21), (date(2024, 6, 11), date(2024, 6, 19))),
    ],
)
def test_proposed_days(closes_on: date | None, days: tuple[date, ...]) -> None:
    assert proposed_days(date(2024, 6, 1), closes_on) == days


@given(st.integers(0, 400))
def test_proposed_days_lie_apart_and_before_the_end(length: int) -> None:
    opened = date(2024, 1, 1)
    days = proposed_days(opened, opened + timedelta(days=length))

    marks = [opened, *days, opened + timedelta(days=length)]
    assert not days or all(later - earlier >= 2 * DAY for earlier, later in pairwise(marks))


def test_due_day_is_the_latest_that_is_not_long_past() -> None:
    days = (TODAY, TODAY + DAY, TODAY + 5 * DAY)

    found = [due_day(days, TODAY + n * DAY) for n in (-1, 0, 1, 2, 3, 5)]

    assert found == [None, TODAY, TODAY + DAY, TODAY + DAY, None, TODAY + 5 * DAY]
    assert [is_last(day, days, TODAY + 7 * DAY) for day in days] == [False, False, True]
    assert not is_last(TODAY, (), TODAY)


@pytest.mark.parametrize("closes_on", [None, TODAY + 9 * DAY])
def test_reminder_is_not_the_last_where_the_survey_does_not_close_soon(closes_on: date | None) -> None:
    assert not is_last(TODAY, (TODAY,), closes_on)


OPENED = date(2024, 6, 1)


def june(*days: int) -> tuple[date, ...]:
    return tuple(date(2024, 6, day) for day in days)


@pytest.mark.parametrize(
    ("today", "before", "planned", "after", "days"),
    [
        (3, 21, june(11, 19), 29, june(15, 27)),
        (3, 21, june(11, 19), 11, june(6, 9)),
        (3, 21, june(8, 11, 19), 29, june(8, 15, 27)),
        (3, 21, june(11, 16, 19), 13, june(7, 11)),
        (13, 21, june(11, 19), 29, june(11, 27)),
        (20, 21, june(11, 19), 29, june(11, 19, 27)),
        (20, 21, june(11, 19), 20, june(11, 19)),
        (3, 21, (), 29, ()),
        (3, 21, june(8), 29, june(8)),
        (3, 21, june(11, 19), None, ()),
        (3, None, (), 21, june(11, 19)),
        (3, None, june(8), 21, june(8)),
        (2, 3, (), 21, june(11, 19)),
        (2, 6, june(4), 21, june(11, 19)),
    ],
)
def test_moved_days(today: int, before: int | None, planned: tuple[date, ...], after: int | None, days: object) -> None:
    def day(number: int | None) -> date | None:
        return date(2024, 6, number) if number else None

    found = moved_days(planned, opened=OPENED, before=day(before), after=day(after), today=date(2024, 6, today))

    assert found == days


@given(
    st.lists(st.integers(-5, 40)), st.none() | st.integers(0, 40), st.none() | st.integers(0, 40), st.integers(0, 40)
)
def test_moved_days_never_lie_after_the_end(
    planned: list[int], before: int | None, after: int | None, today: int
) -> None:
    def day(number: int | None) -> date | None:
        return None if number is None else OPENED + number * DAY

    days = sorted({OPENED + number * DAY for number in planned})
    found = moved_days(days, opened=OPENED, before=day(before), after=day(after), today=OPENED + today * DAY)

    last = day(after)
    assert list(found) == sorted(set(found))
    assert all(last is None or each <= last or each < OPENED + today * DAY for each in found)


async def test_plan_keeps_what_has_passed(database: str) -> None:
    survey_id = await open_survey()
    await plan(survey_id, [TODAY - 3 * DAY, TODAY], today=TODAY - 5 * DAY)

    await plan(survey_id, [LAST_DAY, TODAY + DAY], today=TODAY)

    assert await planned_days(survey_id) == (TODAY - 3 * DAY, TODAY + DAY, LAST_DAY)


async def test_plan_refuses_days_of_no_use(database: str) -> None:
    survey_id = await open_survey()

    for days, reason in [
        ([TODAY - DAY], "A reminder can be planned for today or later."),
        ([LAST_DAY + DAY], "A reminder after the last day to answer is of no use."),
    ]:
        with pytest.raises(Conflict, match=reason):
            await plan(survey_id, days, today=TODAY)
    await Survey.update({Survey.closes_on: None}).where(Survey.id == survey_id)
    with pytest.raises(Conflict, match="Plan at most 5 reminders"):
        await plan(survey_id, [TODAY + n * DAY for n in range(6)], today=TODAY)
    await close(survey_id, now=NOW)
    with pytest.raises(Conflict, match="The survey is closed"):
        await plan(survey_id, [TODAY], today=TODAY)
