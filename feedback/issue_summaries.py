"""What an issue's log and points add up to, kept beside them so that lists need not add it up; always equal to it."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from feedback.enums import Answer, Delivery, Effect, Verification
from feedback.follow_up_tables import IssueSummary
from feedback.issue_entries import entries_of
from feedback.issue_states import Entry, state_of
from feedback.log_chain import writing_logs
from feedback.raised_points import RaisedPoint, points_of
from feedback.tables import Issue

AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Summary:
    """An issue in a list; `years` are those known in which it was raised, each once, `entries` the lines of its log."""

    entries: int
    answer: Answer
    answered_at: datetime | None
    delivery: Delivery
    delivery_at: datetime | None
    verification: Verification
    effect: Effect
    years: tuple[int, ...]
    points: int


def years_of(points: Sequence[RaisedPoint]) -> tuple[int, ...]:
    """The recurrence: each year in which it was raised, once; a point of an unknown year counts for none."""
    return tuple(sorted({point.year for point in points if point.year}))


def summary_of(log: Sequence[Entry], points: Sequence[RaisedPoint]) -> Summary:
    """Fold a log, and count the points. Pure."""
    state = state_of(log)
    return Summary(
        entries=len(log),
        answer=state.answer,
        answered_at=state.answered_at,
        delivery=state.delivery,
        delivery_at=state.delivery_at,
        verification=state.verification,
        effect=state.effect,
        years=years_of(points),
        points=len(points),
    )


async def summarise(*issues: UUID) -> None:
    """Bring these issues' summaries up to date, in the transaction that changed their log or points."""
    async with writing_logs():
        folded = await _folded(issues)
        if folded:
            await IssueSummary.delete().where(IssueSummary.issue.is_in(list(issues)))
            await IssueSummary.insert(*(_row(issue, summary) for issue, summary in folded.items()))


async def wrong_summaries() -> AsyncIterator[UUID]:
    """The issues whose summary is missing or is not what their log and points add up to; read a few at a time.

    A log that cannot be read, as somebody wrote into it by hand, adds up to nothing.
    """
    async for issues in every_issue():
        for issue in await _wrong_of(issues):
            yield issue


async def _wrong_of(issues: Sequence[UUID]) -> list[UUID]:
    try:
        folded, kept = await _folded(issues), await _kept(issues)
    except (ValueError, TypeError, ArithmeticError, sqlite3.Error):
        return [wrong for issue in issues for wrong in await _wrong_of([issue])] if len(issues) > 1 else [*issues]
    return [issue for issue in issues if kept.get(issue) != folded[issue]]


async def every_issue() -> AsyncIterator[list[UUID]]:
    """The ids of all issues, a few at a time."""
    last: UUID | None = None
    while True:
        query = Issue.select(Issue.id).order_by(Issue.id).limit(AT_A_TIME)
        rows = await (query.where(Issue.id > last) if last else query)
        if not rows:
            return
        ids = [row["id"] for row in rows]
        yield ids
        last = ids[-1]


async def _folded(issues: Sequence[UUID]) -> dict[UUID, Summary]:
    logs, points = await entries_of(issues), await points_of(issues)
    return {issue: summary_of(logs.get(issue, []), points.get(issue, [])) for issue in issues}


async def _kept(issues: Sequence[UUID]) -> dict[UUID, Summary | None]:
    rows = await IssueSummary.select().where(IssueSummary.issue.is_in(list(issues)))
    return {row["issue"]: read_summary(row) for row in rows}


def read_summary(row: dict[str, Any]) -> Summary | None:
    """A row of the table; None where it holds what no summary can say."""
    try:
        return Summary(
            entries=row["entries"],
            answer=Answer(row["answer"]),
            answered_at=row["answered_at"],
            delivery=Delivery(row["delivery"]),
            delivery_at=row["delivery_at"],
            verification=Verification(row["verification"]),
            effect=Effect(row["effect"]),
            years=tuple(msgspec.json.decode(row["years"], type=list[int])),
            points=row["points"],
        )
    except ValueError:  # also what msgspec raises
        return None


def _row(issue: UUID, summary: Summary) -> IssueSummary:
    return IssueSummary(
        issue=issue,
        entries=summary.entries,
        answer=summary.answer.value,
        answered_at=summary.answered_at,
        delivery=summary.delivery.value,
        delivery_at=summary.delivery_at,
        verification=summary.verification.value,
        effect=summary.effect.value,
        years=msgspec.json.encode(summary.years).decode(),
        last_year=max(summary.years, default=0),
        points=summary.points,
    )
