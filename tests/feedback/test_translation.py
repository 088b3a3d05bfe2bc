"""Languages as pages, dates and numbers meet them."""

from datetime import date

import pytest

from feedback.translation import (
    LANGUAGES,
    catalog,
    date_text,
    direction,
    gettext,
    language_name,
    number_text,
    percent_text,
    speaking,
)
from feedback.web.locale import browser_language


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("sv", "3 mars 2026", "mars 2026"),
        ("sv-simple", "3 mars 2026", "mars 2026"),
        ("en", "3 March 2026", "March 2026"),
        ("fi", "3. maaliskuuta 2026", "maaliskuu 2026"),
        ("ar", "3 مارس 2026", "مارس 2026"),
        ("so", "Maarso 3, 2026", "Maarso 2026"),
        ("fa", "3 مارس 2026", "مارس 2026"),
        ("uk", "3 березня 2026 р.", "березень 2026"),
    ],
)
def test_date_text_in_every_language(language: str, day: str, month: str) -> None:
    with speaking(language):
        assert date_text(date(2026, 3, 3)).replace("\N{NARROW NO-BREAK SPACE}", " ") == day
        assert date_text("2026-03-03") == date_text(date(2026, 3, 3))
        assert date_text("2026-03") == month
        assert date_text("2026") == "2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_in_latin_digits_in_every_language(language: str) -> None:
    with speaking(language):
        assert "".join(filter(str.isascii, number_text(12345))).replace(",", "") == "12345"
        assert "45" in percent_text(0.451)


def test_direction_of_every_language() -> None:
    assert [code for code in LANGUAGES if direction(code) == "rtl"] == ["ar", "fa"]
    assert direction("no language") == "ltr"


def test_easy_read_swedish_has_a_name_and_falls_back_on_swedish() -> None:
    assert language_name("sv-simple") == "Easy-read Swedish"
    with speaking("sv-simple"):
        assert gettext("Point") == "Synpunkt"
        assert language_name("fi") == "finska"
    assert catalog("sv-simple")._fallback is catalog("sv")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fa-AF, en;q=0.5", "fa"),
        ("uk-UA,uk;q=0.9,ru;q=0.8", "uk"),
        ("sv-FI", "sv"),
        ("SV-se;q=0.8, fi-FI", "fi"),
        ("sv-simple, sv;q=0.9", "sv-simple"),
        ("so-SO;q=0, en", "en"),
        ("de, zz;q=x", None),
        ("", None),
    ],
)
def test_browser_language(accepted: str, language: str | None) -> None:
    assert browser_language(accepted) == language
