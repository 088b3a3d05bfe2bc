"""The picture that stands beside a link to a public page where somebody shares it: the title, and who publishes it. Pure."""

from collections.abc import Iterable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from feedback.pdf.painting import painted
from feedback.pdf.shaping import Line, clamped, lines
from feedback.pdf.styles import ACCENT, INK, QUIET, TextStyle, ink
from feedback.translation import direction as direction_of

#: Pixels, as the large card of all that show such pictures has them.
WIDTH, HEIGHT = 1200, 630
MARGIN = 80
BAR = 24
TITLE = TextStyle(size=60, leading=76, bold=True, colour=INK)
SITE = TextStyle(size=34, leading=44, bold=True, colour=ACCENT)
DEPARTMENT = TextStyle(size=32, leading=42, colour=QUIET)
MOST_LINES = 5


def preview_image(title: str, *, language: str, department: str, spoken: str) -> bytes:
    """The picture as PNG; `language` is that of the title, `spoken` that of the department's name."""
    page = BytesIO()
    canvas = Canvas(page, pagesize=(WIDTH, HEIGHT), invariant=1)
    direction = direction_of(language)
    canvas.setFillColor(ink(ACCENT))
    canvas.rect(WIDTH - BAR if direction == "rtl" else 0, 0, BAR, HEIGHT, stroke=0, fill=1)
    _write(canvas, _broken("Gensvar", SITE, 1, spoken), SITE, HEIGHT - MARGIN, direction)
    _write(canvas, _broken(title, TITLE, MOST_LINES, language), TITLE, HEIGHT - MARGIN - 90, direction)
    _write(canvas, _broken(department, DEPARTMENT, 1, spoken), DEPARTMENT, MARGIN, direction)
    canvas.save()
    return painted(page.getvalue())


def _broken(text: str, style: TextStyle, most: int, language: str) -> tuple[Line, ...]:
    width, direction = WIDTH - 2 * MARGIN - BAR, direction_of(language)
    found = lines(" ".join(text.split()), width=width, face=style.face, direction=direction)
    return clamped(found, most, width=width, face=style.face, direction=direction)


def _write(canvas: Canvas, written: Iterable[Line], style: TextStyle, top: float, direction: str) -> None:
    canvas.setFillColor(ink(style.colour))
    canvas.setFont(style.face.font, style.size)
    for number, line in enumerate(written):
        x = WIDTH - BAR - MARGIN / 2 - line.width if direction == "rtl" else BAR + MARGIN / 2
        canvas.drawString(x, top - number * style.leading, line.drawn)
