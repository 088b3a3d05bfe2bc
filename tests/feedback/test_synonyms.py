"""The department's synonyms: groups of words, one group a word, as pages and files have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.csv_files import UnusableTable
from feedback.errors import Conflict, NotFound
from feedback.synonyms import (
    MOST_WORDS,
    SynonymImport,
    UnusableSynonyms,
    WordGroup,
    add_group,
    edit_group,
    group_of,
    import_groups,
    list_groups,
    read_groups,
    remove_group,
    synonym_groups,
    write_groups,
)
from feedback.themes import words_in
from tests.factories import NOW

LOKAL = WordGroup("sv", ("lokal", "sal", "mötesrum"))
BIDRAG = WordGroup("sv", ("bidrag", "stöd"))


async def keep(*groups: WordGroup) -> None:
    for group in groups:
        await add_group(group, officer_id=None, now=NOW)


async def test_groups_are_listed_by_language_and_first_word(database: str) -> None:
    await keep(WordGroup("en", ("grant", "funding")), LOKAL, BIDRAG)

    assert await list_groups() == (BIDRAG, LOKAL, WordGroup("en", ("grant", "funding")))
    assert await synonym_groups() == (("bidrag", "stöd"), ("lokal", "sal", "mötesrum"), ("grant", "funding"))


async def test_a_word_in_two_groups_of_a_language_is_told(database: str) -> None:
    await keep(LOKAL)

    with pytest.raises(Conflict) as refused:
        await keep(WordGroup("sv", ("aula", "Sal")))
    await keep(WordGroup("da", ("sal", "aula")))

    assert (
        str(refused.value) == "The word “Sal” is in another group already: “lokal, sal, mötesrum”. Add the words there."
    )
    assert len(await list_groups()) == 2


async def test_edit_and_remove(database: str) -> None:
    await keep(LOKAL, BIDRAG)
    lokal, bidrag = {group.words[0]: group.id for group in await list_groups()}["lokal"], BIDRAG
    assert lokal

    await edit_group(lokal, WordGroup("sv", ("lokal", "sal", "aula")))
    with pytest.raises(Conflict, match="The word “stöd” is in another group"):
        await edit_group(lokal, WordGroup("sv", ("lokal", "stöd")))

    assert await synonym_groups() == (bidrag.words, ("lokal", "sal", "aula"))
    await remove_group(lokal)
    assert await synonym_groups() == (bidrag.words,)
    for gone in (remove_group(lokal), edit_group(lokal, LOKAL)):
        with pytest.raises(NotFound):
            await gone


@pytest.mark.parametrize(
    ("language", "words", "message"),
    [
        ("sv", ["lokal"], "Write at least two different words that mean the same."),
        ("sv", ["lokal", " Lokal ", ""], "Write at least two different words that mean the same."),
        ("xx", ["lokal", "sal"], "Choose one of the languages."),
        ("sv", ["lokal", "x" * 81], f"The word “{'x' * 30} …” is too long."),
        ("sv", [str(n) for n in range(MOST_WORDS + 1)], "A group can have at most 50 words."),
    ],
)
def test_group_of_refuses(language: str, words: list[str], message: str) -> None:
    with pytest.raises(UnusableSynonyms) as refused:
        group_of(language, words)

    assert str(refused.value) == message


async def test_import_adds_new_groups_and_gives_known_ones_more_words(database: str) -> None:
    await keep(LOKAL, BIDRAG)
    groups = [WordGroup("sv", ("Sal", "aula")), BIDRAG, WordGroup("sv", ("buss", "tåg"))]

    done = [await import_groups(groups, officer_id=None, now=NOW) for _time in range(2)]

    assert done == [SynonymImport(1, 1, 1), SynonymImport(0, 0, 3)]
    assert await synonym_groups() == (BIDRAG.words, ("buss", "tåg"), ("lokal", "sal", "mötesrum", "aula"))


async def test_import_that_would_join_two_groups_changes_nothing(database: str) -> None:
    await keep(LOKAL, BIDRAG)

    with pytest.raises(Conflict, match="would join groups that are apart"):
        await import_groups(
            [WordGroup("sv", ("buss", "tåg")), WordGroup("sv", ("sal", "stöd"))], officer_id=None, now=NOW
        )

    assert await list_groups() == (BIDRAG, LOKAL)


WORD = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters=","), min_size=1, max_size=9)
WORDS = st.lists(WORD, min_size=2, max_size=5, unique_by=str.casefold)
GROUPS = st.lists(st.builds(WordGroup, st.sampled_from(["sv", "ar"]), WORDS.map(tuple)), min_size=1, max_size=4)


@given(GROUPS)
def test_what_is_exported_comes_back(groups: list[WordGroup]) -> None:
    assert read_groups(write_groups(groups)) == tuple(groups)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"words\nlokal\n", "Row 2: Write at least two different words that mean the same."),
        (b"language;words\nxx;a, b\n", "Row 2: Choose one of the languages."),
        (b"language\nsv\n", "The first row must name the columns; “words” is missing."),
        (b"words\n\n", "The file has no words."),
        (b"\x00\x01\x02\x03", "The file cannot be read as CSV. Save it as CSV in UTF-8, and try again."),
        (b" " * (1024 * 1024 + 1), "The file is larger than 1 MB."),
    ],
)
def test_read_groups_refuses(content: bytes, message: str) -> None:
    with pytest.raises((UnusableSynonyms, UnusableTable)) as refused:
        read_groups(content)

    assert str(refused.value) == message


def test_read_groups_without_a_language_is_swedish() -> None:
    assert read_groups(b'words\n"lokal, sal"\n') == (WordGroup("sv", ("lokal", "sal")),)


def test_words_in_lines_and_between_commas() -> None:
    assert words_in("lokal, sal\n mötes  rum \n,") == ("lokal", "sal", "mötes rum")
    assert words_in("قاعة، صالة") == ("قاعة", "صالة")
