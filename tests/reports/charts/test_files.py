"""Charts as files and as SVG on a page: well formed, in the letters as they are read, and not blank."""

import csv
import io
from dataclasses import replace

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image

from reports.charts.chart import Chart
from reports.charts.files import FileKind, Origin, chart_file
from reports.charts.svg import NAMESPACE, chart_svg
from tests.reports.chart_samples import ALL, HEAT, TIMELINE, in_arabic
from tests.reports.samples import BARS

SWEDISH = Origin("sv", "Samhällsdepartementet, 14 november 2024")
ARABIC = Origin("ar", "وزارة المجتمع")
SHAPES = pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.shape.value)
STYLING = {"style", "class", "onload", "href"}


@SHAPES
def test_svg_is_one_image_with_a_name_and_no_style_of_its_own(chart: Chart) -> None:
    root = fromstring(chart_svg(chart, language="sv", id="part-7"))

    said = {name: root.find(f"{{{NAMESPACE}}}{name}") for name in ("title", "desc")}
    assert {name: (it.get("id"), it.text) for name, it in said.items() if it is not None} == {
        "title": ("part-7-title", chart.title),
        "desc": ("part-7-description", chart.alternative),
    }
    assert (root.get("role"), root.get("lang"), root.get("direction")) == ("img", "sv", "ltr")
    assert {name for element in root.iter() for name in element.attrib} & STYLING == set()


@SHAPES
def test_svg_has_arabic_as_it_is_read_from_right_to_left(chart: Chart) -> None:
    root = fromstring(chart_svg(in_arabic(chart), language="ar", id="x"))

    text = " ".join(element.text or "" for element in root.iter(f"{{{NAMESPACE}}}text"))
    assert "المقار" in text
    assert [
        char for char in text if "\ufb50" <= char <= "\ufeff"
    ] == []  # no letter in the shape that it takes in print
    assert root.get("direction") == "rtl"


@SHAPES
def test_svg_has_no_place_outside(chart: Chart) -> None:
    root = fromstring(chart_svg(chart, language="sv", id="x", width=450))

    width, height = (float(number) for number in root.get("viewBox", "").split()[2:])
    across = [float(each.get("x", 0)) for each in root.iter() if each.get("x")]
    down = [float(each.get("y", 0)) for each in root.iter() if each.get("y")]
    assert (min(across) >= -1, max(across) <= width + 1, min(down) >= -1, max(down) <= height + 1) == (True,) * 4


def test_svg_texts_cannot_end_their_element() -> None:
    chart = replace(BARS, labels=("</text><script>", *BARS.labels[1:]), title="<b>&")

    root = fromstring(chart_svg(chart, language="sv", id="x"))

    assert [each.tag for each in root.iter() if each.tag.endswith(("script", "}b"))] == []


@SHAPES
@pytest.mark.parametrize("origin", [SWEDISH, ARABIC], ids=["sv", "ar"])
def test_png_is_drawn_at_twice_the_size_on_white_ground(chart: Chart, origin: Origin) -> None:
    shown = in_arabic(chart) if origin is ARABIC else chart

    content = chart_file(shown, FileKind.PNG, origin)

    image = Image.open(io.BytesIO(content)).convert("L")
    dark = sum(image.histogram()[:128])
    assert (image.width >= 1100, image.getpixel((0, 0))) == (True, 255)
    assert 0.002 < dark / (image.width * image.height) < 0.5
    assert content == chart_file(shown, FileKind.PNG, origin)


def test_svg_file_says_where_it_comes_from() -> None:
    root = fromstring(chart_file(HEAT, FileKind.SVG, SWEDISH))

    texts = [each.text for each in root.iter(f"{{{NAMESPACE}}}text")]
    assert (texts.count(HEAT.title), texts.count(SWEDISH.source)) == (1, 1)


def test_csv_file_has_what_the_reader_sees() -> None:
    rows = list(csv.reader(io.StringIO(chart_file(TIMELINE, FileKind.CSV, SWEDISH).decode("utf-8-sig"))))

    assert [row[1:] for row in rows[:2]] == [
        ["Togs upp", "Besvarades", "Genomfördes helt"],
        ["2012, 2019, 2023", "2019", "2024"],
    ]
    assert [row[0] for row in rows[1:]] == list(TIMELINE.labels)
