"""What a participant sends: one section's answers and the button pressed. What was typed comes back as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from feedback.web.forms import Submitted
from surveys.answers import read_answers
from surveys.definition import Section
from surveys.response_drafts import Typed


class Button(StrEnum):
    """Where to go after saving; only going on checks the answers first."""

    ON = "on"
    BACK = "back"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class SectionForm:
    """One page of the survey. `is_correction` when it was opened from the page where the answers are checked."""

    values: Typed
    errors: Mapping[str, str] = field(default_factory=dict)
    button: Button = Button.ON
    language: str = ""
    is_correction: bool = False

    @classmethod
    def read(cls, data: Submitted, section: Section) -> Self:
        values: dict[str, Sequence[str]] = {question.key: data.all(question.key) for question in section.questions}
        button = data.choice("button", Button) or Button.ON
        return cls(
            values=values,
            errors=read_answers(section.questions, values).errors if button is Button.ON else {},
            button=button,
            language=data.text("language"),
            is_correction=data.checked("correction"),
        )
