"""The rows of the tables in `followed_tables`, some at a time."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from uuid import UUID

from feedback.api.published import addressed_issues, public_commitments
from feedback.enums import CodingState
from feedback.issue_logs import OF_COMMITMENTS, OF_ISSUES, PUBLIC
from feedback.issue_states import Entry, Field
from feedback.issues import FollowedIssue
from feedback.tables import Coding
from feedback.themes import current_themes, list_themes
from feedback.translation import DEFAULT_LANGUAGE
from reports.public.data_reading import Asked, DataRow, commitments_by_id, issues_by_id
from reports.public.selection import public_points_of


async def issue_log(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    """As a public page tells it: of other issues only those that have a page."""
    async for issues in issues_by_id():
        others = await addressed_issues(_named(issues, OF_ISSUES))
        commitments = await public_commitments(_named(issues, OF_COMMITMENTS))
        yield [
            _line(issue, number, entry, commitments)
            for issue in issues
            for number, entry in enumerate(issue.log, start=1)
            if entry.field in PUBLIC and (entry.field not in OF_ISSUES or UUID(entry.value) in others)
        ]


def _named(issues: list[FollowedIssue], fields: frozenset[Field]) -> set[UUID]:
    return {UUID(entry.value) for issue in issues for entry in issue.log if entry.field in fields}


def _line(issue: FollowedIssue, number: int, entry: Entry, commitments: set[UUID]) -> DataRow:
    about = UUID(entry.value) if entry.field in OF_ISSUES | OF_COMMITMENTS else None
    return (
        *(issue.id, number, entry.field.value, "" if about else entry.value),
        about if entry.field in OF_ISSUES else None,
        # Why an issue was once taken off the public site may be just what the public must not read.
        "" if entry.field is Field.PUBLISHED else entry.reason,
        *(issue.language, entry.at),
        about if about in commitments else None,
    )


async def themes(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    counts: Counter[UUID] = Counter()
    async for issues in issues_by_id():
        for about in (await _themes_of(issues)).values():
            counts.update(about.keys())
    rows: list[DataRow] = []
    for theme in sorted(await list_themes(), key=lambda each: str(each.id)):
        if theme.id in counts:
            labels = {language: label for language, label in theme.wording.labels.items() if label}
            language = DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in labels else next(iter(labels), DEFAULT_LANGUAGE)
            rows.append((theme.id, theme.code, labels.get(language, theme.code), language, counts[theme.id]))
    yield rows


async def issue_themes(_asked: Asked) -> AsyncIterator[list[DataRow]]:
    async for issues in issues_by_id():
        about = await _themes_of(issues)
        yield [
            (issue.id, theme, about[issue.id][theme])
            for issue in issues
            for theme in sorted(about.get(issue.id, {}), key=str)
        ]


async def _themes_of(issues: list[FollowedIssue]) -> dict[UUID, Mapping[UUID, int]]:
    """For each of these issues its themes, with how many of the points that are shown are about each."""
    points = await public_points_of(issues)
    ids = [point.id for said in points.values() for point in said]
    if not ids:
        return {}
    rows = await Coding.select(Coding.point, Coding.theme).where(
        Coding.point.is_in(ids) & (Coding.state == CodingState.CONFIRMED.value)
    )
    current = await current_themes()
    about: dict[UUID, set[UUID]] = {}
    for row in rows:
        about.setdefault(row["point"], set()).add(current[row["theme"]])
    return {
        issue: Counter(theme for point in said for theme in about.get(point.id, ())) for issue, said in points.items()
    }


async def milestones(asked: Asked) -> AsyncIterator[list[DataRow]]:
    async for commitments in commitments_by_id():
        yield [
            (
                *(each.id, commitment.id, each.text, commitment.language, each.due, each.first_due),
                *(each.reached_on, each.is_dropped, each.is_overdue(asked.today), len(each.slips)),
            )
            for commitment in commitments
            for each in sorted(commitment.milestones, key=lambda it: str(it.id))
        ]
