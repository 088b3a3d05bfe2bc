"""Bars on either side of the middle of a scale as a vector drawing, those without a place on the scale apart."""

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from feedback.pdf.styles import CELL, INK
from reports.charts.chart import Chart, Series, Side, on_side, value_text
from reports.charts.drawn_rows import (
    LEADING,
    draw_label,
    draw_note,
    draw_value_label,
    plot_start,
    wrapped_labels,
)
from reports.charts.legends import draw_legend, samples_of
from reports.charts.surface import Surface
from reports.charts.tones import Tone, scale_tones

BAR = 15
ROW_GAP = 9
APART_GAP = 14


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the longest row goes to each side of the middle, and how far it goes among those apart, in values."""

    negative: float
    positive: float
    apart: float

    @property
    def all(self) -> float:
        return self.negative + self.positive + self.apart or 1.0


@dataclass(frozen=True, slots=True)
class Plot:
    middle: float
    apart: float
    unit: float  # points for a value of 1


def reach(chart: Chart) -> Reach:
    """Over all rows; half of what is neutral lies on either side."""
    rows = range(len(chart.labels))
    half = [_sum(chart.series, Side.NEUTRAL, row) / 2 for row in rows]
    return Reach(
        max((_sum(chart.series, Side.NEGATIVE, row) + half[row] for row in rows), default=0.0),
        max((_sum(chart.series, Side.POSITIVE, row) + half[row] for row in rows), default=0.0),
        max((_sum(chart.series, Side.APART, row) for row in rows), default=0.0),
    )


def _sum(series: tuple[Series, ...], side: Side, row: int) -> float:
    return sum(max(series[place].values[row] or 0.0, 0.0) for place in on_side(series, side))


def draw_diverging(chart: Chart, *, width: float, direction: str, span: Reach) -> Drawing:
    """All rows to the same scale; what has no room in its part stands named under the bar."""
    surface = Surface(width, direction)
    tones = scale_tones(chart.series)
    labels = wrapped_labels(chart.labels, width=width, direction=direction)
    start = plot_start(labels, width)
    gap = APART_GAP if span.apart else 0
    unit = (width - start - gap - 2) / span.all
    plot = Plot(start + span.negative * unit, start + (span.negative + span.positive) * unit + gap, unit)
    top = draw_legend(surface, chart.series, top=2, sample=samples_of(tones))
    top = draw_value_label(surface, chart.value_label, start, top)
    for row, label in enumerate(labels):
        for middle in [plot.middle, plot.apart] if span.apart else [plot.middle]:
            _draw_middle(surface, middle, top)
        end = _draw_row(surface, chart.series, row, plot, start, top, tones)
        draw_label(surface, label, start, top, end - top)
        top = max(end, top + len(label) * LEADING) + ROW_GAP
    return surface.finished(top + 2)


def _draw_middle(surface: Surface, start: float, top: float) -> None:
    """A line that the bars of a row stand on; not drawn through them, where their numbers are."""
    surface.line((start, top - 5), (start, top), colour=INK, thick=0.9)
    surface.line((start, top + BAR), (start, top + BAR + 2), colour=INK, thick=0.9)


def _draw_row(
    surface: Surface,
    series: tuple[Series, ...],
    row: int,
    plot: Plot,
    start: float,
    top: float,
    tones: list[Tone],
) -> float:
    at = plot.middle - plot.unit * (_sum(series, Side.NEGATIVE, row) + _sum(series, Side.NEUTRAL, row) / 2)
    outside = []
    order = [place for side in Side if side is not Side.APART for place in on_side(series, side)]
    for place in [*order, *on_side(series, Side.APART)]:
        one, look = series[place], tones[place]
        if one.side is Side.APART and (not order or place == on_side(series, Side.APART)[0]):
            at = plot.apart
        length = max(one.values[row] or 0.0, 0.0) * plot.unit
        text = value_text(one, row)
        if length:
            surface.bar(at, top, length, BAR, look)
        if length > CELL.face.width(text) + 6:
            _draw_inside(surface, text, at + length / 2, top, look)
        elif text:
            outside.append(f"{one.name}: {text}")
        at += length
    return draw_note(surface, " · ".join(outside), start, top + BAR) + 1


def _draw_inside(surface: Surface, text: str, middle: float, top: float, look: Tone) -> None:
    width = CELL.face.width(text) + 4
    if look.hatch:
        surface.patch(middle - width / 2, top + 2.5, width, 10, look.fill)
    surface.text(middle, top + BAR / 2 + 3, text, CELL.face, colour=look.ink, anchor="middle")
