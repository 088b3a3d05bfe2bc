"""Running text in sentences, each with the lines it stands on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feedback.notes.blocks import Block
from feedback.notes.draft import Source
from feedback.notes.grammar.words import Grammar
from feedback.notes.lines import ends_sentence
from feedback.notes.parts import Part, PartKind

_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”\"]))\s+(?=(?:[–—-] )?[A-ZÅÄÖÉÆØ\d”“\"])")


#: The end of a sentence is told from its last word, which is no longer than this.
_LAST_WORD = 60


@dataclass(frozen=True)
class Sentence:
    """One sentence of running text; `paragraph` tells sentences of one block from those of another."""

    text: str
    page: int
    lines: tuple[int, ...]
    paragraph: int

    @property
    def source(self) -> Source:
        """From its first line to its last."""
        return Source(self.page, self.lines[0], self.lines[-1])


def sentences_of(parts: Iterable[Part], grammar: Grammar) -> tuple[Sentence, ...]:
    """The sentences of all running text in order; headings, lists and questions hold none."""
    return sentences_in([block for part in parts if part.kind is PartKind.TEXT for block in part.blocks], grammar)


def sentences_in(blocks: Iterable[Block], grammar: Grammar) -> tuple[Sentence, ...]:
    """The sentences of these blocks in order, a paragraph for each block."""
    return tuple(sentence for number, block in enumerate(blocks) for sentence in _in_block(block, number, grammar))


def _in_block(block: Block, number: int, grammar: Grammar) -> Iterator[Sentence]:
    start = 0
    ends = [
        found
        for found in _END.finditer(block.text)
        if ends_sentence(block.text[max(0, found.start() - _LAST_WORD) : found.start()], grammar)
    ]
    for end, following in [*((found.start(), found.end()) for found in ends), (len(block.text), len(block.text))]:
        text = block.text[start:end].strip()
        if text:
            yield Sentence(text, block.page, block.lines_between(start, end), number)
        start = following
