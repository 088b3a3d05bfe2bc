"""What the form for invitations accepts: a pasted list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from feedback.web.forms import Submitted
from surveys.invitations import Invitee, read_invitees


@dataclass(frozen=True, slots=True)
class InviteForm:
    """`lines` is as pasted; `errors` has a sentence for each line that is wrong."""

    lines: str = ""
    invitees: tuple[Invitee, ...] = ()
    errors: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: Submitted, *, languages: Sequence[str]) -> Self:
        lines = data.text("invitees")
        read = read_invitees(lines, languages=languages)
        return cls(lines=lines, invitees=read.invitees, errors=read.errors)

    def refused(self, reason: str) -> Self:
        """The same form with what the domain said."""
        return replace(self, errors=(reason,))
