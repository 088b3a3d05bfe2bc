from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, Drawing, Polygon, Rect, Shape, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from feedback.translation import speaking
from reports.charts.chart import Chart, Series
from reports.charts.chart import Shape as ChartShape
from reports.charts.drawn_charts import draw, drawings
from reports.charts.drawn_lines import round_steps
from reports.charts.tones import TONES, heat, scale_tones, tone
from tests.reports.chart_samples import ALL, DELIVERY, DIVERGING, DOTS, HEAT, TIMELINE
from tests.reports.samples import BARS, LINES, LONG_WORD, STACKED

WIDTH = 450


def shapes_of(drawing: Drawing) -> list[Shape]:
    (group,) = drawing.contents
    return group.contents


def texts_of(drawing: Drawing) -> list[str]:
    return [shape.text for shape in shapes_of(drawing) if isinstance(shape, String)]


def boxes_of(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every text; DejaVu's x-height is enough to see one run into another."""
    return [
        (
            s.x,
            drawing.height + s.y,
            s.x + stringWidth(s.text, s.fontName, s.fontSize),
            drawing.height + s.y + s.fontSize * 0.7,
        )
        for s in shapes_of(drawing)
        if isinstance(s, String) and s.text
    ]


def overlaps(drawing: Drawing) -> list[tuple[int, int]]:
    boxes = boxes_of(drawing)
    return [
        (one, two)
        for two in range(len(boxes))
        for one in range(two)
        if boxes[one][0] < boxes[two][2] - 0.5
        and boxes[two][0] < boxes[one][2] - 0.5
        and boxes[one][1] < boxes[two][3] - 0.5
        and boxes[two][1] < boxes[one][3] - 0.5
    ]


def outside(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    return [
        box
        for box in boxes_of(drawing)
        if box[0] < -1 or box[1] < -1 or box[2] > drawing.width + 1 or box[3] > drawing.height + 1
    ]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.shape.value)
def test_draw_nothing_overlaps_or_falls_outside(chart: Chart, direction: str) -> None:
    drawing = draw(chart, width=WIDTH, direction=direction)
    assert (overlaps(drawing), outside(drawing)) == ([], [])


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.shape.value)
def test_draw_long_words_neither_overlap_nor_fall_outside(chart: Chart) -> None:
    series = tuple(replace(one, name=LONG_WORD, texts=(LONG_WORD,) * len(one.values)) for one in chart.series)
    labels = (LONG_WORD,) * len(chart.labels)
    drawing = draw(replace(chart, labels=labels, series=series, value_label=LONG_WORD), width=WIDTH, direction="ltr")
    assert (overlaps(drawing), outside(drawing)) == ([], [])


def test_draw_bars_writes_every_label_and_value() -> None:
    assert texts_of(draw(BARS, width=WIDTH, direction="ltr")) == [
        "Antal svar",
        "24",
        "Ideell förening",
        "9",
        "Trossamfund",
        "6",
        "Samverkansorgan för kvinnojourer och",
        "tjejjourer i hela landet",
        "färre än 5",
        "Annan",
    ]


def test_draw_suppressed_value_has_no_bar() -> None:
    lengths = [shape.width for shape in shapes_of(draw(BARS, width=WIDTH, direction="ltr")) if isinstance(shape, Rect)]
    filled = lengths[::2]
    assert [round(length / filled[0], 3) for length in filled] == [1, 0.375, 0.25]


def test_draw_stacked_names_what_has_no_room_in_its_part() -> None:
    found = texts_of(draw(STACKED, width=WIDTH, direction="ltr"))
    assert [text for text in found if ":" in text] == [
        "Nej: 1 · Kan inte säga: färre än 5",
        "Kan inte säga: färre än 5",
    ]


def test_draw_lines_names_a_value_that_is_not_shown() -> None:
    assert texts_of(draw(LINES, width=WIDTH, direction="ltr"))[-1] == "Lokaler (2019): färre än 5"


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.shape.value)
def test_draw_right_to_left_is_the_mirror_image(chart: Chart) -> None:
    left = [s for s in shapes_of(draw(chart, width=WIDTH, direction="ltr")) if isinstance(s, Rect)]
    right = [s for s in shapes_of(draw(chart, width=WIDTH, direction="rtl")) if isinstance(s, Rect)]
    mirrored = [number for s in right for number in (WIDTH - s.x - s.width, s.y, s.width)]
    assert mirrored == pytest.approx([number for s in left for number in (s.x, s.y, s.width)], abs=0.001)


def test_draw_series_differ_in_grey() -> None:
    greys = [_grey(look.fill) for look in TONES[:4]]
    assert [abs(one - two) >= 0.1 for place, one in enumerate(greys) for two in greys[:place]] == [True] * 6


def test_draw_scale_differs_in_grey_or_in_hatch() -> None:
    looks = [(_grey(look.fill), look.hatch) for look in scale_tones(DIVERGING.series)]
    alike = [
        (one, two)
        for two in range(len(looks))
        for one in range(two)
        if looks[one][1] is looks[two][1] and abs(looks[one][0] - looks[two][0]) < 0.08
    ]
    assert alike == []


def test_draw_heat_is_darker_the_more_there_is_and_its_ink_readable() -> None:
    looks = [heat(share) for share in (0, 0.1, 0.3, 0.5, 0.7, 0.9, 1)]
    greys = [_grey(look.fill) for look in looks]
    assert greys == sorted(greys, reverse=True)
    assert [abs(_grey(look.ink) - _grey(look.fill)) > 0.4 for look in looks] == [True] * len(looks)


def test_draw_timeline_marks_differ_in_shape() -> None:
    drawn = shapes_of(draw(TIMELINE, width=WIDTH, direction="ltr"))
    marks = [type(shape) for shape in drawn if isinstance(shape, (Circle, Polygon, Rect))]
    assert (marks.count(Circle), marks.count(Rect), marks.count(Polygon)) == (7, 3, 2)


def test_draw_dots_arrow_points_to_the_later_value() -> None:
    for direction, turn in (("ltr", 1), ("rtl", -1)):
        heads = [s.points for s in shapes_of(draw(DOTS, width=WIDTH, direction=direction)) if isinstance(s, Polygon)]
        assert [(points[0] - points[2]) * turn > 0 for points in heads] == [True, False]


def test_draw_heat_map_of_many_years_goes_on_below() -> None:
    years = tuple(Series(str(year), (1, 2, 3)) for year in range(1990, 2025))
    drawing = draw(replace(HEAT, series=years), width=WIDTH, direction="ltr")
    assert (overlaps(drawing), outside(drawing)) == ([], [])
    assert {str(year) for year in range(1990, 2025)} <= set(texts_of(drawing))


@pytest.mark.parametrize("chart", [DIVERGING, DOTS, HEAT, TIMELINE, DELIVERY], ids=lambda chart: chart.shape.value)
def test_drawings_of_many_rows_are_none_too_tall_and_lose_no_row(chart: Chart) -> None:
    names = tuple(f"Rad {number}" for number in range(90))
    series = tuple(
        replace(
            one,
            values=tuple(one.values[number % 3] for number in range(90)),
            texts=tuple(one.texts[number % 3] for number in range(90)) if one.texts else (),
            places=tuple(one.places[number % 3] for number in range(90)) if one.places else (),
        )
        for one in chart.series
    )
    parts = drawings(replace(chart, labels=names, series=series), width=WIDTH, height=600, direction="ltr")
    found = [text for part in parts for text in texts_of(part) if text.startswith("Rad ")]
    assert (tuple(found), [part.height <= 600 for part in parts]) == (names, [True] * len(parts))


def _grey(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_drawings_splits_a_tall_chart_without_losing_a_label() -> None:
    labels = tuple(f"Etikett {number}" for number in range(90))
    chart = replace(BARS, labels=labels, series=(Series("Svar", tuple(float(number) for number in range(90))),))
    parts = drawings(chart, width=WIDTH, height=600, direction="ltr")
    found = [text for part in parts for text in texts_of(part) if text.startswith("Etikett")]
    assert (tuple(found), [part.height <= 600 for part in parts]) == (labels, [True] * len(parts))


def test_drawings_parts_have_the_same_scale() -> None:
    chart = replace(BARS, labels=tuple("ab" * 40), series=(Series("Svar", (10.0, 5.0) * 40),))
    lengths = {
        round(shape.width, 3)
        for part in drawings(chart, width=WIDTH, height=500, direction="ltr")
        for shape in shapes_of(part)
        if isinstance(shape, Rect)
    }
    assert len(lengths) == 2


@pytest.mark.parametrize("shape", list(ChartShape), ids=lambda shape: shape.value)
def test_draw_without_labels_or_series_is_an_empty_frame(shape: ChartShape) -> None:
    empty = Chart(shape, "Tomt", (), (), "Antal", "")
    assert texts_of(draw(empty, width=WIDTH, direction="ltr"))[:1] == ["Antal"]


values = st.one_of(st.none(), st.floats(0, 1e6))


@settings(max_examples=40)
@given(st.sampled_from(list(ChartShape)), st.lists(st.tuples(values, values, values), min_size=1, max_size=12))
def test_draw_any_values_stay_inside(shape: ChartShape, rows: list[tuple[float | None, ...]]) -> None:
    names = ("Ja", "Delvis", "Nej")
    series = tuple(
        Series(name, tuple(row[place] for row in rows), tuple("x" if row[place] is None else "12" for row in rows))
        for place, name in enumerate(names)
    )
    chart = Chart(shape, "T", tuple(f"Etikett {number}" for number in range(len(rows))), series, "Antal", "")
    assert outside(draw(chart, width=WIDTH, direction="ltr")) == []


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (14, [0, 5, 10, 15]),
        (100, [0, 50, 100]),
        (3, [0, 1, 2, 3]),
        (0, [0, 1]),
        (0.7, [0, 0.2, 0.4, 0.6, 0.8]),
    ],
)
def test_round_steps_end_at_or_above_the_largest_value(most: float, steps: list[float]) -> None:
    assert round_steps(most) == steps


@pytest.mark.parametrize(("most", "steps"), [(1, [0, 1]), (2, [0, 1, 2]), (3, [0, 1, 2, 3]), (14, [0, 5, 10, 15])])
def test_round_steps_of_counts_are_whole(most: float, steps: list[float]) -> None:
    assert round_steps(most, least=1) == steps


def test_draw_lines_of_many_series_have_room_and_differ() -> None:
    series = tuple(Series(f"Tema {number}", (5.0, 9.0)) for number in range(20))
    chart = replace(LINES, labels=("2023", "2024"), series=series)
    drawing = draw(chart, width=WIDTH, direction="ltr")
    assert (overlaps(drawing), outside(drawing)) == ([], [])
    assert len({(tone(place).line, tone(place).marker, tone(place).dash) for place in range(20)}) == 20


def test_draw_lines_of_shares_has_an_axis_in_per_cent() -> None:
    chart = replace(LINES, labels=("2023", "2024"), series=(Series("Lokaler", (0.2, 0.4), ("20 %", "40 %")),))
    with speaking("sv"):
        texts = texts_of(draw(chart, width=WIDTH, direction="ltr"))
    assert [text for text in texts if "%" in text] == ["0\xa0%", "10\xa0%", "20\xa0%", "30\xa0%", "40\xa0%", "40 %"]
