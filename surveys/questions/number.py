"""A whole number, within bounds where it has them."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from feedback.translation import number_text
from surveys.definition import Question, Wording
from surveys.questions.answer import Checked, Column, Content, PaperField, Value, given, whole_number


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The number; digits of any script are read, and blanks between them."""
    texts = given(raw)
    if not texts:
        return Checked(errors=(_("Write a number."),) if question.required else ())
    value = whole_number("".join(texts[0].split()))
    if value is None:
        return Checked(errors=(_("Write a whole number in digits, such as 25."),))
    if question.minimum is not None and value < question.minimum:
        return Checked(errors=(_("The number must be at least %(least)s.", least=number_text(question.minimum)),))
    if question.maximum is not None and value > question.maximum:
        return Checked(errors=(_("The number may be at most %(most)s.", most=number_text(question.maximum)),))
    return Checked(value)


def typed(question: Question, value: Value) -> list[str]:
    """The digits."""
    return [str(value)]


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """The number itself: how many gave each."""
    return (str(value),)


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The number as the language of the moment writes it."""
    return [Wording(number_text(value) if isinstance(value, int) else str(value), language)]


def said(question: Question, value: Value) -> str:
    """Nothing in words."""
    return ""


def columns(question: Question) -> tuple[Column, ...]:
    """The number."""
    return (Column(Content.NUMBER),)


def exported(question: Question, value: Value) -> dict[str, str | int]:
    """The number."""
    return {"": value if isinstance(value, int) else str(value)}


def paper(question: Question) -> PaperField:
    """A short line."""
    return PaperField.NUMBER


def faults(question: Question) -> list[str]:
    """A number has no options, and its bounds leave room."""
    found = [_("A question with a written answer cannot have a list of answers.")] if question.options else []
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        found.append(_("The lowest number is above the highest."))
    return found
