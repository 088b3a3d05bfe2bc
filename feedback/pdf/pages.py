"""What stands on every page under the text: the footer with title and page number."""

from reportlab.lib.units import cm

from feedback.pdf import styles
from feedback.pdf.canvas import TaggedCanvas
from feedback.pdf.headings import Places
from feedback.pdf.shaping import Line, lines, shortened
from feedback.pdf.styles import TextStyle
from feedback.pdf.text import draw_lines
from feedback.translation import direction as direction_of
from feedback.translation import gettext as _
from feedback.translation import number_text

FOOTER_HEIGHT = 1.35 * cm
PAGE_NUMBER_ROOM = 110


def draw_page(canvas: TaggedCanvas, title: str, language: str, places: Places, mark: str = "") -> None:
    """Title at the start, "Page 3 of 12" at the end, under a hairline; nothing where there is only one page without a mark.

    The mark stands before the title.
    """
    if places.total == 1 and not mark:
        return
    direction = direction_of(language)
    style = styles.FOOTER
    room = styles.TEXT_WIDTH - PAGE_NUMBER_ROOM
    shown = shortened(f"{mark} · {title}" if mark else title, width=room, face=style.face, direction=direction)
    number = _("Page %(page)s of %(pages)s", page=number_text(canvas.getPageNumber()), pages=number_text(places.total))
    at_end = TextStyle(size=style.size, leading=style.leading, colour=style.colour, align="end")
    written = lines(number, width=PAGE_NUMBER_ROOM, face=style.face, direction=direction)
    with canvas.artifact("Pagination"):
        canvas.saveState()
        canvas.setStrokeColor(styles.ink(styles.RULE))
        canvas.setLineWidth(0.4)
        canvas.line(styles.SIDE, FOOTER_HEIGHT + 14, styles.PAGE_WIDTH - styles.SIDE, FOOTER_HEIGHT + 14)
        _place(canvas, (shown,), style, side=direction)
        _place(canvas, written, at_end, side=direction)
        canvas.restoreState()


def _place(canvas: TaggedCanvas, written: tuple[Line, ...], style: TextStyle, *, side: str) -> None:
    canvas.saveState()
    canvas.translate(styles.SIDE, FOOTER_HEIGHT)
    draw_lines(canvas, written, style, width=styles.TEXT_WIDTH, side=side)
    canvas.restoreState()
