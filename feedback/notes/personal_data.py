"""Personal data in notes: shown to the officer, who decides what is kept before anything is published."""

import re
from collections.abc import Iterable, Iterator, Sequence

from feedback.notes.blocks import Block, blocks_of
from feedback.notes.draft import PersonalData, PersonalDataKind, Source
from feedback.notes.grammar.personal import PERSONAL_WORDS
from feedback.notes.grammar.words import NAME, Grammar
from feedback.notes.identity_numbers import identity_numbers_in
from feedback.notes.languages import grammar_of
from feedback.notes.lines import rows_of
from feedback.notes.reading import Line

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PHONE = re.compile(
    r"(?<![\w/.-])"
    r"(?:(?:\+\d{2} ?(?:\(0\))?\d{1,3}|08|0\d{2,3})[ -]\d{2,3}[ -]?\d{2,3}(?:[ -]?\d{2})?|\+\d{9,13}|0\d{8,9})(?![\w/-])"
)
#: What every telephone number and every personal identity number has; most lines do not.
_LONG_NUMBER = re.compile(r"\d[\d ()-]{5}")
_NAME = re.compile(rf"\b{NAME}")
#: A name this near an address or a number, before or after it, is taken to be whose it is.
_NEAR = 60
#: Somebody who signs with one name, or another way: what stands on the line.
_SIGNED = re.compile(r"\w[^\n,;]{1,60}")


def personal_data_in(lines: Iterable[Line], blocks: Sequence[Block], grammar: Grammar) -> tuple[PersonalData, ...]:
    """Each name, address, number, signature and diet once, where it first stands.

    Names are found beside an office, an address or a number, not at large.
    """
    lines = tuple(lines)
    found = [
        *_in_lines(lines, grammar),
        *_signatures(lines, grammar),
        *(data for block in blocks for data in _names(block, grammar)),
    ]
    first: dict[tuple[str, str], PersonalData] = {}
    for data in sorted(found, key=lambda data: data.source.first_line):
        first.setdefault((data.kind.value, data.text), data)
    return tuple(first.values())


def _in_lines(lines: Iterable[Line], grammar: Grammar) -> Iterator[PersonalData]:
    words = PERSONAL_WORDS.get(grammar.language)
    for line in lines:
        matches = [(PersonalDataKind.EMAIL, match) for match in _emails(line.text)]
        if _LONG_NUMBER.search(line.text):
            # Of two that begin together the longer one.
            found = sorted(identity_numbers_in(line.text, grammar.language), key=lambda match: match.end())
            numbers = {match.start(): match for match in found}
            matches += [(PersonalDataKind.IDENTITY_NUMBER, match) for match in numbers.values()]
            matches += [(PersonalDataKind.PHONE, match) for match in _phones(line.text) if match.start() not in numbers]
        if words:
            matches += [(PersonalDataKind.HEALTH, match) for match in words.health.finditer(line.text)]
        matches += [(PersonalDataKind.ADDRESS, match) for match in grammar.address.finditer(line.text)]
        for kind, match in sorted(matches, key=lambda pair: pair[1].start()):
            yield PersonalData(match[0], kind, Source(line.page, line.number, line.number))


def _emails(text: str) -> Iterable[re.Match[str]]:
    return _EMAIL.finditer(text) if "@" in text else ()


def _phones(text: str) -> Iterable[re.Match[str]]:
    return _PHONE.finditer(text) if _LONG_NUMBER.search(text) else ()


def _signatures(lines: Sequence[Line], grammar: Grammar) -> Iterator[PersonalData]:
    """Who signed: the names on a line that says so, else what else stands there, else the names on the next line."""
    words = PERSONAL_WORDS.get(grammar.language)
    written = [line for line in lines if line.text.strip()]
    for line, below in zip(written, [*written[1:], None], strict=False):
        said = words.signature.match(line.text.strip()) if words else None
        if said is None:
            continue
        rest = line.text.strip()[said.end() :].strip()
        names = [match[0] for match in _NAME.finditer(rest)]
        if names or rest:
            # Running text that begins with such a word signs nothing.
            signed = names or ([rest] if said[0].endswith(":") and _SIGNED.fullmatch(rest) else [])
            yield from (_signature(name, line) for name in signed)
        elif below is not None:
            yield from (_signature(match[0], below) for match in _NAME.finditer(below.text))


def _signature(name: str, line: Line) -> PersonalData:
    return PersonalData(name, PersonalDataKind.SIGNATURE, Source(line.page, line.number, line.number))


def _names(block: Block, grammar: Grammar) -> Iterator[PersonalData]:
    ways = [match.span() for match in (*_emails(block.text), *_phones(block.text))]
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
        is_near = any(start - _NEAR <= match.end() and match.start() <= end + _NEAR for start, end in ways)
        if has_role or is_near:
            lines = block.lines_between(match.start(), match.end())
            name = _without_approach(match[0], grammar)
            yield PersonalData(name, PersonalDataKind.NAME, Source(block.page, lines[0], lines[-1]))


def _without_approach(name: str, grammar: Grammar) -> str:
    """The name without a word like "Call", which has its capital from the beginning of the sentence."""
    words = PERSONAL_WORDS.get(grammar.language)
    return words.approach.sub("", name) if words else name


def personal_data_in_text(text: str) -> tuple[PersonalData, ...]:
    """What `personal_data_in` finds, in one text that has no document around it; its sources count the text's own lines."""
    lines = [Line(number, 1, line) for number, line in enumerate(text.split("\n"), start=1)]
    grammar = grammar_of(text)
    return personal_data_in(lines, blocks_of(rows_of(lines), grammar), grammar)


def possible_personal_data(text: str) -> tuple[PersonalData, ...]:
    """All in a short text that could be about a person, names at large too: more than `personal_data_in` finds, to be looked at.

    A name is two or more words with capitals that do not end as the name of a body does; in scripts without capitals none is
    found.
    """
    grammar = grammar_of(text)
    lines = [Line(number, 1, line) for number, line in enumerate(text.split("\n"), start=1)]
    found = [*_in_lines(lines, grammar), *_signatures(lines, grammar)]
    for line in lines:
        source = Source(line.page, line.number, line.number)
        names = (match for match in _NAME.finditer(line.text) if not grammar.organisation.search(match[0]))
        found += [PersonalData(match[0], PersonalDataKind.NAME, source) for match in names]
    first: dict[str, PersonalData] = {}
    for data in found:
        first.setdefault(data.text, data)
    return tuple(first.values())
