"""How many moved from each state to each other as a vector drawing: two columns of states, and a band for every move."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from feedback.pdf.styles import CELL, FIGURE_LABEL, INK, QUIET
from feedback.translation import number_text
from reports.charts.chart import Chart, value_text
from reports.charts.drawn_rows import GAP, LEADING, Label
from reports.charts.surface import Surface, wrapped
from reports.charts.tones import tone

LABEL_SHARE = 0.27  # of the width, on either side
BAR = 9.0
HEIGHT = 190.0  # of all that moves, without the room between the states
BETWEEN = 9.0
LEAST_BAND = 10.0  # points, for a number to be written in it
MOVED, STAYED = "#c6dcee", "#eceff2"


@dataclass(frozen=True, slots=True)
class Slot:
    """Room of one state in its column: where its label and its bar begin and how tall the bar is."""

    label: Label
    top: float
    height: float
    bar_top: float
    bar: float


def draw_flow(chart: Chart, *, width: float, direction: str) -> Drawing:
    """Labels are the states before, series those after. A band with no room for its number has it beside its state before."""
    surface = Surface(width, direction)
    counts = [[max(one.values[row] or 0.0, 0.0) for one in chart.series] for row in range(len(chart.labels))]
    unit = HEIGHT / (sum(map(sum, counts)) or 1.0)
    top = 2.0
    for line in wrapped(chart.value_label, width=width, face=FIGURE_LABEL.face, direction=direction, limit=2):
        surface.text(0, top + 8, line, FIGURE_LABEL.face, colour=QUIET)
        top += LEADING
    room = width * LABEL_SHARE
    arrow = "←" if direction == "rtl" else "→"
    before = [
        _label(_before_text(chart, row, counts[row], unit, arrow), room, direction) for row in range(len(chart.labels))
    ]
    after_counts = [[row[place] for row in counts] for place in range(len(chart.series))]
    after = [_label(_total(one.name, one.values), room, direction) for one in chart.series]
    first = _slots(before, [sum(row) * unit for row in counts], top + 6)
    second = _slots(after, [sum(column) * unit for column in after_counts], top + 6)
    _draw_bands(surface, chart, counts, first, second, unit)
    _draw_column(surface, first, room, is_first=True)
    _draw_column(surface, second, width - room, is_first=False)
    return surface.finished(max((slot.top + slot.height for slot in [*first, *second]), default=top) + BETWEEN)


def _label(text: str, room: float, direction: str) -> Label:
    return wrapped(text, width=room - GAP, face=CELL.face, direction=direction, limit=8)


def _before_text(chart: Chart, row: int, counts: list[float], unit: float, arrow: str) -> str:
    """The state and its number, and a line for each move whose band is too thin or is not shown."""
    told = [_total(chart.labels[row], [one.values[row] for one in chart.series])]
    for one, count in zip(chart.series, counts, strict=True):
        if (one.values[row] is None or 0 < count * unit < LEAST_BAND) and value_text(one, row):
            told.append(f"{arrow} {one.name}: {value_text(one, row)}")
    return "\n".join(told)


def _total(name: str, values: Iterable[float | None]) -> str:
    """The name with the sum, unless a part of it is not shown."""
    counts = list(values)
    return name if None in counts else f"{name}: {number_text(sum(max(it or 0.0, 0.0) for it in counts))}"


def _slots(labels: list[Label], bars: list[float], top: float) -> list[Slot]:
    slots = []
    for label, bar in zip(labels, bars, strict=True):
        height = max(bar, len(label) * LEADING)
        slots.append(Slot(label, top, height, top + (height - bar) / 2, bar))
        top += height + BETWEEN
    return slots


def _draw_bands(
    surface: Surface, chart: Chart, counts: list[list[float]], first: list[Slot], second: list[Slot], unit: float
) -> None:
    starts = (surface.width * LABEL_SHARE + BAR, surface.width * (1 - LABEL_SHARE) - BAR)
    arrived = [slot.bar_top for slot in second]
    written = []
    for row, slot in enumerate(first):
        left = slot.bar_top
        for place, count in enumerate(counts[row]):
            height = count * unit
            if not height:
                continue
            stays = chart.labels[row] == chart.series[place].name
            surface.band(starts, (left, arrived[place]), height, STAYED if stays else MOVED)
            if height >= LEAST_BAND:
                written.append((left + height / 2, value_text(chart.series[place], row)))
            left += height
            arrived[place] += height
    room = starts[1] - starts[0] - 8
    for centre, text in written:
        for line in wrapped(text, width=room, face=CELL.face, direction=surface.direction, limit=1):
            surface.text(starts[0] + 4, centre + 3, line, CELL.face, colour=INK)


def _draw_column(surface: Surface, slots: list[Slot], edge: float, *, is_first: bool) -> None:
    for slot in slots:
        if slot.bar:
            surface.bar(edge if is_first else edge - BAR, slot.bar_top, BAR, slot.bar, tone(0))
        baseline = slot.top + (slot.height - len(slot.label) * LEADING) / 2 + 8.5
        for number, line in enumerate(slot.label):
            start = edge - GAP if is_first else edge + GAP
            anchor = "end" if is_first else "start"
            surface.text(start, baseline + number * LEADING, line, CELL.face, colour=INK, anchor=anchor)
