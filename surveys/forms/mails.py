"""What the forms about a survey's mails accept: a mail's text, and the days of the reminders."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.mail_texts import MailKind, MailText, text_errors
from surveys.reminders import fault_of


@dataclass(frozen=True, slots=True)
class MailTextForm:
    text: MailText
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, kind: MailKind) -> Self:
        text = MailText(data.text("subject"), data.text("body"))
        return cls(text, text_errors(kind, text))


@dataclass(frozen=True, slots=True)
class RemindersForm:
    """The days that are still to come, as typed; blank ones are left out."""

    days: tuple[str, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, planned: Sequence[date], *, today: date) -> Self:
        return cls(tuple(day.isoformat() for day in planned if day >= today))

    @classmethod
    def read(cls, data: Submitted, *, today: date, closes_on: date | None) -> Self:
        form = cls(tuple(day for day in data.all("day") if day))
        errors = {}
        for n, typed in enumerate(form.days, start=1):
            day = _day(typed)
            if day is None:
                errors[f"day-{n}"] = _("Write the day as year-month-day, for example 2025-03-31, or leave it empty.")
            elif fault := fault_of(day, today=today, closes_on=closes_on):
                errors[f"day-{n}"] = fault
        return replace(form, errors=errors)

    @property
    def chosen(self) -> tuple[date, ...]:
        return tuple(day for day in map(_day, self.days) if day is not None)

    def refused(self, reason: str) -> Self:
        """The same form with what the domain said of the days together: beside the last of them, which can be taken away."""
        return replace(self, errors={f"day-{max(len(self.days), 1)}": reason})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
