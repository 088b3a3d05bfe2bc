"""PDF/UA-1 and PDF/A-3a by veraPDF, and every letter in its place, for reports that are hard to print."""

from functools import partial

import pytest

from feedback.translation import LANGUAGES
from reports.pdf.building import pdf
from tests.feedback.pdf.geometry import misplaced
from tests.feedback.pdf.structure import broken_rules
from tests.reports.pdf.hard_reports import HARD, make_follow_up, make_report, make_yearly
from tests.reports.samples import make_table

STRIDE = 5  # pages; each takes a while to look at
LONG = {
    "5,000 rows": partial(make_report, make_table(5000)),
    **{f"follow-up in {language}": partial(make_follow_up, language) for language in LANGUAGES},
    **{f"year in {language}": partial(make_yearly, language) for language in LANGUAGES},
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {name: pdf(make()) for name, make in HARD.items()}


def test_hard_reports_can_be_read_aloud_and_archived(files: dict[str, bytes]) -> None:
    found = dict(zip(files, broken_rules(*files.values()), strict=True))

    assert found == {name: [] for name in files}


@pytest.mark.parametrize("name", HARD)
def test_every_letter_of_a_hard_report_stands_in_its_place(files: dict[str, bytes], name: str) -> None:
    assert misplaced(files[name]) == []


@pytest.mark.long
def test_reports_in_every_language_and_with_5000_rows_can_be_read_aloud_and_archived() -> None:
    made = {name: pdf(make()) for name, make in LONG.items()}
    found = dict(zip(made, broken_rules(*made.values()), strict=True))

    assert found == {name: [] for name in made}
    assert [line for file in made.values() for line in misplaced(file, stride=STRIDE)] == []
