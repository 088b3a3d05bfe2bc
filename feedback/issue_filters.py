"""Which issues a list shows, as its address asks for it. Pure; `issue_lists` finds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from feedback.enums import Delivery


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """What is asked for; None and False ask for nothing, an empty owner unit or policy area for issues without one.

    Recurring is what was raised in more than one year, overdue what a commitment answers whose day has passed.
    """

    is_answered: bool | None = None
    delivery: Delivery | None = None
    is_recurring: bool = False
    is_overdue: bool = False
    owner_unit: str | None = None
    policy_area: str | None = None
    theme: UUID | None = None
    year: int | None = None
    words: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """From an address: `answered=yes|no`, `delivery=<value>`, `recurring=yes`, `overdue=yes`, `owner_unit=<name>`,
        `policy_area=<name>`, `theme=<id>`, `year=<year>`, `words=<words>`; what cannot be meant is ignored.
        """
        delivery, year = asked.get("delivery", ""), asked.get("year", "")
        return cls(
            is_answered={"yes": True, "no": False}.get(asked.get("answered", "")),
            delivery=Delivery(delivery) if delivery in list(Delivery) else None,
            is_recurring=asked.get("recurring") == "yes",
            is_overdue=asked.get("overdue") == "yes",
            owner_unit=_line(asked.get("owner_unit")),
            policy_area=_line(asked.get("policy_area")),
            theme=_id(asked.get("theme", "")),
            year=int(year) if len(year) == 4 and year.isascii() and year.isdecimal() else None,
            words=_line(asked.get("words")) or "",
        )

    @property
    def query(self) -> dict[str, str]:
        """The address that `read` reads."""
        asked = {
            "answered": None if self.is_answered is None else "yes" if self.is_answered else "no",
            "delivery": self.delivery.value if self.delivery else None,
            "recurring": "yes" if self.is_recurring else None,
            "overdue": "yes" if self.is_overdue else None,
            "owner_unit": self.owner_unit,
            "policy_area": self.policy_area,
            "theme": str(self.theme) if self.theme else None,
            "year": str(self.year) if self.year else None,
            "words": self.words or None,
        }
        return {name: value for name, value in asked.items() if value is not None}


def _line(text: str | None) -> str | None:
    """One line without what the database cannot hold."""
    return " ".join(text.replace("\0", "").split()) if text is not None else None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
