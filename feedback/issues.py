"""Issues followed over the years: the points that raise them, and a log that is only ever added to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from feedback.database import is_unique_violation, transaction
from feedback.errors import Conflict, NotFound
from feedback.issue_states import VALUES, Entry, Field, IssueState, ReasonNeeded, missing_reason, rule_broken, state_of
from feedback.tables import Evidence, Issue, IssueCommitment, IssueEntry, IssuePoint, Point
from feedback.translation import DEFAULT_LANGUAGE
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class RaisedPoint:
    """A point that raises the issue, with where and when it was said."""

    id: UUID
    text: str
    kind: str
    year: int
    consultation_id: UUID
    consultation_title: str
    language: str
    source: dict[str, int]


@dataclass(frozen=True, slots=True)
class FollowedIssue:
    """An issue with all that is known of it from the department's side; `points` and `log` are oldest first."""

    id: UUID
    title: str
    owner_unit: str
    points: tuple[RaisedPoint, ...]
    log: tuple[Entry, ...]

    @property
    def state(self) -> IssueState:
        return state_of(self.log)

    @property
    def years(self) -> tuple[int, ...]:
        """The recurrence: each year in which it was raised, once."""
        return tuple(sorted({point.year for point in self.points}))

    @property
    def language(self) -> str:
        """The language that its title is taken to be in: that of the notes that raised it last."""
        return self.points[-1].language if self.points else DEFAULT_LANGUAGE


def year_said(heading: str, consultation_year: int) -> int:
    """The year in which a point was made: the one its heading names ("Storby 2012: hinder"), else its consultation's.

    A report on several years' conferences is one consultation, and its points were not all made in the year it was printed.
    """
    named = re.findall(r"\b(?:19|20)\d\d\b", heading)
    return int(named[-1]) if named else consultation_year


async def open_issue(title: str, *, points: Sequence[UUID], officer: UUID | None, now: datetime) -> UUID:
    """Start following an issue that these points raise."""
    if not title.strip():
        raise Conflict(_("Give the issue a title."))
    async with transaction():
        issue = Issue(title=title.strip(), created_at=now)
        await issue.save()
        for point in points:
            await attach_point(issue.id, point, officer=officer, now=now)
    return issue.id


async def rename_issue(issue: UUID, title: str, *, officer: UUID | None, now: datetime) -> None:
    """Word the title better; the log keeps that it was changed, and from what."""
    if not title.strip():
        raise Conflict(_("Give the issue a title."))
    async with transaction():
        followed = await get_issue(issue)
        if followed.title == title.strip():
            return
        await Issue.update({Issue.title: title.strip()}).where(Issue.id == issue)
        await _append(issue, Entry(Field.TITLE, "", followed.title, officer, now))


async def attach_point(issue: UUID, point: UUID, *, officer: UUID | None, now: datetime) -> None:
    """This point raises the issue too. Attaching it again changes nothing."""
    async with transaction():
        if not await Issue.exists().where(Issue.id == issue):
            raise NotFound(_("There is no such issue."))
        if not await Point.exists().where(Point.id == point):
            raise NotFound(_("There is no such point."))
        if await IssuePoint.exists().where((IssuePoint.issue == issue) & (IssuePoint.point == point)):
            return
        await IssuePoint(issue=issue, point=point, added_by=officer, added_at=now).save()
        await _append(issue, Entry(Field.POINT_ADDED, str(point), "", officer, now))


async def detach_point(issue: UUID, point: UUID, *, reason: str, officer: UUID | None, now: datetime) -> None:
    """This point was not about the issue after all; the log keeps that it was thought to be. Twice changes nothing."""
    attached = (IssuePoint.issue == issue) & (IssuePoint.point == point)
    async with transaction():
        if not await IssuePoint.exists().where(attached):
            return
        await IssuePoint.delete().where(attached)
        await _append(issue, Entry(Field.POINT_REMOVED, str(point), reason, officer, now))


async def record(issue: UUID, entry: Entry, *, seen: int | None = None) -> None:
    """Add one fact to the log; `seen` is how many lines of it the officer had before them.

    Raises `Conflict` with the rule that forbids it, `ReasonNeeded`, or `Conflict` where the log has grown since it was
    seen. The same entry sent again, as by a double click, changes nothing.
    """
    if entry.value not in list(VALUES.get(entry.field, [])):
        raise Conflict(_("Choose one of the values."))
    async with transaction():
        followed = await get_issue(issue)
        if seen is not None and len(followed.log) != seen:
            if _is_repeated(followed.log[-1], entry):
                return
            raise Conflict(_("Somebody else wrote in this log at the same moment. Look at it and try again."))
        forbidden = rule_broken(followed.state, entry, has_public_evidence=await has_public_evidence(issue))
        if forbidden:
            raise Conflict(forbidden)
        if missing := missing_reason(followed.state, entry):
            raise ReasonNeeded(missing)
        await _append(issue, entry)


def _is_repeated(last: Entry, entry: Entry) -> bool:
    same = ("field", "value", "reason", "officer")
    return all(getattr(last, name) == getattr(entry, name) for name in same)


async def _append(issue: UUID, entry: Entry) -> None:
    number = await IssueEntry.count().where(IssueEntry.issue == issue) + 1
    row = IssueEntry(
        issue=issue,
        number=number,
        field=entry.field.value,
        value=entry.value,
        reason=entry.reason,
        officer=entry.officer,
        at=entry.at,
    )
    try:
        await row.save()
    except Exception as error:
        if is_unique_violation(error):
            raise Conflict(
                _("Somebody else wrote in this log at the same moment. Look at it and try again.")
            ) from error
        raise


async def has_public_evidence(issue: UUID) -> bool:
    """Whether any commitment that answers the issue has evidence that anybody can see."""
    commitments = await IssueCommitment.select(IssueCommitment.commitment).where(IssueCommitment.issue == issue)
    ids = [row["commitment"] for row in commitments]
    return bool(ids) and await Evidence.exists().where(Evidence.commitment.is_in(ids) & Evidence.is_public.eq(True))


async def get_issue(issue: UUID) -> FollowedIssue:
    """One issue, or `NotFound`."""
    found = await followed_issues([issue])
    if not found:
        raise NotFound(_("There is no such issue."))
    return found[0]


async def followed_issues(ids: Sequence[UUID] | None = None) -> list[FollowedIssue]:
    """These issues, or all, those raised most years first; three queries however many there are."""
    query = Issue.select(Issue.id, Issue.title, Issue.owner_unit)
    if ids is not None:
        if not ids:
            return []
        query = query.where(Issue.id.is_in(list(ids)))
    rows = await query
    wanted = [row["id"] for row in rows]
    points, logs = await _points_of(wanted), await _logs_of(wanted)
    issues = [
        FollowedIssue(
            id=row["id"],
            title=row["title"],
            owner_unit=row["owner_unit"],
            points=tuple(points.get(row["id"], ())),
            log=tuple(logs.get(row["id"], ())),
        )
        for row in rows
    ]
    return sorted(issues, key=lambda issue: (-len(issue.years), issue.title, str(issue.id)))


async def _points_of(issues: Sequence[UUID]) -> dict[UUID, list[RaisedPoint]]:
    if not issues:
        return {}
    point = IssuePoint.point
    said_in: Any = point.consultation  # Piccolo types one join, not two
    rows = (
        await IssuePoint.select(
            IssuePoint.issue,
            point.id,
            point.text,
            point.kind,
            point.source,
            point.position,
            point.heading,
            said_in.id,
            said_in.title,
            said_in.year,
            said_in.date,
            said_in.language,
        )
        .where(IssuePoint.issue.is_in(list(issues)) & point.dropped_at.is_null() & said_in.deleted_at.is_null())
        .output(load_json=True)
    )
    rows.sort(key=lambda row: (row["point.consultation.date"], row["point.position"], str(row["point.id"])))
    found: dict[UUID, list[RaisedPoint]] = {}
    for row in rows:
        found.setdefault(row["issue"], []).append(
            RaisedPoint(
                id=row["point.id"],
                text=row["point.text"],
                kind=row["point.kind"],
                year=year_said(row["point.heading"], row["point.consultation.year"]),
                consultation_id=row["point.consultation.id"],
                consultation_title=row["point.consultation.title"],
                language=row["point.consultation.language"],
                source=row["point.source"],
            )
        )
    return found


async def _logs_of(issues: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    if not issues:
        return {}
    rows = await IssueEntry.select().where(IssueEntry.issue.is_in(list(issues))).order_by(IssueEntry.number)
    found: dict[UUID, list[Entry]] = {}
    for row in rows:
        entry = Entry(Field(row["field"]), row["value"], row["reason"], row["officer"], row["at"])
        found.setdefault(row["issue"], []).append(entry)
    return found


async def issues_of_points(points: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """For each of these points the issues that it raises."""
    if not points:
        return {}
    rows = await IssuePoint.select(IssuePoint.point, IssuePoint.issue).where(IssuePoint.point.is_in(list(points)))
    found: dict[UUID, list[UUID]] = {}
    for row in rows:
        found.setdefault(row["point"], []).append(row["issue"])
    return found


async def issues_of_consultation(consultation: UUID) -> list[FollowedIssue]:
    """The issues that a consultation's points raise."""
    rows = (
        await IssuePoint.select(IssuePoint.issue)
        .where((IssuePoint.point.consultation == consultation) & IssuePoint.point.dropped_at.is_null())
        .distinct()
    )
    return await followed_issues([row["issue"] for row in rows])
