"""The demo's follow-through: what was answered, promised, moved and shown, recorded day by day as it would have been."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID, uuid5

from feedback.commitments import make_commitment, move_commitment
from feedback.enums import EvidenceKind
from feedback.evidence import Support, add_evidence
from feedback.evidence_looks import note_look
from feedback.issue_states import Entry
from feedback.issues import record
from feedback.milestones import make_milestone, move_milestone, reach_milestone
from feedback.tables import Consultation
from feedback.tasks import GivenTask, list_tasks
from reports.demo.follow_through import (
    CommitmentStory,
    EvidenceItem,
    FollowThrough,
    IssueStory,
    LogLine,
    MilestoneStory,
    Move,
)
from reports.demo.hearing import noon


class Turn(IntEnum):
    """What comes first on the same day: nothing is complete before its evidence is there."""

    PROMISE = 1
    PLAN = 2
    MOVE = 3
    EVIDENCE = 4
    ENTRY = 5


@dataclass(frozen=True, slots=True)
class Act:
    """Something that an officer recorded on a day."""

    on: date
    turn: Turn
    do: Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Stage:
    """Who and what the acts are about."""

    officers: tuple[UUID, UUID]
    issues: Mapping[str, UUID]
    decision: UUID


async def follow_through_day_by_day(story: FollowThrough, stage: Stage) -> None:
    """Record all of it in the order of its days, by the same functions as an officer's pages."""
    tasks = await list_tasks(stage.decision)
    made: dict[str, UUID] = {}
    acts = [act for issue in story.issues for act in _entries(issue, stage)]
    acts += [act for commitment in story.commitments for act in _commitment(commitment, stage, tasks, made)]
    for act in sorted(acts, key=lambda act: (act.on, act.turn)):
        await act.do()


def _entries(issue: IssueStory, stage: Stage) -> list[Act]:
    def entry(line: LogLine) -> Callable[[], Awaitable[object]]:
        officer = stage.officers[line.officer - 1]
        return lambda: record(
            stage.issues[issue.key], Entry(line.field, line.value, line.reason, officer, noon(line.on))
        )

    return [Act(line.on, Turn.ENTRY, entry(line)) for line in issue.log]


def _commitment(story: CommitmentStory, stage: Stage, tasks: Sequence[GivenTask], made: dict[str, UUID]) -> list[Act]:
    task = next((task for task in tasks if story.source and task.text.startswith(story.source)), None)

    async def promise() -> None:
        made[story.key] = await make_commitment(
            story.text,
            responsible=story.responsible,
            due=story.due,
            issues=[stage.issues[key] for key in story.issues],
            responsible_email=story.email,
            task=task.id if task else None,
            officer=stage.officers[0],
            now=noon(story.made_on),
        )

    def move(each: Move) -> Callable[[], Awaitable[object]]:
        officer, to = stage.officers[each.officer - 1], each.to.isoformat()
        return lambda: move_commitment(
            made[story.key], "due", to, reason=each.reason, officer=officer, now=noon(each.on)
        )

    def support(item: EvidenceItem, number: int) -> Callable[[], Awaitable[object]]:
        return lambda: _support(made[story.key], item, number, tasks, officer=stage.officers[0])

    return [
        Act(story.made_on, Turn.PROMISE, promise),
        *(Act(each.on, Turn.MOVE, move(each)) for each in story.moves),
        *(Act(item.on, Turn.EVIDENCE, support(item, number)) for number, item in enumerate(story.evidence)),
        *(act for each in story.milestones for act in _milestone(story, each, stage, made)),
    ]


def _milestone(story: CommitmentStory, step: MilestoneStory, stage: Stage, made: Mapping[str, UUID]) -> Iterator[Act]:
    officer = stage.officers[0]
    planned: list[UUID] = []

    async def plan() -> None:
        now = noon(story.made_on)
        planned.append(await make_milestone(made[story.key], step.text, due=step.due, officer=officer, now=now))

    yield Act(story.made_on, Turn.PLAN, plan)
    if step.moved_on and (to := step.moved_to):
        now = noon(step.moved_on)
        yield Act(
            step.moved_on,
            Turn.MOVE,
            lambda: move_milestone(planned[0], to, reason=step.reason, officer=officer, now=now),
        )
    if on := step.reached_on:
        yield Act(
            on,
            Turn.ENTRY,
            lambda: reach_milestone(planned[0], on, note=step.note, officer=officer, now=noon(on)),
        )


async def _support(
    commitment: UUID, item: EvidenceItem, number: int, tasks: Sequence[GivenTask], *, officer: UUID
) -> UUID:
    document, source = None, None
    if item.document:
        row = (
            await Consultation.select(Consultation.document)
            .where(Consultation.document.filename == item.document)
            .first()
        )
        document = row["document"] if row else None
        # The passages of the demo are tasks of its decision, which were read from these lines.
        source = next((task.source for task in tasks if item.text in task.text), None)
    evidence = Support(
        id=uuid5(commitment, str(number)),
        kind=item.kind,
        text=item.text,
        url=item.url,
        document_id=document,
        source=asdict(source) if source else {},
        date=item.on,
        is_public=item.public,
    )
    await add_evidence(commitment, evidence, officer=officer, now=noon(item.on))
    if item.kind is EvidenceKind.LINK:
        # No link is tried in the demo, so the story says that each was found to work.
        await note_look(evidence.id, at=noon(item.on), is_reachable=True, status=200)
    return evidence.id
