"""The look of a document in print: measures in points, colours, and one style per kind of text."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm

from feedback.pdf.fonts import embedded_fonts
from feedback.pdf.shaping import Face
from feedback.settings import TABLE_HEAD, settings

PAGE_WIDTH: float = A4[0]
PAGE_HEIGHT: float = A4[1]
SIDE: float = 2.5 * cm
TOP: float = 2.3 * cm
BOTTOM: float = 2.6 * cm
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

# Every text colour has at least 7:1 against white, so that a grey printer keeps it readable.
INK = "#1c2228"
QUIET = "#454f5a"
ACCENT = "#1d3f66"
RULE = "#b9c3cd"
TINT = TABLE_HEAD


@cache
def ink(colour: str) -> Color:
    """A colour as ReportLab has it; in place of `ACCENT` that of the department, where it has one."""
    return HexColor((settings().look.colour or ACCENT) if colour == ACCENT else colour)


Align = Literal["start", "center", "end"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one kind of text stands; `before` and `after` are white space, `indent` is on the starting side."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 0
    indent: float = 0
    align: Align = "start"

    @property
    def face(self) -> Face:
        fonts = embedded_fonts()
        return Face(fonts.bold if self.bold else fonts.regular, self.size)


BODY = TextStyle(size=9.5, leading=14.5, after=7)
NOTE = TextStyle(size=8, leading=11.5, colour=QUIET, before=2, after=8)
BULLET = TextStyle(size=9.5, leading=14.5, after=3.5, indent=14)
CAPTION = TextStyle(size=9, leading=12.5, bold=True, colour=ACCENT, before=9, after=5)
CELL = TextStyle(size=8, leading=11)
NUMBER_CELL = TextStyle(size=8, leading=11, align="end")
HEADER_CELL = TextStyle(size=8, leading=11, bold=True, colour=ACCENT)
NUMBER_HEADER_CELL = TextStyle(size=8, leading=11, bold=True, colour=ACCENT, align="end")
FIGURE_LABEL = TextStyle(size=8, leading=11, colour=QUIET)
FOOTER = TextStyle(size=7.5, leading=10, colour=QUIET)

TITLE = TextStyle(size=22, leading=29, bold=True, colour=ACCENT, after=14)
HEADINGS = {
    1: TextStyle(size=19, leading=25, bold=True, colour=ACCENT, before=32, after=12),
    2: TextStyle(size=13, leading=18, bold=True, colour=ACCENT, before=18, after=6),
    3: TextStyle(size=10, leading=14.5, bold=True, before=12, after=4),
}
CONTENTS = {
    1: TextStyle(size=10, leading=15, bold=True, before=8),
    2: TextStyle(size=9.5, leading=15, indent=14),
}
CONTENTS_TITLE = TextStyle(size=19, leading=25, bold=True, colour=ACCENT, after=12)
