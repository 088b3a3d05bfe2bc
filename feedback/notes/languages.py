"""In which language a text is written, and the grammar of that language."""

import re

from feedback.notes.grammar.da import DANISH
from feedback.notes.grammar.en import ENGLISH
from feedback.notes.grammar.fi import FINNISH
from feedback.notes.grammar.no import NORWEGIAN
from feedback.notes.grammar.sv import SWEDISH
from feedback.notes.grammar.words import Grammar

GRAMMARS = {grammar.language: grammar for grammar in (SWEDISH, ENGLISH, NORWEGIAN, DANISH, FINNISH)}

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 50_000


def grammar_of(text: str) -> Grammar:
    """The grammar whose most common words are most frequent in the text; Swedish where nothing decides."""
    words = _WORD.findall(text[:_ENOUGH].casefold())
    return max(GRAMMARS.values(), key=lambda grammar: sum(1 for word in words if word in grammar.common_words))
