"""Charts for the screen: Plotly figure JSON, drawn in the browser beside a table of the same numbers."""

from reports.charts.chart import Chart, Series, Shape, value_text
from reports.charts.plotly_axes import (
    INK,
    ROW,
    Json,
    fill,
    frame,
    label_axis,
    note,
    places,
    plain,
    rows_height,
    value_axis,
)
from reports.charts.plotly_scales import diverging_figure, dots_figure
from reports.charts.plotly_states import deliveries_figure, flow_figure, heat_map_figure, timeline_figure
from reports.charts.tones import tone

OWN = {
    Shape.DIVERGING_BARS: diverging_figure,
    Shape.DOT_PLOT: dots_figure,
    Shape.HEAT_MAP: heat_map_figure,
    Shape.TIMELINE: timeline_figure,
    Shape.STATUS_FLOW: flow_figure,
    Shape.DELIVERY_VERDICT: deliveries_figure,
}


def plotly_figure(chart: Chart, *, direction: str) -> dict[str, Json]:
    """`data` and `layout` for Plotly.newPlot, ready for JSON.

    Texts are escaped, since Plotly reads them as markup; a value that is not shown has no bar or point, only its text.
    """
    if chart.shape in OWN:
        return OWN[chart.shape](chart, direction)
    bars = chart.shape is not Shape.LINES
    data: list[Json] = []
    for place, series in enumerate(chart.series):
        data.append(_bar_trace(chart, series, place) if bars else _line_trace(series, place))
    notes: list[Json] = _notes(chart, direction) if bars else []
    return {"data": data, "layout": _layout(chart, direction) | {"annotations": notes}}


def _bar_trace(chart: Chart, series: Series, place: int) -> dict[str, Json]:
    look = tone(place)
    stacked = chart.shape is Shape.STACKED_BARS
    trace: dict[str, Json] = {
        "type": "bar",
        "orientation": "h",
        "y": list(places(chart.labels)),
        "x": list(series.values),
        "marker": fill(look),
        "textposition": "inside" if stacked else "outside",
        "insidetextanchor": "middle",
        "cliponaxis": False,
        "textfont": {"color": look.ink if stacked else INK},
    }
    return _named(trace, series)


def _line_trace(series: Series, place: int) -> dict[str, Json]:
    look = tone(place)
    dash = ",".join(f"{length}px" for length in look.dash) or "solid"
    trace: dict[str, Json] = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [float(number) for number in range(len(series.values))],
        "y": list(series.values),
        "line": {"color": look.line, "dash": dash, "width": 2},
        "marker": {"symbol": look.marker.value, "size": 8},
        "textposition": "top center",
        "connectgaps": False,
    }
    return _named(trace, series)


def _named(trace: dict[str, Json], series: Series) -> dict[str, Json]:
    texts: list[Json] = [plain(value_text(series, place)) for place in range(len(series.values))]
    return trace | {"name": plain(series.name), "text": texts, "hoverinfo": "text+name"}


def _layout(chart: Chart, direction: str) -> dict[str, Json]:
    rtl = direction == "rtl"
    labels = label_axis(chart.labels)
    values = value_axis(chart)
    has_legend = len(chart.series) > 1
    if chart.shape is Shape.LINES:
        layout = frame((), direction, height=420, has_legend=has_legend)
        labels["autorange"] = "reversed" if rtl else True
        values["side"] = "right" if rtl else "left"
        return layout | {"xaxis": labels, "yaxis": values}
    # The first label on top; in a right-to-left page bars grow to the left from labels on the right.
    labels |= {"autorange": "reversed", "side": "right" if rtl else "left"}
    values["autorange"] = "reversed" if rtl else True
    beside = len(chart.series) if chart.shape is Shape.GROUPED_BARS else 1
    layout = frame(chart.labels, direction, height=rows_height(chart.labels, beside), has_legend=has_legend)
    barmode = "stack" if chart.shape is Shape.STACKED_BARS else "group"
    return layout | {"xaxis": values, "yaxis": labels, "barmode": barmode, "bargap": 0.3}


def _notes(chart: Chart, direction: str) -> list[Json]:
    """The text of every value that has no bar, at the foot of where its bar would stand."""
    notes: list[Json] = []
    for place in range(len(chart.labels)):
        hidden = [one for one in chart.series if one.values[place] is None and value_text(one, place)]
        several = len(chart.series) > 1
        texts = [f"{one.name}: {value_text(one, place)}" if several else value_text(one, place) for one in hidden]
        if texts:
            notes.append(_note(" · ".join(texts), place, direction, lowered=several))
    return notes


def _note(text: str, place: int, direction: str, *, lowered: bool) -> Json:
    rtl = direction == "rtl"
    written = note(text, 0, float(place), anchor="right" if rtl else "left", shift=-ROW / 2 if lowered else 0)
    return written | {"xshift": -4 if rtl else 4, "bgcolor": "rgba(255,255,255,0.85)"}
