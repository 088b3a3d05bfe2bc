"""Change between two times as a vector drawing: a hollow mark before, a whole one after, and an arrow between them."""

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from feedback.pdf.styles import CELL, INK, RULE
from reports.charts.chart import Chart, Series, value_text
from reports.charts.drawn_rows import (
    LEADING,
    draw_label,
    draw_note,
    draw_value_label,
    plot_start,
    wrapped_labels,
)
from reports.charts.legends import draw_legend
from reports.charts.surface import PAPER, Surface, wrapped
from reports.charts.tones import tone

ROW = 16
ROW_GAP = 5
MARK = 4.0
VALUE_SHARE = 0.15  # of the width, at most, for the values on either side


@dataclass(frozen=True, slots=True)
class Plot:
    start: float
    zero: float
    width: float
    end: float
    most: float

    def at(self, value: float) -> float:
        return self.zero + self.width * max(value, 0.0) / self.most


def draw_dots(chart: Chart, *, width: float, direction: str, most: float) -> Drawing:
    """The value of each mark stands on the side away from the other; one that is not shown is named under its row."""
    surface = Surface(width, direction)
    labels = wrapped_labels(chart.labels, width=width, direction=direction)
    start = plot_start(labels, width)
    texts = [value_text(one, row) for one in chart.series for row in range(len(labels)) if one.values[row] is not None]
    room = min(max((CELL.face.width(text) for text in texts), default=0.0), width * VALUE_SHARE) + MARK + 5
    plot = Plot(start, start + room, width - start - 2 * room, width, most)
    top = draw_legend(surface, chart.series, top=2, sample=dot_sample)
    top = draw_value_label(surface, chart.value_label, start, top)
    for row, label in enumerate(labels):
        end = _draw_row(surface, chart.series, row, plot, top)
        draw_label(surface, label, start, top, end - top)
        top = max(end, top + len(label) * LEADING) + ROW_GAP
    return surface.finished(top + 2)


def dot_sample(surface: Surface, start: float, top: float, place: int) -> None:
    surface.marker(start + 7, top + 5.5, tone(0), MARK, hollow=place == 0)


def _draw_row(surface: Surface, series: tuple[Series, ...], row: int, plot: Plot, top: float) -> float:
    centre = top + ROW / 2
    surface.line((plot.start, centre), (plot.end, centre), colour=RULE, thick=0.4)
    marks = [(plot.at(value), place) for place, one in enumerate(series) if (value := one.values[row]) is not None]
    if len(marks) == 2:
        _draw_arrow(surface, marks[0][0], marks[1][0], centre)
    for at, place in marks:
        surface.marker(at, centre, tone(0), MARK, hollow=place == 0)
        _draw_value(surface, value_text(series[place], row), at, centre, plot, after=_is_outer(at, place, marks))
    hidden = [f"{one.name}: {text}" for one in series if one.values[row] is None and (text := value_text(one, row))]
    return draw_note(surface, " · ".join(hidden), plot.start, top + ROW)


def _is_outer(at: float, place: int, marks: list[tuple[float, int]]) -> bool:
    """Whether no mark stands after this one; of two on the same place the last."""
    return (at, place) == max(marks)


def _draw_arrow(surface: Surface, before: float, after: float, centre: float) -> None:
    sign = 1 if after > before else -1
    if abs(after - before) <= 2 * MARK:
        return
    tip = after - sign * MARK
    surface.line((before + sign * MARK, centre), (tip, centre), colour=INK, thick=1.4)
    if abs(tip - before) > 3 * MARK:
        surface.arrow_head(tip, centre, forward=sign > 0, colour=INK)


def _draw_value(surface: Surface, text: str, at: float, centre: float, plot: Plot, *, after: bool) -> None:
    room = max((plot.end - at if after else at - plot.start) - MARK - 4, 8)
    for line in wrapped(text, width=room, face=CELL.face, direction=surface.direction, limit=1):
        start = at + MARK + 3 if after else at - MARK - 3
        wide = CELL.face.width(line)
        surface.patch(start - 1 if after else start - wide - 1, centre - 5, wide + 2, 10, PAPER)
        surface.text(start, centre + 3, line, CELL.face, colour=INK, anchor="start" if after else "end")
