"""The poster as its readers meet it: on the wall, read aloud, and through a camera."""

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import segno

from surveys.posters import PosterFacts, poster_pdf
from tests.feedback.pdf.reading import pages_of
from tests.feedback.pdf.structure import Structure, broken_rules
from tests.surveys.open_surveys import LAST_DAY, SURVEY

ADDRESS = "https://gensvar.example.org/s/abcdefghijklmnopqrstuvwxyz-0123456789_ABCDEF"
FACTS = PosterFacts(SURVEY, ADDRESS, LAST_DAY, "Kulturdepartementet")


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [("sv", "Enkät om mötet", "30 november 2025"), ("ar", "استبيان عن اللقاء", "30 نوفمبر 2025")],
)
def test_poster_is_one_page_that_can_be_read_aloud(language: str, title: str, day: str) -> None:
    file = poster_pdf(FACTS, language=language)
    structure = Structure(file)
    texts = [structure.text(node) for node in structure.document.all("P")]
    (figure,) = structure.document.all("Figure")

    assert len(pages_of(file)) == 1
    assert structure.outline() == [("H1", title)]
    assert ADDRESS in texts
    assert any(day in text for text in texts)
    assert ADDRESS in figure.alternative
    assert broken_rules(file) == [[]]


def test_poster_without_a_last_day_tells_of_none() -> None:
    with_day, without = (poster_pdf(replace(FACTS, closes_on=day), language="en") for day in (LAST_DAY, None))

    assert "You can answer until 30 November 2025." in pages_of(with_day)[0]
    assert "until" not in pages_of(without)[0]
    assert poster_pdf(FACTS, language="en") == with_day


def test_code_on_the_poster_is_that_of_the_address() -> None:
    document = pypdfium2.PdfDocument(poster_pdf(FACTS, language="en"))
    picture = np.asarray(document[0].render(scale=4).to_pil().convert("L"))
    document.close()
    expected = np.array([list(row) for row in segno.make(ADDRESS, error="m", micro=False).matrix], dtype=bool)

    dark = picture < 100
    # The code is the only thing on the page with rows this black: its finder patterns bound it.
    size = len(expected)
    module = 340 * 4 / (size + 8)
    side = round(module * size)
    left = round((picture.shape[1] - side) / 2)
    tops = [y for y in range(picture.shape[0] - side) if dark[y, left + 2 : left + round(7 * module) - 2].all()]
    places = ((np.arange(size) + 0.5) * module).astype(int)
    found = dark[np.ix_(tops[0] + places, left + places)]

    assert (found == expected).all()
