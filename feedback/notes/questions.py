"""What the consultation asked: numbered questions, headings with questions under them, and questions in running text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from feedback.notes.blocks import Block
from feedback.notes.draft import DraftQuestion, Source
from feedback.notes.grammar.words import Grammar

_EACH = re.compile(r"[^?]+\?")


@dataclass(frozen=True)
class Asked:
    """Questions read from running text, and the lines that hold them."""

    questions: tuple[DraftQuestion, ...]
    lines: frozenset[int]


def is_question(text: str) -> bool:
    """Whether the text asks something."""
    return text.endswith("?")


def leading_questions(items: Sequence[Block]) -> int:
    """How many items at the head of a list are questions: under a question these are its sub-questions."""
    return next((index for index, item in enumerate(items) if not is_question(item.text)), len(items))


def add_question(asked: list[DraftQuestion], question: DraftQuestion) -> int:
    """Add the question unless it was asked before in the same words; returns its number, which is free and its own if it can be."""
    for earlier in asked:
        if earlier.text == question.text:
            return earlier.number
    taken = {earlier.number for earlier in asked}
    number = question.number if question.number and question.number not in taken else max(taken, default=0) + 1
    asked.append(replace(question, number=number))
    return number


def add_subquestions(asked: list[DraftQuestion], number: int, items: Sequence[Block]) -> None:
    """Put the items under the question with this number; its source then reaches to the last of them."""
    for index, question in enumerate(asked):
        if question.number == number and items:
            last = max(question.source.last_line, items[-1].source.last_line)
            asked[index] = replace(
                question,
                subquestions=(*question.subquestions, *(item.text for item in items)),
                source=Source(question.source.page, question.source.first_line, last),
            )


def asked_in(blocks: Iterable[Block], grammar: Grammar) -> Asked:
    """Questions that running text puts after words such as *the overall question was:*, with those it says lie under it."""
    questions: list[DraftQuestion] = []
    lines: set[int] = set()
    for block in blocks:
        if "?" not in block.text:
            continue
        main = grammar.prose_question.search(block.text)
        under = grammar.prose_subquestions.search(block.text)
        texts = tuple(text.strip() for text in _EACH.findall(under["text"])) if under else ()
        used = {line for found in (main, under) if found for line in block.lines_between(*found.span("text"))}
        if not used:
            continue
        source = Source(block.page, min(used), max(used))
        lines |= used
        if main:
            questions.append(DraftQuestion(0, main["text"].strip(), texts, source))
        else:
            questions.extend(DraftQuestion(0, text, (), source) for text in texts)
    return Asked(tuple(questions), frozenset(lines))
