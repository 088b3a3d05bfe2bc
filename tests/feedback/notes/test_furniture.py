"""What belongs to the page is told from what is said on it."""

import pytest

from feedback.notes.furniture import furniture_lines
from feedback.notes.languages import GRAMMARS
from feedback.notes.lines import rows_of
from tests.feedback.notes.files import text_lines


def furniture(text: str, language: str = "sv") -> set[int]:
    return set(furniture_lines(rows_of(text_lines(text)), GRAMMARS[language]))


@pytest.mark.parametrize(
    "text", ["15", "|15", "- 3 -", "2 (7)", "Sida 1 av 9", "Promemoria", "KU2024/01234", "Dir. 2024:99", "-----"]
)
def test_furniture_lines_alone(text: str) -> None:
    assert furniture(text) == {1}


@pytest.mark.parametrize("text", ["2024", "15 personer deltog", "11.30", "Sidan av saken", "• Promemoria"])
def test_furniture_lines_text_stays(text: str) -> None:
    assert furniture(text) == set()


def test_furniture_lines_english() -> None:
    assert furniture("Memorandum\nPage 1 of 3\nPage one is blank", "en") == {1, 2}


def test_furniture_lines_running_heads_but_not_the_first() -> None:
    pages = [
        f"Norrby kommun\nText nummer {word}\nFortsatt {word}\nKansliet {page}"
        for page, word in enumerate("abc", start=1)
    ]
    assert furniture("\f".join(pages)) == {4, 5, 8, 9, 12}


def test_furniture_lines_bullets_on_every_page_stay() -> None:
    assert furniture("\f".join(["• Samma sak"] * 4)) == set()
