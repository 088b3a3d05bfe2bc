"""What the forms for evidence accept: a piece of it, and the reason for taking one back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from uuid import UUID, uuid4

from feedback.commitment_logs import is_day
from feedback.enums import EvidenceKind
from feedback.evidence import Support
from feedback.forms.lines import read_lines_asked
from feedback.labels import label
from feedback.translation import gettext as _
from feedback.web.forms import Submitted

TYPED = (EvidenceKind.LINK, EvidenceKind.PASSAGE)


@dataclass(frozen=True, slots=True)
class EvidenceForm:
    """A piece of evidence; `document` is the id of a passage's document."""

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
    def of_passage(cls, document: UUID | None, first_line: str, last_line: str) -> Self:
        """The form filled in with a passage that was chosen; an empty one without a document."""
        if document is None:
            return cls()
        return cls(kind=EvidenceKind.PASSAGE.value, document=str(document), first_line=first_line, last_line=last_line)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        names = ("text", "kind", "url", "document", "first_line", "last_line", "date")
        lines, wrong_lines = read_lines_asked(data)
        form = cls(
            **{name: data.text(name) for name in names}, is_public=data.checked("is_public"), lines=lines, errors={}
        )
        return replace(form, errors={**_wrong_in_evidence(form, data), **wrong_lines})

    def refused(self, why: str, *, part: str = "text") -> Self:
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
        """Those that are typed; a figure is chosen on a page of its own."""
        return [(kind.value, label(kind)) for kind in TYPED]


def _wrong_in_evidence(form: EvidenceForm, data: Submitted) -> dict[str, str]:
    errors = {}
    if not form.text:
        errors["text"] = _("Say in a sentence what the evidence shows.")
    kind = data.choice("kind", EvidenceKind)
    if kind not in TYPED:
        errors["kind"] = _("Choose what kind of evidence it is.")
    if (form.url or kind is EvidenceKind.LINK) and not form.url.startswith(("https://", "http://")):
        errors["url"] = _("Write the whole address of the link, with https:// first.")
    if kind is EvidenceKind.PASSAGE and not form.document:
        errors["document"] = _("Choose the document that the passage stands in.")
    elif form.document and data.id("document") is None:
        errors["document"] = _("Choose a document of the list.")
    if kind is EvidenceKind.PASSAGE and not form.first_line:
        errors["first_line"] = _("Say on which lines of the document the passage stands.")
    if form.date and not is_day(form.date):
        errors["date"] = _("Write the date as 2025-06-30, or leave it empty.")
    return errors
