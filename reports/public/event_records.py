"""What events of the public site are read from: what is public of consultations, issues and all that belongs to them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.querystring import QueryString

from feedback.api.published import hidden_points
from feedback.commitments import Undertaking, undertakings
from feedback.database import execute
from feedback.issue_conditions import among, coded
from feedback.issue_entries import entries_of
from feedback.issue_states import Entry
from feedback.issues import merged_issues
from feedback.themes import current_themes
from feedback.translation import DEFAULT_LANGUAGE
from reports.editions import LaterEdition, later_editions
from reports.public.published_reports import PublicReport
from reports.public.selection import PublicConsultation, list_public_consultations, public_verdicts
from reports.replies import ShownReply, shown_replies
from reports.tables import Reply
from reports.verdicts import IssueVerdict
from surveys.tables import Survey

#: The meetings and decisions that issues come from, and the language of the last of them: that of the issue's title.
_RAISED = """
SELECT ip.issue, p.consultation, p.id AS point, c.published_at, c.language FROM issue_point ip
JOIN point p ON p.id = ip.point
JOIN consultation c ON c.id = p.consultation
WHERE {} AND p.dropped_at IS NULL AND c.deleted_at IS NULL ORDER BY c.date, p.position, p.id
"""


@dataclass(frozen=True, slots=True)
class NewsIssue:
    """A public issue, without its points."""

    id: UUID
    title: str
    language: str
    published_at: datetime | None
    log: tuple[Entry, ...]
    former_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """What events are read from; everything in it is public, but for the logs inside of `issues`.

    `raised_at` are by issue the consultations of its points that may be shown, and `themes` those of these points; `shown_at`
    is by reply, and `asked_by` the consultation of each survey.
    """

    consultations: tuple[PublicConsultation, ...]
    reports: tuple[PublicReport, ...]
    editions: tuple[LaterEdition, ...]
    issues: tuple[NewsIssue, ...]
    raised_at: Mapping[UUID, frozenset[UUID]]
    themes: Mapping[UUID, frozenset[UUID]]
    commitments: tuple[Undertaking, ...]
    verdicts: Mapping[UUID, list[IssueVerdict]]
    asked_by: Mapping[UUID, UUID]
    replies: Mapping[UUID, list[ShownReply]]
    shown_at: Mapping[UUID, datetime]


async def read_record(
    ids: Collection[UUID], reports: Sequence[PublicReport], *, promised: Collection[UUID] | None = None
) -> PublicRecord:
    """The record of these public issues, with every public consultation.

    `promised` are the commitments to tell of, each of which answers one of them; without it, all that do.
    """
    hidden = await hidden_points()
    raised, languages = await _raised(ids, hidden)
    issues = await _issues(ids, languages)
    verdicts = await public_verdicts(issues)
    replies = await shown_replies(issues)
    return PublicRecord(
        consultations=await list_public_consultations(),
        reports=tuple(reports),
        editions=await later_editions({each.id for each in reports}),
        issues=issues,
        raised_at=raised,
        themes=await _themes_of(ids, hidden),
        commitments=await _commitments_of(ids) if promised is None else await _commitments(promised),
        verdicts=verdicts,
        asked_by=await _asked_by({each.survey_id for every in verdicts.values() for each in every}),
        replies=replies,
        shown_at=await _shown_at({each.id for every in replies.values() for each in every}),
    )


async def _issues(ids: Collection[UUID], languages: Mapping[UUID, str]) -> tuple[NewsIssue, ...]:
    rows = await execute("SELECT i.id, i.title, i.published_at FROM issue i WHERE {}", among("i.id", ids))
    logs, current = await entries_of([row["id"] for row in rows]), await merged_issues()
    former: dict[UUID, list[UUID]] = {}
    for each, into in current.items():
        former.setdefault(into, []).append(each)
    return tuple(
        NewsIssue(
            id=row["id"],
            title=row["title"],
            language=languages.get(row["id"], DEFAULT_LANGUAGE),
            published_at=row["published_at"],
            log=tuple(logs.get(row["id"], ())),
            former_ids=tuple(sorted(former.get(row["id"], ()), key=str)),
        )
        for row in rows
    )


async def _raised(
    ids: Collection[UUID], hidden: Collection[UUID]
) -> tuple[dict[UUID, frozenset[UUID]], dict[UUID, str]]:
    raised: dict[UUID, set[UUID]] = {}
    languages: dict[UUID, str] = {}
    for row in await execute(_RAISED, among("ip.issue", ids)):
        languages[row["issue"]] = row["language"]
        if row["published_at"] and row["point"] not in hidden:
            raised.setdefault(row["issue"], set()).add(row["consultation"])
    return {issue: frozenset(each) for issue, each in raised.items()}, languages


async def _themes_of(ids: Collection[UUID], hidden: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    query = QueryString(
        "SELECT DISTINCT raised.issue, raised.theme FROM ({}) raised WHERE {}",
        coded(hidden),
        among("raised.issue", ids),
    )
    current = await current_themes()
    themes: dict[UUID, set[UUID]] = {}
    for row in await execute(query.template, *query.args):
        themes.setdefault(row["issue"], set()).add(current[row["theme"]])
    return {issue: frozenset(each) for issue, each in themes.items()}


async def _commitments_of(ids: Collection[UUID]) -> tuple[Undertaking, ...]:
    rows = await execute("SELECT ic.commitment FROM issue_commitment ic WHERE {}", among("ic.issue", ids))
    return await _commitments({row["commitment"] for row in rows})


async def _commitments(ids: Collection[UUID]) -> tuple[Undertaking, ...]:
    return tuple(await undertakings(sorted(ids, key=str)))


async def _asked_by(surveys: set[UUID]) -> dict[UUID, UUID]:
    if not surveys:
        return {}
    rows = await Survey.select(Survey.id, Survey.consultation).where(Survey.id.is_in(sorted(surveys, key=str)))
    return {row["id"]: row["consultation"] for row in rows}


async def _shown_at(replies: set[UUID]) -> dict[UUID, datetime]:
    if not replies:
        return {}
    rows: Any = await Reply.select(Reply.id, Reply.decided_at).where(Reply.id.is_in(sorted(replies, key=str)))
    return {row["id"]: row["decided_at"] for row in rows if row["decided_at"]}
