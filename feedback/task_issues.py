"""From a decision's tasks to commitments: the issues that each may answer, what is recorded already, and many in one go."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from feedback.codebooks import codebook
from feedback.commitments import Undertaking, make_commitment, move_commitment, undertakings
from feedback.consultations import get_consultation
from feedback.deadline_changes import MovedDay, moved_days
from feedback.documents import lines_of
from feedback.errors import Conflict
from feedback.issues import FollowedIssue, followed_issues
from feedback.log_chain import writing_logs
from feedback.matched_words import Passage, mark_words
from feedback.tables import Commitment
from feedback.tasks import GivenTask, check_confirmed, list_tasks
from feedback.themes import NamedTheme, list_themes
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.suggest import ThemeEntry
    from feedback.matching.tasks import TaskIssues


@dataclass(frozen=True, slots=True)
class TaskIssue:
    """An issue that a task may answer; `score` from 0 to 1, the words of the task that matched, the themes they share."""

    issue: FollowedIssue
    score: float
    because: tuple[str, ...]
    themes: tuple[NamedTheme, ...]


@dataclass(frozen=True, slots=True)
class FollowedTask:
    """A task with its passage in the document, the commitments made of it, and the issues that it may answer.

    `moved` is the day to which a later decision moved its own, as an officer confirmed.
    """

    task: GivenTask
    passage: str
    commitments: tuple[Undertaking, ...]
    suggestions: tuple[TaskIssue, ...]
    moved: MovedDay | None = None

    @property
    def marked_text(self) -> tuple[Passage, ...]:
        """The text with the words that its suggestions go by."""
        return mark_words(self.task.text, (word for each in self.suggestions for word in each.because))


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task to be recorded as a commitment, with who and by when as an officer confirmed it."""

    task_id: UUID
    responsible: str
    due: date | None
    issues: tuple[UUID, ...] = ()
    responsible_email: str = ""


async def follow_tasks(decision_id: UUID) -> tuple[FollowedTask, ...]:
    """A decision's tasks in its order, with what is known and suggested of each; nothing is stored."""
    decision = await get_consultation(decision_id)
    tasks = await list_tasks(decision_id)
    if not tasks:
        return ()
    recorded = await _recorded(decision_id, tasks)
    moved = await moved_days(decision_id, tasks)
    issues = {str(issue.id): issue for issue in await followed_issues()}
    found = await asyncio.to_thread(
        _suggest,
        tasks,
        list(issues.values()),
        await codebook(),
        title=decision.title,
        language=decision.language,
    )
    themes = {str(theme.id): theme for theme in await list_themes()}
    lines = {line.number: line.text for line in await lines_of(decision.document)}
    return tuple(
        FollowedTask(
            task=task,
            passage=_passage(task, lines),
            commitments=tuple(recorded.get(task.id, ())),
            suggestions=tuple(
                TaskIssue(issues[each.id], each.score, each.because, tuple(themes[theme] for theme in each.themes))
                for each in suggested.issues
            ),
            moved=moved.get(task.id),
        )
        for task, suggested in zip(tasks, found, strict=True)
    )


def _suggest(
    tasks: Sequence[GivenTask],
    issues: Sequence[FollowedIssue],
    themes: "Sequence[ThemeEntry]",
    *,
    title: str,
    language: str,
) -> "list[TaskIssues]":
    # Matching loads numpy and dictionaries: only when it is asked for.
    from feedback.matching.tasks import IssueText, Text, suggest_issues

    texts = [Text(str(task.id), task.text, language) for task in tasks]
    followed = [
        IssueText(str(issue.id), issue.title, tuple(point.text for point in issue.points), issue.language)
        for issue in issues
    ]
    return suggest_issues(texts, followed, themes, context=title)


def _passage(task: GivenTask, lines: Mapping[int, str]) -> str:
    if task.source is None:
        return ""
    return "\n".join(lines.get(n, "") for n in range(task.source.first_line, task.source.last_line + 1)).strip()


async def _recorded(decision_id: UUID, tasks: Sequence[GivenTask]) -> dict[UUID, list[Undertaking]]:
    """The commitments made of each task, as is kept with them.

    Of those from before it was kept, the ones with its passage, and where tasks share one, with its words too.
    """
    rows = await Commitment.select(Commitment.id).where(Commitment.consultation == decision_id)
    made = await undertakings([row["id"] for row in rows])
    places = {task.id: msgspec.to_builtins(task.source) if task.source else {} for task in tasks}
    found: dict[UUID, list[Undertaking]] = {}
    for each in made:
        if each.task_id:
            found.setdefault(each.task_id, []).append(each)
            continue
        there = [task for task in tasks if places[task.id] == each.source]
        alike = [task for task in there if task.text == each.text]
        for task in alike or (there if len(there) == 1 else []):
            found.setdefault(task.id, []).append(each)
    return found


async def record_tasks(
    decision_id: UUID, records: Sequence[TaskRecord], *, officer: UUID | None, now: datetime
) -> list[UUID]:
    """Record these tasks as commitments, all or none, each with its passage; gives their ids in the order given.

    One that is recorded for the day to which a later decision moved it was first promised for the day that this decision
    says, and its slip ledger begins with that move. Raises `Conflict` where none was chosen, one is recorded already or is
    not this decision's, nobody is responsible, or what was read of the decision is not confirmed.
    """
    if not records:
        raise Conflict(_("Choose the tasks to record."))
    if len({record.task_id for record in records}) < len(records):
        raise Conflict(_("A task can be chosen once."))
    async with writing_logs():
        await check_confirmed(decision_id)
        tasks = {task.id: task for task in await list_tasks(decision_id)}
        recorded = await _recorded(decision_id, list(tasks.values()))
        moved = await moved_days(decision_id, list(tasks.values()))
        made = []
        for record in records:
            task = tasks.get(record.task_id)
            if task is None:
                raise Conflict(_("A task that was chosen is not one of this decision."))
            if recorded.get(task.id):
                raise Conflict(_("Task %(n)s is recorded already.", n=task.number))
            made.append(await _record(task, record, moved.get(task.id), officer=officer, now=now))
    return made


async def _record(
    task: GivenTask, record: TaskRecord, moved: MovedDay | None, *, officer: UUID | None, now: datetime
) -> UUID:
    was_moved = moved is not None and record.due == moved.after
    commitment = await make_commitment(
        task.text,
        responsible=record.responsible,
        due=date.fromisoformat(task.due) if was_moved else record.due,
        issues=record.issues,
        task=task.id,
        responsible_email=record.responsible_email,
        officer=officer,
        now=now,
    )
    if moved is not None and was_moved:
        await move_commitment(
            commitment,
            "due",
            moved.after.isoformat(),
            reason=moved.text,
            officer=officer,
            now=now,
            decision=moved.decision_id,
            source=moved.source,
        )
    return commitment
