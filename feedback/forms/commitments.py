"""What the forms for a commitment accept: what is undertaken, a move of its date or owner, who is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from uuid import UUID

from feedback.commitment_logs import Movable, is_day
from feedback.commitments import email_of
from feedback.errors import Conflict
from feedback.tasks import GivenTask
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class CommitmentForm:
    """A new commitment; `task` is the id of the decision's task that it is made of, `issues` those that it answers."""

    text: str = ""
    responsible: str = ""
    responsible_email: str = ""
    due: str = ""
    task: UUID | None = None
    issues: tuple[UUID, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_task(cls, task: GivenTask | None, issues: tuple[UUID, ...]) -> Self:
        """The form filled in with what the decision says; its due date only where that is a whole day."""
        if task is None:
            return cls(issues=issues)
        due = task.due if is_day(task.due) else ""
        return cls(text=task.text, responsible=task.responsible, due=due, task=task.id, issues=issues)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(
            text=data.text("text"),
            responsible=" ".join(data.text("responsible").split()),
            responsible_email=data.text("responsible_email"),
            due=data.text("due"),
            task=data.id("task"),
            issues=data.ids("issue"),
        )
        errors = {}
        if not form.text:
            errors["text"] = _("Say what is undertaken.")
        if not form.responsible:
            errors["responsible"] = _("Say who undertakes it.")
        if wrong := wrong_address(form.responsible_email):
            errors["responsible_email"] = wrong
        if form.due and not is_day(form.due):
            errors["due"] = _("Write the date as 2025-06-30, or leave it empty where none is promised.")
        return replace(form, errors=errors)

    def refused(self, why: str) -> Self:
        return replace(self, errors={"text": why})

    @property
    def due_on(self) -> date | None:
        """The due date of a form without errors."""
        return date.fromisoformat(self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class MoveForm:
    """A due date or an owner that moves. Its error keys are the ids of the fields: `due` and `due_reason`, for one.

    `email` is who is told after a handover.
    """

    moved: Movable = "due"
    value: str = ""
    reason: str = ""
    email: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        moved: Movable = "responsible" if data.text("field") == "responsible" else "due"
        email = data.text("new_email") if moved == "responsible" else ""
        form = cls(moved=moved, value=data.text(moved), reason=data.text(f"{moved}_reason"), email=email)
        errors = {}
        if moved == "due" and not is_day(form.value):
            errors["due"] = _("Write the new date as 2025-06-30.")
        if moved == "responsible" and not form.value:
            errors["responsible"] = _("Say who takes it over.")
        if wrong := wrong_address(form.email):
            errors["new_email"] = wrong
        if not form.reason:
            errors[f"{moved}_reason"] = _("Give the reason for the change: it is shown beside the commitment.")
        return replace(form, errors=errors)

    def refused(self, why: str) -> Self:
        return replace(self, errors={self.moved: why})

    def value_of(self, moved: Movable, current: str) -> str:
        """What stands in a field: what was typed where this form is about it, else what holds now."""
        return self.value if self.errors and self.moved == moved else current

    def reason_of(self, moved: Movable) -> str:
        return self.reason if self.moved == moved else ""

    def email_of(self, current: str) -> str:
        """As `value_of`, for the address that is told."""
        return self.email if self.errors and self.moved == "responsible" else current


@dataclass(frozen=True, slots=True)
class TellForm:
    """Who is told what is due; empty for nobody."""

    email: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        email = data.text("responsible_email")
        wrong = wrong_address(email)
        return cls(email, {"responsible_email": wrong} if wrong else {})


def wrong_address(text: str) -> str:
    """What is wrong with an address, in words; empty where nothing is, or where there is none."""
    try:
        email_of(text)
    except Conflict as error:
        return str(error)
    return ""
