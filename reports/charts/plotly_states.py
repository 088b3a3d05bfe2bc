"""Charts for the screen of what was raised when, and what became of it: grids of years, flows of states, delivery and verdict."""

from collections.abc import Sequence
from itertools import pairwise

from feedback.translation import number_text, percent_text
from reports.charts.chart import Chart, value_text
from reports.charts.plotly_axes import (
    GRID,
    INK,
    Json,
    fill,
    frame,
    label_axis,
    note,
    places,
    plain,
    row_axis,
    rows_height,
)
from reports.charts.tones import HIDDEN, TONES, heat, tone

MARK = 12
MARK_STEP = 0.2  # of a column, between marks in one cell
STEPS_SHARE = 0.36  # of the width, for the steps of a delivery
MOVED, STAYED = "rgba(59,109,158,0.35)", "rgba(107,119,131,0.2)"


def heat_map_figure(chart: Chart, direction: str) -> dict[str, Json]:
    """Every cell with its text on its tone; one that is not shown has its words on no colour."""
    names = [one.name for one in chart.series]
    most = max((value or 0.0 for one in chart.series for value in one.values), default=0.0) or 1.0
    rows = range(len(chart.labels))
    notes: list[Json] = []
    for column, one in enumerate(chart.series):
        for row in rows:
            value = one.values[row]
            look = HIDDEN if value is None else heat(value / most)
            notes.append(note(value_text(one, row), float(column), float(row), colour=look.ink))
    scale: list[Json] = []
    for low, high in pairwise(step / 5 for step in range(6)):
        colour = heat((low + high) / 2).fill
        scale += [[low, colour], [high, colour]]
    trace: dict[str, Json] = {
        "type": "heatmap",
        "x": list(places(names)),
        "y": list(places(chart.labels)),
        "z": [[one.values[row] or None for one in chart.series] for row in rows],
        "zmin": 0,
        "zmax": most,
        "colorscale": scale,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "text": [
            [plain(f"{chart.labels[row]}, {one.name}: {value_text(one, row)}") for one in chart.series] for row in rows
        ],
        "hoverinfo": "text",
    }
    layout = frame(chart.labels, direction, height=rows_height(chart.labels), has_legend=False)
    return {
        "data": [trace],
        "layout": layout | _columns(names, chart.labels, direction, has_lines=False) | {"annotations": notes},
    }


def timeline_figure(chart: Chart, direction: str) -> dict[str, Json]:
    """A mark per series, row and column; several in one cell stand side by side."""
    data: list[Json] = []
    for place, one in enumerate(chart.series):
        found = [(row, column) for row in range(len(chart.labels)) for column in one.places[row]]
        texts: list[Json] = [plain(f"{chart.labels[row]}: {chart.columns[column]}") for row, column in found]
        symbol = tone(place).marker.value + ("-open" if place % 2 else "")
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": plain(one.name),
                "x": [column + _aside(chart, place, row, column) for row, column in found],
                "y": [float(row) for row, _column in found],
                "text": texts,
                "hoverinfo": "text+name",
                "marker": {"symbol": symbol, "size": MARK, "color": tone(place).line, "line": {"width": 2}},
                "cliponaxis": False,
            }
        )
    layout = frame(chart.labels, direction, height=rows_height(chart.labels), has_legend=True)
    axes = _columns(chart.columns, chart.labels, direction)
    return {"data": data, "layout": layout | axes}


def _aside(chart: Chart, place: int, row: int, column: int) -> float:
    found = [number for number, one in enumerate(chart.series) if column in one.places[row]]
    return (found.index(place) - (len(found) - 1) / 2) * MARK_STEP


def _columns(names: Sequence[str], labels: Sequence[str], direction: str, *, has_lines: bool = True) -> dict[str, Json]:
    """Columns in reading order with their names below, and rows."""
    last = len(names) - 0.5
    ends: list[Json] = [last, -0.5] if direction == "rtl" else [-0.5, last]
    across = label_axis(names) | {"range": ends, "showgrid": False, "zeroline": False}
    return {"xaxis": across, "yaxis": row_axis(labels, direction) | {"showgrid": has_lines, "gridcolor": GRID}}


def flow_figure(chart: Chart, direction: str) -> dict[str, Json]:
    """A band from each state before to each after.

    Plotly lets bands go to the right alone: where reading starts on the right they are told the other way round.
    """
    rtl = direction == "rtl"
    first, names = len(chart.labels), [one.name for one in chart.series]
    links = [
        (row, first + place, value, value_text(one, row))
        for row in range(first)
        for place, one in enumerate(chart.series)
        if (value := one.values[row])
    ]
    sources: list[Json] = [float(link[1 if rtl else 0]) for link in links]
    targets: list[Json] = [float(link[0 if rtl else 1]) for link in links]
    labels: list[Json] = [
        plain(_total(name, [one.values[row] for one in chart.series])) for row, name in enumerate(chart.labels)
    ]
    labels += [plain(_total(one.name, one.values)) for one in chart.series]
    colours: list[Json] = [STAYED if chart.labels[link[0]] == names[link[1] - first] else MOVED for link in links]
    words: list[Json] = [
        plain(f"{chart.labels[before]} – {names[after - first]}: {text}") for before, after, _value, text in links
    ]
    trace: dict[str, Json] = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {"label": labels, "color": TONES[0].fill, "thickness": 14, "pad": 18, "hoverinfo": "none"},
        "link": {
            "source": sources,
            "target": targets,
            "value": [link[2] for link in links],
            "color": colours,
            "line": {"color": "#6b7783", "width": 0.5},
            "customdata": words,
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    }
    title: dict[str, Json] = {"text": plain(chart.value_label), "font": {"size": 14}}
    layout = frame((), direction, height=420, has_legend=False)
    return {"data": [trace], "layout": layout | {"title": title, "margin": {"l": 16, "r": 16, "t": 48, "b": 16}}}


def _total(name: str, values: Sequence[float | None]) -> str:
    """The name with the sum, unless a part of it is not shown."""
    return name if None in values else f"{name}: {number_text(sum(it or 0.0 for it in values))}"


def deliveries_figure(chart: Chart, direction: str) -> dict[str, Json]:
    """Two plots beside each other: the steps that the department says are reached, and the share who agree."""
    rtl = direction == "rtl"
    told, agreed = chart.series
    steps = float(max(len(chart.columns), 1))
    data: list[Json] = [_level(chart, 0, "x"), _level(chart, 1, "x2")]
    notes: list[Json] = []
    for row in range(len(chart.labels)):
        for one, axis in ((told, "x"), (agreed, "x2")):
            written = note(value_text(one, row), 0, float(row), anchor="right" if rtl else "left", shift=-22)
            notes.append(written | {"xref": axis})
    first, second = [0, STEPS_SHARE], [STEPS_SHARE + 0.06, 1]
    if rtl:
        first, second = [1 - STEPS_SHARE, 1], [0, 1 - STEPS_SHARE - 0.06]
    for one, axis in ((told, "x"), (agreed, "x2")):
        head = note(one.name, 0, 1, anchor="right" if rtl else "left", shift=42)
        notes.append(head | {"xref": axis, "yref": "paper", "font": {"size": 14, "color": INK}})
    across: dict[str, Json] = {
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": GRID,
        "side": "top",
        "zeroline": False,
    }
    ticks: list[Json] = [0, 0.5, 1]
    written_ticks: list[Json] = [percent_text(tick) for tick in (0.0, 0.5, 1.0)]
    layout = frame(chart.labels, direction, height=rows_height(chart.labels, 1.8), has_legend=False)
    return {
        "data": data,
        "layout": layout
        | {
            "margin": {**_margin(layout), "t": 70},
            "bargap": 0.6,
            "xaxis": across
            | {
                "domain": list(first),
                "range": [steps, 0] if rtl else [0, steps],
                "dtick": 1,
                "showticklabels": False,
            },
            "xaxis2": across
            | {
                "domain": list(second),
                "range": [1.06, 0] if rtl else [0, 1.06],
                "tickvals": ticks,
                "ticktext": written_ticks,
            },
            "yaxis": row_axis(chart.labels, direction),
            "annotations": notes,
        },
    }


def _level(chart: Chart, place: int, axis: str) -> Json:
    one = chart.series[place]
    texts: list[Json] = [plain(value_text(one, row)) for row in range(len(chart.labels))]
    return {
        "type": "bar",
        "orientation": "h",
        "name": plain(one.name),
        "x": list(one.values),
        "y": list(places(chart.labels)),
        "xaxis": axis,
        "marker": fill(tone(0 if place == 0 else 2)),
        "hovertext": texts,
        "hoverinfo": "text+name",
    }


def _margin(layout: dict[str, Json]) -> dict[str, Json]:
    margin = layout["margin"]
    return margin if isinstance(margin, dict) else {}
