"""What the forms for a milestone accept: a new one; and its day that moves, that it is reached, dropped, or open again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, Self

from feedback.commitment_logs import is_day
from feedback.translation import gettext as _
from feedback.web.forms import Submitted

Change = Literal["move", "reach", "drop", "reopen"]


@dataclass(frozen=True, slots=True)
class MilestoneForm:
    """A new milestone. Its error keys are the ids of its fields."""

    text: str = ""
    due: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(text=data.text("milestone"), due=data.text("milestone_due"))
        errors = {}
        if not form.text:
            errors["milestone"] = _("Say what is to be reached.")
        if form.due and not is_day(form.due):
            errors["milestone_due"] = _("Write the date as 2025-06-30, or leave it empty where none is promised.")
        return replace(form, errors=errors)

    def refused(self, why: str) -> Self:
        return replace(self, errors={"milestone": why})

    @property
    def due_on(self) -> date | None:
        """The date of a form without errors."""
        return date.fromisoformat(self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class MilestoneChangeForm:
    """What becomes of a milestone. A form's fields are `<change>_on` and `<change>_reason`, which are the error keys too."""

    change: Change | None = None
    on: str = ""
    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        change = _change(data.text("change"))
        form = cls(change=change, on=data.text(f"{change}_on"), reason=data.text(f"{change}_reason"))
        errors = {}
        if change in ("move", "reach") and not is_day(form.on):
            errors[f"{change}_on"] = _("Write the date as 2025-06-30.")
        if change != "reach" and not form.reason:
            errors[f"{change}_reason"] = _("Give the reason: it is shown beside the milestone.")
        return replace(form, errors=errors)

    def refused(self, why: str) -> Self:
        part = "on" if self.change in ("move", "reach") else "reason"
        return replace(self, errors={f"{self.change}_{part}": why})

    def on_of(self, change: Change, current: date | None) -> str:
        """What stands in the field of a form: what was typed where this is it, else this day."""
        return self.on if self.change == change else str(current or "")

    def reason_of(self, change: Change) -> str:
        return self.reason if self.change == change else ""

    @property
    def day(self) -> date:
        """The day of a form without errors that has one."""
        return date.fromisoformat(self.on)


def _change(text: str) -> Change:
    match text:
        case "move" | "reach" | "drop" | "reopen":
            return text
        case _:
            return "move"
