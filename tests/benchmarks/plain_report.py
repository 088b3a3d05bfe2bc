"""A report printed with nothing but ReportLab, as one would do it without tags: what ours is measured against."""

from collections.abc import Iterator
from html import escape
from io import BytesIO

from reportlab.graphics import renderPDF  # noqa: F401  # a drawing is a flowable through it
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Table as PlainTable
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.tableofcontents import TableOfContents

from feedback import blocks
from feedback.pdf import styles
from feedback.pdf.styles import TextStyle
from reports.charts.drawn_charts import drawings
from reports.document import ChartBlock, Document, KeyFigures
from reports.pdf.charts import WHOLE_PAGE


def _style(name: str, style: TextStyle) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=style.face.font,
        fontSize=style.size,
        leading=style.leading,
        textColor=HexColor(style.colour),
        spaceBefore=style.before,
        spaceAfter=style.after,
        leftIndent=style.indent,
    )


class Template(BaseDocTemplate):
    def afterFlowable(self, flowable: Flowable) -> None:  # ReportLab's name
        level = getattr(flowable, "heading_level", None)
        if level:
            key = f"h{id(flowable)}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, 0)
            self.notify("TOCEntry", (level - 1, escape(flowable.getPlainText()), self.page, key))


def plain_pdf(document: Document, *, has_contents: bool) -> bytes:
    """Same words, tables, charts and bookmarks; no structure, no metadata, no embedded data.

    Contents with page numbers cost ReportLab a second and a third pass.
    """
    file = BytesIO()
    frame = Frame(styles.SIDE, styles.BOTTOM, styles.TEXT_WIDTH, styles.TEXT_HEIGHT, 0, 0, 0, 0)
    body = _style("body", styles.BODY)
    template = Template(
        file,
        initialFontName=body.fontName,
        invariant=1,
        pageTemplates=[PageTemplate("page", [frame], onPage=lambda canvas, _doc: _footer(canvas, document.title))],
    )
    contents = TableOfContents(levelStyles=[_style(str(level), styles.CONTENTS[level]) for level in (1, 2)] * 2)
    title = Paragraph(escape(document.title), _style("title", styles.TITLE))
    if has_contents:
        template.multiBuild([title, contents, *_story(document)])
    else:
        template.build([title, *_story(document)])
    return file.getvalue()


def _footer(canvas: object, title: str) -> None:
    canvas.setFont(styles.FOOTER.face.font, styles.FOOTER.size)  # type: ignore[attr-defined]
    canvas.drawString(styles.SIDE, 40, f"{title} {canvas.getPageNumber()}")  # type: ignore[attr-defined]


def _story(document: Document) -> Iterator[Flowable]:
    body, bullet, caption = (
        _style(name, style)
        for name, style in (("body", styles.BODY), ("bullet", styles.BULLET), ("caption", styles.CAPTION))
    )
    cell, head = _style("cell", styles.CELL), _style("head", styles.HEADER_CELL)
    for block in document.blocks:
        match block:
            case blocks.Heading():
                heading = Paragraph(escape(block.text), _style(f"h{block.level}", styles.HEADINGS[block.level]))
                heading.heading_level = block.level
                yield heading
            case blocks.Paragraph():
                yield Paragraph(escape(block.text), body)
            case blocks.BulletList():
                yield from (Paragraph(escape(item), bullet, bulletText="•") for item in block.items)
            case blocks.Table():
                yield Paragraph(escape(block.caption), caption)
                rows = [[Paragraph(escape(it.text), cell) for it in row] for row in block.rows]
                header = [Paragraph(escape(text), head) for text in block.header]
                lines = [("LINEBELOW", (0, 0), (-1, -1), 0.3, HexColor(styles.RULE))]
                yield PlainTable([header, *rows], repeatRows=1, style=lines)
            case ChartBlock():
                yield Paragraph(escape(block.chart.title), caption)
                yield from drawings(block.chart, width=styles.TEXT_WIDTH, height=WHOLE_PAGE, direction="ltr")
            case KeyFigures():
                pairs = [[Paragraph(escape(text), cell) for text in pair[:2]] for pair in block.figures]
                yield PlainTable(pairs)
    yield Spacer(0, 1)
