"""Rows by columns as a vector drawing: a number in every cell of a heat map, marks in the years of a timeline."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from feedback.pdf.styles import CELL, INK, QUIET, RULE
from reports.charts.chart import Chart, Series, value_text
from reports.charts.drawn_rows import (
    LEADING,
    Label,
    draw_centred,
    draw_label,
    draw_value_label,
    plot_start,
    wrapped_labels,
)
from reports.charts.legends import draw_legend
from reports.charts.surface import Surface, wrapped
from reports.charts.tones import HIDDEN, heat, tone

LEAST_CELL = 30.0  # points across
WIDEST_CELL = 62.0
PADDING = 6.0  # above and below the text of a row, together
MARK = 3.6
MARK_STEP = 8.5  # between marks of one cell


@dataclass(frozen=True, slots=True)
class Grid:
    """`columns` of it in one block; `cell` is the width of each."""

    start: float
    cell: float
    columns: range

    def left(self, column: int) -> float:
        return self.start + self.cell * (column - self.columns.start)

    def middle(self, column: int) -> float:
        return self.left(column) + self.cell / 2

    @property
    def end(self) -> float:
        return self.start + self.cell * len(self.columns)


def draw_heat_map(chart: Chart, *, width: float, direction: str, most: float) -> Drawing:
    """The darker the larger, with the value written in each cell; columns that have no room go on in a block below."""
    surface = Surface(width, direction)
    labels = wrapped_labels(chart.labels, width=width, direction=direction)
    start = plot_start(labels, width)
    top = draw_value_label(surface, chart.value_label, start, 2)
    for grid in _blocks(len(chart.series), start, width):
        top = _draw_heads(surface, [one.name for one in chart.series], grid, top)
        for row, label in enumerate(labels):
            texts = [_cell_text(chart.series[column], row, grid, direction) for column in grid.columns]
            height = max([len(label), *(len(text) for text in texts)]) * LEADING + PADDING
            for column, text in zip(grid.columns, texts, strict=True):
                value = chart.series[column].values[row]
                look = HIDDEN if value is None else heat(value / most)
                surface.cell(grid.left(column), top, grid.cell, height, look)
                if value is None and text:
                    _draw_patch(surface, text, grid.middle(column), top, height)
                draw_centred(surface, text, grid.middle(column), top, height, look.ink)
            draw_label(surface, label, start, top, height)
            top += height
        top += 8
    return surface.finished(top)


def draw_timeline(chart: Chart, *, width: float, direction: str) -> Drawing:
    """A mark per series in the columns that it names, side by side where several stand in one."""
    surface = Surface(width, direction)
    labels = wrapped_labels(chart.labels, width=width, direction=direction)
    start = plot_start(labels, width)
    top = draw_legend(surface, chart.series, top=2, sample=mark_sample)
    top = draw_value_label(surface, chart.value_label, start, top)
    for grid in _blocks(len(chart.columns), start, width):
        top = _draw_heads(surface, chart.columns, grid, top)
        for row, label in enumerate(labels):
            height = max(len(label), 1) * LEADING + PADDING
            surface.line((start, top + height / 2), (grid.end, top + height / 2), colour=RULE, thick=0.4)
            for column in grid.columns:
                found = [place for place, one in enumerate(chart.series) if column in one.places[row]]
                for number, place in enumerate(found):
                    at = grid.middle(column) + (number - (len(found) - 1) / 2) * MARK_STEP
                    _draw_mark(surface, at, top + height / 2, place)
            draw_label(surface, label, start, top, height)
            top += height
        top += 8
    return surface.finished(top)


def mark_sample(surface: Surface, start: float, top: float, place: int) -> None:
    _draw_mark(surface, start + 7, top + 5.5, place)


def _draw_mark(surface: Surface, start: float, top: float, place: int) -> None:
    """Every second one hollow, so that they differ in grey by more than their shape."""
    surface.marker(start, top, tone(place), MARK, hollow=place % 2 == 1)


def _blocks(columns: int, start: float, width: float) -> Iterator[Grid]:
    """As few blocks of columns as there is room for, each as wide as the others."""
    fitting = max(int((width - start) / LEAST_CELL), 1)
    count = -(-columns // fitting)
    each = -(-columns // count) if count else 0
    cell = min((width - start - 1) / each, WIDEST_CELL) if each else 0.0
    for first in range(0, columns, each or 1):
        yield Grid(start, cell, range(first, min(first + each, columns)))


def _draw_heads(surface: Surface, names: list[str] | tuple[str, ...], grid: Grid, top: float) -> float:
    broken = [
        wrapped(names[column], width=grid.cell - 3, face=CELL.face, direction=surface.direction, limit=3)
        for column in grid.columns
    ]
    height = max((len(name) for name in broken), default=0) * LEADING
    for column, name in zip(grid.columns, broken, strict=True):
        for number, line in enumerate(name):
            baseline = top + height - (len(name) - number) * LEADING + 8.5
            surface.text(grid.middle(column), baseline, line, CELL.face, colour=QUIET, anchor="middle")
    surface.line((grid.start, top + height + 2), (grid.end, top + height + 2), colour=INK, thick=0.8)
    return top + height + 3


def _cell_text(series: Series, row: int, grid: Grid, direction: str) -> Label:
    return wrapped(value_text(series, row), width=grid.cell - 4, face=CELL.face, direction=direction, limit=3)


def _draw_patch(surface: Surface, text: Label, middle: float, top: float, height: float) -> None:
    """Plain ground, so that the hatch of a hidden cell does not run through its words."""
    wide = max(CELL.face.width(line) for line in text) + 2
    tall = len(text) * LEADING - 1
    surface.patch(middle - wide / 2, top + (height - tall) / 2, wide, tall, HIDDEN.fill)
