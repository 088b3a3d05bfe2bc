"""Charts in print: one figure each, whole where a page holds it, else broken between its rows where the page is full."""

from dataclasses import replace

import pytest

from feedback.blocks import Paragraph
from feedback.pdf.styles import TEXT_HEIGHT
from reports.charts.chart import Chart, Series
from reports.document import ChartBlock
from reports.pdf.building import pdf
from tests.feedback.pdf.geometry import misplaced
from tests.feedback.pdf.reading import pages_of
from tests.feedback.pdf.structure import Structure
from tests.reports.pdf.hard_reports import THEMES, make_report
from tests.reports.samples import BARS, GROUPED

COUNTS = tuple(float(number) for number in range(100, 140))


def make_grouped(series: int) -> Chart:
    names = tuple(str(2000 + number) for number in range(series))
    return replace(GROUPED, labels=THEMES, series=tuple(Series(name, COUNTS) for name in names), alternative="Ord")


def test_a_chart_of_forty_themes_fills_its_pages_and_is_one_figure() -> None:
    file = pdf(make_report(Paragraph("Stycke"), ChartBlock(make_grouped(2))))

    _cover, first, second = pages_of(file)
    [figure] = Structure(file).document.all("Figure")
    assert first.count("Tema ") >= 20
    assert first.count("Tema ") + second.count("Tema ") == 40
    # The legend is said on both.
    assert ["2000" in page for page in (first, second)] == [True, True]
    assert (len(figure.contents), [kid.name for kid in figure.kids]) == (2, ["Caption"])


def test_a_chart_that_a_page_holds_is_not_broken() -> None:
    chart = replace(BARS, labels=THEMES[:10], series=(Series("Svar", COUNTS[:10]),))
    filling = [Paragraph("Rad")] * int(TEXT_HEIGHT / 35)

    pages = pages_of(pdf(make_report(*filling, ChartBlock(chart))))

    assert [page.count("Tema ") for page in pages if "Tema " in page] == [10]


@pytest.mark.parametrize("series", [12, 40])
def test_rows_taller_than_a_page_holds_four_of_are_all_there(series: int) -> None:
    labels = THEMES[:6]
    chart = make_grouped(series)
    small = replace(chart, labels=labels, series=tuple(replace(it, values=it.values[:6]) for it in chart.series))
    file = pdf(make_report(Paragraph("Stycke"), ChartBlock(small)))

    assert misplaced(file) == []
    assert sum(page.count("Tema ") for page in pages_of(file)) == 6
