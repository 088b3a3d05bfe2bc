"""What the form for many issues at once accepts: which issues, what is done to them, and with what."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from feedback.enums import Answer
from feedback.issue_commitments import By
from feedback.issue_states import Entry, Field
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


class ToDo(StrEnum):
    """The buttons of the form, each for its own part."""

    OWNER_UNIT = "owner_unit"
    POLICY_AREA = "policy_area"
    ANSWER = "answer"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class ChosenForm:
    """All parts of the form as typed; only the one whose button was pressed counts."""

    issues: tuple[UUID, ...] = ()
    to_do: ToDo | None = None
    owner_unit: str = ""
    policy_area: str = ""
    answer: Answer | None = None
    answer_reason: str = ""
    into: UUID | None = None
    merge_reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(
            issues=data.ids("issue"),
            to_do=data.choice("do", ToDo),
            owner_unit=data.text("owner_unit"),
            policy_area=data.text("policy_area"),
            answer=data.choice("answer", Answer),
            answer_reason=data.text("answer_reason"),
            into=data.id("into"),
            merge_reason=data.text("merge_reason"),
        )
        return replace(form, errors=form._errors())

    def _errors(self) -> dict[str, str]:
        found = {} if self.issues else {"issue": _("Choose at least one issue.")}
        if self.to_do is ToDo.ANSWER and self.answer is None:
            found["answer"] = _("Choose one of the values.")
        if self.to_do is ToDo.MERGE:
            if self.into is None:
                found["into"] = _("Choose the issue that stays.")
            elif not set(self.issues) - {self.into}:
                found["issue"] = _("Choose at least one other issue to merge.")
            if not self.merge_reason:
                found["merge_reason"] = _("Give the reason: it is kept in the logs of both issues.")
        return found

    def entry(self, *, officer: UUID, now: datetime) -> Entry:
        """The same line for each log."""
        return Entry(Field.ANSWER, self.answer or Answer.NOT_ANSWERED, self.answer_reason, officer, now)

    def by(self, officer: UUID, now: datetime) -> By:
        return By(self.merge_reason, officer, now)
