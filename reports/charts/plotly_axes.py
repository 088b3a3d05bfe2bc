"""What all charts of the screen have in common: fonts, the axis of labels, and the frame, mirrored for right-to-left pages."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap

from reports.charts.chart import Chart, Shape, are_counts, is_share
from reports.charts.drawn_lines import round_steps
from reports.charts.tones import Tone

Json = str | float | bool | None | list["Json"] | dict[str, "Json"]

FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
INK, GRID = "#1c2228", "#d5dce3"
LABEL_LETTERS = 32  # in a line of a label before it is wrapped
ROW = 34  # pixels for one bar
LETTER = 7.5  # pixels across, on the wide side
FRAME = 110  # pixels for the legend and the axis


def plain(text: str) -> str:
    """Escaped, since Plotly reads texts as markup."""
    return escape(text, quote=False)


def frame(labels: Sequence[str], direction: str, *, height: float, has_legend: bool) -> dict[str, Json]:
    """The layout without its axes; where reading starts on the right there is room for the labels on that side."""
    rtl = direction == "rtl"
    return {
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 16, "r": 16 + (label_room(labels) if rtl else 0), "t": 16, "b": 16},
        "showlegend": has_legend,
        "legend": {
            "orientation": "h",
            "x": 1 if rtl else 0,
            "xanchor": "right" if rtl else "left",
            "y": 1,
            "yanchor": "bottom",
        },
        "dragmode": False,
        "height": height,
    }


def label_axis(labels: Sequence[str]) -> dict[str, Json]:
    """Labels at their places: by their names Plotly would fold equal ones into one and read years as numbers."""
    return {
        "tickmode": "array",
        "tickvals": list(places(labels)),
        "ticktext": ["<br>".join(plain(line) for line in wrap(label, LABEL_LETTERS)) for label in labels],
        "automargin": True,
        "fixedrange": True,
    }


def row_axis(labels: Sequence[str], direction: str) -> dict[str, Json]:
    """The first label on top, on the side where reading starts."""
    side = "right" if direction == "rtl" else "left"
    return label_axis(labels) | {"range": [len(labels) - 0.5, -0.5], "side": side, "zeroline": False, "showgrid": False}


def value_axis(chart: Chart) -> dict[str, Json]:
    """From zero; where the values are counts, with whole numbers alone."""
    axis: dict[str, Json] = {
        "title": {"text": plain(chart.value_label)},
        "rangemode": "tozero",
        "gridcolor": GRID,
        "zerolinecolor": INK,
        "automargin": True,
        "fixedrange": True,
        "tickformat": ".0%" if is_share(chart) else "",
    }
    return axis | {"dtick": _step(chart)} if are_counts(chart) else axis


def _step(chart: Chart) -> float:
    known = [[value or 0 for value in one.values] for one in chart.series]
    together = sum if chart.shape is Shape.STACKED_BARS else max
    return round_steps(max((together(row) for row in zip(*known, strict=True)), default=0), least=1)[1]


def places(labels: Sequence[str]) -> Sequence[float]:
    return [float(place) for place in range(len(labels))]


def label_room(labels: Sequence[str]) -> float:
    """Pixels for the longest line of the labels: Plotly makes room by itself for those on the left alone."""
    return LETTER * max((len(line) for label in labels for line in wrap(label, LABEL_LETTERS)), default=0)


def rows_height(labels: Sequence[str], bars: float = 1) -> float:
    """Every label gets as much room as the longest one needs: the axis spaces them evenly."""
    tallest = max((len(wrap(label, LABEL_LETTERS)) * 0.6 for label in labels), default=1)
    return FRAME + ROW * max(bars, tallest) * max(len(labels), 1)


def fill(look: Tone) -> Json:
    """The marker of a bar: its tone, outlined, with its hatch."""
    marker: dict[str, Json] = {"color": look.fill, "line": {"color": "#6b7783", "width": 1}}
    if look.hatch:
        marker["pattern"] = {
            "shape": look.hatch.value,
            "bgcolor": look.fill,
            "fgcolor": look.hatch_colour,
            "size": 8,
            "solidity": 0.15,  # numbers stand on it
        }
    return marker


def note(
    text: str, x: float, y: float, *, anchor: str = "center", colour: str = INK, shift: float = 0
) -> dict[str, Json]:
    """A text at this place of the plot."""
    return {
        "x": x,
        "y": y,
        "text": plain(text),
        "showarrow": False,
        "xanchor": anchor,
        "yshift": shift,
        "font": {"size": 12, "color": colour},
    }
