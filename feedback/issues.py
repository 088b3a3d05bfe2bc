"""Issues followed over the years: the points that raise them, and a log that is only ever added to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from feedback.enums import Delivery, Verification
from feedback.errors import Conflict, NotFound
from feedback.evidence import issues_with_counting_evidence
from feedback.issue_entries import append_entry, entries_of
from feedback.issue_states import VALUES, Entry, Field, IssueState, ReasonNeeded, missing_reason, rule_broken, state_of
from feedback.issue_summaries import summarise, years_of
from feedback.issue_upkeep import refresh_issues
from feedback.log_chain import writing_logs
from feedback.raised_points import RaisedPoint, points_of
from feedback.reasons import bounded_reason
from feedback.settings import settings
from feedback.tables import Issue, IssuePoint, Officer, Point
from feedback.themes import resolve_merges
from feedback.translation import DEFAULT_LANGUAGE
from feedback.translation import gettext as _
from feedback.webhook_events import WebhookEvent, emit

#: What webhooks are told of.
ISSUE_EVENTS = {Field.ANSWER: WebhookEvent.ISSUE_ANSWERED, Field.DELIVERY: WebhookEvent.ISSUE_DELIVERY_CHANGED}


@dataclass(frozen=True, slots=True)
class FollowedIssue:
    """An issue with all that is known of it from the department's side; `points` and `log` are oldest first."""

    id: UUID
    title: str
    owner_unit: str
    points: tuple[RaisedPoint, ...]
    log: tuple[Entry, ...]
    has_public_evidence: bool = False  # that counts
    policy_area: str = ""
    merged_into: UUID | None = None  # where it goes on now, at the end of all merges
    former_ids: tuple[
        UUID, ...
    ] = ()  # of the issues that were merged into this one: what is kept under them is its own
    published_at: datetime | None = None

    @property
    def state(self) -> IssueState:
        return state_of(self.log)

    @property
    def is_unsupported(self) -> bool:
        """Said to be complete, but the public evidence for it was taken back or does not count any more."""
        return self.state.delivery is Delivery.COMPLETE and not self.has_public_evidence

    @property
    def is_done(self) -> bool:
        """Nothing more is to be delivered, and where it is complete the public can see what shows it."""
        return self.state.is_done and not self.is_unsupported

    def is_unconfirmed(self, today: date) -> bool:
        """Nobody has confirmed the delivery again for as many months as this installation says."""
        return self.state.is_unconfirmed(today, after_months=settings().unconfirmed_months)

    @property
    def years(self) -> tuple[int, ...]:
        """The recurrence: each year in which it was raised, once; a point of an unknown year counts for none."""
        return years_of(self.points)

    @property
    def language(self) -> str:
        """The language that its title is taken to be in: that of the notes that raised it last."""
        return self.points[-1].language if self.points else DEFAULT_LANGUAGE


async def open_issue(title: str, *, points: Sequence[UUID], officer: UUID | None, now: datetime) -> UUID:
    """Start following an issue that these points raise."""
    if not title.strip():
        raise Conflict(_("Give the issue a title."))
    async with writing_logs():
        issue = Issue(title=title.strip(), created_at=now)
        await issue.save()
        for point in points:
            await _attach(issue.id, point, officer=officer, now=now)
        await refresh_issues(issue.id)
    return issue.id


async def check_followed(issue: UUID) -> None:
    """Raises `NotFound`, and `Conflict` where the issue was merged into another: its log is closed, and goes on there."""
    row = await Issue.select(Issue.merged_into).where(Issue.id == issue).first()
    if row is None:
        raise NotFound(_("There is no such issue."))
    if row["merged_into"]:
        raise Conflict(_("This issue was merged into another one. Go on there."))


async def attach_point(issue: UUID, point: UUID, *, officer: UUID | None, now: datetime) -> None:
    """This point raises the issue too. Attaching it again changes nothing."""
    async with writing_logs():
        await _attach(issue, point, officer=officer, now=now)
        await refresh_issues(issue)


async def _attach(issue: UUID, point: UUID, *, officer: UUID | None, now: datetime) -> None:
    await check_followed(issue)
    if not await Point.exists().where(Point.id == point):
        raise NotFound(_("There is no such point."))
    if await IssuePoint.exists().where((IssuePoint.issue == issue) & (IssuePoint.point == point)):
        return
    await IssuePoint(issue=issue, point=point, added_by=officer, added_at=now).save()
    await append_entry(issue, Entry(Field.POINT_ADDED, str(point), "", officer, now))


async def detach_point(issue: UUID, point: UUID, *, reason: str, officer: UUID | None, now: datetime) -> None:
    """This point was not about the issue after all; the log keeps that it was thought to be. Twice changes nothing.

    Raises `ReasonNeeded`, and `Conflict` for a reason that cannot be kept.
    """
    if not (reason := bounded_reason(reason)):
        raise ReasonNeeded(_("Say why the point is not about this issue."))
    attached = (IssuePoint.issue == issue) & (IssuePoint.point == point)
    async with writing_logs():
        if not await IssuePoint.exists().where(attached):
            return
        await IssuePoint.delete().where(attached)
        await append_entry(issue, Entry(Field.POINT_REMOVED, str(point), reason, officer, now))
        await refresh_issues(issue)


async def record(issue: UUID, entry: Entry, *, seen: int | None = None) -> None:
    """Add one fact to the log; `seen` is how many lines of it the officer had before them.

    Raises `Conflict` with the rule that forbids it, `ReasonNeeded`, or `Conflict` where the log has grown since it was
    seen. The same entry sent again, as by a double click, changes nothing.
    """
    if entry.value not in list(VALUES.get(entry.field, [])):
        raise Conflict(_("Choose one of the values."))
    entry = replace(entry, reason=bounded_reason(entry.reason))
    async with writing_logs():
        await check_followed(issue)
        followed = await get_issue(issue)
        if seen is not None and len(followed.log) != seen:
            if followed.log and _is_repeated(followed.log[-1], entry):
                return
            raise Conflict(_("Somebody else wrote in this log at the same moment. Look at it and try again."))
        forbidden = rule_broken(followed.state, entry, has_public_evidence=followed.has_public_evidence)
        if forbidden := forbidden or await _not_by_them(entry):
            raise Conflict(forbidden)
        if missing := missing_reason(followed.state, entry):
            raise ReasonNeeded(missing)
        await append_entry(issue, entry)
        # A search finds it by the reason of an answer.
        await (refresh_issues(issue) if entry.field is Field.ANSWER else summarise(issue))
        if event := ISSUE_EVENTS.get(entry.field):
            await emit(event, issue=issue, value=entry.value)


async def _not_by_them(entry: Entry) -> str | None:
    checked = entry.field is Field.VERIFICATION and entry.value == Verification.CHECKED
    if checked and not await Officer.exists().where((Officer.id == entry.officer) & Officer.is_active.eq(True)):
        return _("The check must be made by an officer who works here now.")
    return None


def _is_repeated(last: Entry, entry: Entry) -> bool:
    same = ("field", "value", "reason", "officer")
    return all(getattr(last, name) == getattr(entry, name) for name in same)


async def get_issue(issue: UUID) -> FollowedIssue:
    """One issue, or `NotFound`."""
    found = await followed_issues([issue])
    if not found:
        raise NotFound(_("There is no such issue."))
    return found[0]


async def followed_issues(ids: Sequence[UUID] | None = None) -> list[FollowedIssue]:
    """These issues, or all, those raised most years first; a fixed number of queries however many there are.

    All are those that were not merged into another one; asked for by its id, such an issue is given too.
    """
    query = Issue.select(
        Issue.id, Issue.title, Issue.owner_unit, Issue.policy_area, Issue.merged_into, Issue.published_at
    )
    if ids is not None:
        if not ids:
            return []
        query = query.where(Issue.id.is_in(list(ids)))
    else:
        query = query.where(Issue.merged_into.is_null())
    rows = await query
    wanted = [row["id"] for row in rows]
    points, logs = await points_of(wanted), await entries_of(wanted)
    supported, current = await issues_with_counting_evidence(wanted), await merged_issues()
    issues = [
        FollowedIssue(
            id=row["id"],
            title=row["title"],
            owner_unit=row["owner_unit"],
            points=tuple(points.get(row["id"], ())),
            log=tuple(logs.get(row["id"], ())),
            has_public_evidence=row["id"] in supported,
            policy_area=row["policy_area"],
            merged_into=current.get(row["id"]),
            former_ids=tuple(sorted((each for each, into in current.items() if into == row["id"]), key=str)),
            published_at=row["published_at"],
        )
        for row in rows
    ]
    return sorted(issues, key=lambda issue: (-len(issue.years), issue.title, str(issue.id)))


async def merged_issues() -> dict[UUID, UUID]:
    """Every issue that was merged into another, with the one in which it goes on now."""
    rows = await Issue.select(Issue.id, Issue.merged_into).where(Issue.merged_into.is_not_null())
    return resolve_merges({row["id"]: row["merged_into"] for row in rows})


async def issue_titles(issues: Sequence[UUID]) -> dict[UUID, str]:
    """The titles of these issues, of merged ones too."""
    if not issues:
        return {}
    rows = await Issue.select(Issue.id, Issue.title).where(Issue.id.is_in(list(issues)))
    return {row["id"]: row["title"] for row in rows}


async def issues_of_consultation(consultation: UUID) -> list[FollowedIssue]:
    """The issues that a consultation's points raise."""
    rows = (
        await IssuePoint.select(IssuePoint.issue)
        .where((IssuePoint.point.consultation == consultation) & IssuePoint.point.dropped_at.is_null())
        .distinct()
    )
    return await followed_issues([row["issue"] for row in rows])
