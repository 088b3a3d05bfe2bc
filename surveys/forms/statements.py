"""What an officer decides about a theme of a statement, and the page of statements to go back to."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from feedback.enums import CodingState
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class StatementCodingForm:
    """`state` is what the coding becomes; `suggested` takes a decision back. No theme where none was chosen from the list."""

    theme_id: UUID | None
    state: CodingState
    question_key: str
    number: int

    @classmethod
    def read(cls, sent: Submitted) -> Self:
        return cls(
            theme_id=sent.id("theme"),
            state=sent.choice("state", CodingState) or CodingState.CONFIRMED,
            question_key=sent.text("question"),
            number=sent.number("number") or 1,
        )
