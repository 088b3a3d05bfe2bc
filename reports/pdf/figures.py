"""Charts and key figures in print."""

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor

from reports.pdf.printed import Printed
from reports.pdf.styles import ACCENT, FIGURE_LABEL, FIGURE_SIZES, TEXT_HEIGHT, TextStyle
from reports.pdf.text import Text

COLUMNS = 4
GAP = 14  # between key figures


class Figure(Printed):
    """A drawing with the words that stand in for it; one taller than a page is made smaller."""

    def __init__(self, drawing: Drawing, alternative: str) -> None:
        super().__init__()
        self.drawing = drawing
        self.alternative = alternative
        self.spaceAfter = 10
        self.scale = min(1.0, TEXT_HEIGHT / drawing.height)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.drawing.width * self.scale, self.drawing.height * self.scale
        return self.width, self.height

    def draw(self) -> None:
        self.canv.scale(self.scale, self.scale)
        renderPDF.draw(self.drawing, self.canv, 0, 0)


class KeyFigureRow(Printed):
    """Values side by side, each large above its label; the first stands where reading starts."""

    def __init__(
        self, figures: tuple[tuple[str, str], ...], style: TextStyle, *, column: float, direction: str
    ) -> None:
        super().__init__()
        self.direction = direction
        self.spaceBefore = 8
        self.spaceAfter = 12
        self.column = column
        self.pairs = [
            (Text(value, style, direction=direction), Text(label, FIGURE_LABEL, direction=direction))
            for value, label in figures
        ]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        inner = self.column - GAP
        self.values = max(value.height_at(inner) for value, _label in self.pairs)
        self.width = width
        self.height = self.values + max(label.height_at(inner) for _value, label in self.pairs) + 8
        return width, self.height

    def draw(self) -> None:
        for place, (value, label) in enumerate(self.pairs):
            start = place * (self.column + GAP)
            left = self.width - start - self.column if self.direction == "rtl" else start
            self._bar(left)
            inner = self.column - GAP
            edge = left if self.direction == "rtl" else left + GAP
            top = self.height
            for text, room in ((value, self.values), (label, 0.0)):
                text.wrapOn(self.canv, inner, self.height)
                text.drawOn(self.canv, edge, top - text.height_at(inner))
                top -= room + 4

    def _bar(self, left: float) -> None:
        self.canv.setFillColor(HexColor(ACCENT))
        self.canv.rect(
            left + self.column - 2.5 if self.direction == "rtl" else left, 0, 2.5, self.height, stroke=0, fill=1
        )


def key_figure_rows(figures: tuple[tuple[str, str], ...], *, width: float, direction: str) -> list[KeyFigureRow]:
    """Four in a row; five or six make two rows of three."""
    columns = 3 if len(figures) in {5, 6} else COLUMNS
    column = (width - GAP * (columns - 1)) / columns
    style = _value_style([value for value, _label in figures], column - GAP)
    return [
        KeyFigureRow(figures[first : first + columns], style, column=column, direction=direction)
        for first in range(0, len(figures), columns)
    ]


def _value_style(values: list[str], width: float) -> TextStyle:
    """The largest size at which every value stands on one line, or the smallest one."""
    styles = [TextStyle(size=size, leading=size * 1.25, bold=True, colour=ACCENT) for size in FIGURE_SIZES]
    fitting = [style for style in styles if all(style.face.width(value) <= width for value in values)]
    return fitting[0] if fitting else styles[-1]
