"""What events of the public site are read from: what is public of consultations, issues and all that belongs to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from feedback.commitments import Undertaking, undertakings
from feedback.enums import CodingState
from feedback.issues import FollowedIssue
from feedback.raised_points import RaisedPoint
from feedback.tables import Coding, IssueCommitment
from feedback.themes import current_themes
from reports.public.published_reports import PublicReport
from reports.public.selection import (
    PublicConsultation,
    list_public_consultations,
    public_points_of,
    public_verdicts,
)
from reports.replies import ShownReply, shown_replies
from reports.tables import Reply
from reports.verdicts import IssueVerdict
from surveys.tables import Survey


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """What events are read from; everything in it is public, but for the points and logs inside of `issues`.

    `themes` are by issue, `shown_at` by reply, and `asked_by` is the consultation of each survey.
    """

    consultations: tuple[PublicConsultation, ...]
    reports: tuple[PublicReport, ...]
    issues: tuple[FollowedIssue, ...]
    points: Mapping[UUID, tuple[RaisedPoint, ...]]
    themes: Mapping[UUID, frozenset[UUID]]
    commitments: tuple[Undertaking, ...]
    verdicts: Mapping[UUID, list[IssueVerdict]]
    asked_by: Mapping[UUID, UUID]
    replies: Mapping[UUID, list[ShownReply]]
    shown_at: Mapping[UUID, datetime]


async def read_record(issues: Sequence[FollowedIssue], reports: Sequence[PublicReport]) -> PublicRecord:
    """The record of these public issues, with every public consultation."""
    points = await public_points_of(issues)
    verdicts = await public_verdicts(issues)
    replies = await shown_replies(issues)
    return PublicRecord(
        consultations=await list_public_consultations(),
        reports=tuple(reports),
        issues=tuple(issues),
        points=points,
        themes=await _themes_of(points),
        commitments=await _commitments_of(issues),
        verdicts=verdicts,
        asked_by=await _asked_by({each.survey_id for every in verdicts.values() for each in every}),
        replies=replies,
        shown_at=await _shown_at({each.id for every in replies.values() for each in every}),
    )


async def _themes_of(points: Mapping[UUID, Sequence[RaisedPoint]]) -> dict[UUID, frozenset[UUID]]:
    is_confirmed = Coding.state == CodingState.CONFIRMED.value
    current = await current_themes()
    themes: dict[UUID, set[UUID]] = {}
    for row in await Coding.select(Coding.point, Coding.theme).where(is_confirmed):
        themes.setdefault(row["point"], set()).add(current[row["theme"]])
    return {
        issue: frozenset(theme for point in said for theme in themes.get(point.id, ()))
        for issue, said in points.items()
    }


async def _commitments_of(issues: Sequence[FollowedIssue]) -> tuple[Undertaking, ...]:
    ids = {each.id for each in issues}
    rows = await IssueCommitment.select(IssueCommitment.issue, IssueCommitment.commitment)
    return tuple(await undertakings(sorted({row["commitment"] for row in rows if row["issue"] in ids}, key=str)))


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
