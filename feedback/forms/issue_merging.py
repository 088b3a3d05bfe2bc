"""What the forms for merging an issue, splitting it and moving its points accept."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from feedback.issue_commitments import By
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class MoveForm:
    """Where to, which points, and why; for a merge no points are chosen, since all go."""

    to: UUID | None = None
    points: tuple[UUID, ...] = ()
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, *, is_merge: bool = False) -> Self:
        form = cls(to=data.id("to"), points=data.ids("point"), reason=data.text("reason"))
        errors = {}
        if form.to is None:
            errors["to"] = _("Choose the other issue.")
        if not form.points and not is_merge:
            errors["point"] = _("Choose at least one point.")
        return replace(form, errors=errors | _reason_errors(form.reason))

    def refused(self, why: str, *, part: str = "to") -> Self:
        return replace(self, errors={part: why})

    def by(self, officer: UUID, now: datetime) -> By:
        return By(self.reason, officer, now)


@dataclass(frozen=True, slots=True)
class SplitForm:
    """The new issue's title, which points and commitments it begins with, and why."""

    title: str = ""
    points: tuple[UUID, ...] = ()
    commitments: tuple[UUID, ...] = ()
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(
            title=" ".join(data.text("title").split()),
            points=data.ids("point"),
            commitments=data.ids("commitment"),
            reason=data.text("reason"),
        )
        errors = {}
        if not form.points:
            errors["point"] = _("Choose at least one point.")
        if not form.title:
            errors["title"] = _("Give the issue a title.")
        return replace(form, errors=errors | _reason_errors(form.reason))

    def refused(self, why: str, *, part: str = "title") -> Self:
        return replace(self, errors={part: why})

    def by(self, officer: UUID, now: datetime) -> By:
        return By(self.reason, officer, now)


def _reason_errors(reason: str) -> dict[str, str]:
    return {} if reason else {"reason": _("Give the reason: it is kept in the logs of both issues.")}
