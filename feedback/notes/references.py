"""What decisions are called, "dir. 2024:38" for one: the document's own name, and those that it speaks of."""

import re
from collections.abc import Iterable, Iterator, Sequence

from feedback.notes.characters import spaced, tidy
from feedback.notes.grammar.words import Grammar
from feedback.notes.reading import Line

#: Where a document tells its own name: its first lines that hold text, and only short ones.
_HEAD_LINES, _HEAD_WIDTH = 40, 100
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def references_in(text: str, grammar: Grammar) -> tuple[str, ...]:
    """Every decision that a text names, in its order, each written the one way."""
    return tuple(name for _, name in sorted(_named(text, grammar.decisions.references)))


def own_reference(lines: Sequence[Line], grammar: Grammar) -> str:
    """What the head of a document calls it; empty where it does not say. A name in brackets is another document's."""
    told = [text for line in lines if (text := spaced(tidy(line.text)).strip())][:_HEAD_LINES]
    head = [_IN_BRACKETS.sub("", text) for text in told if len(text) <= _HEAD_WIDTH and not text.endswith((".", ","))]
    words = grammar.decisions
    for patterns in (words.references, (words.bare_reference,)):
        for text in head:
            if found := sorted(_named(text, patterns)):
                return _with_section(found[0][1], head, grammar)
    return ""


def _named(text: str, patterns: Iterable[tuple[re.Pattern[str], str]]) -> Iterator[tuple[int, str]]:
    for pattern, template in patterns:
        for found in pattern.finditer(text):
            parts = found.groups()
            # A part that is not there takes the words before it along.
            shown = template if all(parts) else template.split("{0}")[0] + "{0}"
            yield found.start(), shown.format(*parts)


def _with_section(name: str, head: Sequence[str], grammar: Grammar) -> str:
    """A budget bill is one name for many: the section that the document is goes with it."""
    pattern, template = grammar.decisions.section
    section = next((found[1] for text in head if (found := pattern.match(text))), "")
    is_whole_bill = name.startswith("prop.") and template.split("{0}")[0] not in name
    return f"{name} {template.format(section)}" if section and is_whole_bill else name
