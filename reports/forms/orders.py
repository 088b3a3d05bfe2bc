"""What officers say when they have reports made: which, in which languages, and for a schedule on which day of the year."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from feedback.translation import LANGUAGES
from feedback.web.forms import Submitted
from reports.orders import OrderKind, Wanted
from reports.schedules import Yearly


@dataclass(frozen=True, slots=True)
class OrderForm:
    """`what` is the id of a consultation, or a kind and a year, as `batch-2025`."""

    what: str = ""
    languages: tuple[str, ...] = tuple(LANGUAGES)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Submitted) -> Self:
        return cls(sent.text("what"), tuple(sent.all("language")))

    def wanted(self) -> Wanted:
        """What is ordered; neither a consultation nor a year where that is not said."""
        kind, _dash, year = self.what.partition("-")
        if kind in (OrderKind.YEAR, OrderKind.BATCH) and year.isdecimal() and len(year) == 4:
            return Wanted(OrderKind(kind), self.languages, year=int(year))
        return Wanted(OrderKind.FOLLOW_UP, self.languages, consultation=_id(self.what))

    def refused(self, why: str) -> Self:
        return replace(self, errors={"language" if not self.languages else "what": why})


@dataclass(frozen=True, slots=True)
class ScheduleForm:
    """Kept as it was typed."""

    kind: str = OrderKind.BATCH.value
    month: str = "1"
    day: str = "15"
    languages: tuple[str, ...] = tuple(LANGUAGES)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Submitted) -> Self:
        return cls(sent.text("kind"), sent.text("month"), sent.text("day"), tuple(sent.all("language")))

    def wanted(self) -> Yearly:
        """What is to be made, and when; 0 for a month or day that is no number."""
        kind = OrderKind.YEAR if self.kind == OrderKind.YEAR.value else OrderKind.BATCH
        return Yearly(kind, _number(self.month), _number(self.day), self.languages)

    def refused(self, why: str) -> Self:
        return replace(self, errors={"language" if not self.languages else "day": why})


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0
