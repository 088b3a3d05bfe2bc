"""Charts as vector drawings for the PDF: the same description as the screen's, with labels wrapped and every value written out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlab.graphics.shapes import Drawing

from feedback.pdf.styles import CELL, FIGURE_LABEL, INK, QUIET
from reports.charts import Chart, Series, Shape, value_text
from reports.drawn_lines import draw_lines_chart
from reports.legends import draw_legend
from reports.surface import Surface, wrapped
from reports.tones import tone

LABEL_SHARE = 0.36  # of the width, at most, for the labels
VALUE_SHARE = 0.24  # of the width, at most, for the values at the ends of the bars
GAP = 7  # between label and bar
ROW_GAP = 9
BAR = 12
SUB_BAR = 10
WRITING = CELL.face
LEADING = CELL.leading


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
    if chart.shape is Shape.LINES:
        return draw_lines_chart(chart, width=width, direction=direction)
    return _draw_bars(chart, width, direction, _most(chart))


def drawings(chart: Chart, *, width: float, height: float, direction: str) -> list[Drawing]:
    """The chart in as many drawings as it takes for none to be taller than `height`, all to the same scale."""
    if chart.shape is Shape.LINES:
        return [draw(chart, width=width, direction=direction)]
    return list(_fitting(chart, width, height, direction, _most(chart)))


def _fitting(chart: Chart, width: float, height: float, direction: str, most: float) -> Iterator[Drawing]:
    whole = _draw_bars(chart, width, direction, most)
    if whole.height <= height or len(chart.labels) < 2:
        yield whole
        return
    middle = len(chart.labels) // 2
    for part in (slice(0, middle), slice(middle, None)):
        series = tuple(replace(one, values=one.values[part], texts=one.texts[part]) for one in chart.series)
        yield from _fitting(replace(chart, labels=chart.labels[part], series=series), width, height, direction, most)


def _most(chart: Chart) -> float:
    """The largest bar of the chart; a stacked bar is the sum of its parts."""
    columns = [[one.values[place] or 0.0 for one in chart.series] for place in range(len(chart.labels))]
    lengths = [sum(column) if chart.shape is Shape.STACKED_BARS else max(column, default=0.0) for column in columns]
    return max(lengths, default=0.0) or 1.0


def _draw_bars(chart: Chart, width: float, direction: str, most: float) -> Drawing:
    surface = Surface(width, direction)
    labels = [wrapped(label, width=width * LABEL_SHARE, face=WRITING, direction=direction) for label in chart.labels]
    plot = _plot(chart, labels, width, most)
    top = draw_legend(surface, chart.series, top=2) if len(chart.series) > 1 else 2.0
    top = _draw_value_label(surface, chart.value_label, plot, top)
    first = top
    for place, label in enumerate(labels):
        top = _draw_row(surface, label, _bars(chart.series, place), plot, top, chart.shape)
    surface.line((plot.start, first - 2), (plot.start, top - 2), colour=INK, thick=0.8)
    return surface.finished(top + 2)


def _plot(chart: Chart, labels: list[tuple[str, ...]], width: float, most: float) -> Plot:
    start = max((WRITING.width(line) for label in labels for line in label), default=0.0) + GAP
    start = min(start, width * LABEL_SHARE + GAP)
    if chart.shape is Shape.STACKED_BARS:
        return Plot(start, width - start - 2, most)
    texts = [bar.text for place in range(len(labels)) for bar in _bars(chart.series, place) if bar.value is not None]
    room = min(max((WRITING.width(text) for text in texts), default=0.0), width * VALUE_SHARE)
    return Plot(start, width - start - room - GAP, most)


def _bars(series: tuple[Series, ...], place: int) -> list[Bar]:
    return [Bar(number, one.name, one.values[place], value_text(one, place)) for number, one in enumerate(series)]


def _draw_value_label(surface: Surface, text: str, plot: Plot, top: float) -> float:
    for line in wrapped(
        text, width=surface.width - plot.start, face=FIGURE_LABEL.face, direction=surface.direction, limit=2
    ):
        surface.text(plot.start, top + 8, line, FIGURE_LABEL.face, colour=QUIET)
        top += LEADING
    return top + 5


def _draw_row(surface: Surface, label: tuple[str, ...], bars: list[Bar], plot: Plot, top: float, shape: Shape) -> float:
    """Draw one label with its bars and return where the next row begins."""
    end = (
        _draw_stack(surface, bars, plot, top)
        if shape is Shape.STACKED_BARS
        else _draw_side_by_side(surface, bars, plot, top)
    )
    written = len(label) * LEADING
    baseline = top + max((end - top - written) / 2, 0) + 8.5
    for number, line in enumerate(label):
        surface.text(plot.start - GAP, baseline + number * LEADING, line, WRITING, colour=INK, anchor="end")
    return max(end, top + written) + ROW_GAP


def _draw_side_by_side(surface: Surface, bars: list[Bar], plot: Plot, top: float) -> float:
    height = BAR if len(bars) == 1 else SUB_BAR
    for bar in bars:
        length = plot.length(bar.value or 0.0)
        if length:
            surface.bar(plot.start, top, length, height, tone(bar.place))
        room = surface.width - plot.start - length - 4
        for text in wrapped(bar.text, width=room, face=WRITING, direction=surface.direction, limit=1):
            colour = QUIET if bar.value is None else INK
            surface.text(plot.start + length + 4, top + height / 2 + 3, text, WRITING, colour=colour)
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
        if length > WRITING.width(bar.text) + 6:
            _draw_inside(surface, bar, start + length / 2, top + height / 2)
        elif bar.text:
            outside.append(f"{bar.name}: {bar.text}")
        start += length
    top += height
    room = surface.width - plot.start - 4
    for line in wrapped(" · ".join(outside), width=room, face=WRITING, direction=surface.direction):
        surface.text(plot.start + 3, top + 9, line, WRITING, colour=QUIET)
        top += LEADING
    return top + 1


def _draw_inside(surface: Surface, bar: Bar, middle: float, centre: float) -> None:
    """On a plain patch of the bar's tone, so that a hatch does not run through the digits."""
    tones = tone(bar.place)
    width = WRITING.width(bar.text) + 4
    if tones.hatch:
        surface.patch(middle - width / 2, centre - 5, width, 10, tones.fill)
    surface.text(middle, centre + 3, bar.text, WRITING, colour=tones.ink, anchor="middle")
