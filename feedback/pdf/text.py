"""The one place where words are put on a page: a block of plain text, never markup, in either direction."""

from copy import copy
from typing import Self

from reportlab.pdfgen.canvas import Canvas

from feedback.pdf.fonts import is_shown
from feedback.pdf.printed import Printed
from feedback.pdf.shaping import Line, clamped, is_turned, lines
from feedback.pdf.styles import TextStyle, ink
from feedback.pdf.tags import Tag
from feedback.translation import direction as direction_of

FEWEST_LINES = 2  # on either side of a page break


class Text(Printed):
    """A paragraph, heading, list item or cell. `bullet` stands in the indent of the first line, as the label of the item.

    `language` orders the words; the text stands on the side where that reading starts, or on that of `side` where it is given.
    `tag` names what it is, `parent` what it belongs to; a paragraph of the document unless given.
    """

    most_lines = 0  # no limit, unless a kind of text sets one

    def __init__(
        self,
        text: str,
        style: TextStyle,
        *,
        language: str,
        side: str = "",
        bullet: str = "",
        tag: str = "P",
        parent: Tag | None = None,
        attributes: str = "",
    ) -> None:
        super().__init__()
        self.text = text
        self.style = style
        self.direction = direction_of(language)
        self.side = side or self.direction
        self.bullet = bullet
        self.label = Tag("Lbl", parent=parent)
        self.tag = Tag(tag, parent=parent, language=language, attributes=attributes)
        self.words = self._words()
        self.continues = False  # what began on an earlier page
        self.spaceBefore = style.before
        self.spaceAfter = style.after
        self._lines: tuple[Line, ...] = ()
        self._measure = -1.0

    def _words(self) -> Tag:
        """What the letters belong to. Joined and turned round, or with a sign for what has no glyph, they no longer say
        what was written.

        Only the structure says it: where marked content does, poppler and pdfium turn it round once more.
        """
        if not self.text or (not is_turned(self.text, self.direction) and is_shown(self.text, self.style.face.font)):
            return self.tag
        return Tag("Span", parent=self.tag, actual_text=self.text)

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

    def split(self, width: float, height: float) -> list[Self]:
        broken = self.lines(width)
        fitting = min(int(height / self.style.leading), len(broken) - FEWEST_LINES)
        return list(self.divided(width, fitting)) if fitting >= FEWEST_LINES else []

    def divided(self, width: float, fitting: int) -> tuple[Self, Self]:
        """The first `fitting` lines and the rest, as they were broken at this width: still one element of the structure."""
        broken = self.lines(width)
        above, below = self._part(broken[:fitting], width), self._part(broken[fitting:], width)
        below.continues = True
        return above, below

    def _part(self, broken: tuple[Line, ...], width: float) -> Self:
        part = copy(self)
        part.text = "\n".join(line.text for line in broken)
        part._lines, part._measure = broken, width
        part.__dict__.pop("_postponed", None)  # ReportLab's note that the whole has been moved to the next page
        return part

    def draw(self) -> None:
        broken = self.lines(self.width)
        if self.bullet and not self.continues:
            self._draw_bullet((len(broken) - 1) * self.style.leading)
        if broken:
            with self.canv.marked(self.words):
                draw_lines(self.canv, broken, self.style, width=self.width, side=self.side)

    def _draw_bullet(self, height: float) -> None:
        face = self.style.face
        left = self.width - face.width(self.bullet) if self.side == "rtl" else 0
        with self.canv.marked(self.label):
            self.canv.setFont(face.font, face.size)
            self.canv.setFillColor(ink(self.style.colour))
            self.canv.drawString(left, height + drop(self.style), self.bullet)


def draw_lines(canvas: Canvas, broken: tuple[Line, ...], style: TextStyle, *, width: float, side: str) -> None:
    """Draw the block with its lower edge at the origin, towards `side`; first line first, as a screen reader meets them."""
    canvas.setFont(style.face.font, style.size)
    canvas.setFillColor(ink(style.colour))
    for place, line in zip(reversed(range(len(broken))), broken, strict=True):
        left = _left(line, style, width, side)
        canvas.drawString(left, place * style.leading + drop(style), line.drawn + line.end)


def _left(line: Line, style: TextStyle, width: float, side: str) -> float:
    if style.align == "center":
        return (width - line.width) / 2
    if (style.align == "start") == (side == "ltr"):
        return style.indent if side == "ltr" else 0
    return width - line.width - (style.indent if side == "rtl" else 0)


def drop(style: TextStyle) -> float:
    """From the bottom of a line to its baseline: DejaVu's ascent and descent centred in the leading."""
    return (style.leading - style.size) / 2 + 0.21 * style.size
