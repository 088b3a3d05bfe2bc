"""Blocks become the parts of a document: questions, headings, running text and lists, in order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import zip_longest

from feedback.enums import PointKind
from feedback.notes.blocks import Block
from feedback.notes.grammar.words import Grammar

_NEXT_SENTENCE = re.compile(r"[.?!] [A-ZÅÄÖ]")
_HEADING_WORDS = 18
_HEADING_LENGTH = 140
_LABEL_WORDS = 8
_BARE_LABEL_WORDS = 2


class PartKind(Enum):
    QUESTION = auto()
    LABEL = auto()
    HEADING = auto()
    TEXT = auto()
    LIST = auto()
    TABLE = auto()


@dataclass(frozen=True)
class Part:
    """One block, or all items of one list or rows of one table.

    `number` is that of a question, `label` the kind that a heading gives its list.
    """

    kind: PartKind
    blocks: tuple[Block, ...]
    text: str = ""
    number: int | None = None
    label: PointKind | None = None


def parts_of(blocks: Sequence[Block], grammar: Grammar) -> tuple[Part, ...]:
    """The parts in the order of the blocks; every block is in exactly one."""
    parts: list[Part] = []
    for index, block in enumerate(blocks):
        if block.mark == "row" or is_item(blocks, index):
            kind = PartKind.TABLE if block.mark == "row" else PartKind.LIST
            if parts and parts[-1].kind is kind and parts[-1].blocks[0].mark == block.mark:
                parts[-1] = Part(kind, (*parts[-1].blocks, block))
            else:
                parts.append(Part(kind, (block,)))
        else:
            parts.append(_part(block, grammar))
    return tuple(_with_question_text(parts))


def is_item(blocks: Sequence[Block], index: int) -> bool:
    """A bullet is an item. A number is one beside other numbers; over bullets or text of its own it is a heading."""
    block = blocks[index]
    if block.is_heading or block.mark != "number":
        return block.mark == "bullet" and not block.is_heading
    before = blocks[index - 1].mark if index else ""
    after = blocks[index + 1].mark if index + 1 < len(blocks) else ""
    return after == "number" or (before == "number" and after != "bullet")


def _part(block: Block, grammar: Grammar) -> Part:
    text = block.text
    if found := grammar.question.match(text):
        return Part(PartKind.QUESTION, (block,), (found[2] or "").strip(), int(found[1]))
    if block.ordinal is not None and text.endswith("?"):
        return Part(PartKind.QUESTION, (block,), text, block.ordinal)
    if (label := label_of(text, grammar)) is not None:
        return Part(PartKind.LABEL, (block,), text, label=label)
    if text.endswith("?") and not block.is_heading and grammar.prose_question.search(text):
        return Part(PartKind.TEXT, (block,), text)
    return Part(PartKind.HEADING if block.is_heading or _is_heading(block) else PartKind.TEXT, (block,), text)


def label_of(text: str, grammar: Grammar) -> PointKind | None:
    """The kind that a short heading such as *Obstacles:* gives to the points under it; none for two kinds at once."""
    words = len(text.split())
    if words > (_LABEL_WORDS if text.endswith(":") else _BARE_LABEL_WORDS) or text.endswith((".", "?")):
        return None
    kinds = [kind for pattern, kind in grammar.labels if pattern.search(text)]
    return kinds[0] if len(kinds) == 1 else None


def is_said_intro(text: str, grammar: Grammar) -> bool:
    """Whether the words lead over to what was said: a sentence that says so and ends in a colon, or in an abbreviation."""
    return bool(grammar.said.search(text)) and (text.endswith(":") or len(text.split()) <= _HEADING_WORDS)


def _is_heading(block: Block) -> bool:
    text = block.text
    if text.endswith((".", ";", ",", "!")) or not (text[0].isupper() or text[0].isdigit() or text[0] in "”“\"'"):
        return False
    return len(text.split()) <= _HEADING_WORDS and len(text) <= _HEADING_LENGTH and not _NEXT_SENTENCE.search(text)


def _with_question_text(parts: Sequence[Part]) -> Iterator[Part]:
    """*Question 1* on a line of its own takes its words from the next line."""
    skip = False
    for part, after in zip_longest(parts, parts[1:]):
        if skip:
            skip = False
        elif (
            part.kind is PartKind.QUESTION
            and not part.text
            and after
            and after.kind in {PartKind.TEXT, PartKind.HEADING}
        ):
            skip = True
            yield Part(PartKind.QUESTION, (*part.blocks, *after.blocks), after.text, part.number)
        else:
            yield part
