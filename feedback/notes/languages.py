"""In which language a text is written, and the grammar of that language."""

import re

from feedback.enums import ConsultationKind
from feedback.notes.grammar.en import ENGLISH
from feedback.notes.grammar.sv import SWEDISH
from feedback.notes.grammar.words import Grammar
from feedback.notes.grammar.written import written_grammars

GRAMMARS = {grammar.language: grammar for grammar in (SWEDISH, ENGLISH, *written_grammars())}

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 50_000


def grammar_of(text: str) -> Grammar:
    """The grammar whose most common words are most frequent in the text; Swedish where nothing decides."""
    words = _WORD.findall(text[:_ENOUGH].casefold())
    return max(GRAMMARS.values(), key=lambda grammar: sum(map(grammar.common_words.__contains__, words)))


def kind_of(kind: str) -> ConsultationKind:
    """The stored kind for the notes' own word for the meeting; *other* for a word that is not known."""
    meanings = (grammar.meanings[kind] for grammar in GRAMMARS.values() if kind in grammar.meanings)
    return next(meanings, ConsultationKind.OTHER)
