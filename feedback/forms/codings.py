"""What the buttons beside a point's themes send: a theme, and what the officer decided about it."""

from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from feedback.enums import CodingState
from feedback.translation import gettext as _
from feedback.web.forms import Submitted

_DECISIONS = (CodingState.CONFIRMED, CodingState.REJECTED)


@dataclass(frozen=True, slots=True)
class DecisionForm:
    theme: UUID | None = None
    state: CodingState = CodingState.CONFIRMED
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, *, point_id: UUID) -> Self:
        """A theme chosen by hand is confirmed: its form sends no state."""
        theme, state = data.id("theme"), data.choice("state", CodingState)
        if theme is None:
            return cls(errors={f"theme-{point_id}": _("Choose a theme of the list.")})
        return cls(theme, state if state in _DECISIONS else CodingState.CONFIRMED)
