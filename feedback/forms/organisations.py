"""What the forms about organisations accept: one organisation, who attended a consultation, and who made which points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from feedback.organisations import LONGEST_NAME, Details, KnownOrganisation
from feedback.regions import LONGEST_REGION, one_line
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES
from feedback.translation import gettext as _
from feedback.web.forms import Submitted

#: The types of organisation with what they are called: surveys word them, `feedback.app` hands them over.
OrganisationTypes = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OrganisationForm:
    """Name, e-mail, language, type and region of an organisation."""

    name: str = ""
    email: str = ""
    language: str = DEFAULT_LANGUAGE
    organisation_type: str = ""
    region: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, organisation: KnownOrganisation) -> Self:
        return cls(
            organisation.name,
            organisation.email,
            organisation.language,
            organisation.organisation_type,
            organisation.region,
        )

    @classmethod
    def read(cls, data: Submitted, types: OrganisationTypes) -> Self:
        """`types` are those that there are, with what they are called."""
        form = cls(
            " ".join(data.text("name").split()),
            data.text("email"),
            data.text("language"),
            data.text("organisation_type"),
            one_line(data.text("region")),
        )
        errors = {}
        if not form.name:
            errors["name"] = _("Give the organisation's name.")
        elif len(form.name) > LONGEST_NAME:
            errors["name"] = _("The name is too long: use at most %(n)s characters.", n=LONGEST_NAME)
        if form.language not in LANGUAGES:
            errors["language"] = _("Choose one of the languages.")
        if form.organisation_type and form.organisation_type not in dict(types):
            errors["organisation_type"] = _("Choose one of the kinds, or not stated.")
        if len(form.region) > LONGEST_REGION:
            errors["region"] = _("Write at most %(n)s characters.", n=LONGEST_REGION)
        return replace(form, errors=errors)

    def refused(self, part: str, why: str) -> Self:
        return replace(self, errors={part: why})

    @property
    def details(self) -> Details:
        return Details(self.name, self.email, self.language, self.organisation_type, self.region)


@dataclass(frozen=True, slots=True)
class TickedForm:
    """What was ticked in a list of organisations or points."""

    ticked: frozenset[UUID] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, name: str) -> Self:
        return cls(frozenset(data.ids(name)))

    def refused(self, part: str, why: str) -> Self:
        return replace(self, errors={part: why})
