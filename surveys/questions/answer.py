"""What every question type speaks: the value of an answer, what a form sent for one, and how it looks in a file and on paper.

A question's fields are named `q3`, or `q3.<part>` where it has several. What was typed is one list of strings: the plain
values, then `part=text` for each part.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.definition import Option, Texts

#: One answer in a response's JSON document: an option's value, several of them, a number, or a text.
Value = str | int | list[str]

#: The option whose answer goes on in words: "other, namely …". With words it is stored as `other=<words>`.
OTHER = "other"
LONGEST_LINE = 200  # characters of a short text, and of what "other" is


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer as read from a form. `value` is None where it was left blank or has errors (translated sentences)."""

    value: Value | None = None
    errors: tuple[str, ...] = ()


class Content(StrEnum):
    """What a column of exported responses holds."""

    CODE = "code"  # the value of one of `labels`
    YES_NO = "yes_no"  # 1 or 0
    NUMBER = "number"
    DAY = "day"  # ISO
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of exported responses: the question's key and `suffix` name it, `label` is added to the question's text."""

    content: Content
    suffix: str = ""
    label: Texts = field(default_factory=dict)
    labels: tuple[Option, ...] = ()


class PaperField(StrEnum):
    """How a question is answered on paper."""

    CHOOSE_ONE = "choose_one"
    CHOOSE_SEVERAL = "choose_several"
    NUMBER_EACH = "number_each"  # a number beside each option
    NUMBER = "number"
    DAY = "day"
    LINE = "line"
    LINES = "lines"
    TICK = "tick"
    NOTHING = "nothing"


def as_typed(value: Value | None) -> list[str]:
    """The plain strings of a stored answer; types with parts have a `typed` of their own."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [str(value)]


def given(raw: Sequence[str]) -> list[str]:
    """What was really answered: each string once, in its first order, blanks left out."""
    return list(dict.fromkeys(text for text in raw if text.strip()))


def parts(raw: Sequence[str], names: Iterable[str]) -> dict[str, str]:
    """What was typed in the fields of these parts, blanks left out; the last of several counts."""
    known = set(names)
    split = [text.partition("=") for text in raw]
    return {name: text.strip() for name, sign, text in split if sign and name in known and text.strip()}


def typed(fields: Mapping[str, Sequence[str]], key: str) -> list[str]:
    """What a form's fields hold for the question with this key.

    A blank among the plain values alone is an answer taken back, and with it what its other fields say.
    """
    plain = list(fields.get(key, ()))
    if plain and not any(text.strip() for text in plain):
        return plain
    prefix = f"{key}."
    named = sorted(name for name in fields if name.startswith(prefix))
    return [*plain, *(f"{name.removeprefix(prefix)}={text}" for name in named for text in fields[name])]


def other_words(value: str) -> str:
    """What "other" is, where the answer says so."""
    name, sign, words = value.partition("=")
    return words if sign and name == OTHER else ""


def option_value(value: str) -> str:
    """The option that a stored string of a choice stands for."""
    return OTHER if other_words(value) else value


def whole_number(text: str) -> int | None:
    """A whole number in any script's digits, with a sign; None where it is none."""
    stripped = text.strip().replace("\N{MINUS SIGN}", "-")
    sign, digits = (-1, stripped[1:]) if stripped.startswith("-") else (1, stripped)
    values = [unicodedata.decimal(character, None) for character in digits]
    if not values or None in values or len(values) > 12:
        return None
    return sign * int("".join(str(value) for value in values))


def line(text: str) -> str:
    """The text on one line, without control characters and half characters."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join("".join(kept).split())
