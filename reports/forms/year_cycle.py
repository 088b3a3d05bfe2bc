"""What officers say of a step of the year."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.year_cycle import KeptStep, StepRefused


@dataclass(frozen=True, slots=True)
class StepForm:
    """A step's day and the day it was done, as typed, and its note."""

    due: str = ""
    done_on: str = ""
    note: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, step: KeptStep) -> Self:
        return cls(_text(step.due), _text(step.done_on), step.note)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(data.text("due"), data.text("done_on"), data.text("note"))
        wrong = [name for name in ("due", "done_on") if data.text(name) and data.day(name) is None]
        return replace(form, errors={name: _("Write the day as year, month and day.") for name in wrong})

    @property
    def step(self) -> KeptStep:
        """What is said; of a form without errors."""
        return KeptStep(_day(self.due), _day(self.done_on), self.note)

    def refused(self, error: Conflict) -> Self:
        return replace(self, errors={error.about if isinstance(error, StepRefused) else "note": str(error)})


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
