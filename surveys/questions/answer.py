"""What every question type speaks: the value of an answer, what checking one gives, and its way back into a form."""

from collections.abc import Sequence
from dataclasses import dataclass

#: One answer in a response's JSON document: an option's value, several of them, a scale's point, or a text.
Value = str | int | list[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer as read from a form. `value` is None where it was left blank or has errors (translated sentences)."""

    value: Value | None = None
    errors: tuple[str, ...] = ()


def as_typed(value: Value | None) -> list[str]:
    """The strings a form would send for a stored answer: what a template is given as `value`."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [str(value)]


def given(raw: Sequence[str]) -> list[str]:
    """What was really answered: each string once, in its first order, blanks left out."""
    return list(dict.fromkeys(text for text in raw if text.strip()))
