"""What the form accepts by which somebody asks to be told by mail: an address and a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.mail.addresses import NotAnAddress, must_be_address
from feedback.translation import LANGUAGES
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from reports.public.subjects import Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class FollowForm:
    subject: Subject = field(default_factory=Subject)
    email: str = ""
    language: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(read_subject(data), data.text("email"), data.text("language"))
        errors = {}
        try:
            must_be_address(form.email)
        except NotAnAddress as error:
            errors["email"] = str(error) if form.email else _("Write your e-mail address.")
        if form.language not in LANGUAGES:
            errors["language"] = _("Choose one of the languages.")
        return replace(form, errors=errors)


def read_subject(data: Submitted) -> Subject:
    """What is to be followed; everything where nothing else is named."""
    kind, id = data.choice("kind", SubjectKind), data.id("id")
    return Subject(kind, id) if kind and id and kind is not SubjectKind.EVERYTHING else Subject()
