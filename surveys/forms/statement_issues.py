"""What the buttons beside a statement's issues send: an issue and what was decided about it, or the title of a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from uuid import UUID

from feedback.coding_queue import Shown
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


class Pressed(StrEnum):
    """The button; named as on the coding page, whose keys press it."""

    CONFIRM = "confirm"
    REJECT = "reject"
    UNDO = "undo"
    NONE_RAISED = "none"

    @property
    def notice(self) -> str:
        """The sentence that says it was done."""
        return {
            Pressed.CONFIRM: _("The issue was confirmed."),
            Pressed.REJECT: _("The issue was rejected."),
            Pressed.UNDO: _("The decision was undone."),
            Pressed.NONE_RAISED: _("It is recorded that the answer raises none of the issues."),
        }[self]


@dataclass(frozen=True, slots=True)
class StatementIssueForm:
    """`issue` is None for the word that none is raised, or where there are errors.

    `alike` is how many others with the same wording the officer was told that the decision counts for.
    """

    pressed: Pressed = Pressed.CONFIRM
    issue: UUID | None = None
    title: str = ""
    shown: Shown = Shown.QUEUE
    alike: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Submitted) -> Self:
        """A decision on an issue, given by a button or chosen of the list."""
        pressed, issue = sent.choice("pressed", Pressed) or Pressed.CONFIRM, sent.id("issue")
        needs_issue = pressed in (Pressed.CONFIRM, Pressed.REJECT)
        errors = {"typed": _("Choose an issue of the list.")} if needs_issue and issue is None else {}
        return cls(pressed, issue, "", _shown(sent), sent.number("alike") or 0, errors)

    @classmethod
    def read_title(cls, sent: Submitted) -> Self:
        """A new issue's title."""
        title = " ".join(sent.text("title").split())
        errors = {} if title else {"title": _("Give the issue a title.")}
        return cls(Pressed.CONFIRM, None, title, _shown(sent), sent.number("alike") or 0, errors)

    @property
    def stays(self) -> bool:
        """Whether the text in hand stays in hand after the decision."""
        return self.pressed in (Pressed.UNDO, Pressed.REJECT) or self.shown is Shown.DECIDED


def _shown(sent: Submitted) -> Shown:
    return sent.choice("show", Shown) or Shown.QUEUE
