"""A text to read between the questions. It has no answer."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from surveys.definition import Question, Wording
from surveys.questions.answer import Checked, Column, PaperField, Value


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """Never a value."""
    return Checked()


def typed(question: Question, value: Value) -> list[str]:
    """Nothing."""
    return []


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """Nothing."""
    return ()


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """Nothing."""
    return []


def said(question: Question, value: Value) -> str:
    """Nothing."""
    return ""


def columns(question: Question) -> tuple[Column, ...]:
    """No column."""
    return ()


def exported(question: Question, value: Value) -> dict[str, str | int]:
    """Nothing."""
    return {}


def paper(question: Question) -> PaperField:
    """Only the text."""
    return PaperField.NOTHING


def faults(question: Question) -> list[str]:
    """What has no answer cannot be required, nor have a list of answers."""
    if question.required or question.options:
        return [_("A text to read has no answers, and cannot be required.")]
    return []
