"""A day, in three fields, since a calendar to click in is hard on a phone and with a screen reader."""

from collections.abc import Sequence
from datetime import date

from feedback.translation import date_text
from feedback.translation import gettext as _
from surveys.definition import Question, Wording
from surveys.questions.answer import Checked, Column, Content, PaperField, Value, parts, whole_number

PARTS = ("day", "month", "year")
EARLIEST, LATEST = 1800, 2200  # years; outside them it is a slip of the finger


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The day as ISO text. Only a day that exists is taken."""
    written = parts(raw, PARTS)
    if not written:
        return Checked(errors=(_("Write a date."),) if question.required else ())
    missing = [name for name in PARTS if name not in written]
    if missing:
        return Checked(errors=(_("Write day, month and year."),))
    day, month, year = (whole_number(written[name]) or 0 for name in PARTS)
    try:
        found = date(year, month, day) if EARLIEST <= year <= LATEST else None
    except ValueError:
        found = None
    if found is None:
        return Checked(errors=(_("There is no such day. Write it in digits, such as 31 1 2026."),))
    return Checked(found.isoformat())


def typed(question: Question, value: Value) -> list[str]:
    """Day, month and year in a field each."""
    year, month, day = (part.lstrip("0") for part in str(value).split("-"))
    return [f"day={day}", f"month={month}", f"year={year}"]


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """Its month: a day alone could name somebody."""
    return (str(value)[:7],)


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The day as the language of the moment writes it."""
    return [Wording(date_text(str(value)), language)]


def said(question: Question, value: Value) -> str:
    """Nothing in words."""
    return ""


def columns(question: Question) -> tuple[Column, ...]:
    """The ISO day."""
    return (Column(Content.DAY),)


def exported(question: Question, value: Value) -> dict[str, str | int]:
    """The ISO day."""
    return {"": str(value)}


def paper(question: Question) -> PaperField:
    """Three short lines."""
    return PaperField.DAY


def faults(question: Question) -> list[str]:
    """A date has no options."""
    return [_("A question with a written answer cannot have a list of answers.")] if question.options else []
