"""What the forms for invitations accept: a pasted list, the file of an attendee list, or one invitee."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.attendee_lists import LONGEST_NAME
from surveys.email_addresses import address_fault, is_address, visible
from surveys.invitations import Invitee, read_invitees
from surveys.wordings import ORGANISATION_TYPES


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


@dataclass(frozen=True, slots=True)
class InvitationForm:
    """One invitee, as typed."""

    organisation: str = ""
    name: str = ""
    email: str = ""
    language: str = ""
    organisation_type: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, invitee: Invitee) -> Self:
        return cls(invitee.organisation, invitee.name, invitee.email, invitee.language, invitee.organisation_type)

    @classmethod
    def read(cls, data: Submitted, *, languages: Sequence[str]) -> Self:
        kinds = [each.value for each in ORGANISATION_TYPES]
        form = cls(
            organisation=" ".join(data.text("organisation").split()),
            name=" ".join(data.text("name").split()),
            email=visible(data.text("email")),
            language=data.text("language"),
            organisation_type=data.text("organisation_type"),
        )
        errors = {}
        if not form.organisation and not form.name:
            errors["organisation"] = _("Write the organisation, the name, or both.")
        for key, text in (("organisation", form.organisation), ("name", form.name)):
            if len(text) > LONGEST_NAME:
                errors[key] = _("The name may have at most %(n)s characters.", n=LONGEST_NAME)
        if not is_address(form.email):
            errors["email"] = address_fault(form.email)
        if form.language not in languages:
            errors["language"] = _("Choose one of the survey's languages.")
        if form.organisation_type and form.organisation_type not in kinds:
            errors["organisation_type"] = _("Choose one of the types.")
        return replace(form, errors=errors)

    @property
    def invitee(self) -> Invitee:
        return Invitee(self.organisation, self.email, self.language, self.name, self.organisation_type)

    def refused(self, reason: str) -> Self:
        """The same form with what the domain said of the address."""
        return replace(self, errors={"email": reason})
