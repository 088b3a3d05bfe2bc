"""What the form for a consultation's facts accepts, and the words for each error."""

import re
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Self

from feedback.consultations import Facts, facts_of
from feedback.enums import ConsultationKind
from feedback.labels import CONSULTATION_KINDS
from feedback.regions import LONGEST_REGION, one_line
from feedback.tables import Consultation
from feedback.translation import NOTES_LANGUAGES
from feedback.translation import gettext as _
from feedback.web.forms import Submitted

LONGEST_UNIT = 40  # characters, as the column
LONGEST_REFERENCE = 60


@dataclass(frozen=True, slots=True)
class FactsForm:
    """The typed values as texts, so that a wrong one comes back as it was; `seen` is the version that the officer saw."""

    title: str = ""
    kind: str = ""
    date: str = ""
    host: str = ""
    language: str = ""
    participants_count: str = ""
    participants_unit: str = ""
    participants_text: str = ""
    reference: str = ""
    region: str = ""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, consultation: Consultation) -> Self:
        """The form filled in with what is known now."""
        count = consultation.participants_count
        return cls(
            title=consultation.title,
            kind=consultation.kind,
            date=consultation.date,
            host=consultation.host,
            language=consultation.language,
            participants_count="" if count is None else str(count),
            participants_unit=consultation.participants_unit,
            participants_text=consultation.participants_text,
            reference=consultation.reference,
            region=consultation.region,
            seen=facts_of(consultation).version,
        )

    @classmethod
    def read(cls, data: Submitted) -> Self:
        values = {each.name: data.text(each.name) for each in fields(cls) if each.name != "errors"}
        errors = {}
        if not values["title"]:
            errors["title"] = _("Write a title.")
        if data.choice("kind", ConsultationKind) is None:
            errors["kind"] = _("Choose what kind of meeting it was.")
        if not is_partial_date(values["date"]):
            errors["date"] = _("Write the date as 2024-06-04, or only 2024-06 or 2024 where no more is known.")
        if values["language"] not in NOTES_LANGUAGES:
            errors["language"] = _("Choose the language that the notes are written in.")
        if values["participants_count"] and data.number("participants_count") is None:
            errors["participants_count"] = _("Write the number of participants in digits, or leave it empty.")
        if len(values["participants_unit"]) > LONGEST_UNIT:
            errors["participants_unit"] = _("Write at most %(n)s characters.", n=LONGEST_UNIT)
        if len(values["reference"]) > LONGEST_REFERENCE:
            errors["reference"] = _("Write at most %(n)s characters.", n=LONGEST_REFERENCE)
        if len(values["region"]) > LONGEST_REGION:
            errors["region"] = _("Write at most %(n)s characters.", n=LONGEST_REGION)
        return cls(**values, errors=errors)

    @property
    def facts(self) -> Facts:
        """The values of a form without errors."""
        return Facts(
            title=self.title,
            kind=ConsultationKind(self.kind),
            date=self.date,
            host=self.host,
            language=self.language,
            participants_count=int(self.participants_count) if self.participants_count else None,
            participants_unit=self.participants_unit,
            participants_text=self.participants_text,
            reference=" ".join(self.reference.split()),
            region=one_line(self.region),
        )

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, _(label)) for kind, label in CONSULTATION_KINDS.items()]

    @property
    def languages(self) -> list[tuple[str, str]]:
        return list(NOTES_LANGUAGES.items())


def is_partial_date(text: str) -> bool:
    """Whether a text is empty, or an ISO day, month or year that exists."""
    if not text:
        return True
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
