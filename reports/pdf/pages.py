"""What stands on every page around the text: the cover's ground, and the footer with title and page number."""

from reportlab.lib.colors import HexColor
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas

from feedback.translation import direction as direction_of
from feedback.translation import gettext as _
from feedback.translation import number_text
from reports.document import Document
from reports.pdf import styles
from reports.pdf.headings import Places
from reports.pdf.shaping import Line, lines, shortened
from reports.pdf.styles import TextStyle
from reports.pdf.text import draw_lines

FOOTER_HEIGHT = 1.35 * cm
BAND = 0.9 * cm
PAGE_NUMBER_ROOM = 110


def draw_cover(canvas: Canvas, document: Document) -> None:
    """A band on the starting edge and the data-cut time at the foot."""
    direction = direction_of(document.language)
    canvas.saveState()
    canvas.setFillColor(HexColor(styles.ACCENT))
    left = styles.PAGE_WIDTH - BAND if direction == "rtl" else 0
    canvas.rect(left, 0, BAND, styles.PAGE_HEIGHT, stroke=0, fill=1)
    style = styles.COVER_CUT
    words = _("The figures are from %(cut)s.", cut=document.cut)
    cut = lines(words, width=styles.TEXT_WIDTH, face=style.face, direction=direction)
    _place(canvas, cut, style, bottom=styles.BOTTOM - 1.2 * cm, side=direction)
    canvas.restoreState()


def draw_page(canvas: Canvas, document: Document, places: Places) -> None:
    """Title at the start, "Page 3 of 12" at the end, under a hairline."""
    direction = direction_of(document.language)
    style = styles.FOOTER
    canvas.saveState()
    canvas.setStrokeColor(HexColor(styles.RULE))
    canvas.setLineWidth(0.4)
    canvas.line(styles.SIDE, FOOTER_HEIGHT + 14, styles.PAGE_WIDTH - styles.SIDE, FOOTER_HEIGHT + 14)
    room = styles.TEXT_WIDTH - PAGE_NUMBER_ROOM
    title = shortened(document.title, width=room, face=style.face, direction=direction)
    _place(canvas, (title,), style, bottom=FOOTER_HEIGHT, side=direction)
    number = _("Page %(page)s of %(pages)s", page=number_text(canvas.getPageNumber()), pages=number_text(places.total))
    at_end = TextStyle(size=style.size, leading=style.leading, colour=style.colour, align="end")
    written = lines(number, width=PAGE_NUMBER_ROOM, face=style.face, direction=direction)
    _place(canvas, written, at_end, bottom=FOOTER_HEIGHT, side=direction)
    canvas.restoreState()


def _place(canvas: Canvas, written: tuple[Line, ...], style: TextStyle, *, bottom: float, side: str) -> None:
    canvas.saveState()
    canvas.translate(styles.SIDE, bottom)
    draw_lines(canvas, written, style, width=styles.TEXT_WIDTH, side=side)
    canvas.restoreState()
