"""What the department says it has delivered beside how many participants agree, as a vector drawing: two columns, never one."""

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from feedback.pdf.styles import CELL, INK, QUIET, RULE
from feedback.translation import percent_text
from reports.charts.chart import Chart, value_text
from reports.charts.drawn_rows import LEADING, draw_label, draw_value_label, plot_start, wrapped_labels
from reports.charts.surface import PAPER, Surface, wrapped
from reports.charts.tones import Hatch, Tone, tone

BETWEEN = 18.0
STEP = 11.0  # height of a box, and of a bar
ROW_GAP = 8.0
BOX_GAP = 2.0
STEPS_SHARE = 0.36  # of the plot, for the steps
EMPTY = Tone(PAPER, INK, INK, Hatch.NONE, RULE, tone(0).marker, ())


@dataclass(frozen=True, slots=True)
class Columns:
    start: float
    steps: float  # width of the first column
    share: float  # start of the second
    track: float  # its width


def draw_deliveries(chart: Chart, *, width: float, direction: str) -> Drawing:
    """As many filled boxes as steps reached, and a bar on a track from nobody to all with its middle marked."""
    surface = Surface(width, direction)
    labels = wrapped_labels(chart.labels, width=width, direction=direction)
    start = plot_start(labels, width)
    steps = (width - start) * STEPS_SHARE
    columns = Columns(start, steps, start + steps + BETWEEN, width - start - steps - BETWEEN - 1)
    top = _draw_heads(surface, chart, columns)
    for row, label in enumerate(labels):
        end = max(_draw_steps(surface, chart, row, columns, top), _draw_share(surface, chart, row, columns, top))
        draw_label(surface, label, start, top, end - top)
        top = max(end, top + len(label) * LEADING) + ROW_GAP
    return surface.finished(top)


def _draw_heads(surface: Surface, chart: Chart, columns: Columns) -> float:
    """The names of both columns, and over the second where half of its track is."""
    first = draw_value_label(surface, chart.value_label, columns.start, 2.0) if chart.value_label else 2.0
    lowest = first
    for one, start, room in zip(
        chart.series, (columns.start, columns.share), (columns.steps, columns.track), strict=False
    ):
        top = first
        for line in wrapped(one.name, width=room, face=CELL.face, direction=surface.direction, limit=3):
            surface.text(start, top + 8, line, CELL.face, colour=QUIET)
            top += LEADING
        lowest = max(lowest, top)
    half = percent_text(0.5)
    surface.text(columns.share + columns.track / 2, lowest + 8, half, CELL.face, colour=QUIET, anchor="middle")
    return lowest + LEADING + 3


def _draw_steps(surface: Surface, chart: Chart, row: int, columns: Columns, top: float) -> float:
    one = chart.series[0]
    value = one.values[row]
    count = max(len(chart.columns), 1)
    box = (columns.steps - BOX_GAP * (count - 1)) / count
    if value is not None:
        for step in range(count):
            surface.bar(columns.start + step * (box + BOX_GAP), top, box, STEP, tone(0) if step < value else EMPTY)
        top += STEP
    return _draw_text(surface, value_text(one, row), columns.start, columns.steps, top)


def _draw_share(surface: Surface, chart: Chart, row: int, columns: Columns, top: float) -> float:
    one = chart.series[1]
    value = one.values[row]
    if value is not None:
        surface.bar(columns.share, top, columns.track, STEP, EMPTY)
        if value > 0:
            surface.bar(columns.share, top, columns.track * min(value, 1.0), STEP, tone(2))
        middle = columns.share + columns.track / 2
        surface.line((middle, top - 2), (middle, top + STEP + 2), colour=INK, thick=0.8)
        top += STEP
    return _draw_text(surface, value_text(one, row), columns.share, columns.track, top)


def _draw_text(surface: Surface, text: str, start: float, room: float, top: float) -> float:
    for line in wrapped(text, width=room, face=CELL.face, direction=surface.direction, limit=3):
        surface.text(start, top + 10, line, CELL.face, colour=INK)
        top += LEADING
    return top + 2
