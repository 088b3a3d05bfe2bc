"""The first page of a report: who tells what about which meeting, and from when the figures are."""

from reportlab.lib.units import cm
from reportlab.platypus import Spacer

from feedback.pdf import styles
from feedback.pdf.canvas import TaggedCanvas
from feedback.pdf.document import Cover
from feedback.pdf.pictures import TALLEST_LOGO, Picture, logo
from feedback.pdf.styles import TextStyle
from feedback.pdf.text import Text
from feedback.translation import direction as direction_of
from feedback.translation import gettext as _
from reports.document import Document

BAND = 0.9 * cm

AUTHOR = TextStyle(size=10.5, leading=15, bold=True, colour=styles.QUIET)
TITLE = TextStyle(size=28, leading=36, bold=True, colour=styles.ACCENT, after=14)
SUBTITLE = TextStyle(size=13, leading=20, colour=styles.QUIET)
CUT = TextStyle(size=9.5, leading=14.5, colour=styles.QUIET)


def cover_of(document: Document) -> Cover:
    """The department's logo, author, title and subtitle, with a band on the starting edge and the data-cut time at the foot."""
    language = document.language
    side = direction_of(language)
    cut = Text(_("The figures are from %(cut)s.", cut=document.cut), CUT, language=language)

    def draw(canvas: TaggedCanvas) -> None:
        with canvas.artifact():
            canvas.setFillColor(styles.ink(styles.ACCENT))
            canvas.rect(styles.PAGE_WIDTH - BAND if side == "rtl" else 0, 0, BAND, styles.PAGE_HEIGHT, stroke=0, fill=1)
        cut.wrap(styles.TEXT_WIDTH, 0)
        cut.drawOn(canvas, styles.SIDE, styles.BOTTOM - 1.2 * cm)

    mark = logo()
    texts = (
        *([Picture(mark, document.author, side=side, tallest=TALLEST_LOGO)] if mark else []),
        Text(document.author, AUTHOR, language=language),
        Spacer(0, styles.TEXT_HEIGHT * 0.24),
        Text(document.title, TITLE, language=language, tag="H1"),
        Text(document.subtitle, SUBTITLE, language=document.subtitle_language or language, side=side),
    )
    return Cover(texts, draw)
