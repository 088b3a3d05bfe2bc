"""What the forms beside a point's earlier candidates send: an earlier point, an issue of the list, or a new title."""

from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class IssueForm:
    """The choice for one point; `point_id` is None where nothing was sent."""

    point_id: UUID | None = None
    issue: UUID | None = None
    earlier: UUID | None = None
    title: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def _read(cls, data: Submitted, point_id: UUID) -> Self:
        title = " ".join(data.text("title").split())
        return cls(point_id, data.id("issue"), data.id("earlier"), title)

    @classmethod
    def read_earlier(cls, data: Submitted, *, point_id: UUID) -> Self:
        """An earlier point, and a title for the issue if one has to be opened; the title may be empty."""
        return cls._read(data, point_id)

    @classmethod
    def read_issue(cls, data: Submitted, *, point_id: UUID) -> Self:
        """An issue of the list."""
        form = cls._read(data, point_id)
        if form.issue is None:
            form.errors[f"issue-{point_id}"] = _("Choose an issue of the list.")
        return form

    @classmethod
    def read_title(cls, data: Submitted, *, point_id: UUID) -> Self:
        """The title of a new issue."""
        form = cls._read(data, point_id)
        if not form.title:
            form.errors[f"title-{point_id}"] = _("Give the issue a title.")
        return form
