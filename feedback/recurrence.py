"""Recurrence: earlier points that may raise the same issue as a consultation's points; an officer says which do."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from feedback.codebooks import codebook
from feedback.consultations import get_consultation, hold_consultation
from feedback.database import transaction
from feedback.errors import NotFound
from feedback.finding_earlier import find_earlier
from feedback.issues import FollowedIssue, attach_point, followed_issues, open_issue
from feedback.matched_words import Passage, mark_words
from feedback.point_comparisons import Difference, list_differences
from feedback.points import NotedPoint, get_point, list_points
from feedback.raised_points import issues_of_points, year_said
from feedback.synonyms import synonym_groups
from feedback.tables import Issue, IssuePoint, Point
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.recurrence import Recurrence
    from feedback.matching.theme_entries import ThemeEntry

#: A candidate is worth an officer's glance from this probability on; from `SUGGESTED_FROM` on it is suggested.
SHOWN_FROM = 0.05
SUGGESTED_FROM = 0.5
LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class SaidPoint:
    """A point of any consultation, with when it was said; `date` is the consultation's and may be a year or month alone."""

    id: UUID
    text: str
    year: int
    date: str
    language: str
    consultation_id: UUID
    consultation_title: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier point that may raise the same issue, with the probability that it does and the issues it is attached to."""

    point: SaidPoint
    score: float
    because: tuple[str, ...]
    issues: tuple[FollowedIssue, ...] = ()

    @property
    def is_suggested(self) -> bool:
        return self.score >= SUGGESTED_FROM

    @property
    def default_title(self) -> str:
        """What an issue opened for the earlier point is called where the officer does not say."""
        return issue_title(self.point.text)


@dataclass(frozen=True, slots=True)
class PointRecurrence:
    """A point with the issues it is attached to, and its candidates, the most probable first.

    `different` are earlier points that an officer found to raise another issue; they are no candidates.
    """

    point: NotedPoint
    year: int
    issues: tuple[FollowedIssue, ...]
    candidates: tuple[Candidate, ...]
    different: tuple[tuple[SaidPoint, Difference], ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether the point belongs to an issue, or all that were suggested for it raise another one."""
        return bool(self.issues) or (bool(self.different) and not self.shown)

    @property
    def shown(self) -> tuple[Candidate, ...]:
        """The candidates to show openly: those suggested, or the best one where nothing is decided about the point yet."""
        suggested = tuple(each for each in self.candidates if each.is_suggested)
        likely = tuple(each for each in self.candidates[:1] if each.score >= SHOWN_FROM)
        return suggested or (() if self.issues or self.different else likely)

    @property
    def folded(self) -> tuple[Candidate, ...]:
        """The other candidates, less likely."""
        return self.candidates[len(self.shown) :]

    @property
    def marked_text(self) -> tuple[Passage, ...]:
        """The text with the words that it shares with the candidates shown openly."""
        return mark_words(self.point.text, (word for each in self.shown for word in each.because))

    @property
    def default_title(self) -> str:
        """What an issue opened for this point is called where the officer does not say."""
        return issue_title(self.point.text)


async def suggest_recurrence(consultation_id: UUID) -> tuple[PointRecurrence, ...]:
    """Every point of a consultation that is not dropped, with its earlier candidates; nothing is stored."""
    await get_consultation(consultation_id)
    points = [point for point in await list_points(consultation_id) if not point.is_dropped]
    said = await _points_said()
    own = {each.id: each for each in said if each.consultation_id == consultation_id}
    different = await list_differences(list(own))
    known = await codebook(), await synonym_groups()
    found = await asyncio.to_thread(_find, list(own.values()), said, *known)
    by_id = {str(each.id): each for each in said}
    shown = {
        point: [
            (by_id[match.id], match.score, match.because)
            for match in recurrence.matches
            if UUID(match.id) not in different.get(point, {})
        ]
        for point, recurrence in found.items()
    }
    issues = await _issues_by_point(
        [*own, *{each.id for matches in shown.values() for each, _score, _words in matches}]
    )
    return tuple(
        PointRecurrence(
            point=point,
            year=own[point.id].year,
            issues=issues.get(point.id, ()),
            candidates=tuple(
                Candidate(earlier, score, because, issues.get(earlier.id, ()))
                for earlier, score, because in shown[point.id]
            ),
            different=tuple(
                (by_id[str(earlier)], said_so)
                for earlier, said_so in different.get(point.id, {}).items()
                if str(earlier) in by_id
            ),
        )
        for point in points
        if point.id in own
    )


def _find(
    points: Sequence[SaidPoint],
    said: Sequence[SaidPoint],
    themes: "Sequence[ThemeEntry]",
    synonyms: Sequence[Sequence[str]],
) -> "dict[UUID, Recurrence]":
    # Matching loads numpy and dictionaries: only when it is asked for.
    from feedback.matching.recurrence import PriorPoint, Text

    found = {}
    for year in sorted({point.year for point in points}):
        asked = [point for point in points if point.year == year]
        prior = [
            PriorPoint(str(each.id), each.text, each.year, each.language) for each in said if is_earlier(each, asked[0])
        ]
        texts = [Text(str(point.id), point.text, point.language) for point in asked]
        matched = find_earlier(texts, prior, themes, synonyms=synonyms)
        found.update({UUID(each.id): each for each in matched})
    return found


def is_earlier(one: SaidPoint, other: SaidPoint) -> bool:
    """Whether a point was said before another: in a consultation with an earlier date, or in an earlier year by its heading
    where both stand in one report on several years. A consultation without a date is earlier than none.
    """
    if one.consultation_id == other.consultation_id:
        return one.year < other.year
    return "" < one.date < other.date


async def _points_said() -> list[SaidPoint]:
    """Every point that is not dropped, of every consultation that is not deleted, the earliest first."""
    said_in = Point.consultation
    rows = (
        await Point.select(
            Point.id,
            Point.text,
            Point.heading,
            Point.position,
            said_in.id,
            said_in.title,
            said_in.date,
            said_in.year,
            said_in.language,
        )
        .where(Point.dropped_at.is_null() & said_in.deleted_at.is_null())
        .order_by(said_in.date, said_in.id, Point.position, Point.id)
    )
    return [
        SaidPoint(
            id=row["id"],
            text=row["text"],
            year=year_said(row["heading"], row["consultation.year"]),
            date=row["consultation.date"],
            language=row["consultation.language"],
            consultation_id=row["consultation.id"],
            consultation_title=row["consultation.title"],
        )
        for row in rows
    ]


async def _issues_by_point(points: Sequence[UUID]) -> Mapping[UUID, tuple[FollowedIssue, ...]]:
    attached = await issues_of_points(points)
    wanted = sorted({issue for each in attached.values() for issue in each})
    known = {issue.id: issue for issue in await followed_issues(wanted)}
    return {
        point: tuple(known[issue] for issue in sorted(issues, key=lambda each: (known[each].title, str(each))))
        for point, issues in attached.items()
    }


async def list_issue_titles() -> list[tuple[UUID, str]]:
    """Every issue with its title, in the order of the titles; without those merged into another."""
    rows = await Issue.select(Issue.id, Issue.title).where(Issue.merged_into.is_null()).order_by(Issue.title, Issue.id)
    return [(row["id"], row["title"]) for row in rows]


async def confirm_recurrence(
    point_id: UUID, *, earlier_id: UUID, title: str = "", officer_id: UUID, now: datetime
) -> UUID:
    """Both points raise the same issue: the earlier one's, or a new one with this title, by default its first sentence.

    Gives the issue. Where the earlier point raises several issues, the one it was attached to first.
    """
    async with transaction():
        await _standing_point(point_id)
        earlier = await _standing_point(earlier_id)
        issue = await _first_issue_of(earlier.id)
        if issue:
            await attach_point(issue, point_id, officer=officer_id, now=now)
            return issue
        return await open_issue(
            title.strip() or issue_title(earlier.text), points=[earlier.id, point_id], officer=officer_id, now=now
        )


async def attach_to_issue(point_id: UUID, *, issue_id: UUID, officer_id: UUID, now: datetime) -> None:
    """The point raises this issue too."""
    async with transaction():
        await _standing_point(point_id)
        await attach_point(issue_id, point_id, officer=officer_id, now=now)


async def open_issue_of(point_id: UUID, *, title: str, officer_id: UUID, now: datetime) -> UUID:
    """Start following a new issue that this point raises. Raises `Conflict` without a title."""
    async with transaction():
        await _standing_point(point_id)
        return await open_issue(title, points=[point_id], officer=officer_id, now=now)


async def _standing_point(point_id: UUID) -> NotedPoint:
    """A point that is not dropped; its consultation is held, so that two officers do not open two issues at once."""
    consultation, point = await get_point(point_id)
    if point.is_dropped:
        raise NotFound(_("The point was dropped. Restore it on the review page first."))
    await hold_consultation(consultation.id)
    return point


async def _first_issue_of(point_id: UUID) -> UUID | None:
    row = await (
        IssuePoint.select(IssuePoint.issue)
        .where(IssuePoint.point == point_id)
        .order_by(IssuePoint.added_at, IssuePoint.id)
        .first()
    )
    return row["issue"] if row else None


def issue_title(text: str) -> str:
    """The first sentence of a text as a title, shortened at a word where it is long."""
    sentence = re.split(r"(?<=[.!?])\s+(?=[^\W\d_a-zåäö])", text.strip(), maxsplit=1)[0].rstrip(".")
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return f"{sentence[:LONGEST_TITLE].rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"
