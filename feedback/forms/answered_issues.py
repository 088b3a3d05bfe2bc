"""What the forms accept that say which issues a commitment answers, and how a commitment that answers none ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from feedback.issue_commitments import By
from feedback.labels import choices
from feedback.plan_states import Ending
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """An issue that a commitment answers too, and why. Its error keys are the ids of its fields."""

    issue: UUID | None = None
    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(data.id("issue"), data.text("answer_reason"))
        errors = {}
        if form.issue is None:
            errors["issue"] = _("Choose the issue.")
        if not form.reason:
            errors["answer_reason"] = _("Say why the commitment answers this issue: the issue's log keeps it.")
        return replace(form, errors=errors)

    def refused(self, why: str) -> Self:
        return replace(self, errors={"issue": why})

    def by(self, officer: UUID, now: datetime) -> By:
        return By(self.reason, officer, now)


@dataclass(frozen=True, slots=True)
class EndForm:
    """How a commitment ends and why; without an ending it is opened again. Its error keys are the ids of its fields."""

    ending: Ending | None = None
    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(data.choice("ending", Ending), data.text("end_reason"))
        errors = {} if form.ending else {"ending": _("Choose how it ends.")}
        return replace(form, errors=errors | _reason_errors(form.reason))

    @classmethod
    def read_reopening(cls, data: Submitted) -> Self:
        form = cls(reason=data.text("end_reason"))
        return replace(form, errors=_reason_errors(form.reason))

    def refused(self, why: str) -> Self:
        return replace(self, errors={"end_reason": why})

    @property
    def endings(self) -> list[tuple[str, str]]:
        return choices(Ending)


def _reason_errors(reason: str) -> dict[str, str]:
    return {} if reason else {"end_reason": _("Give the reason: it is shown beside the commitment.")}
