"""What the forms for an issue accept: its head, a fact for its log, and the reason for detaching a point."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from feedback.issue_heads import LONGEST_OWNER_UNIT, LONGEST_POLICY_AREA
from feedback.issue_states import VALUES, Entry, Field
from feedback.labels import choices
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class TitleForm:
    """An issue's title; `points` are those that a new issue begins with."""

    title: str = ""
    points: tuple[UUID, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        title = " ".join(data.text("title").split())
        errors = {} if title else {"title": _("Give the issue a title.")}
        return cls(title=title, points=data.ids("point"), errors=errors)


@dataclass(frozen=True, slots=True)
class EditForm:
    """What stands at the head of an issue; owner unit and policy area may be empty.

    `seen` is how many lines of the log the officer had before them.
    """

    title: str = ""
    owner_unit: str = ""
    policy_area: str = ""
    seen: int | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        lines = {name: " ".join(data.text(name).split()) for name in ("title", "owner_unit", "policy_area")}
        errors = {} if lines["title"] else {"title": _("Give the issue a title.")}
        if len(lines["owner_unit"]) > LONGEST_OWNER_UNIT:
            errors["owner_unit"] = _("Use at most %(n)s characters.", n=LONGEST_OWNER_UNIT)
        if len(lines["policy_area"]) > LONGEST_POLICY_AREA:
            errors["policy_area"] = _("Use at most %(n)s characters.", n=LONGEST_POLICY_AREA)
        return cls(**lines, seen=data.number("seen"), errors=errors)

    def refused(self, why: str, *, seen: int) -> Self:
        """The same form for another try, by who has now seen so many lines."""
        return replace(self, seen=seen, errors={"title": why})


@dataclass(frozen=True, slots=True)
class EntryForm:
    """One fact for the log; `seen` is how many lines of the log the officer had before them."""

    about: str = ""
    value: str = ""
    reason: str = ""
    seen: int | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        asked = data.choice("field", Field)
        form = cls(
            about=asked.value if asked in VALUES else "",
            value=data.text("value"),
            reason=data.text("reason"),
            seen=data.number("seen"),
        )
        if asked not in VALUES or data.choice("value", VALUES[asked]) is None:
            return form.refused(_("Choose one of the values."))
        return form

    def refused(self, why: str, *, part: str = "value") -> Self:
        """The same form, saying what stands against it, at its `value` or its `reason`."""
        return replace(self, errors={f"{self.about or Field.ANSWER}-{part}": why})

    def entry(self, *, officer: UUID, now: datetime) -> Entry:
        """The line for the log, of a form without errors."""
        return Entry(Field(self.about), self.value, self.reason, officer, now)


def entry_options() -> Mapping[str, list[tuple[str, str]]]:
    """For each fact that an officer records, its values with their labels."""
    return {name.value: choices(values) for name, values in VALUES.items()}
