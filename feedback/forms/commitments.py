"""What the forms for a commitment accept: what is undertaken, a move of its date or owner, a piece of evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from uuid import UUID, uuid4

from feedback.commitments import Movable, Support, Undertaking, is_day
from feedback.enums import EvidenceKind
from feedback.forms.issues import read_ids
from feedback.forms.lines import read_lines_asked
from feedback.labels import choices
from feedback.tasks import GivenTask
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class CommitmentForm:
    """A new commitment; `task` is the id of the decision's task that it is made of, `issues` those that it answers."""

    text: str = ""
    responsible: str = ""
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
            due=data.text("due"),
            task=data.id("task"),
            issues=read_ids(data.all("issue")),
        )
        errors = {}
        if not form.text:
            errors["text"] = _("Say what is undertaken.")
        if not form.responsible:
            errors["responsible"] = _("Say who undertakes it.")
        if form.due and not is_day(form.due):
            errors["due"] = _("Write the date as 2025-06-30, or leave it empty where none is promised.")
        return replace(form, errors=errors)

    @property
    def due_on(self) -> date | None:
        """The due date of a form without errors."""
        return date.fromisoformat(self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class MoveForm:
    """A due date or an owner that moves. Its error keys are the ids of the two fields: `due` and `due_reason`, for one."""

    moved: Movable = "due"
    value: str = ""
    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        moved: Movable = "responsible" if data.text("field") == "responsible" else "due"
        form = cls(moved=moved, value=data.text(moved), reason=data.text(f"{moved}_reason"))
        errors = {}
        if moved == "due" and not is_day(form.value):
            errors["due"] = _("Write the new date as 2025-06-30.")
        if moved == "responsible" and not form.value:
            errors["responsible"] = _("Say who takes it over.")
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


@dataclass(frozen=True, slots=True)
class EvidenceForm:
    text: str = ""
    kind: str = EvidenceKind.LINK.value
    url: str = ""
    document: str = ""
    first_line: str = ""
    last_line: str = ""
    date: str = ""
    is_public: bool = False
    lines: tuple[int, int] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        names = ("text", "kind", "url", "document", "first_line", "last_line", "date")
        lines, wrong_lines = read_lines_asked(data)
        form = cls(
            **{name: data.text(name) for name in names}, is_public=data.checked("is_public"), lines=lines, errors={}
        )
        return replace(form, errors={**_wrong_in_evidence(form, data), **wrong_lines})

    def refused(self, why: str, *, part: str) -> Self:
        return replace(self, errors={part: why})

    def support(self, source: dict[str, int]) -> Support:
        """The piece of evidence, of a form without errors, at this place of its document."""
        return Support(
            id=uuid4(),
            kind=EvidenceKind(self.kind),
            text=self.text,
            url=self.url,
            document_id=UUID(self.document) if self.document else None,
            source=source,
            date=date.fromisoformat(self.date) if self.date else None,
            is_public=self.is_public,
        )

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return choices(EvidenceKind)


def _wrong_in_evidence(form: EvidenceForm, data: Submitted) -> dict[str, str]:
    errors = {}
    if not form.text:
        errors["text"] = _("Say in a sentence what the evidence shows.")
    kind = data.choice("kind", EvidenceKind)
    if kind is None:
        errors["kind"] = _("Choose what kind of evidence it is.")
    if (form.url or kind is EvidenceKind.LINK) and not form.url.startswith(("https://", "http://")):
        errors["url"] = _("Write the whole address of the link, with https:// first.")
    if kind is EvidenceKind.PASSAGE and not form.document:
        errors["document"] = _("Choose the document that the passage stands in.")
    elif form.document and data.id("document") is None:
        errors["document"] = _("Choose a document of the list.")
    if form.date and not is_day(form.date):
        errors["date"] = _("Write the date as 2025-06-30, or leave it empty.")
    return errors


def shown_in_plan(plan: Sequence[Undertaking], show: str, *, today: date) -> list[Undertaking]:
    """Those of the plan that are `open` (not delivered) or `overdue`; any other word shows all."""
    if show == "overdue":
        return [each for each in plan if each.is_overdue(today)]
    return [each for each in plan if show != "open" or not each.is_delivered]
