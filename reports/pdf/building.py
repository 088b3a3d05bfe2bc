"""A report in print: its cover, its charts and its key figures; all else is laid out as in any document."""

from collections.abc import Iterator
from dataclasses import replace

from feedback.blocks import Heading, Table
from feedback.pdf import styles
from feedback.pdf.attachments import Attachment
from feedback.pdf.building import Piece, write_pdf
from feedback.pdf.document import Laid, PrintedDocument
from feedback.translation import gettext as _
from feedback.translation import speaking
from reports.document import Block, ChartBlock, Document, KeyFigures
from reports.exports import named_csvs
from reports.figures_json import figures_json
from reports.pdf.charts import chart_laid
from reports.pdf.cover import cover_of
from reports.pdf.key_figures import key_figure_rows


def pdf(document: Document) -> bytes:
    """The report as a tagged PDF (PDF/UA-1, PDF/A-3a) with its data inside; the same document gives the same bytes."""
    with speaking(document.language):
        return write_pdf(
            PrintedDocument(
                title=document.title,
                language=document.language,
                author=document.author,
                blocks=(
                    *(_piece(_smaller(block), document.language) for block in document.summary),
                    *(_piece(block, document.language) for block in document.blocks[len(document.summary) :]),
                ),
                before_contents=len(document.summary),
                subject=document.subtitle,
                cover=cover_of(document),
                made=document.basis.cut if document.basis else None,
                attachments=tuple(_data(document)),
            )
        )


def _data(document: Document) -> Iterator[Attachment]:
    """What a program needs to work the report out anew: every table as CSV, and all figures."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for (name, text), table in zip(named_csvs(document), tables, strict=True):
        yield Attachment(name, text.encode(), "text/csv", table.caption, table)
    yield Attachment("figures.json", figures_json(document), "application/json", _("All figures of this report"))


def _smaller(block: Block) -> Block:
    """A heading inside the summary, which has to stay on one page and whose parts the contents need not list."""
    return replace(block, level=3) if isinstance(block, Heading) and block.level == 2 else block


def _piece(block: Block, language: str) -> Piece:
    match block:
        case ChartBlock():
            return chart_laid(block.chart, language)
        case KeyFigures():
            rows = key_figure_rows(block.figures, width=styles.TEXT_WIDTH, language=language)
            return Laid(list(rows), sum(row.wrap(styles.TEXT_WIDTH, 0)[1] for row in rows[:1]))
        case _:
            return block
