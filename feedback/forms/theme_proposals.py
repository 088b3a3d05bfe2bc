"""What the forms about proposed themes send: where one is merged into, and whether it fits a text that it is tried on."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self
from uuid import UUID

from feedback.forms.themes import ThemeForm
from feedback.theme_proposals import Proposal
from feedback.translation import gettext as _
from feedback.web.forms import Submitted, id_in


def proposed_theme(proposal: Proposal, *, code: str) -> ThemeForm:
    """A theme's form filled in from a proposal; its quotes are left out, for examples leave with exports."""
    return ThemeForm(code=code, labels={proposal.language: proposal.label}, keywords="\n".join(proposal.words))


@dataclass(frozen=True, slots=True)
class MergeProposalForm:
    """A theme of the code book or another proposal; one of the two where there are no errors."""

    into: str = ""
    theme: UUID | None = None
    proposal: UUID | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Submitted) -> Self:
        into = sent.text("into")
        kind, _colon, id = into.partition(":")
        theme, proposal = (id_in(id) if kind == each else None for each in ("theme", "proposal"))
        errors = {} if theme or proposal else {"into": _("Choose a theme or another proposal of the list.")}
        return cls(into, theme, proposal, errors)

    def refused(self, reason: str) -> Self:
        return replace(self, errors={"into": reason})


class Fits(StrEnum):
    """What an officer says of a proposed theme and a text."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"

    @property
    def value_kept(self) -> bool | None:
        return {Fits.YES: True, Fits.NO: False, Fits.UNDECIDED: None}[self]
