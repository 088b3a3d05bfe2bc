"""Statements against issues: which followed issue a statement raises, suggested by a machine, decided by an officer.

What is suggested is not kept. A row without an issue is an officer's word that the statement raises none of those followed.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from feedback.codebooks import codebook
from feedback.coding_queue import Queue, Waiting, rank
from feedback.database import execute
from feedback.enums import CodingState
from feedback.errors import NotFound
from feedback.finding_earlier import find_earlier
from feedback.issues import issue_titles, merged_issues
from feedback.matched_words import Passage, mark_words
from feedback.raised_points import points_of
from feedback.recurrence import SHOWN_FROM, SUGGESTED_FROM, issue_title
from feedback.synonyms import synonym_groups
from feedback.tables import Issue
from feedback.translation import gettext as _
from surveys.building import get_survey
from surveys.tables import Statement, StatementIssue

if TYPE_CHECKING:
    from feedback.matching.recurrence import PriorPoint, Recurrence
    from feedback.matching.theme_entries import ThemeEntry


@dataclass(frozen=True, slots=True)
class LikelyIssue:
    """An issue that a statement may raise, with the probability, the words that matched, and the title or point they are in."""

    id: UUID
    title: str
    score: float
    because: tuple[str, ...]
    matched: str

    @property
    def is_suggested(self) -> bool:
        return self.score >= SUGGESTED_FROM


@dataclass(frozen=True, slots=True)
class SaidStatement:
    """What somebody wrote, and in which survey."""

    id: UUID
    text: str
    language: str
    survey_id: UUID


@dataclass(frozen=True, slots=True)
class DecidedIssue:
    """An officer's decision on a statement and an issue; without an issue: it raises none of those followed."""

    issue: UUID | None
    title: str
    state: CodingState
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class RaisingStatement:
    """A statement with the issues it may raise, the likeliest first, and what is decided; `new` is the probability of none."""

    id: UUID
    text: str
    language: str
    question_key: str
    likely: tuple[LikelyIssue, ...]
    decided: tuple[DecidedIssue, ...]
    new: float

    @property
    def is_decided(self) -> bool:
        """Whether an issue is confirmed, or none is raised; to reject one leaves the others open."""
        return any(each.state is CodingState.CONFIRMED for each in self.decided)

    @property
    def marked_text(self) -> tuple[Passage, ...]:
        """The text with the words that the likely issues go by."""
        return mark_words(self.text, (word for each in self.likely for word in each.because))

    @property
    def default_title(self) -> str:
        """What an issue opened for it is called where the officer does not say."""
        return issue_title(self.text)


async def issue_queue(survey_id: UUID) -> Queue:
    """The survey's statements in an order that tells nothing of when they were sent; confirmed are statements' issues."""
    await get_survey(survey_id)
    rows = await execute(
        "SELECT s.id, COUNT(i.id) AS decided, COUNT(i.issue) AS confirmed FROM statement s "
        "LEFT JOIN statement_issue i ON i.statement = s.id AND i.state = {} WHERE s.survey = {} "
        "GROUP BY s.id ORDER BY s.id",
        CodingState.CONFIRMED.value,
        survey_id,
    )
    waiting = (
        Waiting(UUID(str(row["id"])), confirmed=int(str(row["confirmed"])), is_open=not row["decided"]) for row in rows
    )
    return rank(waiting, seed=str(survey_id))


async def texts_of_survey(survey_id: UUID) -> dict[UUID, str]:
    """What was written in a survey, by the statement."""
    rows = await Statement.select(Statement.id, Statement.text).where(Statement.survey == survey_id)
    return {row["id"]: row["text"] for row in rows}


async def get_raising(statement_id: UUID) -> RaisingStatement:
    """A statement beside the issues. Raises `NotFound`."""
    row = await Statement.select().where(Statement.id == statement_id).first()
    if row is None:
        raise NotFound(_("There is no such answer."))
    decided = await _decided(statement_id)
    prior, titles = await _followed()
    known = await codebook(), await synonym_groups()
    text = (str(statement_id), row["text"], row["language"])
    found = await asyncio.to_thread(_find, text, prior, *known)
    done = {each.issue for each in decided}
    texts = {each.id: each.text for each in prior}
    likely: dict[UUID, LikelyIssue] = {}
    for match in found.matches:
        issue = UUID(match.id.split(" ")[0])
        if issue not in done and issue not in likely and match.score >= SHOWN_FROM:
            likely[issue] = LikelyIssue(issue, titles[issue], match.score, match.because, texts[match.id])
    return RaisingStatement(
        id=statement_id,
        text=row["text"],
        language=row["language"],
        question_key=row["question_key"],
        likely=tuple(likely.values()),
        decided=decided,
        new=found.new,
    )


async def _followed() -> "tuple[list[PriorPoint], dict[UUID, str]]":
    """What every followed issue says, its title and its points, and the titles."""
    from feedback.matching.recurrence import PriorPoint

    rows = await Issue.select(Issue.id, Issue.title).where(Issue.merged_into.is_null()).order_by(Issue.title, Issue.id)
    titles = {row["id"]: row["title"] for row in rows}
    points = await points_of(list(titles))
    prior = []
    for issue, title in titles.items():
        said = points.get(issue, [])
        prior.append(PriorPoint(f"{issue} title", title, None, said[-1].language if said else None))
        prior += [PriorPoint(f"{issue} {each.id}", each.text, each.year, each.language) for each in said]
    return prior, titles


def _find(
    text: tuple[str, str, str],
    prior: "Sequence[PriorPoint]",
    themes: "Sequence[ThemeEntry]",
    synonyms: Sequence[Sequence[str]],
) -> "Recurrence":
    # Matching loads numpy and dictionaries: only when it is asked for.
    from feedback.matching.recurrence import Text

    (found,) = find_earlier([Text(*text)], prior, themes, synonyms=synonyms)
    return found


async def count_statements(issues: Collection[UUID]) -> int:
    """How many statements officers confirmed to raise one of these issues: for officers only."""
    return len(await _raising(issues))


async def statements_raising(issues: Collection[UUID]) -> tuple[SaidStatement, ...]:
    """The statements that raise one of these issues, survey by survey, in an order that tells nothing of when they were sent."""
    raising = list(await _raising(issues))
    if not raising:
        return ()
    rows = await (
        Statement.select(Statement.id, Statement.text, Statement.language, Statement.survey)
        .where(Statement.id.is_in(raising))
        .order_by(Statement.survey)
        .order_by(Statement.id)
    )
    return tuple(SaidStatement(row["id"], row["text"], row["language"], row["survey"]) for row in rows)


async def _raising(issues: Collection[UUID]) -> set[UUID]:
    rows = await StatementIssue.select(StatementIssue.statement).where(
        StatementIssue.issue.is_in(list(issues)) & (StatementIssue.state == CodingState.CONFIRMED.value)
    )
    return {row["statement"] for row in rows}


async def _decided(statement_id: UUID) -> tuple[DecidedIssue, ...]:
    rows = (
        await StatementIssue.select(*StatementIssue.all_columns(), StatementIssue.decided_by.name.as_alias("officer"))
        .where(StatementIssue.statement == statement_id)
        .order_by(StatementIssue.decided_at)
        .order_by(StatementIssue.id)
    )
    current = await merged_issues()
    now = {row["issue"]: current.get(row["issue"], row["issue"]) for row in rows if row["issue"]}
    titles = await issue_titles(list(now.values()))
    return tuple(
        DecidedIssue(
            issue := now.get(row["issue"]),
            titles.get(issue, "") if issue else "",
            CodingState(row["state"]),
            row["officer"] or "",
            row["decided_at"],
        )
        for row in rows
    )
