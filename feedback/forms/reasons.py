"""What a form accepts in which nothing is said but why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class ReasonForm:
    """Why something is undone: a point detached, evidence taken back, an issue taken off the public site."""

    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        return cls(data.text("reason"))

    def refused(self, why: str) -> Self:
        return replace(self, errors={"reason": why})
