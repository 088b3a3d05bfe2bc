"""What is kept beside issues to find and list them, summaries and words: brought up to date with what they are made of.

Whoever changes a title, a point, an answer, a commitment's issues, its evidence or a consultation calls one of these in
the same transaction.
"""

from collections.abc import Sequence
from uuid import UUID

from feedback.issue_commitments import issues_answered
from feedback.issue_search import index_issues
from feedback.issue_summaries import every_issue, summarise
from feedback.log_chain import writing_logs
from feedback.raised_points import issues_of_points
from feedback.tables import IssuePoint


async def refresh_issues(*issues: UUID) -> None:
    """These issues' titles, points, answers or commitments changed."""
    if issues:
        await summarise(*issues)
        await index_issues(*issues)


async def refresh_issues_of(points: Sequence[UUID]) -> None:
    """These points changed, or are dropped or back again."""
    # Taking turns, so that a point that somebody attaches just now is not forgotten.
    async with writing_logs():
        raised = await issues_of_points(points)
        await refresh_issues(*sorted({issue for issues in raised.values() for issue in issues}, key=str))


async def refresh_issues_of_commitment(commitment: UUID) -> None:
    """What supports this commitment changed."""
    async with writing_logs():
        if answered := (await issues_answered([commitment])).get(commitment):
            await index_issues(*sorted(answered, key=str))


async def refresh_issues_of_consultation(consultation: UUID) -> None:
    """A consultation's date or language changed, or it was deleted."""
    async with writing_logs():
        rows = await IssuePoint.select(IssuePoint.issue).where(IssuePoint.point.consultation == consultation).distinct()
        await refresh_issues(*sorted((row["issue"] for row in rows), key=str))


async def refresh_every_issue() -> None:
    """Make all of it anew, a few issues at a time."""
    async for issues in every_issue():
        await refresh_issues(*issues)
