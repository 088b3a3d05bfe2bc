"""What the forms around publishing accept: how many were asked, the last day to answer, what was changed, and the privacy."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.building import BuiltSurvey, InvitedAre
from surveys.definition import Privacy


@dataclass(frozen=True, slots=True)
class PublishForm:
    """Both may be left empty. `seen` is the fingerprint of the draft that the officer looked at."""

    invited: str = ""
    closes_on: str = ""
    seen: str = ""
    invited_are: InvitedAre | None = InvitedAre.EVERYONE  # None where nothing known was chosen
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, survey: BuiltSurvey) -> Self:
        return cls(invited=str(survey.invited or ""), seen=survey.fingerprint, invited_are=survey.invited_are)

    @classmethod
    def read(cls, data: Submitted, *, survey: BuiltSurvey, today: date) -> Self:
        form = cls(
            invited=data.text("invited"),
            closes_on=data.text("closes_on"),
            seen=data.text("seen"),
            # A form from before the question was on the page says nothing of it.
            invited_are=data.choice("invited_are", InvitedAre) if data.text("invited_are") else survey.invited_are,
        )
        errors = {}
        if form.invited_are is None:
            errors["invited_are"] = _("Choose whom the invited stand for.")
        if form.seen != survey.fingerprint:
            errors["publish"] = _("Somebody else changed the draft meanwhile. Look through it before you publish it.")
        if form.invited and form.invited_count is None:
            errors["invited"] = _("Write a whole number, or leave it empty.")
        elif (form.invited_count or survey.invitations) < survey.invitations:
            errors["invited"] = _("Write at least the number of invitations, %(n)s.", n=survey.invitations)
        if form.closes_on and form.last_day is None:
            errors["closes_on"] = _("Write the day as year-month-day, for example 2025-03-31, or leave it empty.")
        elif form.last_day is not None and form.last_day < today:
            errors["closes_on"] = _("The last day to answer has passed. Choose today or later.")
        return replace(form, seen=survey.fingerprint, errors=errors)

    def refused(self, reason: str) -> Self:
        """The same form with what the domain said."""
        return replace(self, errors={"publish": reason})

    @property
    def invited_count(self) -> int | None:
        return int(self.invited) if self.invited.isdecimal() and len(self.invited) < 7 else None

    @property
    def last_day(self) -> date | None:
        try:
            return date.fromisoformat(self.closes_on)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """Publishing the change of an open survey; `note` tells what was changed and why."""

    note: str = ""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, *, draft: BuiltSurvey) -> Self:
        form = cls(note=data.text("note"), seen=data.text("seen"))
        errors = {}
        if form.seen != draft.fingerprint:
            errors["publish"] = _("Somebody else changed the draft meanwhile. Look through it before you publish it.")
        if not form.note:
            errors["note"] = _("Write what you have changed, and why.")
        return replace(form, seen=draft.fingerprint, errors=errors)

    def refused(self, reason: str) -> Self:
        """The same form with what the domain said."""
        return replace(self, errors={"publish": reason})


@dataclass(frozen=True, slots=True)
class LastDayForm:
    """The last day to answer, as typed; empty for none."""

    closes_on: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(data.text("closes_on"))
        if form.closes_on and data.day("closes_on") is None:
            wrong = _("Write the day as year-month-day, for example 2025-03-31, or leave it empty.")
            return replace(form, errors={"closes_on": wrong})
        return form

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.closes_on) if self.closes_on else None

    def refused(self, reason: str) -> Self:
        """The same form with what the domain said."""
        return replace(self, errors={"closes_on": reason})


@dataclass(frozen=True, slots=True)
class InvitedAreForm:
    """Whom the invited stand for; None where nothing known was chosen."""

    invited_are: InvitedAre | None

    @classmethod
    def read(cls, data: Submitted) -> Self:
        return cls(data.choice("invited_are", InvitedAre))


@dataclass(frozen=True, slots=True)
class PrivacyForm:
    """What is kept of who answered, None where nothing known was chosen, and whether what they write may be quoted."""

    privacy: Privacy | None
    may_quote: bool
    seen: str

    @classmethod
    def read(cls, data: Submitted) -> Self:
        return cls(data.choice("privacy", Privacy), data.checked("may_quote"), data.text("seen"))
