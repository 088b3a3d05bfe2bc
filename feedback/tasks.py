"""Tasks: what a decision document tells somebody to do, by when. A commitment can be made of each."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from feedback.enums import ConsultationState
from feedback.errors import Conflict, NotFound
from feedback.notes.draft import Source
from feedback.source_lines import read_source
from feedback.tables import Commitment, Consultation, Task
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task as the decision puts it; `due` is ISO, or empty."""

    id: UUID
    number: int
    text: str
    responsible: str
    due: str
    source: Source | None


async def list_tasks(consultation_id: UUID) -> tuple[GivenTask, ...]:
    """A consultation's tasks in the order of the document."""
    rows = await Task.select().where(Task.consultation == consultation_id).order_by(Task.position).order_by(Task.id)
    return tuple(
        GivenTask(
            id=row["id"],
            number=number,
            text=row["text"],
            responsible=row["responsible"],
            due=row["due"],
            source=read_source(row["source"]),
        )
        for number, row in enumerate(rows, start=1)
    )


async def place_to_record(task_id: UUID) -> tuple[UUID, dict[str, int]]:
    """The decision and passage of a task that a commitment is to be made of.

    Raises `NotFound`, and `Conflict` where one was made of it already; inside `writing_logs`, so that nobody else does.
    """
    decision, task = await get_task(task_id)
    if await Commitment.exists().where(Commitment.task == task_id):
        raise Conflict(_("Task %(n)s is recorded already.", n=task.number))
    return decision, msgspec.to_builtins(task.source) if task.source else {}


async def check_confirmed(decision_id: UUID) -> None:
    """Raises `Conflict` where nobody has confirmed what was read of a decision: nothing follows from a draft."""
    if not await Consultation.exists().where(
        (Consultation.id == decision_id) & (Consultation.state == ConsultationState.CONFIRMED.value)
    ):
        raise Conflict(_("What was read from this decision is not confirmed yet. Review it first."))


async def get_task(task_id: UUID) -> tuple[UUID, GivenTask]:
    """A task and the consultation that it stands in. Raises `NotFound`."""
    row = await Task.select(Task.consultation).where(Task.id == task_id).first()
    if row is None:
        raise NotFound(_("There is no such task."))
    tasks = await list_tasks(row["consultation"])
    return row["consultation"], next(task for task in tasks if task.id == task_id)
