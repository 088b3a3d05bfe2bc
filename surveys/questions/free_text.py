"""An answer in the participant's own words."""

import unicodedata
from collections.abc import Sequence

from feedback.translation import gettext as _
from feedback.translation import number_text
from surveys.definition import Question, Wording
from surveys.questions.answer import Checked, Column, Content, PaperField, Value

MAX_CHARACTERS = 5000


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The text as `clean` gives it, at most 5,000 characters long."""
    text = clean("\n".join(raw))
    if not text:
        return Checked(errors=(_("Write an answer."),) if question.required else ())
    return too_long(text, MAX_CHARACTERS) or Checked(text)


def too_long(text: str, most: int) -> Checked | None:
    """A sentence that says by how much; None where the text fits."""
    over = len(text) - most
    if over <= 0:
        return None
    sentence = _(
        "An answer may have %(most)s characters. Shorten yours by at least %(over)s.",
        most=number_text(most),
        over=number_text(over),
    )
    return Checked(errors=(sentence,))


def clean(text: str) -> str:
    """The text without control characters and half characters, with plain line ends and nothing blank around it."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    # Joiners and direction marks (Cf) stay: Persian and Arabic are written with them. Half of a surrogate pair
    # cannot be stored as UTF-8, and PostgreSQL refuses NUL.
    return "".join(c for c in unified if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()


def typed(question: Question, value: Value) -> list[str]:
    """The text as it was written."""
    return [str(value)]


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """A text counts for no option; it becomes a statement that is coded."""
    return ()


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The text as it was written. Its language is the participant's choice: mark it up with `dir="auto"`."""
    return [Wording(str(value), language)]


def said(question: Question, value: Value) -> str:
    """The text, as the unit of coding."""
    return str(value)


def columns(question: Question) -> tuple[Column, ...]:
    """The text."""
    return (Column(Content.WORDS),)


def exported(question: Question, value: Value) -> dict[str, str | int]:
    """The text."""
    return {"": str(value)}


def paper(question: Question) -> PaperField:
    """Several lines."""
    return PaperField.LINES


def faults(question: Question) -> list[str]:
    """A text has no options."""
    return [_("A question with a written answer cannot have a list of answers.")] if question.options else []
