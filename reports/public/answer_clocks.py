"""The answer clock: how many days an issue has waited, since the first public meeting that raised it, or how long it took."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from feedback.database import execute
from feedback.enums import Answer, ConsultationKind
from feedback.issue_conditions import among

# A year or a month alone is taken for its end, which is later than any day of it; a clock never says too much.
_DAY = "CASE LENGTH(c.date) WHEN 4 THEN c.date || '-99-99' WHEN 7 THEN c.date || '-99' ELSE c.date END"
# A decision answers; it is no meeting that raises something.
_FIRST_MEETING = f"""
SELECT ip.issue, MIN({_DAY}) AS day FROM issue_point ip
JOIN point p ON p.id = ip.point
JOIN consultation c ON c.id = p.consultation
WHERE {{}} AND p.dropped_at IS NULL AND c.deleted_at IS NULL AND c.published_at IS NOT NULL
AND c.date <> '' AND c.kind <> '{ConsultationKind.DECISION.value}'
GROUP BY ip.issue
"""  # noqa: S608  (our own words)
_WAITING = f"""
SELECT i.id, MIN({_DAY}) AS day FROM issue i
JOIN issue_summary s ON s.issue = i.id
JOIN issue_point ip ON ip.issue = i.id
JOIN point p ON p.id = ip.point
JOIN consultation c ON c.id = p.consultation
WHERE i.published_at IS NOT NULL AND i.merged_into IS NULL AND s.answer = '{Answer.NOT_ANSWERED.value}'
AND p.dropped_at IS NULL AND c.deleted_at IS NULL AND c.published_at IS NOT NULL
AND c.date <> '' AND c.kind <> '{ConsultationKind.DECISION.value}'
GROUP BY i.id ORDER BY 2, i.id LIMIT {{}}
"""  # noqa: S608  (our own words)


@dataclass(frozen=True, slots=True)
class AnswerClock:
    """Days from the first meeting to the answer; to today while there is none."""

    since: date
    days: int
    is_running: bool


def clock(meetings: Sequence[date], *, answered_on: date | None, today: date) -> AnswerClock | None:
    """The clock of an issue raised on these days; None where no day is known, or it was answered before. Pure."""
    since, until = min(meetings, default=None), answered_on or today
    if since is None or until < since:
        return None
    return AnswerClock(since, (until - since).days, is_running=answered_on is None)


def last_day(text: str) -> date | None:
    """The last day that an ISO date can mean, of which a year or a month alone may be known; None for no date. Pure.

    What is not known may also be written as 99, which sorts after all that is.
    """
    parts = [part for part in text.split("-") if part != "99"]
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12
        return date(year, month, int(parts[2]) if len(parts) > 2 else monthrange(year, month)[1])
    except ValueError:
        return None


async def first_meetings(issues: Sequence[UUID]) -> dict[UUID, tuple[date]]:
    """For each of these issues the day of the first public meeting that raised it; those without a known day are left out."""
    if not issues:
        return {}
    rows = await execute(_FIRST_MEETING, among("ip.issue", issues))
    return {UUID(str(row["issue"])): (day,) for row in rows if (day := last_day(row["day"]))}


async def waiting_longest(limit: int) -> list[UUID]:
    """The public issues without an answer, those first that were raised first."""
    return [UUID(str(row["id"])) for row in await execute(_WAITING, limit)]
