"""A line chart as a vector drawing: years along the foot, one line per series, the last value of each written at its end."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log10

from reportlab.graphics.shapes import Drawing

from feedback.pdf.styles import CELL, FIGURE_LABEL, INK, QUIET, RULE
from feedback.translation import number_text, percent_text
from reports.charts.chart import Chart, Series, are_counts, is_share, value_text
from reports.charts.legends import LINE_SAMPLE, draw_legend, line_sample
from reports.charts.surface import PAPER, Surface, wrapped
from reports.charts.tones import tone

LEAST_HEIGHT = 150  # of the plot
STEPS = 4  # grid lines above zero, at most
LEADING = CELL.leading


@dataclass(frozen=True, slots=True)
class Plot:
    """Places of labels along the foot and of values upwards; `height` is that of the plot alone."""

    start: float
    end: float
    top: float
    height: float
    most: float
    labels: int

    def along(self, place: int) -> float:
        step = (self.end - self.start) / max(self.labels, 1)
        return self.start + step * (place + 0.5)

    def up(self, value: float) -> float:
        return self.top + self.height * (1 - max(value, 0.0) / self.most)


def draw_lines_chart(chart: Chart, *, width: float, direction: str) -> Drawing:
    """A value that is not shown leaves a gap in its line and is named with its text under the chart."""
    surface = Surface(width, direction)
    values = [value for one in chart.series for value in one.values if value is not None]
    ticks = round_steps(max(values, default=0.0), least=1.0 if are_counts(chart) else 0.0)
    top = draw_legend(surface, chart.series, top=2, sample=line_sample, sample_width=LINE_SAMPLE)
    for line in wrapped(chart.value_label, width=width, face=FIGURE_LABEL.face, direction=direction, limit=2):
        surface.text(0, top + 8, line, FIGURE_LABEL.face, colour=QUIET)
        top += LEADING
    written = [percent_text(tick) if is_share(chart) else number_text(tick) for tick in ticks]
    axis = max(CELL.face.width(text) for text in written) + 8
    ends = max((CELL.face.width(text) for text in _last_texts(chart.series)), default=0.0) + 10
    end = width - max(min(ends, width / 4) - (width - axis) / (2 * max(len(chart.labels), 1)), 0)
    height = max(LEAST_HEIGHT, LEADING * len(chart.series))  # every end value has a line of its own
    plot = Plot(axis, end, top + 10, height, ticks[-1], len(chart.labels))
    _draw_grid(surface, plot, ticks, written)
    foot = _draw_labels(surface, chart.labels, plot)
    for place, one in enumerate(chart.series):
        _draw_series(surface, one, place, plot)
    _draw_end_values(surface, chart.series, plot)
    return surface.finished(_draw_hidden(surface, chart, foot))


def round_steps(most: float, *, least: float = 0.0) -> list[float]:
    """Grid values from zero in steps of 1, 2 or 5 times a power of ten, none below `least`; the last at or above `most`."""
    rough = max(most / STEPS, least, 1e-9)
    power = 10.0 ** (ceil(log10(rough)) - 1)
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999999)
    return [round(step * number, 10) for number in range(ceil(most / step - 1e-9) + 1)] if most > 0 else [0.0, 1.0]


def _draw_grid(surface: Surface, plot: Plot, ticks: list[float], written: list[str]) -> None:
    for tick, text in zip(ticks, written, strict=True):
        height = plot.up(tick)
        surface.line((plot.start, height), (plot.end, height), colour=RULE if tick else INK, thick=0.4 if tick else 0.8)
        surface.text(plot.start - 5, height + 3, text, CELL.face, colour=QUIET, anchor="end")


def _draw_labels(surface: Surface, labels: tuple[str, ...], plot: Plot) -> float:
    """Label every place if they fit, else every second, third ...; return where the labels end."""
    room = (plot.end - plot.start) / max(len(labels), 1)
    widest = max((CELL.face.width(label) for label in labels), default=0.0)
    every = ceil((min(widest, 60) + 6) / room) if room else 1
    foot = plot.top + plot.height + 4
    lowest = foot + LEADING
    for place in range(0, len(labels), every):
        broken = wrapped(labels[place], width=room * every - 4, face=CELL.face, direction=surface.direction, limit=3)
        for number, line in enumerate(broken):
            surface.text(plot.along(place), foot + 8 + number * LEADING, line, CELL.face, colour=INK, anchor="middle")
        lowest = max(lowest, foot + len(broken) * LEADING)
    return lowest + 3


def _draw_series(surface: Surface, series: Series, place: int, plot: Plot) -> None:
    points = [None if value is None else (plot.along(at), plot.up(value)) for at, value in enumerate(series.values)]
    for before, after in pairwise(points):
        if before and after:
            surface.path([before, after], tone(place))
    for point in points:
        if point:
            surface.marker(*point, tone(place))


def _draw_end_values(surface: Surface, series: tuple[Series, ...], plot: Plot) -> None:
    """Pushed apart downwards where lines end close to each other, then upwards where that would leave the plot."""
    lasts = [(_last(one), place) for place, one in enumerate(series)]
    wanted = sorted(
        (plot.up(one.values[last] or 0.0), place, last)
        for (last, place), one in zip(lasts, series, strict=True)
        if last >= 0
    )
    floor = plot.top + plot.height + 2
    heights = [height for height, _place, _last_at in wanted]
    for number in range(1, len(heights)):
        heights[number] = max(heights[number], heights[number - 1] + LEADING - 1)
    for number in range(len(heights) - 1, -1, -1):
        ceiling = floor if number == len(heights) - 1 else heights[number + 1] - LEADING + 1
        heights[number] = min(heights[number], ceiling)
    for height, (_wanted, place, last) in zip(heights, wanted, strict=True):
        start = plot.along(plot.labels - 1) + 8
        room = surface.width - start
        for text in wrapped(
            value_text(series[place], last), width=room, face=CELL.face, direction=surface.direction, limit=1
        ):
            surface.patch(start - 2, height - 5, CELL.face.width(text) + 4, LEADING - 1, PAPER)
            surface.text(start, height + 3, text, CELL.face, colour=tone(place).line)


def _last(series: Series) -> int:
    return max((place for place, value in enumerate(series.values) if value is not None), default=-1)


def _last_texts(series: tuple[Series, ...]) -> list[str]:
    return [value_text(one, _last(one)) for one in series if _last(one) >= 0]


def _draw_hidden(surface: Surface, chart: Chart, top: float) -> float:
    hidden = [
        f"{one.name} ({label}): {text}"
        for one in chart.series
        for place, label in enumerate(chart.labels)
        if one.values[place] is None and (text := value_text(one, place))
    ]
    for note in hidden:
        for line in wrapped(note, width=surface.width, face=CELL.face, direction=surface.direction, limit=3):
            surface.text(0, top + 9, line, CELL.face, colour=QUIET)
            top += LEADING
    return top + 3
