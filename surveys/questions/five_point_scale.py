"""A point from 1 (lowest) to 5 (highest), each point labelled or only the ends, and an optional "cannot say"."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from surveys.definition import Option, Question, Wording, text_in
from surveys.questions import single_choice
from surveys.questions.answer import Checked, Value

POINTS = ("1", "2", "3", "4", "5")
CANNOT_SAY = "cannot say"


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The point as a number from 1 to 5, or the text `cannot say`."""
    checked = single_choice.validate(question, raw)
    if isinstance(checked.value, str) and checked.value in POINTS:
        return Checked(int(checked.value))
    return checked


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """The one point the answer counts for, as `1` to `5`, or `cannot say`."""
    return single_choice.summarise(question, value)


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The point and its label: `4 – Good`; a point without a label is its number alone."""
    return [_point(option, language) for option in question.options if option.value == str(value)]


def _point(option: Option, language: str) -> Wording:
    label = text_in(option.labels, language)
    if option.value not in POINTS:
        return label
    return label.map(lambda text: f"{option.value} – {text}" if text else option.value)


def faults(question: Question) -> list[str]:
    """The points are 1 to 5 in order, the ends have labels, and only `cannot say` may follow."""
    values = tuple(option.value for option in question.options)
    found: list[str] = []
    if values not in (POINTS, (*POINTS, CANNOT_SAY)):
        found.append(_("The scale must have the points 1 to 5."))
    unnamed = [option.value for option in question.options if not text_in(option.labels, "").text]
    if {"1", "5", CANNOT_SAY} & set(unnamed):
        found.append(_("The ends of the scale must have a text."))
    return found
