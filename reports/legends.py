"""The legend of a drawn chart: a sample of each series with its name, flowing over as many lines as it needs."""

from feedback.pdf.styles import CELL, INK
from reports.charts import Series
from reports.surface import Surface, wrapped
from reports.tones import Tone, tone

SAMPLE = 14
LINE_SAMPLE = 26  # long enough to show the dashes
BETWEEN = 16
FACE = CELL.face
LEADING = CELL.leading


def draw_legend(surface: Surface, series: tuple[Series, ...], *, top: float, as_lines: bool = False) -> float:
    """Draw from `top` and return where it ends."""
    sample = LINE_SAMPLE if as_lines else SAMPLE
    start = height = 0.0
    for place, one in enumerate(series):
        room = surface.width - sample - 5
        name = wrapped(one.name, width=room, face=FACE, direction=surface.direction, limit=2)
        width = sample + 5 + max((FACE.width(line) for line in name), default=0.0)
        if start and start + width > surface.width:
            start, top, height = 0.0, top + height + 3, 0.0
        _draw_sample(surface, start, top, tone(place), as_lines=as_lines)
        for number, line in enumerate(name):
            surface.text(start + sample + 5, top + 8 + number * LEADING, line, FACE, colour=INK)
        height = max(height, len(name) * LEADING)
        start += width + BETWEEN
    return top + height + 6


def _draw_sample(surface: Surface, start: float, top: float, tones: Tone, *, as_lines: bool) -> None:
    if as_lines:
        surface.path([(start, top + 5.5), (start + LINE_SAMPLE, top + 5.5)], tones)
        surface.marker(start + LINE_SAMPLE / 2, top + 5.5, tones)
    else:
        surface.bar(start, top + 1, SAMPLE, 9, tones)
