"""What the forms for invitations accept: a pasted list, or the file of an attendee list."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
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


@dataclass(frozen=True, slots=True)
class AttendeeListForm:
    filename: str = ""
    content: bytes = field(default=b"", repr=False)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def read(cls, data: Submitted) -> Self:
        sent = await data.file("file")
        return cls(*sent) if sent else cls(errors={"file": _("Choose a file with the attendee list.")})

    def refused(self, reason: str) -> Self:
        """The same form, saying why the file could not be read."""
        return replace(self, content=b"", errors={"file": reason})
