"""What the public pages about issues tell: the list, and one issue over the years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from feedback.api.published import public_issues
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
    PublicConsultation,
    get_public_issue,
    list_public_consultations,
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
    issue = await get_public_issue(issue_id)
    points = (await public_points_of([issue]))[issue_id]
    lines = public_lines(issue.log)
    commitments = await commitments_of_issue(issue_id)
    verdicts = (await public_verdicts([issue])).get(issue_id, [])
    replies = (await shown_replies([issue])).get(issue_id, [])
    consultations = {each.id: each for each in await list_public_consultations()}
    others = await issue_titles(sorted(await public_issues({line.other for line in lines if line.other}), key=str))
    answered_at = issue.state.answered_at if issue.state.answer is not Answer.NOT_ANSWERED else None
    return PublicIssue(
        issue=issue,
        points=points,
        hidden=len(issue.points) - len(points),
        clock=clock(
            (await first_meetings([issue_id])).get(issue_id, ()),
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
            verdicts=verdicts,
            replies=replies,
        ),
        consultations=consultations,
    )


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
