"""A closure letter as it was made: its blocks as JSON and back again, with the facts that it was written from. Pure.

Its address is not kept: it opens the letter, and is made anew from the letter's id.
"""

from dataclasses import dataclass, replace

import msgspec

from feedback.translation import speaking
from reports.closure_letters import Letter, Section, closure_letter
from reports.document import ChartBlock, Document, KeyFigures
from reports.letter_facts import LetterFacts
from reports.stored_documents import document_json, stored_document


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """The letter word for word, in its own language; told in another one, it is written from the same facts."""

    letter: Letter
    facts: LetterFacts


class _Part(msgspec.Struct):
    issue: str | None
    blocks: int


class _Stored(msgspec.Struct):
    """All blocks in one document, and how many of them are the opening's, each section's and the closing's."""

    document: msgspec.Raw
    opening: int
    sections: list[_Part]
    facts: msgspec.Raw


def letter_json(facts: LetterFacts, *, language: str) -> str:
    """What is kept of the letter that these facts are told by, in this language."""
    facts = replace(facts, address="")
    with speaking(language):
        letter = closure_letter(facts)
    stored = _Stored(
        document=msgspec.Raw(document_json(_document(letter))),
        opening=len(letter.opening),
        sections=[_Part(each.issue, len(each.blocks)) for each in letter.sections],
        facts=msgspec.Raw(msgspec.json.encode(facts)),
    )
    return msgspec.json.encode(stored).decode()


def kept_letter(content: str) -> KeptLetter | None:
    """The letter as it was made; None for one of the time before letters were kept."""
    if content in ("", "{}"):
        return None
    stored = msgspec.json.decode(content, type=_Stored)
    document = stored_document(bytes(stored.document))
    # A letter has neither charts nor key figures.
    blocks = iter([each for each in document.blocks if not isinstance(each, ChartBlock | KeyFigures)])
    opening = tuple(next(blocks) for _ in range(stored.opening))
    sections = tuple(Section(it.issue, tuple(next(blocks) for _ in range(it.blocks))) for it in stored.sections)
    letter = Letter(document.title, document.language, document.author, opening, sections, tuple(blocks), address="")
    return KeptLetter(letter, msgspec.json.decode(stored.facts, type=LetterFacts))


def _document(letter: Letter) -> Document:
    return Document(letter.title, "", letter.language, letter.author, "", letter.blocks)
