"""What the forms of a decision's page accept: tasks to record, many in one go, and a moved deadline to confirm."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from uuid import UUID

from feedback.commitment_logs import is_day
from feedback.deadline_changes import ChangeAndCommitments
from feedback.forms.commitments import wrong_address
from feedback.task_issues import FollowedTask, TaskRecord
from feedback.tasks import GivenTask
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as typed; a due date only where the decision tells a whole day, or a later one moved it to one."""

    is_chosen: bool = False
    responsible: str = ""
    due: str = ""
    issues: tuple[UUID, ...] = ()
    responsible_email: str = ""


@dataclass(frozen=True, slots=True)
class TasksForm:
    """The tasks of a decision with who and by when, and those that are ticked to be recorded."""

    rows: Mapping[UUID, TaskRow] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tasks: Iterable[FollowedTask]) -> Self:
        """The form filled in with what the decision says, and where later ones moved its days; nothing is ticked."""
        return cls({each.task.id: TaskRow(responsible=each.task.responsible, due=_day_of(each)) for each in tasks})

    @classmethod
    def read(cls, data: Submitted, tasks: Iterable[GivenTask]) -> Self:
        chosen = set(data.ids("task"))
        rows = {
            each.id: TaskRow(
                is_chosen=each.id in chosen,
                responsible=" ".join(data.text(f"responsible-{each.id}").split()),
                due=data.text(f"due-{each.id}"),
                issues=data.ids(f"issue-{each.id}"),
                responsible_email=data.text(f"email-{each.id}"),
            )
            for each in tasks
        }
        errors = {}
        for task, row in rows.items():
            if row.is_chosen and not row.responsible:
                errors[f"responsible-{task}"] = _("Say who undertakes it.")
            if row.is_chosen and (wrong := wrong_address(row.responsible_email)):
                errors[f"email-{task}"] = wrong
            if row.is_chosen and row.due and not is_day(row.due):
                errors[f"due-{task}"] = _("Write the date as 2025-06-30, or leave it empty where none is promised.")
        return cls(rows, errors)

    def refused(self, why: str) -> Self:
        return replace(self, errors={"tasks": why})

    @property
    def records(self) -> list[TaskRecord]:
        """What is to be recorded, of a form without errors."""
        return [
            TaskRecord(
                task,
                row.responsible,
                date.fromisoformat(row.due) if row.due else None,
                row.issues,
                row.responsible_email,
            )
            for task, row in self.rows.items()
            if row.is_chosen
        ]


def _day_of(followed: FollowedTask) -> str:
    if followed.moved:
        return followed.moved.after.isoformat()
    return followed.task.due if is_day(followed.task.due) else ""


@dataclass(frozen=True, slots=True)
class DeadlineForm:
    """A change of a deadline with the commitments and milestones to move, and the reason; `change` is its id."""

    change: UUID | None = None
    moved: tuple[UUID, ...] = ()
    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, found: ChangeAndCommitments) -> Self:
        """The form filled in: the likely ones ticked, and what the later decision says as the reason."""
        likely = tuple(each.id for each in found.moves if each.is_likely)
        return cls(found.change.id, likely, found.change.text)

    @classmethod
    def read(cls, data: Submitted, change: UUID) -> Self:
        form = cls(change, data.ids("moved"), data.text("reason"))
        errors = {}
        if not form.moved:
            errors[f"moves-{change}"] = _("Choose the commitments that are moved, or reject the change.")
        if not form.reason:
            errors[f"reason-{change}"] = _("Give the reason for the change: it is shown beside the commitment.")
        return replace(form, errors=errors)

    def refused(self, why: str) -> Self:
        return replace(self, errors={f"moves-{self.change}": why})
