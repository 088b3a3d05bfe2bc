"""What the forms for an issue accept: its title, a fact for its log, the reason for detaching a point, and the list's filters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from urllib.parse import urlencode
from uuid import UUID

from feedback.enums import Delivery
from feedback.issue_filters import IssueFilter
from feedback.issue_states import VALUES, Entry, Field
from feedback.labels import choices, label
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
        return cls(title=title, points=read_ids(data.all("point")), errors=errors)


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


@dataclass(frozen=True, slots=True)
class DetachForm:
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        reason = data.text("reason")
        return cls(reason, {} if reason else {"reason": _("Say why the point is not about this issue.")})


@dataclass(frozen=True, slots=True)
class FilterLink:
    text: str
    query: str
    is_current: bool


def filter_links(wanted: IssueFilter) -> list[tuple[str, list[FilterLink]]]:
    """The list's filters as links in named groups; each keeps what the other groups ask for."""
    answers = [(_("All"), None), (_("Answered"), True), (_("Not answered"), False)]
    deliveries: list[tuple[str, Delivery | None]] = [(_("All"), None), *((label(each), each) for each in Delivery)]
    recurring = [(_("All"), False), (_("Raised in several years"), True)]
    return [
        (_("Answer"), [_link(text, replace(wanted, is_answered=each), wanted) for text, each in answers]),
        (_("Delivery"), [_link(text, replace(wanted, delivery=each), wanted) for text, each in deliveries]),
        (_("Recurrence"), [_link(text, replace(wanted, is_recurring=each), wanted) for text, each in recurring]),
    ]


def _link(text: str, target: IssueFilter, wanted: IssueFilter) -> FilterLink:
    return FilterLink(text, f"?{urlencode(target.query)}", target == wanted)


def entry_options() -> Mapping[str, list[tuple[str, str]]]:
    """For each fact that an officer records, its values with their labels."""
    return {name.value: choices(values) for name, values in VALUES.items()}


def read_ids(texts: list[str]) -> tuple[UUID, ...]:
    """The ids among these texts; what is none is left out."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(found)
