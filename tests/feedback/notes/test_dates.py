"""Dates in words and figures."""

import pytest

from feedback.notes.dates import days_in, days_without_year, months_in
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
        ("sv", "den 4–6 juni 2024", ("2024-06-04",)),
        ("sv", "den 4 och 5 juni 2024", ("2024-06-04",)),
        ("sv", "30 maj – 2 juni 2024", ("2024-05-30",)),
        ("sv", "1 januari till 3 mars 2024", ("2024-01-01",)),
        ("sv", "kl. 10.30, den 4.6.2024", ("2024-06-04",)),
        ("en", "Thursday 9 to Friday 10 May 2024", ("2024-05-09",)),
        ("fi", "3.–4.10.2023", ("2023-10-03",)),
        ("fi", "30.9.–4.10.2023 ja 6.10.2023", ("2023-09-30", "2023-10-06")),
        ("no", "22.–23. november 2023", ("2023-11-22",)),
        ("no", "tirsdag 4. juni 2024", ("2024-06-04",)),
        ("da", "den 12. marts 2024", ("2024-03-12",)),
        ("fi", "4.6.2024", ("2024-06-04",)),
        ("fi", "tiistaina 4. kesäkuuta 2024", ("2024-06-04",)),
    ],
)
def test_days_in(language: str, text: str, expected: tuple[str, ...]) -> None:
    assert days_in(text, GRAMMARS[language]) == expected


def test_months_in() -> None:
    assert months_in("Sjövik i maj 2014", GRAMMARS["sv"]) == ("2014-05",)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "Den 4 juni bjöd ministern in.", ((6, 4),)),
        ("sv", "Den 4–5 juni bjöd ministern in.", ((6, 4),)),
        ("sv", "Den 4 juni 2024 bjöd ministern in.", ()),
        ("en", "On 8 June, and again on July 3.", ((6, 8), (7, 3))),
        ("no", "tirsdag 9. april.", ((4, 9),)),
    ],
)
def test_days_without_year(language: str, text: str, expected: tuple[tuple[int, int], ...]) -> None:
    assert days_without_year(text, GRAMMARS[language]) == expected
