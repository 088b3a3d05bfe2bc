"""The answer clock: it never says more than is known."""

from datetime import date

import pytest

from reports.public.answer_clocks import AnswerClock, clock, first_meetings, last_day
from tests.factories import NOW, make_consultation, make_issue, make_point

TODAY = date(2024, 6, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-06-04", date(2024, 6, 4)),
        ("2024-02", date(2024, 2, 29)),
        ("2023", date(2023, 12, 31)),
        ("2024-02-99", date(2024, 2, 29)),
        ("2023-99-99", date(2023, 12, 31)),
        ("", None),
        ("2024-13-01", None),
    ],
)
def test_the_last_day_that_a_date_can_mean(text: str, day: date | None) -> None:
    assert last_day(text) == day


def test_a_clock_runs_until_the_answer() -> None:
    meetings = [date(2024, 6, 10), date(2024, 6, 4)]

    assert clock(meetings, answered_on=None, today=TODAY) == AnswerClock(date(2024, 6, 4), 10, is_running=True)
    assert clock(meetings, answered_on=date(2024, 6, 5), today=TODAY) == AnswerClock(
        date(2024, 6, 4), 1, is_running=False
    )
    assert clock(meetings, answered_on=date(2024, 6, 1), today=TODAY) is None
    assert clock([], answered_on=None, today=TODAY) is None


async def test_the_first_meeting_is_one_that_is_public(database: str) -> None:
    hidden = await make_consultation(date="2012-05-01")
    vague = await make_consultation(date="2019", published_at=NOW)
    known = await make_consultation(date="2019-11-30", published_at=NOW)
    points = [await make_point(each) for each in (hidden, vague, known)]

    issue = await make_issue(points=points)

    assert await first_meetings([issue]) == {issue: (date(2019, 11, 30),)}
