"""What is accepted where a sample is drawn: what from, how many texts, and what it is called."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from feedback.coding_samples import LARGEST, USUAL, Place
from feedback.enums import CodedKind
from feedback.translation import gettext as _
from feedback.web.forms import Submitted, id_in


@dataclass(frozen=True, slots=True)
class SampleForm:
    """`drawn_from` is "point", or "statement", and the id of a consultation or survey after a space; empty for all."""

    title: str = ""
    drawn_from: str = ""
    typed_size: str = str(USUAL)
    size: int = USUAL
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Submitted, *, places: Sequence[Place]) -> Self:
        errors = {}
        drawn_from, size = sent.text("drawn_from"), sent.number("size")
        if drawn_from and drawn_from not in {place_value(place) for place in places}:
            errors["drawn_from"] = _("Choose what to draw from.")
        if size is None or not 2 <= size <= LARGEST:
            errors["size"] = _("Write a number from 2 to %(most)s.", most=LARGEST)
        return cls(sent.text("title"), drawn_from, sent.text("size"), size or USUAL, errors)

    @property
    def place(self) -> tuple[CodedKind, UUID] | None:
        kind, _space, id = self.drawn_from.partition(" ")
        found = id_in(id)
        return (CodedKind(kind), found) if found else None

    def refused(self, why: str) -> Self:
        return replace(self, errors={"title": why})


def place_value(place: Place) -> str:
    """The place as the form sends it."""
    return f"{place.kind.value} {place.id}"
