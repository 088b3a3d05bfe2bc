"""The rows of the open data, table by table, some at a time: only what a public page shows as well."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from feedback.api.published import public_issues
from feedback.commitments import Undertaking
from feedback.enums import Answer
from feedback.issues import FollowedIssue
from feedback.personal_data_flags import read_masks
from feedback.raised_points import year_said
from feedback.slip_ledger import moved_days, public_slips
from feedback.tables import Point
from reports.public.answer_clocks import clock, first_meetings
from reports.public.data_dictionary import public_page
from reports.public.data_reading import Asked, DataRow, commitments_by_id, issues_by_id
from reports.public.followed_rows import issue_log, issue_themes, milestones, themes
from reports.public.selection import (
    PublicConsultation,
    list_public_consultations,
    public_address,
    public_evidence,
    public_point_ids,
    public_points_of,
    public_verdicts,
)
from reports.replies import shown_replies
from reports.verdicts import IssueVerdict
from surveys.tables import Survey


async def data_rows(table: str, asked: Asked) -> AsyncIterator[DataRow]:
    """Every row of a table of `data_tables`, by id where it has one."""
    async for rows in _READERS[table](asked):
        for row in rows:
            yield row


async def _consultations(asked: Asked) -> AsyncIterator[list[DataRow]]:
    every = await list_public_consultations()
    yield [_consultation(each, asked) for each in sorted(every, key=lambda each: str(each.id))]


def _consultation(each: PublicConsultation, asked: Asked) -> DataRow:
    return (
        *(each.id, each.title, each.language, each.kind.value, each.date, each.host, each.reference),
        *(each.participants_count, each.participants_unit, each.published_at),
        public_page(asked.base_url, "consultations", each.id),
    )


async def _points(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    for consultation in sorted(await list_public_consultations(), key=lambda each: str(each.id)):
        is_here = (Point.consultation == consultation.id) & Point.dropped_at.is_null()
        columns = (Point.id, Point.heading, Point.kind, Point.text, Point.answer)
        rows = await Point.select(*columns).where(is_here).order_by(Point.id)
        shown = await public_point_ids([row["id"] for row in rows])
        masks = await read_masks([consultation.id])
        yield [
            (
                *(row["id"], consultation.id, year_said(row["heading"], consultation.year) or None),
                *(row["kind"], masks.of(consultation.id, row["text"]), masks.of(consultation.id, row["answer"])),
                consultation.language,
            )
            for row in rows
            if row["id"] in shown
        ]


async def _issues(asked: Asked) -> AsyncIterator[list[DataRow]]:
    async for issues in issues_by_id():
        meetings = await first_meetings([each.id for each in issues])
        yield [_issue(each, meetings.get(each.id, []), asked) for each in issues]


def _issue(issue: FollowedIssue, meetings: Sequence[date], asked: Asked) -> DataRow:
    state = issue.state
    answered_on = state.answered_at.date() if state.answered_at and state.answer is not Answer.NOT_ANSWERED else None
    waited = clock(meetings, answered_on=answered_on, today=asked.today)
    return (
        *(issue.id, issue.title, issue.language, issue.owner_unit, issue.policy_area),
        *(" ".join(map(str, issue.years)), len(issue.points)),
        *(state.answer.value, state.answer_reason, answered_on),
        *((waited.since, waited.days) if waited else (None, None)),
        *(state.delivery.value, state.delivery_reason, state.delivery_at.date() if state.delivery_at else None),
        *(issue.is_unsupported, issue.is_unconfirmed(asked.today), state.verification.value, state.effect.value),
        *(issue.published_at, public_page(asked.base_url, "issues", issue.id)),
    )


async def _issue_points(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    async for issues in issues_by_id():
        points = await public_points_of(issues)
        yield [(issue.id, point.id) for issue in issues for point in points[issue.id]]


async def _commitments(asked: Asked) -> AsyncIterator[list[DataRow]]:
    decisions = await _public_decisions()
    async for commitments in commitments_by_id():
        yield [_commitment(each, decisions, asked) for each in commitments]


def _commitment(each: Undertaking, decisions: set[UUID], asked: Asked) -> DataRow:
    return (
        *(each.id, each.text, each.language, each.responsible, each.first_responsible, each.due, each.first_due),
        *(each.made_at.date(), each.is_delivered, each.is_overdue(asked.today), len(each.all_slips)),
        each.consultation_id if each.consultation_id in decisions else None,
        public_page(asked.base_url, "commitments", each.id),
    )


async def _commitment_issues(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    public = await public_issues()
    async for commitments in commitments_by_id():
        yield [(each.id, issue) for each in commitments for issue in sorted(each.issue_ids, key=str) if issue in public]


async def _slips(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    async for commitments in commitments_by_id():
        moved = await public_slips([each.id for each in commitments])
        yield [
            (
                *(slip.commitment, slip.milestone, slip.language, slip.field, slip.before, slip.after),
                moved_days(slip.before, slip.after) if slip.field == "due" else None,
                *(slip.reason, slip.at.date(), slip.decision),
            )
            for slip in sorted(moved, key=lambda slip: (str(slip.commitment), slip.at))
        ]


async def _evidence(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    async for commitments in commitments_by_id():
        yield [
            (
                *(support.id, each.id, support.kind.value, support.text, each.language, public_address(support)),
                *(support.date, support.added_at.date(), support.counts),
                *(support.retracted_at.date() if support.retracted_at else None, support.retraction),
            )
            for each in commitments
            for support in public_evidence(each)
        ]


async def _verdicts(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    rows = await Survey.select(Survey.id, Survey.consultation)
    asked_by = {row["id"]: row["consultation"] for row in rows}
    async for issues in issues_by_id():
        verdicts = await public_verdicts(issues)
        yield [row for issue in issues for row in verdict_rows(issue.id, verdicts.get(issue.id, ()), asked_by)]


def verdict_rows(issue: UUID, verdicts: Iterable[IssueVerdict], asked_by: Mapping[UUID, UUID]) -> list[DataRow]:
    """The verdicts on an issue, which come made safe: nothing but what they hold may be told. Pure."""
    found: list[DataRow] = []
    questions: dict[UUID, int] = {}
    for each in verdicts:
        questions[each.survey_id] = questions.get(each.survey_id, 0) + 1
        found += [
            (
                *(issue, each.survey_id, asked_by.get(each.survey_id), questions[each.survey_id], each.year),
                *(each.closed_at.date() if each.closed_at else None, count.verdict.value, count.n, count.share),
                *(each.n, each.invited, each.response_rate, count.n is None),
            )
            for count in each.counts
        ]
    return found


async def _replies(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    async for issues in issues_by_id():
        replies = await shown_replies(issues)
        yield [
            (each.id, issue.id, each.organisation, each.text, each.language, each.sent_at.date())
            for issue in issues
            for each in replies.get(issue.id, ())
        ]


async def _public_decisions() -> set[UUID]:
    return {each.id for each in await list_public_consultations()}


_READERS: Mapping[str, Callable[[Asked], AsyncIterator[list[DataRow]]]] = {
    "consultations": _consultations,
    "points": _points,
    "issues": _issues,
    "issue_points": _issue_points,
    "commitments": _commitments,
    "commitment_issues": _commitment_issues,
    "slips": _slips,
    "evidence": _evidence,
    "verdicts": _verdicts,
    "replies": _replies,
    "issue_log": issue_log,
    "themes": themes,
    "issue_themes": issue_themes,
    "milestones": milestones,
}
