"""Dates as notes write them, as ISO text: a day where it is given, else a month."""

import re
from collections.abc import Iterator
from datetime import date

from feedback.notes.grammar.words import Grammar

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
#: *4.6.2024*, and of *3.–4.10.2023* or *30.9.–4.10.2023* the first day.
_DOTTED = re.compile(
    r"(?<![\d.])(?:(?P<first>\d{1,2})\.?(?:(?P<before>\d{1,2})\.)? ?[–—-] ?)?(\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b"
)
_ORDINAL = r"(?:st|nd|rd|th|:e|:a|\.)?"
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})[ -](\d{4})\b")


def days_in(text: str, grammar: Grammar) -> tuple[str, ...]:
    """Every full date of the text in its order; what only looks like one (31 February) is left out."""
    return tuple(day for _, day in sorted(_days(text, grammar)))


def months_in(text: str, grammar: Grammar) -> tuple[str, ...]:
    """Every month with its year, as `2014-05`."""
    found = re.finditer(rf"\b({'|'.join(grammar.months)}),? (\d{{4}})\b", text, re.IGNORECASE)
    return tuple(f"{match[2]}-{grammar.months[match[1].casefold()]:02}" for match in found)


def days_without_year(text: str, grammar: Grammar) -> tuple[tuple[int, int], ...]:
    """Month and day of every date that the text gives without its year; of several days the first."""
    names = "|".join(grammar.months)
    found = [
        (match.start(), grammar.months[match["month"].casefold()], int(match["day"]))
        for match in (
            *re.finditer(
                rf"\b(?P<day>\d{{1,2}}){_ORDINAL}(?:{_between(grammar)}\d{{1,2}}{_ORDINAL})? (?P<month>{names})\b(?!,? \d{{4}})",
                text,
                re.IGNORECASE,
            ),
            *re.finditer(
                rf"\b(?P<month>{names}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,? \d{{4}}|\d)", text, re.IGNORECASE
            ),
        )
    ]
    return tuple((month, day) for _, month, day in sorted(found) if 1 <= day <= 31)


def _between(grammar: Grammar) -> str:
    """What stands between the first and the last day: a dash, or a word and perhaps the name of a weekday, or *the*."""
    return rf"(?: ?[–—-] ?| (?:{'|'.join(sorted(grammar.spans)) or '(?!)'}) (?:[^\W\d]{{2,12}} )?)"


def _days(text: str, grammar: Grammar) -> Iterator[tuple[int, str]]:
    names = "|".join(grammar.months)
    for match in _ISO.finditer(text):
        yield from _day(match, match[1], match[2], match[3])
    for match in _SLASHED.finditer(text):
        yield from _day(match, match[3], match[2], match[1])
    for match in _DOTTED.finditer(text):
        yield from _day(match, match["year"], match["before"] or match["month"], match["first"] or match[3])
    # Of several days, or of a span over two months, the first.
    span = rf"(?:(?P<first>\d{{1,2}}){_ORDINAL}(?: (?P<before>{names}))?{_between(grammar)})?"
    for match in re.finditer(
        rf"\b{span}(\d{{1,2}}){_ORDINAL} (?P<month>{names}),? (?P<year>\d{{4}})\b", text, re.IGNORECASE
    ):
        month = grammar.months[(match["before"] or match["month"]).casefold()]
        yield from _day(match, match["year"], str(month), match["first"] or match[3])
    for match in re.finditer(rf"\b({names}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", text, re.IGNORECASE):
        yield from _day(match, match[3], str(grammar.months[match[1].casefold()]), match[2])


def _day(match: re.Match[str], year: str, month: str, day: str) -> Iterator[tuple[int, str]]:
    try:
        yield match.start(), date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return
