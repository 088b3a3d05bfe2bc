"""Words, stems and the parts of compounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.matching.text import (
    Word,
    compound_parts,
    content_words,
    language_of,
    lemma,
    normalise,
    stem,
    words,
)


def test_words_keeps_surface_and_folds_form() -> None:
    assert words("Läxhjälp, 2 ggr/vecka! 😀 e\u0301lan") == (
        Word("Läxhjälp", "läxhjälp"),
        Word("ggr", "ggr"),
        Word("vecka", "vecka"),
        Word("e\u0301lan", "élan"),
    )


@given(st.text(max_size=200))
def test_words_stand_in_the_text(text: str) -> None:
    found = words(text)

    assert [word.surface for word in found if word.surface not in text] == []
    assert [word for word in found if not word.surface[0].isalpha()] == []


@given(st.text(max_size=200))
def test_normalise_settles(text: str) -> None:
    assert normalise(normalise(normalise(text))) == normalise(normalise(text))


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("föreningslokalerna", ("förening", "lokal")),
        ("jämställdhetsintegrering", ("jämställdhet", "integrering")),
        ("småföreningarna", ("små", "förening")),
        ("fritidsgården", ("fritid", "gård")),
        ("områdespoliser", ("område", "polis")),
        ("samhället", ()),
        ("hus", ()),
        ("", ()),
    ],
)
def test_compound_parts_of_policy_words(form: str, parts: tuple[str, ...]) -> None:
    assert compound_parts(form) == parts


@given(st.text(alphabet="abdefgiklmnoprstuvyåäö-", max_size=40))
def test_compound_parts_are_none_or_words_of_three_letters(form: str) -> None:
    assert [part for part in compound_parts(form) if len(part) < 3] == []


def test_lemma_and_stem_meet_inflected_forms() -> None:
    assert {lemma(form, "sv") for form in ("lokal", "lokalen", "lokaler", "lokalerna")} == {"lokal"}
    assert stem("associations", "en") == stem("association", "en") == "associ"
    assert (lemma("sanoi", "xx"), stem("sanoi", "xx")) == ("sanoi", "sanoi")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi behöver en lokal som är öppen på kvällen.", "sv"),
        ("We need a room that is open in the evening.", "en"),
        ("نحتاج إلى مكان للقاء", "ar"),
        ("ما به یک مکان برای گفتگو نیاز داریم", "fa"),
        ("Нам потрібне місце для зустрічей", "uk"),
        ("Meillä ei ole tilaa, jossa voimme tavata iltaisin, ja vuokra on liian kallis", "fi"),
        ("Waxaan u baahanahay meel aan ku kulanno habeenkii", "so"),
        ("Vi vill ha ett café på Östermalm, sade hon", "sv"),
        ("asdf", "sv"),
        ("", "sv"),
    ],
)
def test_language_of_short_texts(text: str, language: str) -> None:
    assert language_of(text) == language


def test_content_words_leaves_out_stop_words_and_repetitions() -> None:
    found = content_words("Vi behöver lokaler. Lokaler är det som behövs, inte en app!", "sv")

    assert [word.surface for word in found] == ["lokaler", "app"]
