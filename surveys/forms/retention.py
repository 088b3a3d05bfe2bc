"""What the form accepts that says how long a survey's addresses and answers are kept."""

from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.retention import LONGEST, Retention


@dataclass(frozen=True, slots=True)
class RetentionForm:
    """Months after closing, as typed; empty answers mean that they are kept."""

    addresses: str = ""
    answers: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rule: Retention) -> Self:
        return cls(str(rule.addresses), "" if rule.answers is None else str(rule.answers))

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(data.text("addresses"), data.text("answers"))
        wrong = _("Write a whole number of months, from 0 to %(most)s.", most=LONGEST)
        errors = {}
        if not _is_months(form.addresses):
            errors["addresses"] = wrong
        if form.answers and not _is_months(form.answers):
            errors["answers"] = _("%(wrong)s Leave it empty if they are kept for good.", wrong=wrong)
        return replace(form, errors=errors)

    @property
    def rule(self) -> Retention:
        """The rule, of a form without errors."""
        return Retention(int(self.addresses), int(self.answers) if self.answers else None)

    def refused(self, reason: str, *, promised: Retention) -> Self:
        """The same form with what the domain said, beside each time that is longer than it was promised."""
        return replace(self, errors=dict.fromkeys(self.rule.kept_longer(promised) or ("addresses",), reason))


def _is_months(text: str) -> bool:
    return text.isdecimal() and len(text) < 5 and int(text) <= LONGEST
