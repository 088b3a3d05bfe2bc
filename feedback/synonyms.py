"""The department's synonyms: groups of words that mean the same in its papers, each of which the matching takes for all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec

from feedback.coding_tables import Synonym
from feedback.csv_files import read_table, write_table
from feedback.database import transaction
from feedback.errors import Conflict, NotFound, ServiceError
from feedback.themes import clean_words, words_in
from feedback.translation import DEFAULT_LANGUAGE, NOTES_LANGUAGES
from feedback.translation import gettext as _

MOST_GROUPS = 2000
MOST_WORDS = 50
LONGEST_WORD = 80
MAX_BYTES = 1024 * 1024
COLUMNS = ("language", "words")


class UnusableSynonyms(ServiceError):
    """A file of synonyms, or a group of words, that cannot be kept; the message says why."""


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Two or more words of a language that mean the same, in the order written. `id` is None before it is kept."""

    language: str
    words: tuple[str, ...]
    id: UUID | None = field(default=None, compare=False)


async def list_groups() -> tuple[WordGroup, ...]:
    """All groups, by language and then by their first word."""
    order = list(NOTES_LANGUAGES)
    rows = await Synonym.select()
    groups = [_group(row["language"], msgspec.json.decode(row["words"], type=list[str]), row["id"]) for row in rows]
    return tuple(
        sorted(
            groups,
            key=lambda group: (
                order.index(group.language) if group.language in order else len(order),
                [word.casefold() for word in group.words],
            ),
        )
    )


async def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """The groups of words alone, as the matching takes them; in the same order every time."""
    return tuple(group.words for group in await list_groups())


async def get_group(group_id: UUID) -> WordGroup:
    """One group. Raises `NotFound`."""
    found = next((group for group in await list_groups() if group.id == group_id), None)
    if found is None:
        raise NotFound(_("There is no such group of words."))
    return found


async def add_group(group: WordGroup, *, officer_id: UUID | None, now: datetime) -> UUID:
    """Keep a group. Raises `Conflict` where one of its words is in another group of that language."""
    async with transaction():
        await _hold()
        must_be_apart(group, await list_groups())
        row = _row(group, officer_id, now)
        await row.save()
    return row.id


async def edit_group(group_id: UUID, group: WordGroup) -> None:
    """Word a group anew. Raises `NotFound`, and `Conflict` as `add_group`."""
    async with transaction():
        await _hold()
        await get_group(group_id)
        must_be_apart(group, [each for each in await list_groups() if each.id != group_id])
        await Synonym.update(
            {Synonym.language: group.language, Synonym.words: msgspec.json.encode(group.words).decode()}
        ).where(Synonym.id == group_id)


async def remove_group(group_id: UUID) -> None:
    """Forget a group. Raises `NotFound`."""
    await get_group(group_id)
    await Synonym.delete().where(Synonym.id == group_id)


@dataclass(frozen=True, slots=True)
class SynonymImport:
    """How many groups a file added, how many it had in common with those that were there, and how many it gave more words."""

    added: int
    extended: int
    unchanged: int


async def import_groups(groups: Sequence[WordGroup], *, officer_id: UUID | None, now: datetime) -> SynonymImport:
    """Add the groups of a file; one that shares a word with a group gives it its other words. All or nothing.

    Raises `Conflict` where a group of the file would join two that are apart.
    """
    added = extended = unchanged = 0
    async with transaction():
        await _hold()
        known = list(await list_groups())
        for group in groups:
            shared = [each for each in known if each.language == group.language and _folded(each) & _folded(group)]
            if len(shared) > 1:
                raise Conflict(
                    _(
                        "“%(words)s” would join groups that are apart: “%(one)s” and “%(other)s”.",
                        words=", ".join(group.words),
                        one=", ".join(shared[0].words),
                        other=", ".join(shared[1].words),
                    )
                )
            if not shared:
                row = _row(group, officer_id, now)
                await row.save()
                known.append(WordGroup(group.language, group.words, row.id))
                added += 1
                continue
            joined = _group(group.language, (*shared[0].words, *group.words), shared[0].id)
            if joined == shared[0]:
                unchanged += 1
                continue
            _must_fit(joined)
            known[known.index(shared[0])] = joined
            words = msgspec.json.encode(joined.words).decode()
            await Synonym.update({Synonym.words: words}).where(Synonym.id == joined.id)
            extended += 1
        if len(known) > MOST_GROUPS:
            raise Conflict(_("There can be at most %(n)s groups of words.", n=MOST_GROUPS))
    return SynonymImport(added, extended, unchanged)


def group_of(language: str, words: Sequence[str]) -> WordGroup:
    """A group of these words, each once. Raises `UnusableSynonyms` for what cannot be one."""
    if language not in NOTES_LANGUAGES:
        raise UnusableSynonyms(_("Choose one of the languages."))
    group = _group(language, words, None)
    _must_fit(group)
    return group


def must_be_apart(group: WordGroup, others: Sequence[WordGroup]) -> None:
    """Raises `Conflict` where a word of the group is in another one of its language, too."""
    for other in others:
        if other.language == group.language and (shared := _folded(group) & _folded(other)):
            word = next(word for word in group.words if word.casefold() in shared)
            raise Conflict(
                _(
                    "The word “%(word)s” is in another group already: “%(words)s”. Add the words there.",
                    word=word,
                    words=", ".join(other.words),
                )
            )


def write_groups(groups: Sequence[WordGroup]) -> bytes:
    """A CSV file: language, and the words with commas between them."""
    return write_table([COLUMNS, *((group.language, ", ".join(group.words)) for group in groups)])


def read_groups(content: bytes) -> tuple[WordGroup, ...]:
    """The groups of a CSV file; a row without a language is Swedish. Raises `UnusableSynonyms`, or `UnusableTable`."""
    if len(content) > MAX_BYTES:
        raise UnusableSynonyms(_("The file is larger than %(n)s MB.", n=MAX_BYTES // (1024 * 1024)))
    groups = []
    for number, row in enumerate(read_table(content, columns=("words",)), start=2):
        try:
            groups.append(group_of(row.get("language") or DEFAULT_LANGUAGE, words_in(row.get("words", ""))))
        except UnusableSynonyms as error:
            raise UnusableSynonyms(_("Row %(n)s: %(reason)s", n=number, reason=error)) from error
    if not groups:
        raise UnusableSynonyms(_("The file has no words."))
    return tuple(groups)


def _group(language: str, words: Sequence[str], id: UUID | None) -> WordGroup:
    once: dict[str, str] = {}
    for word in words:
        if clean := clean_words(word):
            once.setdefault(clean.casefold(), clean)
    return WordGroup(language, tuple(once.values()), id)


def _must_fit(group: WordGroup) -> None:
    if len(group.words) < 2:
        raise UnusableSynonyms(_("Write at least two different words that mean the same."))
    if len(group.words) > MOST_WORDS:
        raise UnusableSynonyms(_("A group can have at most %(n)s words.", n=MOST_WORDS))
    if long := [word for word in group.words if len(word) > LONGEST_WORD]:
        raise UnusableSynonyms(_("The word “%(word)s …” is too long.", word=long[0][:30]))


def _folded(group: WordGroup) -> set[str]:
    return {word.casefold() for word in group.words}


def _row(group: WordGroup, officer_id: UUID | None, now: datetime) -> Synonym:
    return Synonym(
        language=group.language,
        words=msgspec.json.encode(group.words).decode(),
        added_by=officer_id,
        added_at=now,
    )


async def _hold() -> None:
    """Groups are compared with all others: nobody else changes one until the transaction around ends."""
    await Synonym.update({Synonym.language: Synonym.language}).where(Synonym.id.is_not_null())
