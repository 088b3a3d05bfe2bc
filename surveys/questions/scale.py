"""What a scale is, whatever its length: points from 1 (lowest), all labelled or only the ends, and an optional "cannot say"."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from feedback.translation import number_text
from surveys.definition import Option, Question, Wording, text_in
from surveys.questions import single_choice
from surveys.questions.answer import Checked, Column, PaperField, Value

CANNOT_SAY = "cannot say"


def points(length: int) -> tuple[str, ...]:
    """The values of the points."""
    return tuple(str(point) for point in range(1, length + 1))


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The point as a number from 1, or the text `cannot say`."""
    checked = single_choice.validate(question, raw)
    if isinstance(checked.value, str) and checked.value != CANNOT_SAY:
        return Checked(int(checked.value)) if checked.value.isascii() and checked.value.isdecimal() else checked
    return checked


def typed(question: Question, value: Value) -> list[str]:
    """The point."""
    return [str(value)]


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """The one point the answer counts for, as text, or `cannot say`."""
    return single_choice.summarise(question, value)


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The point and its label: `4 – Good`; a point without a label is its number alone."""
    return [_point(option, language) for option in question.options if option.value == str(value)]


def _point(option: Option, language: str) -> Wording:
    label = text_in(option.labels, language)
    if option.value == CANNOT_SAY:
        return label
    return label.map(lambda text: f"{option.value} – {text}" if text else option.value)


def said(question: Question, value: Value) -> str:
    """Nothing in words."""
    return ""


def columns(question: Question) -> tuple[Column, ...]:
    """The point."""
    return single_choice.columns(question)


def exported(question: Question, value: Value) -> dict[str, str | int]:
    """The point as a number, or `cannot say`."""
    return {"": value if isinstance(value, int) else str(value)}


def paper(question: Question) -> PaperField:
    """One box to tick."""
    return PaperField.CHOOSE_ONE


def scale_faults(question: Question, length: int) -> list[str]:
    """The points are in order, the ends have labels, and only `cannot say` may follow."""
    expected = points(length)
    values = tuple(option.value for option in question.options)
    found: list[str] = []
    if values not in (expected, (*expected, CANNOT_SAY)):
        found.append(_("The scale must have the points 1 to %(last)s.", last=number_text(length)))
    unnamed = [option.value for option in question.options if not text_in(option.labels, "").text]
    if {"1", str(length), CANNOT_SAY} & set(unnamed):
        found.append(_("The ends of the scale must have a text."))
    return found
