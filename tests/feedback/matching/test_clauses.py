"""Clauses: where a text is divided, and that nothing of it is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.matching.clauses import MOST, SHORTEST, clauses
from feedback.matching.text import content_words, words


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "Bussen går sällan om kvällen och biblioteket stänger klockan fyra.",
            "sv",
            ("Bussen går sällan om kvällen", "och biblioteket stänger klockan fyra."),
        ),
        (
            "Vi saknar lokaler på kvällen. Dessutom kommer bidraget alltid för sent!",
            "sv",
            ("Vi saknar lokaler på kvällen.", "Dessutom kommer bidraget alltid för sent!"),
        ),
        (
            "The bus rarely runs at night, but the library closes at four.",
            "en",
            ("The bus rarely runs at night,", "but the library closes at four."),
        ),
        (
            "لا توجد حافلات في المساء؛ المكتبة تغلق مبكرا جدا",
            "ar",
            ("لا توجد حافلات في المساء؛", "المكتبة تغلق مبكرا جدا"),
        ),
        ("Bussar och tåg.", "sv", ("Bussar och tåg.",)),
        (
            "Kvinnor, män, barn och äldre behöver mötesplatser.",
            "sv",
            ("Kvinnor, män, barn och äldre behöver mötesplatser.",),
        ),
        ("", "sv", ("",)),
    ],
)
def test_a_text_is_divided_where_a_clause_could_stand_alone(text: str, language: str, parts: tuple[str, ...]) -> None:
    assert clauses(text, language) == parts


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("abå .,;!\n–-:oé"), max_size=200), st.sampled_from(["sv", "en", "ar"]))
def test_every_word_is_in_one_clause_and_none_is_too_short(text: str, language: str) -> None:
    parts = clauses(text, language)

    assert [word for part in parts for word in words(part)] == list(words(text))
    assert [part for part in parts if part not in text] == []
    assert len(parts) == 1 or min(len(content_words(part, language)) for part in parts) >= SHORTEST


def test_a_very_long_text_has_a_bounded_number_of_clauses() -> None:
    text = "Bussen går sällan härifrån. " * 500

    assert len(clauses(text, "sv")) == MOST
