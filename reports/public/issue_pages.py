"""What the public pages about issues tell: the list, and one issue over the years."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from feedback.api.published import addressed_issues
from feedback.commitments import Undertaking, commitments_of_issue
from feedback.enums import Answer
from feedback.issue_filters import IssueFilter
from feedback.issue_lists import IssueList, ListedIssue, list_issues, listed_issues
from feedback.issue_logs import PublicLine, public_lines
from feedback.issue_themes import RelatedTheme, themes_of_points
from feedback.issues import FollowedIssue, issue_titles
from feedback.raised_points import RaisedPoint
from feedback.settings import settings
from reports.figures import Basis
from reports.gaps import GapFigures
from reports.public.answer_clocks import AnswerClock, clock, first_meetings, waiting_longest
from reports.public.search import find_public_issues
from reports.public.selection import (
    NamedCommitment,
    PublicConsultation,
    get_public_issue,
    list_public_consultations,
    named_commitments,
    public_points_of,
    public_verdicts,
)
from reports.public.timelines import Moment, timeline
from reports.replies import ShownReply, shown_replies
from reports.verdicts import IssueVerdict, gaps_over_years


@dataclass(frozen=True, slots=True)
class ClockedIssue:
    """A line of a public list: the issue with its answer clock, where one runs or ran."""

    issue: ListedIssue
    clock: AnswerClock | None


@dataclass(frozen=True, slots=True)
class PublicIssue:
    """One issue as everybody may read it. Of `issue` itself its points and its log are not for showing: `points` and `lines` are.

    `others` are the titles of public issues that its lines name; `hidden` is how many of its points may not be shown.
    """

    issue: FollowedIssue
    points: tuple[RaisedPoint, ...]
    hidden: int
    clock: AnswerClock | None
    lines: tuple[PublicLine, ...]
    others: Mapping[UUID, str]
    commitments: tuple[Undertaking, ...]
    verdicts: tuple[IssueVerdict, ...]
    gaps: tuple[GapFigures, ...]
    replies: tuple[ShownReply, ...]
    themes: tuple[RelatedTheme, ...]
    moments: tuple[Moment, ...]
    consultations: Mapping[UUID, PublicConsultation]


async def read_issue_page(issue_id: UUID, *, today: date, now: datetime) -> PublicIssue:
    """One public issue. Raises `NotFound`; of one that was merged, `issue.merged_into` says where it is now."""
    # What does not wait for each other is read at the same time.
    issue, commitments, meetings = await asyncio.gather(
        get_public_issue(issue_id), commitments_of_issue(issue_id), first_meetings([issue_id])
    )
    lines = public_lines(issue.log)
    shown, judged, replied, public, others = await asyncio.gather(
        public_points_of([issue]),
        public_verdicts([issue]),
        shown_replies([issue]),
        list_public_consultations({point.consultation_id for point in issue.points}),
        _titles({line.other for line in lines if line.other}),
    )
    points, verdicts, replies = shown[issue_id], judged.get(issue_id, []), replied.get(issue_id, [])
    consultations = {each.id: each for each in public}
    answered_at = issue.state.answered_at if issue.state.answer is not Answer.NOT_ANSWERED else None
    return PublicIssue(
        issue=issue,
        points=points,
        hidden=len(issue.points) - len(points),
        clock=clock(
            meetings.get(issue_id, ()),
            answered_on=answered_at.date() if answered_at else None,
            today=today,
        ),
        lines=tuple(line for line in lines if line.other is None or line.other in others),
        others=others,
        commitments=tuple(commitments),
        verdicts=tuple(verdicts),
        gaps=tuple(gaps_over_years(issue_id, issue.log, verdicts, Basis(now, settings().threshold))),
        replies=tuple(replies),
        themes=tuple(await themes_of_points([point.id for point in points])),
        moments=timeline(
            points=points,
            consultations=consultations,
            lines=lines,
            language=issue.language,
            commitments=commitments,
            named=await _named(lines, commitments),
            verdicts=verdicts,
            replies=replies,
        ),
        consultations=consultations,
    )


async def _named(lines: Iterable[PublicLine], answering: Iterable[Undertaking]) -> dict[UUID, NamedCommitment]:
    """The public commitments that lines are about: those that answer the issue, and those that do not any more."""
    found = {each.id: NamedCommitment(each.id, each.text, each.language) for each in answering}
    return found | await named_commitments({line.commitment for line in lines if line.commitment} - found.keys())


async def _titles(issues: set[UUID]) -> dict[UUID, str]:
    return await issue_titles(sorted(await addressed_issues(issues), key=str))


async def list_issue_page(wanted: IssueFilter, *, page: int, today: date) -> tuple[IssueList, list[ClockedIssue]]:
    """A page of the public list, with the clocks of its issues; `total` of the list is not for showing."""
    listed = await list_issues(wanted, page=page, today=today, only_published=True, find=find_public_issues)
    return listed, await clocked(listed.issues, today=today)


async def list_waiting(limit: int, *, today: date) -> list[ClockedIssue]:
    """The public issues that have waited longest for an answer."""
    return await clocked(await listed_issues(await waiting_longest(limit)), today=today)


async def clocked(issues: tuple[ListedIssue, ...], *, today: date) -> list[ClockedIssue]:
    """These issues in their order, each with its clock."""
    raised_on = await first_meetings([each.id for each in issues])
    found = []
    for each in issues:
        answered_at = each.state.answered_at if each.state.answer is not Answer.NOT_ANSWERED else None
        answered_on = answered_at.date() if answered_at else None
        found.append(ClockedIssue(each, clock(raised_on.get(each.id, ()), answered_on=answered_on, today=today)))
    return found


def counts_shown(listed: IssueList) -> dict[str, Any]:
    """How many issues are public, and how many of them are answered and overdue. Pure."""
    return {
        "issues": listed.found,
        "answered": listed.counts["answered"].get("yes", 0),
        "overdue": listed.counts["overdue"].get("yes", 0),
    }
