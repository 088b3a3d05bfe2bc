"""What the forms about personal data accept: a decision with its reason, and words flagged by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.enums import PersonalDataChoice
from feedback.notes.draft import PersonalDataKind
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """An error's key is the id of that flag's field, since the page has one for each."""

    flag: str = ""
    decision: PersonalDataChoice | None = None
    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, flag: str) -> Self:
        form = cls(flag, data.choice("decision", PersonalDataChoice), data.text(f"reason-{flag}"))
        return form if form.decision else form.refused(_("Choose whether it is shown or hidden."))

    def refused(self, why: str) -> Self:
        return replace(self, errors={f"reason-{self.flag}": why})


@dataclass(frozen=True, slots=True)
class FlagForm:
    """Words that reading missed, and what kind of personal data they are."""

    words: str = ""
    kind: PersonalDataKind = PersonalDataKind.NAME
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        return cls(data.text("words"), data.choice("kind", PersonalDataKind) or PersonalDataKind.NAME)

    def refused(self, why: str) -> Self:
        return replace(self, errors={"words": why})
