"""Dates in words and figures."""

import pytest

from feedback.notes.dates import days_in, months_in
from feedback.notes.languages import GRAMMARS


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "den 4 juni 2024 och 2024-06-10", ("2024-06-04", "2024-06-10")),
        ("sv", "Måndag den 21 oktober, 2013", ("2013-10-21",)),
        ("sv", "mötet 4/6 2024", ("2024-06-04",)),
        ("sv", "den 31 februari 2024", ()),
        ("en", "on 4 June 2024", ("2024-06-04",)),
        ("en", "on June 4th, 2024", ("2024-06-04",)),
    ],
)
def test_days_in(language: str, text: str, expected: tuple[str, ...]) -> None:
    assert days_in(text, GRAMMARS[language]) == expected


def test_months_in() -> None:
    assert months_in("Sjövik i maj 2014", GRAMMARS["sv"]) == ("2014-05",)
