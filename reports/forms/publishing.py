"""What officers say when they publish a consultation: which flags of personal data they have looked at."""

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
        return cls(frozenset(data.ids("flag")))

    def refused(self, why: str) -> Self:
        return replace(self, errors={"flag": why})
