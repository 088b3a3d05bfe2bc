"""A sample text as a printed PDF: letterhead, a running header and page numbers on every page, bullets."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate
from reportlab.platypus import Paragraph as Flowing

from feedback.pdf.fonts import embedded_fonts
from reports.demo.markup import Paragraph, Style

MARGIN = 30 * mm


def printed(paragraphs: Sequence[Paragraph], *, running: str) -> bytes:
    """An A4 PDF with `running` as the header of each page. The same paragraphs give the same bytes."""
    title = next((paragraph.text for paragraph in paragraphs if paragraph.style is Style.TITLE), running)
    written = BytesIO()
    pages = SimpleDocTemplate(
        written, pagesize=A4, title=title, author=running, lang="sv", invariant=1, initialFontName=embedded_fonts().regular,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip
    furniture = partial(_furniture, running=running)
    styles = _styles()
    story: list[Flowable] = [
        Flowing(
            escape(paragraph.text), styles[paragraph.style], bulletText="•" if paragraph.style is Style.BULLET else None
        )
        for paragraph in paragraphs
    ]
    pages.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return written.getvalue()


def _furniture(canvas: Canvas, _pages: SimpleDocTemplate, *, running: str) -> None:
    canvas.setFont(embedded_fonts().regular, 8)
    canvas.drawString(MARGIN, A4[1] - 15 * mm, running)
    canvas.drawRightString(A4[0] - MARGIN, A4[1] - 15 * mm, f"Sida {canvas.getPageNumber()}")


def _styles() -> dict[Style, ParagraphStyle]:
    fonts = embedded_fonts()
    text = ParagraphStyle("text", fontName=fonts.regular, fontSize=10, leading=15, spaceAfter=8)
    return {
        Style.TEXT: text,
        Style.LETTERHEAD: ParagraphStyle("letterhead", text, fontSize=9, leading=12, spaceAfter=0),
        Style.TITLE: ParagraphStyle("title", text, fontName=fonts.bold, fontSize=15, leading=20, spaceBefore=24),
        Style.HEADING: ParagraphStyle("heading", text, fontName=fonts.bold, spaceBefore=8, keepWithNext=True),
        Style.BULLET: ParagraphStyle(
            "bullet", text, leftIndent=14, bulletIndent=2, bulletFontName=fonts.regular, bulletFontSize=10, spaceAfter=5
        ),
    }
