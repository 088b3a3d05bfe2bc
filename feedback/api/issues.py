"""Issues as other programs read them: four facts, their log, and what raises and answers them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from feedback.api.paging import PageWanted, ids_of
from feedback.api.published import addressed_issues, is_public_issue, public_commitments, public_points
from feedback.api.resources import AnswerFact, DeliveryFact, EffectFact, Issue, IssuePage, LogEntry, VerificationFact
from feedback.errors import NotFound
from feedback.issue_logs import OF_COMMITMENTS, OF_ISSUES, PUBLIC
from feedback.issue_states import Entry, Field
from feedback.issues import FollowedIssue, followed_issues
from feedback.tables import Issue as IssueTable
from feedback.tables import IssueCommitment
from feedback.translation import gettext as _


async def read_issues(wanted: PageWanted, *, sees_all: bool, today: date) -> IssuePage:
    """Some issues, from the cursor on."""
    found = await ids_of(IssueTable, wanted, *([] if sees_all else [is_public_issue()]))
    return IssuePage(await _issues(found.items, sees_all=sees_all, today=today), found.next)


async def read_issue(issue: UUID, *, sees_all: bool, today: date) -> Issue:
    """One issue. Raises `NotFound` where it is not there or not to be seen, as one that was merged into such an issue."""
    is_seen = sees_all or bool(await addressed_issues([issue]))
    found = await _issues([issue], sees_all=sees_all, today=today) if is_seen else []
    if not found:
        raise NotFound(_("There is no such issue."))
    return found[0]


async def _issues(ids: Sequence[UUID], *, sees_all: bool, today: date) -> list[Issue]:
    if not ids:
        return []
    followed = {issue.id: issue for issue in await followed_issues(ids)}
    linked = await _commitments_of(ids)
    raising = {point.id for issue in followed.values() for point in issue.points}
    points = raising if sees_all else await public_points(raising)
    commitments = {each for of_issue in linked.values() for each in of_issue}
    log = [entry for issue in followed.values() for entry in issue.log]
    commitments |= {UUID(entry.value) for entry in log if entry.field in OF_COMMITMENTS}
    seen = commitments if sees_all else await public_commitments(commitments)
    others = {UUID(entry.value) for entry in log if entry.field in OF_ISSUES}
    others = others if sees_all else await addressed_issues(others)
    return [
        _issue(
            followed[id],
            points=points,
            commitments=[each for each in linked.get(id, []) if each in seen],
            seen=seen | others,
            sees_all=sees_all,
            today=today,
        )
        for id in ids
        if id in followed
    ]


async def _commitments_of(issues: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    rows = await IssueCommitment.select(IssueCommitment.issue, IssueCommitment.commitment).where(
        IssueCommitment.issue.is_in(list(issues))
    )
    found: dict[UUID, list[UUID]] = {}
    for row in sorted(rows, key=lambda row: str(row["commitment"])):
        found.setdefault(row["issue"], []).append(row["commitment"])
    return found


def _issue(
    issue: FollowedIssue,
    *,
    points: set[UUID],
    commitments: list[UUID],
    seen: set[UUID],
    sees_all: bool,
    today: date,
) -> Issue:
    state = issue.state
    raising = [point for point in issue.points if point.id in points]
    return Issue(
        id=issue.id,
        title=issue.title,
        owner_unit=issue.owner_unit,
        policy_area=issue.policy_area,
        years=list(issue.years),
        answer=AnswerFact(state.answer, state.answer_reason, state.answered_at),
        delivery=DeliveryFact(
            state.delivery, state.delivery_reason, state.delivery_at, is_unconfirmed=issue.is_unconfirmed(today)
        ),
        verification=VerificationFact(state.verification, state.verification_reason),
        effect=EffectFact(state.effect, state.effect_reason),
        points=[point.id for point in raising],
        commitments=commitments,
        log=[
            LogEntry(number, entry.field, entry.value, entry.reason, entry.at)
            if sees_all
            else LogEntry(number, entry.field, _public_value(entry, seen), _public_reason(entry), entry.at)
            for number, entry in enumerate(issue.log, start=1)
            if sees_all or _is_public_entry(entry, seen)
        ],
        merged_into=issue.merged_into,
        published_at=issue.published_at,
    )


def _is_public_entry(entry: Entry, seen: set[UUID]) -> bool:
    """What the public page tells of the log; of other issues only those that the public may read."""
    return entry.field in PUBLIC and (entry.field not in OF_ISSUES or UUID(entry.value) in seen)


def _public_value(entry: Entry, seen: set[UUID]) -> str:
    """Which commitment was linked or unlinked is told as long as that one may be read."""
    return "" if entry.field in OF_COMMITMENTS and UUID(entry.value) not in seen else entry.value


def _public_reason(entry: Entry) -> str:
    """Why the issue was once taken off the public site may be just what the public must not read."""
    return "" if entry.field is Field.PUBLISHED else entry.reason
