"""Flagged words are taken out wherever they stand, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.flagged_words import MASK, mask, names_somebody

NAMES = ("Maja Exempelsson", "maja@example.org", "070-123 45 67", "Bo")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As Maja Exempelsson says", "As […] says"),
        ("as MAJA  exempelsson says", "as […] says"),
        ("Maja\nExempelssons förslag", "[…] förslag"),
        ("Write to maja@example.org or call 070-123 45 67.", "Write to […] or call […]."),
        ("Bo bor i Boden, säger Bo.", "[…] bor i Boden, säger […]."),
        ("Premises are dear.", "Premises are dear."),
    ],
)
def test_flagged_words_are_masked(text: str, expected: str) -> None:
    assert mask(text, NAMES) == expected
    assert names_somebody(text, NAMES) == (text != expected)


def test_the_longest_words_go_as_a_whole() -> None:
    assert mask("Maja Exempelsson Ek", ["Maja Exempelsson", "Maja Exempelsson Ek"]) == MASK


def test_nothing_flagged_changes_nothing() -> None:
    assert mask("Maja", []) == mask("Maja", ["", " "]) == "Maja"


@given(before=st.text(), words=st.sampled_from(NAMES), after=st.text())
def test_no_text_keeps_words_that_stand_by_themselves(before: str, words: str, after: str) -> None:
    masked = mask(f"{before} {words} {after}", NAMES)

    assert not names_somebody(masked, NAMES)
    assert MASK in masked
