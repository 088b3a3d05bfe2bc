"""Dates as notes write them, as ISO text: a day where it is given, else a month."""

import re
from collections.abc import Iterator
from datetime import date

from feedback.notes.grammar.words import Grammar

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})[ -](\d{4})\b")


def days_in(text: str, grammar: Grammar) -> tuple[str, ...]:
    """Every full date of the text in its order; what only looks like one (31 February) is left out."""
    return tuple(day for _, day in sorted(_days(text, grammar)))


def months_in(text: str, grammar: Grammar) -> tuple[str, ...]:
    """Every month with its year, as `2014-05`."""
    found = re.finditer(rf"\b({'|'.join(grammar.months)}),? (\d{{4}})\b", text, re.IGNORECASE)
    return tuple(f"{match[2]}-{grammar.months[match[1].casefold()]:02}" for match in found)


def _days(text: str, grammar: Grammar) -> Iterator[tuple[int, str]]:
    names = "|".join(grammar.months)
    for match in _ISO.finditer(text):
        yield from _day(match, match[1], match[2], match[3])
    for match in _SLASHED.finditer(text):
        yield from _day(match, match[3], match[2], match[1])
    for match in re.finditer(rf"\b(\d{{1,2}})(?:st|nd|rd|th|:e)? ({names}),? (\d{{4}})\b", text, re.IGNORECASE):
        yield from _day(match, match[3], str(grammar.months[match[2].casefold()]), match[1])
    for match in re.finditer(rf"\b({names}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", text, re.IGNORECASE):
        yield from _day(match, match[3], str(grammar.months[match[1].casefold()]), match[2])


def _day(match: re.Match[str], year: str, month: str, day: str) -> Iterator[tuple[int, str]]:
    try:
        yield match.start(), date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return
