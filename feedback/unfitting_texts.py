"""Points and statements as one pool: drawn by lot, and which of them fit no theme.

A text fits nowhere where an officer found that no theme fits it, or where no theme is confirmed and the matching suggests none.
"""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from feedback.codebooks import codebook
from feedback.coding_samples import SampledSource, Sources, SourceText
from feedback.codings import confirmed_examples, suggestions_for
from feedback.enums import CodedKind, CodingState
from feedback.matchers import matcher_in_use
from feedback.synonyms import synonym_groups

if TYPE_CHECKING:
    from feedback.matching.suggest import Text

#: At most so many texts are looked at, drawn by lot; the same ones every time.
MOST_TEXTS = 5_000

Key: TypeAlias = tuple[CodedKind, UUID]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text of the pool, as it is now."""

    kind: CodedKind
    text: SourceText

    @property
    def key(self) -> Key:
        return self.kind, self.text.id


async def read_texts(sources: Sources, keys: Iterable[Key]) -> dict[Key, Quoted]:
    """These texts as they are now; those that are gone left out."""
    wanted: dict[CodedKind, list[UUID]] = {}
    for kind, id in keys:
        wanted.setdefault(kind, []).append(id)
    found: dict[Key, Quoted] = {}
    for source in sources:
        kind, ids = source.coded.kind, wanted.get(source.coded.kind, [])
        for start in range(0, len(ids), 500):
            read = await source.read(ids[start : start + 500])
            found |= {(kind, id): Quoted(kind, text) for id, text in read.items()}
    return found


async def drawn_by_lot(sources: Sources, *, most: int, seed: str) -> tuple[Quoted, ...]:
    """Texts of all sources, at most so many; the same seed draws the same, whatever order they are kept in."""
    keys = [(source.coded.kind, id) for source in sources for id in await source.drawable(None)]
    keys.sort(key=lambda key: hashlib.sha256(f"{seed} {key[1]}".encode()).digest())
    return tuple((await read_texts(sources, keys[:most])).values())


async def texts_that_fit_nowhere(sources: Sources) -> "tuple[list[Text], set[str]]":
    """The texts looked at, and which of them fit nowhere."""
    every = await drawn_by_lot(sources, most=MOST_TEXTS, seed="new themes")
    fitted, none = set[UUID](), set[UUID]()
    for source in sources:
        fitted |= await _fitted(source)
        none |= await _found_to_fit_none(source)
    texts = [matched_text(each) for each in every]
    asked = [
        text for text, each in zip(texts, every, strict=True) if each.text.id not in fitted and each.text.id not in none
    ]
    taught = await confirmed_examples(), await synonym_groups(), await matcher_in_use()
    suggested = await asyncio.to_thread(suggestions_for, asked, await codebook(), *taught)
    unfitting = {text.id for text, each in zip(texts, every, strict=True) if each.text.id in none}
    return texts, unfitting | {id for id, matches in suggested.items() if not matches}


async def _fitted(source: SampledSource) -> set[UUID]:
    """The texts with a confirmed theme."""
    rows = await source.coded.codings.select(source.coded.of).where(
        source.coded.codings._meta.get_column_by_name("state") == CodingState.CONFIRMED.value
    )
    return {row[source.coded.of._meta.name] for row in rows}


async def _found_to_fit_none(source: SampledSource) -> set[UUID]:
    column = source.coded.texts._meta.get_column_by_name
    return set(
        await source.coded.texts.select(column("id")).where(column("fits_none_at").is_not_null()).output(as_list=True)
    )


def matched_text(quoted: Quoted) -> "Text":
    """As the matching reads it; its id is the key as one word."""
    from feedback.matching.suggest import Text

    return Text(f"{quoted.kind} {quoted.text.id}", quoted.text.text, quoted.text.language)
