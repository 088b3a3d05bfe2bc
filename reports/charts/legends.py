"""The legend of a drawn chart: a sample of each series with its name, flowing over as many lines as it needs."""

from collections.abc import Callable, Sequence

from feedback.pdf.styles import CELL, INK
from reports.charts.chart import Series
from reports.charts.surface import Surface, wrapped
from reports.charts.tones import Tone, tone

SAMPLE = 14
LINE_SAMPLE = 26  # long enough to show the dashes
BETWEEN = 16
LEADING = CELL.leading
Sample = Callable[[Surface, float, float, int], None]  # drawn at this start and top, of the series at this place


def draw_legend(
    surface: Surface,
    series: Sequence[Series],
    *,
    top: float,
    sample: Sample | None = None,
    sample_width: float = SAMPLE,
) -> float:
    """Draw from `top` and return where it ends; samples are bars where nothing else is given."""
    start = height = 0.0
    for place, one in enumerate(series):
        room = surface.width - sample_width - 5
        name = wrapped(one.name, width=room, face=CELL.face, direction=surface.direction, limit=2)
        width = sample_width + 5 + max((CELL.face.width(line) for line in name), default=0.0)
        if start and start + width > surface.width:
            start, top, height = 0.0, top + height + 3, 0.0
        (sample or bar_sample)(surface, start, top, place)
        for number, line in enumerate(name):
            surface.text(start + sample_width + 5, top + 8 + number * LEADING, line, CELL.face, colour=INK)
        height = max(height, len(name) * LEADING)
        start += width + BETWEEN
    return top + height + 6


def bar_sample(surface: Surface, start: float, top: float, place: int) -> None:
    surface.bar(start, top + 1, SAMPLE, 9, tone(place))


def line_sample(surface: Surface, start: float, top: float, place: int) -> None:
    """As wide as `LINE_SAMPLE`."""
    surface.path([(start, top + 5.5), (start + LINE_SAMPLE, top + 5.5)], tone(place))
    surface.marker(start + LINE_SAMPLE / 2, top + 5.5, tone(place))


def samples_of(tones: Sequence[Tone]) -> Sample:
    """Bars in these tones."""

    def sample(surface: Surface, start: float, top: float, place: int) -> None:
        surface.bar(start, top + 1, SAMPLE, 9, tones[place])

    return sample
