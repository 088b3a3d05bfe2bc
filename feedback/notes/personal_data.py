"""Personal data in notes: shown to the officer, who decides what is kept before anything is published."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from feedback.notes.blocks import Block
from feedback.notes.draft import PersonalData, PersonalDataKind, Source
from feedback.notes.grammar.words import NAME, Grammar
from feedback.notes.languages import grammar_of
from feedback.notes.reading import Line

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PHONE = re.compile(
    r"(?<![\w/.-])"
    r"(?:(?:\+\d{2} ?(?:\(0\))?\d{1,3}|08|0\d{2,3})[ -]\d{2,3}[ -]?\d{2,3}(?:[ -]?\d{2})?|\+\d{9,13}|0\d{8,9})(?![\w/-])"
)
_IDENTITY = re.compile(r"(?<![\w/-])((?:19|20)?\d{2})(\d{2})(\d{2})[-+]?\d{4}(?![\w/-])")
_NAME = re.compile(rf"\b{NAME}")
#: A co-ordination number has 60 added to its day.
_COORDINATION = 60


def personal_data_in(lines: Iterable[Line], blocks: Sequence[Block], grammar: Grammar) -> tuple[PersonalData, ...]:
    """Each name, address, number once, where it first stands. Names are found beside an office or an address, not at large."""
    found = [*_in_lines(lines, grammar), *(data for block in blocks for data in _names(block, grammar))]
    first: dict[tuple[str, str], PersonalData] = {}
    for data in sorted(found, key=lambda data: data.source.first_line):
        first.setdefault((data.kind.value, data.text), data)
    return tuple(first.values())


def _in_lines(lines: Iterable[Line], grammar: Grammar) -> Iterator[PersonalData]:
    for line in lines:
        source = Source(line.page, line.number, line.number)
        matches = [(PersonalDataKind.EMAIL, match) for match in _EMAIL.finditer(line.text)]
        numbers = [match for match in _IDENTITY.finditer(line.text) if _is_birthday(match)]
        matches += [(PersonalDataKind.IDENTITY_NUMBER, match) for match in numbers]
        taken = {match.start() for match in numbers}
        matches += [
            (PersonalDataKind.PHONE, match) for match in _PHONE.finditer(line.text) if match.start() not in taken
        ]
        matches += [(PersonalDataKind.ADDRESS, match) for match in grammar.address.finditer(line.text)]
        for kind, match in sorted(matches, key=lambda pair: pair[1].start()):
            yield PersonalData(match[0], kind, source)


def _is_birthday(match: re.Match[str]) -> bool:
    day = int(match[3])
    try:
        date(2000, int(match[2]), day - _COORDINATION if day > _COORDINATION else day)
    except ValueError:
        return False
    return True


def _names(block: Block, grammar: Grammar) -> Iterator[PersonalData]:
    reachable = bool(_EMAIL.search(block.text) or _PHONE.search(block.text))
    for match in _NAME.finditer(block.text):
        if grammar.organisation.search(match[0]):
            continue
        before, after = (
            block.text[max(0, match.start() - 40) : match.start()],
            block.text[match.end() : match.end() + 50],
        )
        role_after = re.match(r",?\s*\(?(?:[\w-]+ ){0,2}?(?=\w)", after)
        has_role = any(found.end() >= len(before.rstrip(" :,")) for found in grammar.roles.finditer(before))
        has_role |= bool(after[:1] in {",", "("} and role_after and grammar.roles.match(after, role_after.end()))
        if has_role or (reachable and _EMAIL.search(after) is not None):
            lines = block.lines_between(match.start(), match.end())
            yield PersonalData(match[0], PersonalDataKind.NAME, Source(block.page, lines[0], lines[-1]))


def possible_personal_data(text: str) -> tuple[PersonalData, ...]:
    """All in a short text that could be about a person, names at large too: more than `personal_data_in` finds, to be looked at.

    A name is two or more words with capitals that do not end as the name of a body does; in scripts without capitals none is
    found.
    """
    grammar = grammar_of(text)
    lines = [Line(number, 1, line) for number, line in enumerate(text.split("\n"), start=1)]
    found = [*_in_lines(lines, grammar)]
    for line in lines:
        source = Source(line.page, line.number, line.number)
        names = (match for match in _NAME.finditer(line.text) if not grammar.organisation.search(match[0]))
        found += [PersonalData(match[0], PersonalDataKind.NAME, source) for match in names]
    first: dict[str, PersonalData] = {}
    for data in found:
        first.setdefault(data.text, data)
    return tuple(first.values())
