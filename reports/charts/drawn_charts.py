"""Charts as vector drawings for the PDF: the same description as the screen's, with labels wrapped and every value written out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from feedback.pdf.styles import CELL, INK, QUIET
from reports.charts.chart import Chart, Series, Shape, part, value_text
from reports.charts.drawn_deliveries import draw_deliveries
from reports.charts.drawn_diverging import draw_diverging, reach
from reports.charts.drawn_dots import draw_dots
from reports.charts.drawn_flows import draw_flow
from reports.charts.drawn_grids import draw_heat_map, draw_timeline
from reports.charts.drawn_lines import draw_lines_chart
from reports.charts.drawn_rows import (
    GAP,
    LEADING,
    Label,
    draw_label,
    draw_note,
    draw_value_label,
    plot_start,
    wrapped_labels,
)
from reports.charts.legends import draw_legend
from reports.charts.surface import Surface, wrapped
from reports.charts.tones import tone

VALUE_SHARE = 0.24  # of the width, at most, for the values at the ends of the bars
ROW_GAP = 9
BAR = 12
SUB_BAR = 10
WHOLE = {Shape.LINES, Shape.STATUS_FLOW}  # never split
Painter = Callable[[Chart], Drawing]


@dataclass(frozen=True, slots=True)
class Plot:
    """Where bars start, how wide they may be, and the value that fills that width."""

    start: float
    width: float
    most: float

    def length(self, value: float) -> float:
        return self.width * max(value, 0.0) / self.most


@dataclass(frozen=True, slots=True)
class Bar:
    """One value in a row; None is a suppressed or unknown value, of which only the text is drawn."""

    place: int
    name: str
    value: float | None
    text: str


def draw(chart: Chart, *, width: float, direction: str) -> Drawing:
    """The whole chart at this width in points, as tall as it needs. Values are not negative; the title is the caller's."""
    return painter(chart, width=width, direction=direction)(chart)


def drawings(chart: Chart, *, width: float, height: float, direction: str) -> list[Drawing]:
    """The chart in as many drawings as it takes for none to be taller than `height`, all to the same scale."""
    paint = painter(chart, width=width, direction=direction)
    return list(_fitting(chart, height, paint)) if is_divisible(chart) else [paint(chart)]


def _fitting(chart: Chart, height: float, paint: Painter) -> Iterator[Drawing]:
    whole = paint(chart)
    if whole.height <= height or len(chart.labels) < 2:
        yield whole
        return
    middle = len(chart.labels) // 2
    for rows in (slice(0, middle), slice(middle, None)):
        yield from _fitting(part(chart, rows), height, paint)


def is_divisible(chart: Chart) -> bool:
    """Whether some of its rows make a chart of their own."""
    return chart.shape not in WHOLE and len(chart.labels) > 1


def painter(chart: Chart, *, width: float, direction: str) -> Painter:
    """What draws any part of the chart to the scale of the whole."""
    match chart.shape:
        case Shape.LINES:
            return lambda it: draw_lines_chart(it, width=width, direction=direction)
        case Shape.STATUS_FLOW:
            return lambda it: draw_flow(it, width=width, direction=direction)
        case Shape.TIMELINE:
            return lambda it: draw_timeline(it, width=width, direction=direction)
        case Shape.DELIVERY_VERDICT:
            return lambda it: draw_deliveries(it, width=width, direction=direction)
        case Shape.DIVERGING_BARS:
            span = reach(chart)
            return lambda it: draw_diverging(it, width=width, direction=direction, span=span)
    most = _most(chart)
    match chart.shape:
        case Shape.DOT_PLOT:
            return lambda it: draw_dots(it, width=width, direction=direction, most=most)
        case Shape.HEAT_MAP:
            return lambda it: draw_heat_map(it, width=width, direction=direction, most=most)
        case _:
            return lambda it: _draw_bars(it, width, direction, most)


def _most(chart: Chart) -> float:
    """The largest bar of the chart; a stacked bar is the sum of its parts."""
    columns = [[one.values[place] or 0.0 for one in chart.series] for place in range(len(chart.labels))]
    lengths = [sum(column) if chart.shape is Shape.STACKED_BARS else max(column, default=0.0) for column in columns]
    return max(lengths, default=0.0) or 1.0


def _draw_bars(chart: Chart, width: float, direction: str, most: float) -> Drawing:
    surface = Surface(width, direction)
    labels = wrapped_labels(chart.labels, width=width, direction=direction)
    plot = _plot(chart, labels, width, most)
    top = draw_legend(surface, chart.series, top=2) if len(chart.series) > 1 else 2.0
    top = draw_value_label(surface, chart.value_label, plot.start, top)
    first = top
    for place, label in enumerate(labels):
        top = _draw_row(surface, label, _bars(chart.series, place), plot, top, chart.shape)
    surface.line((plot.start, first - 2), (plot.start, top - 2), colour=INK, thick=0.8)
    return surface.finished(top + 2)


def _plot(chart: Chart, labels: list[Label], width: float, most: float) -> Plot:
    start = plot_start(labels, width)
    if chart.shape is Shape.STACKED_BARS:
        return Plot(start, width - start - 2, most)
    texts = [bar.text for place in range(len(labels)) for bar in _bars(chart.series, place) if bar.value is not None]
    room = min(max((CELL.face.width(text) for text in texts), default=0.0), width * VALUE_SHARE)
    return Plot(start, width - start - room - GAP, most)


def _bars(series: tuple[Series, ...], place: int) -> list[Bar]:
    return [Bar(number, one.name, one.values[place], value_text(one, place)) for number, one in enumerate(series)]


def _draw_row(surface: Surface, label: Label, bars: list[Bar], plot: Plot, top: float, shape: Shape) -> float:
    """Draw one label with its bars and return where the next row begins."""
    end = (
        _draw_stack(surface, bars, plot, top)
        if shape is Shape.STACKED_BARS
        else _draw_side_by_side(surface, bars, plot, top)
    )
    draw_label(surface, label, plot.start, top, end - top)
    return max(end, top + len(label) * LEADING) + ROW_GAP


def _draw_side_by_side(surface: Surface, bars: list[Bar], plot: Plot, top: float) -> float:
    height = BAR if len(bars) == 1 else SUB_BAR
    for bar in bars:
        length = plot.length(bar.value or 0.0)
        if length:
            surface.bar(plot.start, top, length, height, tone(bar.place))
        room = surface.width - plot.start - length - 4
        for text in wrapped(bar.text, width=room, face=CELL.face, direction=surface.direction, limit=1):
            colour = QUIET if bar.value is None else INK
            surface.text(plot.start + length + 4, top + height / 2 + 3, text, CELL.face, colour=colour)
        top += height + 1.5
    return top - 1.5


def _draw_stack(surface: Surface, bars: list[Bar], plot: Plot, top: float) -> float:
    """Values stand inside their part; those that do not fit, or have no part, stand named under the bar."""
    height = BAR + 3
    start = plot.start
    outside = []
    for bar in bars:
        length = plot.length(bar.value or 0.0)
        if length:
            surface.bar(start, top, length, height, tone(bar.place))
        if length > CELL.face.width(bar.text) + 6:
            _draw_inside(surface, bar, start + length / 2, top + height / 2)
        elif bar.text:
            outside.append(f"{bar.name}: {bar.text}")
        start += length
    top += height
    return draw_note(surface, " · ".join(outside), plot.start, top) + 1


def _draw_inside(surface: Surface, bar: Bar, middle: float, centre: float) -> None:
    """On a plain patch of the bar's tone, so that a hatch does not run through the digits."""
    tones = tone(bar.place)
    width = CELL.face.width(bar.text) + 4
    if tones.hatch:
        surface.patch(middle - width / 2, centre - 5, width, 10, tones.fill)
    surface.text(middle, centre + 3, bar.text, CELL.face, colour=tones.ink, anchor="middle")
