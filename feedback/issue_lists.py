"""The list of issues: a page of those that a filter asks for, and how many each other filter would show.

Read from what is kept beside the issues, in a number of queries that is the same however many there are.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.querystring import QueryString

from feedback.api.published import hidden_points
from feedback.database import execute
from feedback.enums import Delivery
from feedback.evidence import issues_with_counting_evidence
from feedback.follow_up_tables import IssueSummary
from feedback.issue_conditions import FOLLOWED, among, conditions_of, where
from feedback.issue_counts import Counts, count_issues
from feedback.issue_filters import IssueFilter
from feedback.issue_search import find_issues
from feedback.issue_states import is_unconfirmed
from feedback.issue_summaries import Summary, read_summary
from feedback.overdue_issues import overdue_issues
from feedback.settings import settings
from feedback.tables import Issue
from feedback.translation import DEFAULT_LANGUAGE

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """One line of the list."""

    id: UUID
    title: str
    language: str
    owner_unit: str
    policy_area: str
    state: Summary
    has_public_evidence: bool  # that counts; asked for where it is said to be complete

    @property
    def is_unsupported(self) -> bool:
        """Said to be complete without public evidence that counts."""
        return self.state.delivery is Delivery.COMPLETE and not self.has_public_evidence

    def is_unconfirmed(self, today: date) -> bool:
        """Nobody has confirmed the delivery again for as many months as this installation says."""
        return is_unconfirmed(self.state.delivery_at, today, after_months=settings().unconfirmed_months)


@dataclass(frozen=True, slots=True)
class IssueList:
    """A page of the list. `counts` are for each filter those that its values would show beside all other filters."""

    issues: tuple[ListedIssue, ...]
    found: int
    total: int
    page: int
    counts: Counts

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // PAGE_SIZE))


async def list_issues(
    wanted: IssueFilter,
    *,
    page: int = 1,
    today: date,
    only_published: bool = False,
    find: Callable[[str], Awaitable[Mapping[UUID, int]]] = find_issues,
) -> IssueList:
    """The issues raised in most years first; those found by words, the best first. A page beyond the last is the last.

    `only_published` leaves out what the public may not read, but for `total`; `find` is how words are looked for.
    """
    overdue = await overdue_issues(today)
    hidden = await hidden_points() if only_published else None
    conditions = await conditions_of(wanted, overdue=overdue, hidden=hidden)
    if only_published:
        conditions["published"] = QueryString("i.published_at IS NOT NULL")
    scores = await find(wanted.words) if wanted.words else None
    if scores is not None:
        conditions["words"] = among("i.id", scores)
    counts = await count_issues(conditions, overdue=overdue, hidden=hidden)
    found = counts["found"].get("all", 0)
    page = max(1, min(page, -(-found // PAGE_SIZE)))
    ids = await _page(conditions, scores, page=page) if found else []
    return IssueList(await listed_issues(ids), found, counts["total"].get("all", 0), page, counts)


async def _page(
    conditions: Mapping[str, QueryString], scores: Mapping[UUID, int] | None, *, page: int
) -> Sequence[UUID]:
    """The ids of a page in their order."""
    start = (page - 1) * PAGE_SIZE
    query = (
        f"SELECT i.id FROM {FOLLOWED} WHERE {{}} "  # noqa: S608  (our own words)
        "ORDER BY json_array_length(s.years) DESC, i.title, i.id"
    )
    if scores is None:
        query += f" LIMIT {PAGE_SIZE} OFFSET {start}"
    ids = [row["id"] for row in await execute(query, where(conditions.values()))]
    if scores is None:
        return ids
    return sorted(ids, key=lambda issue: -scores[issue])[start : start + PAGE_SIZE]


async def listed_issues(ids: Sequence[UUID]) -> tuple[ListedIssue, ...]:
    """These issues in this order, without those that are not there."""
    if not ids:
        return ()
    issue = IssueSummary.issue
    rows: list[dict[str, Any]] = await IssueSummary.select(
        *IssueSummary.all_columns(), issue.title, issue.owner_unit, issue.policy_area
    ).where(issue.is_in(list(ids)))
    states = {row["issue"]: (row, state) for row in rows if (state := read_summary(row))}
    complete = [issue for issue, (_row, state) in states.items() if state.delivery is Delivery.COMPLETE]
    supported, languages = await issues_with_counting_evidence(complete), await languages_of(ids)
    return tuple(
        ListedIssue(
            id=key,
            title=row["issue.title"],
            language=languages.get(key, DEFAULT_LANGUAGE),
            owner_unit=row["issue.owner_unit"],
            policy_area=row["issue.policy_area"],
            state=state,
            has_public_evidence=key in supported,
        )
        for key, row, state in ((key, *states[key]) for key in ids if key in states)
    )


# The language of a title is taken to be that of the notes that raised the issue last.
_LANGUAGES = """
SELECT i.id, (
    SELECT c.language FROM issue_point ip JOIN point p ON p.id = ip.point JOIN consultation c ON c.id = p.consultation
    WHERE ip.issue = i.id AND p.dropped_at IS NULL AND c.deleted_at IS NULL
    ORDER BY c.date DESC, p.position DESC, p.id DESC LIMIT 1
) AS language FROM issue i WHERE {}
"""


async def languages_of(issues: Sequence[UUID]) -> dict[UUID, str]:
    """The languages that the titles of these issues are taken to be in, of those that notes have raised."""
    rows = await execute(_LANGUAGES, among("i.id", issues))
    return {row["id"]: row["language"] for row in rows if row["language"]}


async def owner_units() -> list[str]:
    """The owner units in use, in their order."""
    return await _in_use(Issue.owner_unit)


async def policy_areas() -> list[str]:
    """The policy areas in use, in their order."""
    return await _in_use(Issue.policy_area)


async def _in_use(column: Any) -> list[str]:
    rows = await Issue.select(column.as_alias("text")).where(column != "").distinct().order_by(column)
    return [row["text"] for row in rows]
