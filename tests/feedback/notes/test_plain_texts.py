"""Plain text in any encoding: a wrong guess may look odd, and loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.notes.plain_texts import text_of

SWEDISH = "Åsa mötte Örjan på ön — där sades ”ja”, för 5 €.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_of_every_encoding(encoding: str) -> None:
    assert text_of((SWEDISH * 40).encode(encoding)) == SWEDISH * 40


@pytest.mark.parametrize("pasted", ["å", "förslag på ö", "€"])
def test_text_of_utf8_with_a_passage_in_windows_letters(pasted: str) -> None:
    content = SWEDISH.encode() + pasted.encode("cp1252") + b"\n" + SWEDISH.encode()

    assert text_of(content) == f"{SWEDISH}{pasted}\n{SWEDISH}"


def test_text_of_utf8_with_a_letter_cut_in_half() -> None:
    assert text_of(SWEDISH.encode() + "ö".encode()[:1]) == SWEDISH + "Ã"


@given(st.text(st.characters(codec="latin-1", exclude_characters="\r", exclude_categories=["Cc"]), min_size=1))
def test_text_of_windows_letters_loses_none(text: str) -> None:
    told = text_of(text.encode("latin-1"))

    assert len(told.encode("utf-16-le")) > 0
    assert [char for char in text if char.isascii()] == [char for char in told if char.isascii()]
