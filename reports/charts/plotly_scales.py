"""Charts for the screen that compare along a scale: bars on either side of its middle, and change between two times."""

from collections.abc import Sequence

from reports.charts.chart import Chart, Series, Side, on_side, value_text
from reports.charts.drawn_diverging import Reach, reach
from reports.charts.plotly_axes import (
    GRID,
    INK,
    Json,
    fill,
    frame,
    note,
    places,
    plain,
    row_axis,
    rows_height,
    value_axis,
)
from reports.charts.tones import scale_tones, tone

BETWEEN = 0.04  # of the width, before those apart
MARK = 12


def diverging_figure(chart: Chart, direction: str) -> dict[str, Json]:
    """Each part begins where the one before ended; those apart have an axis of their own."""
    data: list[Json] = []
    for place, (one, look) in enumerate(zip(chart.series, scale_tones(chart.series), strict=True)):
        texts: list[Json] = [plain(value_text(one, row)) for row in range(len(chart.labels))]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": plain(one.name),
                "y": list(places(chart.labels)),
                "x": list(one.values),
                "base": [_begins(chart.series, place, row) for row in range(len(chart.labels))],
                "xaxis": "x2" if one.side is Side.APART else "x",
                "marker": fill(look),
                "text": texts,
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": look.ink},
                "hoverinfo": "text+name",
            }
        )
    rtl = direction == "rtl"
    main, apart = _halves(reach(chart), rtl=rtl)
    # Where it is counted from the middle, the numbers of the axis would say less than those in the bars.
    axis: dict[str, Json] = {
        "fixedrange": True,
        "showticklabels": False,
        "showgrid": False,
        "zerolinecolor": INK,
        "zerolinewidth": 2,
    }
    notes: list[Json] = []
    for row in range(len(chart.labels)):
        hidden = _hidden(chart.series, row)
        if hidden:
            written = note(hidden, 1 if rtl else 0, float(row), anchor="right" if rtl else "left", shift=-23)
            notes.append(written | {"xref": "paper"})
    layout = frame(chart.labels, direction, height=rows_height(chart.labels, 1.7), has_legend=True)
    rows = row_axis(chart.labels, direction)
    if rtl:
        rows |= {"anchor": "x"}
    return {
        "data": data,
        "layout": layout
        | {
            "barmode": "overlay",
            "bargap": 0.5,
            "xaxis": axis | main | {"title": {"text": plain(chart.value_label)}},
            "xaxis2": axis | apart,
            "yaxis": rows,
            "annotations": notes,
        },
    }


def _halves(span: Reach, *, rtl: bool) -> tuple[dict[str, Json], dict[str, Json]]:
    """The axis from the middle of the scale and that of those apart, to the same scale."""
    share = (1 - BETWEEN) * span.apart / span.all
    start = 1 - share - BETWEEN if share else 1.0
    if rtl:
        return (
            {"domain": [1 - start, 1], "range": [span.positive, -span.negative]},
            {"domain": [0, share or 1], "range": [span.apart or 1, 0]},
        )
    return (
        {"domain": [0, start], "range": [-span.negative, span.positive]},
        {"domain": [1 - share if share else 0, 1], "range": [0, span.apart or 1]},
    )


def _begins(series: Sequence[Series], place: int, row: int) -> float:
    """Where a part's bar starts, from the middle of the scale."""
    side = series[place].side
    same = on_side(series, side) if side else []
    if side is Side.APART:
        return _sum(series, same[: same.index(place)], row)
    half = _sum(series, on_side(series, Side.NEUTRAL), row) / 2
    if side is Side.NEGATIVE:
        return -half - _sum(series, same[same.index(place) :], row)
    if side is Side.POSITIVE:
        return half + _sum(series, same[: same.index(place)], row)
    return -half


def _sum(series: Sequence[Series], which: Sequence[int], row: int) -> float:
    return sum(series[place].values[row] or 0.0 for place in which)


def dots_figure(chart: Chart, direction: str) -> dict[str, Json]:
    """A hollow mark before, a whole one after, and an arrow from the one to the other."""
    rtl = direction == "rtl"
    data: list[Json] = []
    notes: list[Json] = []
    for place, one in enumerate(chart.series):
        marker: dict[str, Json] = {
            "size": MARK,
            "symbol": "circle-open" if place == 0 else "circle",
            "color": tone(0).line,
            "line": {"width": 2, "color": tone(0).line},
        }
        texts: list[Json] = [plain(value_text(one, row)) for row in range(len(chart.labels))]
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": plain(one.name),
                "x": list(one.values),
                "y": list(places(chart.labels)),
                "text": texts,
                "textposition": [_outwards(chart.series, place, row, rtl=rtl) for row in range(len(chart.labels))],
                "marker": marker,
                "hoverinfo": "text+name",
                "cliponaxis": False,
            }
        )
    for row in range(len(chart.labels)):
        before, after = (one.values[row] for one in chart.series)
        if before is not None and after is not None and before != after:
            notes.append(_arrow(before, after, row))
        hidden = _hidden(chart.series, row)
        if hidden:
            notes.append(note(hidden, 0, float(row), anchor="right" if rtl else "left", shift=-14))
    values = value_axis(chart) | {"autorange": "reversed" if rtl else True}
    layout = frame(chart.labels, direction, height=rows_height(chart.labels, 1.2), has_legend=True)
    rows = row_axis(chart.labels, direction) | {"showgrid": True, "gridcolor": GRID}
    return {"data": data, "layout": layout | {"xaxis": values, "yaxis": rows, "annotations": notes}}


def _outwards(series: Sequence[Series], place: int, row: int, *, rtl: bool) -> str:
    """The side of a mark on which its value stands: away from the other one."""
    mine, other = series[place].values[row], series[1 - place].values[row]
    is_greater = place == 1 if mine is None or other is None or mine == other else mine > other
    return "middle right" if is_greater != rtl else "middle left"


def _arrow(before: float, after: float, row: int) -> Json:
    return {
        "x": after,
        "y": float(row),
        "ax": before,
        "ay": float(row),
        "axref": "x",
        "ayref": "y",
        "text": "",
        "showarrow": True,
        "arrowhead": 2,
        "arrowwidth": 1.6,
        "arrowcolor": INK,
        "standoff": MARK / 2,
        "startstandoff": MARK / 2,
    }


def _hidden(series: Sequence[Series], row: int) -> str:
    """The names and texts of the values of a row that are not shown."""
    found = [one for one in series if one.values[row] is None and value_text(one, row)]
    return " · ".join(f"{one.name}: {value_text(one, row)}" for one in found)
