"""What officers say when they publish a consultation, and when they take an issue off the public site."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class LookedAtForm:
    """The flags of personal data that were ticked; what is no id is ignored."""

    flags: frozenset[UUID] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        return cls(frozenset(id for text in data.all("flag") if (id := _id(text))))

    def refused(self, why: str) -> Self:
        return replace(self, errors={"flag": why})


@dataclass(frozen=True, slots=True)
class WithdrawalForm:
    """Why an issue is taken off the public site."""

    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        return cls(data.text("reason"))

    def refused(self, why: str) -> Self:
        return replace(self, errors={"reason": why})


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
