"""A report in print: its cover, its charts and its key figures; all else is laid out as in any document."""

from feedback.pdf import styles
from feedback.pdf.building import Piece, write_pdf
from feedback.pdf.document import Laid, PrintedDocument, height_of
from feedback.pdf.figures import Figure
from feedback.pdf.tags import Tag
from feedback.pdf.text import Text
from feedback.translation import direction as direction_of
from feedback.translation import speaking
from reports.charts import Chart
from reports.document import Block, ChartBlock, Document, KeyFigures
from reports.drawn_charts import drawings
from reports.pdf.cover import cover_of
from reports.pdf.key_figures import key_figure_rows

DEEPEST_CHART = styles.TEXT_HEIGHT - 60  # leaves room for the caption


def pdf(document: Document) -> bytes:
    """The report as a tagged PDF (PDF/UA-1); the same document gives the same bytes."""
    with speaking(document.language):
        return write_pdf(
            PrintedDocument(
                title=document.title,
                language=document.language,
                author=document.author,
                blocks=tuple(_piece(block, document.language) for block in document.blocks),
                subject=document.subtitle,
                cover=cover_of(document),
            )
        )


def _piece(block: Block, language: str) -> Piece:
    match block:
        case ChartBlock():
            return _chart(block.chart, language)
        case KeyFigures():
            rows = key_figure_rows(block.figures, width=styles.TEXT_WIDTH, language=language)
            return Laid(list(rows), sum(row.wrap(styles.TEXT_WIDTH, 0)[1] for row in rows[:1]))
        case _:
            return block


def _chart(chart: Chart, language: str) -> Laid:
    caption = Text(chart.title, styles.CAPTION, language=language)
    parts = drawings(chart, width=styles.TEXT_WIDTH, height=DEEPEST_CHART, direction=direction_of(language))
    tag = Tag("Figure", alternative=chart.alternative)
    figures = [Figure(part, tag) for part in parts]
    return Laid([caption, *figures], height_of(caption) + figures[0].wrap(0, 0)[1])
