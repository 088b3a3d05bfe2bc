"""Charts for the screen: Plotly figure JSON, drawn in the browser beside a table of the same numbers."""

from html import escape
from textwrap import wrap

from reports.charts import Chart, Series, Shape, is_share, value_text
from reports.tones import Tone, tone

Json = str | float | bool | None | list["Json"] | dict[str, "Json"]

FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
INK, GRID = "#1c2228", "#d5dce3"
LABEL_LETTERS = 32  # in a line of a label before it is wrapped
ROW = 34  # pixels for one bar
LETTER = 7.5  # pixels across, on the wide side
FRAME = 110  # pixels for the legend and the axis


def plotly_figure(chart: Chart, *, direction: str) -> dict[str, Json]:
    """`data` and `layout` for Plotly.newPlot, ready for JSON.

    Texts are escaped, since Plotly reads them as markup; a value that is not shown has no bar or point, only its text.
    """
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
        # Places instead of labels: Plotly would fold equal labels into one and read years as numbers.
        "y": [float(number) for number in range(len(chart.labels))],
        "x": list(series.values),
        "marker": _marker(look),
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
    texts: list[Json] = [escape(value_text(series, place), quote=False) for place in range(len(series.values))]
    return trace | {"name": escape(series.name, quote=False), "text": texts, "hoverinfo": "text+name"}


def _marker(look: Tone) -> Json:
    marker: dict[str, Json] = {"color": look.fill, "line": {"color": "#6b7783", "width": 1}}
    if look.hatch:
        marker["pattern"] = {"shape": look.hatch.value, "bgcolor": look.fill, "fgcolor": look.hatch_colour, "size": 6}
    return marker


def _layout(chart: Chart, direction: str) -> dict[str, Json]:
    rtl = direction == "rtl"
    labels = _label_axis(chart.labels)
    values: dict[str, Json] = {
        "title": {"text": escape(chart.value_label, quote=False)},
        "rangemode": "tozero",
        "gridcolor": GRID,
        "zerolinecolor": INK,
        "automargin": True,
        "fixedrange": True,
        "tickformat": ".0%" if is_share(chart) else "",
    }
    layout: dict[str, Json] = {
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 16, "r": 16, "t": 16, "b": 16},
        "showlegend": len(chart.series) > 1,
        "legend": {
            "orientation": "h",
            "x": 1 if rtl else 0,
            "xanchor": "right" if rtl else "left",
            "y": 1,
            "yanchor": "bottom",
        },
        "dragmode": False,
        "height": _height(chart),
    }
    if chart.shape is Shape.LINES:
        labels["autorange"] = "reversed" if rtl else True
        values["side"] = "right" if rtl else "left"
        return layout | {"xaxis": labels, "yaxis": values}
    # The first label on top; in a right-to-left page bars grow to the left from labels on the right.
    labels |= {"autorange": "reversed", "side": "right" if rtl else "left"}
    values["autorange"] = "reversed" if rtl else True
    if rtl:
        layout["margin"] = {"l": 16, "r": 16 + _label_room(chart), "t": 16, "b": 16}
    barmode = "stack" if chart.shape is Shape.STACKED_BARS else "group"
    return layout | {"xaxis": values, "yaxis": labels, "barmode": barmode, "bargap": 0.3}


def _label_axis(labels: tuple[str, ...]) -> dict[str, Json]:
    texts: list[Json] = [
        "<br>".join(escape(line, quote=False) for line in wrap(label, LABEL_LETTERS)) for label in labels
    ]
    places: list[Json] = [float(place) for place in range(len(labels))]
    return {"tickmode": "array", "tickvals": places, "ticktext": texts, "automargin": True, "fixedrange": True}


def _label_room(chart: Chart) -> float:
    """Pixels for the longest line of the labels: Plotly makes room by itself for those on the left alone."""
    return LETTER * max((len(line) for label in chart.labels for line in wrap(label, LABEL_LETTERS)), default=0)


def _height(chart: Chart) -> float:
    if chart.shape is Shape.LINES:
        return 420
    beside = len(chart.series) if chart.shape is Shape.GROUPED_BARS else 1
    # Every label gets as much room as the longest one needs: the axis spaces them evenly.
    tallest = max((len(wrap(label, LABEL_LETTERS)) * 0.6 for label in chart.labels), default=1)
    return FRAME + ROW * max(beside, tallest) * max(len(chart.labels), 1)


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
    return {
        "x": 0,
        "y": float(place),
        "text": escape(text, quote=False),
        "showarrow": False,
        "xanchor": "right" if direction == "rtl" else "left",
        "xshift": -4 if direction == "rtl" else 4,
        "yshift": -ROW / 2 if lowered else 0,
        "font": {"size": 12, "color": INK},
        "bgcolor": "rgba(255,255,255,0.85)",
    }
