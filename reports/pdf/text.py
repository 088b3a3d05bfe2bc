"""The one place where words are put on a page: a block of plain text, never markup, in either direction."""

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.pdf.printed import Printed
from reports.pdf.shaping import Line, clamped, lines
from reports.pdf.styles import TextStyle

FEWEST_LINES = 2  # on either side of a page break


class Text(Printed):
    """A paragraph, heading, list item or cell. `bullet` stands in the indent of the first line.

    `direction` orders the words; the text stands on the side where that reading starts, or on that of `side` where it is given.
    """

    most_lines = 0  # no limit, unless a kind of text sets one

    def __init__(self, text: str, style: TextStyle, *, direction: str, side: str = "", bullet: str = "") -> None:
        super().__init__()
        self.text = text
        self.style = style
        self.direction = direction
        self.side = side or direction
        self.bullet = bullet
        self.spaceBefore = style.before
        self.spaceAfter = style.after
        self._lines: tuple[Line, ...] = ()
        self._measure = -1.0

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines at this width; broken once and kept."""
        if width != self._measure:
            room = width - self.style.indent
            face, direction = self.style.face, self.direction
            broken = lines(self.text, width=room, face=face, direction=direction)
            limit = self.most_lines or len(broken)
            self._lines = clamped(broken, limit, width=room, face=face, direction=direction)
            self._measure = width
        return self._lines

    def height_at(self, width: float) -> float:
        return len(self.lines(width)) * self.style.leading

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height_at(width)

    def split(self, width: float, height: float) -> list["Text"]:
        broken = self.lines(width)
        fitting = min(int(height / self.style.leading), len(broken) - FEWEST_LINES)
        return list(self.divided(width, fitting)) if fitting >= FEWEST_LINES else []

    def divided(self, width: float, fitting: int) -> tuple["Text", "Text"]:
        """The first `fitting` lines and the rest, as they were broken at this width."""
        broken = self.lines(width)
        return self._part(broken[:fitting], width, self.bullet), self._part(broken[fitting:], width, "")

    def _part(self, broken: tuple[Line, ...], width: float, bullet: str) -> "Text":
        text = "\n".join(line.text for line in broken)
        part = Text(text, self.style, direction=self.direction, side=self.side, bullet=bullet)
        part._lines, part._measure = broken, width
        return part

    def draw(self) -> None:
        draw_lines(self.canv, self.lines(self.width), self.style, width=self.width, side=self.side)
        if self.bullet:
            left = self.width - self.style.face.width(self.bullet) if self.side == "rtl" else 0
            baseline = (len(self._lines) - 1) * self.style.leading + _drop(self.style)
            self.canv.drawString(left, baseline, self.bullet)


def draw_lines(canvas: Canvas, broken: tuple[Line, ...], style: TextStyle, *, width: float, side: str) -> None:
    """Draw the block with its lower edge at the origin, towards `side`; first line first, as a screen reader meets them.

    Right-to-left lines carry no /ActualText: poppler and pdfium turn it round once more; without it they read the glyphs rightly.
    """
    canvas.setFont(style.face.font, style.size)
    canvas.setFillColor(HexColor(style.colour))
    for place, line in zip(reversed(range(len(broken))), broken, strict=True):
        left = _left(line, style, width, side)
        canvas.drawString(left, place * style.leading + _drop(style), line.drawn)


def _left(line: Line, style: TextStyle, width: float, side: str) -> float:
    if style.align == "center":
        return (width - line.width) / 2
    if (style.align == "start") == (side == "ltr"):
        return style.indent if side == "ltr" else 0
    return width - line.width - (style.indent if side == "rtl" else 0)


def _drop(style: TextStyle) -> float:
    """From the bottom of a line to its baseline: DejaVu's ascent and descent centred in the leading."""
    return (style.leading - style.size) / 2 + 0.21 * style.size
