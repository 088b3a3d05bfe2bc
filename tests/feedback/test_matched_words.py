"""Marking the words that a suggestion goes by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.matched_words import Passage, mark_words


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Premises cost, premises lack.", ["premises"], ["Premises", "premises"]),
        ("Lokalerna är dyra lokaler.", ["lokaler"], ["lokaler"]),
        ("Civil society and civil", ["civil society", "civil"], ["Civil society", "civil"]),
        ("Costs (a+b) rise", ["a+b", ""], ["a+b"]),
        ("Nothing here", [], []),
        ("", ["x"], []),
    ],
)
def test_mark_words(text: str, words: list[str], marked: list[str]) -> None:
    assert [passage.text for passage in mark_words(text, words) if passage.is_matched] == marked


def test_mark_words_gives_stretches_in_order() -> None:
    assert mark_words("We need premises.", ["premises"]) == (
        Passage("We need "),
        Passage("premises", True),
        Passage("."),
    )


@given(st.text(), st.lists(st.text()))
def test_mark_words_loses_nothing(text: str, words: list[str]) -> None:
    assert "".join(passage.text for passage in mark_words(text, words)) == text
