"""Issues that turn out to be one, or several: merging, splitting and moving points, each with its line in both logs.

An issue that was merged into another keeps its log and its address. To undo a merge, merge back: the other one into it.
"""

from collections.abc import Sequence
from uuid import UUID

from feedback.errors import Conflict
from feedback.issue_commitments import By, commitments_answering, link, unlink
from feedback.issue_entries import append_entry
from feedback.issue_heads import set_owner_unit, set_policy_area
from feedback.issue_states import Entry, Field, ReasonNeeded
from feedback.issue_upkeep import refresh_issues
from feedback.issues import FollowedIssue, check_followed, get_issue, open_issue
from feedback.log_chain import writing_logs
from feedback.reasons import bounded_reason
from feedback.tables import Issue, IssuePoint
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES, N_, speaking
from feedback.translation import gettext as _


async def merge_issues(issue: UUID, *, into: UUID, by: By) -> None:
    """Both are one concern: from now on it is followed as `into`, with the points and commitments of both.

    Raises `ReasonNeeded`, `NotFound`, and `Conflict` where they are the same, one is merged already, or the public follows
    this one and may not read the other. To merge an issue back into one that was merged into it undoes that merge.
    """
    by = _with_reason(by)
    if issue == into:
        raise Conflict(_("An issue cannot be merged into itself. Choose another one."))
    async with writing_logs():
        await check_followed(issue)
        gone, kept = await get_issue(issue), await get_issue(into)
        if kept.merged_into and kept.merged_into != issue:
            raise Conflict(_("This issue was merged into another one. Go on there."))
        _check_public_follows(gone, kept)
        await Issue.update({Issue.merged_into: None}).where(Issue.id == into)
        points = await _points_in_order(issue)
        await _move(points, gone, kept, by)
        await _move_commitments(gone, kept, by)
        await Issue.update({Issue.merged_into: into}).where(Issue.id == issue)
        away, here = N_("It goes on in the other issue."), N_("The other issue goes on here.")
        await _tell(gone, kept, Field.MERGED, by, away=away, here=here)
        await refresh_issues(issue, into)


def _check_public_follows(gone: FollowedIssue, kept: FollowedIssue) -> None:
    if not gone.published_at or kept.published_at:
        return
    if kept.merged_into:
        raise Conflict(
            _("The public follows this issue, and may not read the other one. Split this one instead of merging back.")
        )
    raise Conflict(
        _(
            "The public follows this issue, and may not read the other one. "
            "Publish the other one first, or merge it into this one."
        )
    )


async def split_issue(
    issue: UUID, title: str, *, points: Sequence[UUID], commitments: Sequence[UUID] = (), by: By
) -> UUID:
    """These points are about something else, which is followed by itself from now on; gives the new issue.

    These commitments of the issue answer the new one too. Raises `ReasonNeeded`, and `Conflict` without a title or a point,
    or where one of them is not of this issue.
    """
    by = _with_reason(by)
    async with writing_logs():
        await check_followed(issue)
        await _check_points(issue, points)
        new = await open_issue(title, points=[], officer=by.officer, now=by.now)
        old, split = await get_issue(issue), await get_issue(new)
        away, here = N_("A part of it goes on in the other issue."), N_("It was a part of the other issue.")
        await _tell(old, split, Field.SPLIT, by, away=away, here=here)
        await set_owner_unit(new, old.owner_unit, officer=by.officer, now=by.now)
        await set_policy_area(new, old.policy_area, officer=by.officer, now=by.now)
        await _move(points, old, split, by)
        for commitment in await _answering(issue, commitments):
            await link(new, commitment, by)
        await refresh_issues(issue, new)
    return new


async def move_points(issue: UUID, points: Sequence[UUID], *, to: UUID, by: By) -> None:
    """These points raise another issue, not this one. Raises as `split_issue`."""
    by = _with_reason(by)
    if issue == to:
        raise Conflict(_("The points are there already. Choose another issue."))
    async with writing_logs():
        await check_followed(issue)
        await check_followed(to)
        await _check_points(issue, points)
        await _move(points, await get_issue(issue), await get_issue(to), by)
        await refresh_issues(issue, to)


def _with_reason(by: By) -> By:
    reason = bounded_reason(by.reason)
    if not reason:
        raise ReasonNeeded(_("Give the reason: it is kept in the logs of both issues."))
    return By(reason, by.officer, by.now)


async def _points_in_order(issue: UUID) -> list[UUID]:
    """All points of an issue, dropped ones too, as they were attached."""
    rows = (
        await IssuePoint.select(IssuePoint.point)
        .where(IssuePoint.issue == issue)
        .order_by(IssuePoint.added_at, IssuePoint.id)
    )
    return [row["point"] for row in rows]


async def _check_points(issue: UUID, points: Sequence[UUID]) -> None:
    if not points:
        raise Conflict(_("Choose at least one point."))
    if not set(points) <= set(await _points_in_order(issue)):
        raise Conflict(_("Somebody else moved one of the points meanwhile. Look at the issue and try again."))


async def _move(points: Sequence[UUID], old: FollowedIssue, new: FollowedIssue, by: By) -> None:
    """The points change hands, each with a line in both logs that names the other issue."""
    there = set(await _points_in_order(new.id))
    with speaking(_language(old)):
        moved_to = _("Moved to “%(title)s”.", title=new.title)
    with speaking(_language(new)):
        moved_from = _("Moved from “%(title)s”.", title=old.title)
    removed, added = f"{moved_to} {by.reason}", f"{moved_from} {by.reason}"
    for point in dict.fromkeys(points):
        held = (IssuePoint.issue == old.id) & (IssuePoint.point == point)
        await append_entry(old.id, Entry(Field.POINT_REMOVED, str(point), removed, by.officer, by.now))
        if point in there:
            await IssuePoint.delete().where(held)
            continue
        await IssuePoint.update({IssuePoint.issue: new.id}).where(held)
        await append_entry(new.id, Entry(Field.POINT_ADDED, str(point), added, by.officer, by.now))


async def _move_commitments(old: FollowedIssue, new: FollowedIssue, by: By) -> None:
    """What was undertaken because of one issue answers the other; evidence goes with its commitment. Both logs tell so."""
    for commitment in await commitments_answering(old.id):
        await unlink(old.id, commitment, by)
        await link(new.id, commitment, by)


async def _answering(issue: UUID, commitments: Sequence[UUID]) -> list[UUID]:
    known = await commitments_answering(issue)
    if not set(commitments) <= set(known):
        raise Conflict(_("One of the commitments no longer answers this issue. Look at it and try again."))
    return list(dict.fromkeys(commitments))


async def _tell(one: FollowedIssue, other: FollowedIssue, field: Field, by: By, *, away: str, here: str) -> None:
    # They name each other by their ids alone: the public reads these reasons, and may not know the other issue.
    for issue, about, said in ((one, other, away), (other, one, here)):
        with speaking(_language(issue)):
            reason = f"{_(said)} {by.reason}"
        await append_entry(issue.id, Entry(field, str(about.id), reason, by.officer, by.now))


def _language(issue: FollowedIssue) -> str:
    """The log is kept in the language of the notes, as far as the service speaks it."""
    return issue.language if issue.language in LANGUAGES else DEFAULT_LANGUAGE
