import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from reports.charts.chart import Chart, Series, Shape
from reports.charts.plotly_charts import plotly_figure
from tests.reports.chart_samples import ALL, DIVERGING, FLOW
from tests.reports.samples import BARS, GROUPED, LINES, STACKED


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.shape.value)
def test_plotly_figure_is_valid_plotly_and_plain_json(chart: Chart, direction: str) -> None:
    figure = plotly_figure(chart, direction=direction)
    checked = go.Figure(figure)
    names = [] if chart.shape in (Shape.HEAT_MAP, Shape.STATUS_FLOW) else [series.name for series in chart.series]
    assert [trace.name for trace in checked.data if trace.name] == names
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.shape.value)
def test_plotly_figure_has_every_text_that_is_shown(chart: Chart) -> None:
    if chart.shape is Shape.TIMELINE:
        chart = replace(chart, series=tuple(replace(one, texts=()) for one in chart.series))
    written = json.dumps(plotly_figure(chart, direction="ltr"), ensure_ascii=False).replace("<br>", " ")
    shown = {text for one in chart.series for place, text in enumerate(one.texts) if one.values[place] != 0}
    if chart.shape is Shape.STATUS_FLOW:  # its bands are of what may be counted; the table beside it has the rest
        shown = {text for one in chart.series for text, value in zip(one.texts, one.values, strict=False) if value}
    assert [text for text in (*chart.labels, *shown) if text not in written] == []


def test_plotly_figure_diverging_parts_meet_in_the_middle() -> None:
    data = plotly_figure(DIVERGING, direction="ltr")["data"]
    assert [(trace["base"][0], trace["x"][0], trace["xaxis"]) for trace in data] == [
        (-18.0, 5, "x"),
        (-13.0, 9, "x"),
        (-4.0, 8, "x"),
        (4.0, 12, "x"),
        (16.0, 10, "x"),
        (0, 5, "x2"),
    ]


def test_plotly_figure_of_a_flow_has_the_states_before_on_the_side_where_reading_starts() -> None:
    links = [plotly_figure(FLOW, direction=direction)["data"][0]["link"] for direction in ("ltr", "rtl")]
    assert (links[0]["source"], links[0]["target"]) == (links[1]["target"], links[1]["source"])


def test_plotly_figure_bars_carry_values_and_their_texts() -> None:
    (trace,) = go.Figure(plotly_figure(BARS, direction="ltr")).data
    assert (trace.x, trace.text) == ((24, 9, 6, None), ("24", "9", "6", "färre än 5"))


def test_plotly_figure_suppressed_value_has_no_bar_but_its_text() -> None:
    notes = go.Figure(plotly_figure(STACKED, direction="ltr")).layout.annotations
    assert [(note.y, note.text) for note in notes] == [
        (0, "Kan inte säga: färre än 5"),
        (1, "Kan inte säga: färre än 5"),
    ]


def test_plotly_figure_series_differ_by_more_than_colour() -> None:
    bars = go.Figure(plotly_figure(GROUPED, direction="ltr")).data
    lines = go.Figure(plotly_figure(LINES, direction="ltr")).data
    assert len({(trace.marker.pattern.shape, trace.marker.color) for trace in bars}) == 3
    assert len({(trace.line.dash, trace.marker.symbol) for trace in lines}) == 3


def test_plotly_figure_right_to_left_grows_from_the_right() -> None:
    layout = go.Figure(plotly_figure(BARS, direction="rtl")).layout
    assert (layout.xaxis.autorange, layout.yaxis.side, layout.yaxis.autorange) == ("reversed", "right", "reversed")


def test_plotly_figure_texts_are_escaped() -> None:
    chart = Chart(
        Shape.BARS,
        "T",
        ("<b>x</b> & y",),
        (Series("<a href='javascript:1'>s</a>", (1,), ("<i>1</i>",)),),
        "<u>v</u>",
        "",
    )
    figure = plotly_figure(chart, direction="ltr")
    assert "<" not in json.dumps(figure)
    assert figure["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;x&lt;/b&gt; &amp; y"]


def test_plotly_figure_equal_labels_stay_apart() -> None:
    figure = plotly_figure(replace(BARS, labels=("Annan",) * 4), direction="ltr")
    assert (figure["data"][0]["y"], figure["layout"]["yaxis"]["ticktext"]) == ([0, 1, 2, 3], ["Annan"] * 4)


def test_plotly_figure_of_shares_has_an_axis_in_per_cent() -> None:
    chart = replace(BARS, labels=("A",), series=(Series("Andel", (0.4,), ("40 %",)),))
    assert plotly_figure(chart, direction="ltr")["layout"]["xaxis"]["tickformat"] == ".0%"


@pytest.mark.parametrize("shape", [Shape.BARS, Shape.GROUPED_BARS, Shape.STACKED_BARS, Shape.LINES, Shape.DOT_PLOT])
def test_plotly_figure_of_counts_has_whole_numbers_on_its_axis(shape: Shape) -> None:
    series = (Series("2024", (1, None)), Series("2025", (1, 0)))
    chart = Chart(shape, "Few", ("One", "Other"), series, "Number", "Few")

    layout = plotly_figure(chart, direction="ltr")["layout"]

    assert isinstance(layout, dict)
    assert layout["yaxis" if shape is Shape.LINES else "xaxis"]["dtick"] == 1
