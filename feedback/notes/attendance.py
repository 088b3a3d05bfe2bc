"""How many took part, as the opening of the notes tells it."""

from collections.abc import Iterable

from feedback.notes.blocks import Block
from feedback.notes.draft import Participants
from feedback.notes.grammar.words import Grammar
from feedback.notes.sentences import sentences_in


def participants_in(opening: Iterable[Block], grammar: Grammar) -> Participants:
    """The one number of participants that the opening gives; several numbers are quoted and not chosen between."""
    texts = [_but_earlier(block, grammar) for block in opening]
    found = [
        match for text in texts if grammar.attendance.search(text) for match in grammar.participants.finditer(text)
    ]
    quotes = tuple(dict.fromkeys(match[0] for match in found))
    counts = {_count(match["count"], grammar) for match in found}
    if len(counts) != 1:
        return Participants(text="; ".join(quotes))
    return Participants(counts.pop(), found[0]["unit"], quotes[0])


def _but_earlier(block: Block, grammar: Grammar) -> str:
    """The block's text without sentences about a meeting before this one: who came then did not come now."""
    if not grammar.earlier.search(block.text):
        return block.text
    told = (sentence.text for sentence in sentences_in([block], grammar))
    return " ".join(text for text in told if not grammar.earlier.search(text))


def _count(text: str, grammar: Grammar) -> int:
    return int(text) if text.isdigit() else grammar.numbers[text.casefold()]
