"""Key figures in print: the few numbers that a head of unit reads first."""

from feedback.pdf.printed import Printed
from feedback.pdf.styles import ACCENT, FIGURE_LABEL, TextStyle, ink
from feedback.pdf.tags import Tag
from feedback.pdf.text import Text
from feedback.translation import direction as direction_of

COLUMNS = 4
GAP = 14  # between key figures
SIZES = (22.0, 18.0, 14.0, 11.0)  # of a value; the first at which all fit their columns


class KeyFigureRow(Printed):
    """Values side by side, each large above its label; the first stands where reading starts. Read aloud they are a list."""

    def __init__(
        self,
        figures: tuple[tuple[str, str], ...],
        style: TextStyle,
        named: TextStyle,
        *,
        column: float,
        language: str,
        tag: Tag,
    ) -> None:
        super().__init__()
        self.direction = direction_of(language)
        self.spaceBefore = 8
        self.spaceAfter = 12
        self.column = column
        self.pairs = [_pair(value, label, style, named, language, tag) for value, label in figures]

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
        with self.canv.artifact():
            self.canv.setFillColor(ink(ACCENT))
            self.canv.rect(
                left + self.column - 2.5 if self.direction == "rtl" else left, 0, 2.5, self.height, stroke=0, fill=1
            )


def _pair(value: str, label: str, style: TextStyle, named: TextStyle, language: str, tag: Tag) -> tuple[Text, Text]:
    item = Tag("LBody", parent=Tag("LI", parent=tag))
    return (
        Text(value, style, language=language, parent=item),
        Text(label, named, language=language, parent=item),
    )


def key_figure_rows(
    figures: tuple[tuple[str, str], ...], *, width: float, language: str, named: TextStyle = FIGURE_LABEL
) -> list[KeyFigureRow]:
    """Four in a row; five or six make two rows of three. `named` is how their labels look."""
    columns = 3 if len(figures) in {5, 6} else COLUMNS
    column = (width - GAP * (columns - 1)) / columns
    style = _value_style([value for value, _label in figures], column - GAP)
    tag = Tag("L")
    return [
        KeyFigureRow(figures[first : first + columns], style, named, column=column, language=language, tag=tag)
        for first in range(0, len(figures), columns)
    ]


def _value_style(values: list[str], width: float) -> TextStyle:
    """The largest size at which every value stands on one line, or the smallest one."""
    styles = [TextStyle(size=size, leading=size * 1.25, bold=True, colour=ACCENT) for size in SIZES]
    fitting = [style for style in styles if all(style.face.width(value) <= width for value in values)]
    return fitting[0] if fitting else styles[-1]
