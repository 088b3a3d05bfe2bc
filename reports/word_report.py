"""A report as a Word file, to be edited: the same blocks as its PDF, the charts as pictures."""

from collections.abc import Iterator

from feedback import blocks
from feedback.blocks import BulletList, Paragraph
from feedback.pdf import styles
from feedback.translation import direction, speaking
from feedback.translation import gettext as _
from feedback.word_files import WordPicture, word_file
from reports.charts.chart import Chart
from reports.charts.drawn_charts import drawings
from reports.charts.files import drawing_png
from reports.document import Block, ChartBlock, Document, KeyFigures

SHARPNESS = 3.0  # pixels for each point: 216 to an inch
DEEPEST = styles.TEXT_HEIGHT - 60  # leaves room for the caption


def word_report(document: Document) -> bytes:
    """The report as a DOCX file dated at its data cut; the same document gives the same bytes. ValueError without a basis."""
    if document.basis is None:
        raise ValueError("The report does not say when its data was read.")
    with speaking(document.language):
        return word_file(
            document.title,
            subtitle=document.subtitle,
            subtitle_language=document.subtitle_language,
            language=document.language,
            author=document.author,
            blocks=_written(document),
            written_on=document.basis.cut.date(),
        )


def _written(document: Document) -> Iterator[blocks.Block | WordPicture]:
    yield Paragraph(f"{document.author}. {_('The figures are from %(cut)s.', cut=document.cut)}")
    for block in document.blocks:
        yield from _block(block, document.language)


def _block(block: Block, language: str) -> Iterator[blocks.Block | WordPicture]:
    match block:
        case KeyFigures():
            yield BulletList(tuple(f"{name}: {value}" for value, name in block.figures))
        case ChartBlock():
            yield from _pictures(block.chart, language)
        case _:
            yield block


def _pictures(chart: Chart, language: str) -> Iterator[WordPicture]:
    """One, or several where it would be taller than a page; what it says is said with the first."""
    parts = drawings(chart, width=styles.TEXT_WIDTH, height=DEEPEST, direction=direction(language))
    for number, part in enumerate(parts):
        png = drawing_png(part, sharpness=SHARPNESS)
        yield WordPicture(png, "" if number else chart.title, chart.title if number else chart.alternative)
