"""The report as a poster in print: one A4 page, with a code that leads to the whole report."""

from collections.abc import Iterator

from reportlab.platypus import Spacer
from reportlab.platypus.flowables import Flowable

from feedback.blocks import Paragraph, Table
from feedback.pdf import styles
from feedback.pdf.building import write_pdf
from feedback.pdf.canvas import TaggedCanvas
from feedback.pdf.document import Cover, PrintedDocument, height_of
from feedback.pdf.figures import Figure
from feedback.pdf.printed import Printed
from feedback.pdf.styles import TextStyle
from feedback.pdf.tables import Row, TableRows
from feedback.pdf.tags import COLUMN_HEADER, Tag
from feedback.pdf.text import Text
from feedback.translation import direction, speaking
from feedback.translation import gettext as _
from reports.charts.chart import Chart, part
from reports.charts.drawn_charts import draw
from reports.charts.words import described
from reports.document import ChartBlock, Document, KeyFigures
from reports.pdf.key_figures import COLUMNS, GAP, key_figure_rows
from surveys.qr_drawings import qr_drawing

#: How many issues and bars it may have, from most to least; the first that fits the page is taken.
ROOMS = ((5, 5), (4, 5), (4, 4), (3, 5), (3, 4), (3, 3), (3, 2), (2, 3), (2, 2), (1, 3), (1, 2), (2, 0), (1, 0), (0, 0))
BAND = 14.0
GUTTER = 10.0  # between columns, as in other tables
LARGER = 1.2  # a chart, than in the report
CODE = 98.0  # points, of the QR code with its quiet zone: to be read from an arm's length

AUTHOR = TextStyle(size=12, leading=17, bold=True, colour=styles.QUIET, after=4)
TITLE = TextStyle(size=26, leading=33, bold=True, colour=styles.ACCENT, after=4)
SUBTITLE = TextStyle(size=14, leading=20, colour=styles.QUIET, after=6)
DRAFT = TextStyle(size=11, leading=16, bold=True, after=6)
HEADING = TextStyle(size=15, leading=20, bold=True, colour=styles.ACCENT, before=10, after=6)
COLUMN = TextStyle(size=12, leading=16, bold=True, colour=styles.ACCENT)
CELL = TextStyle(size=11, leading=15)
CALL = TextStyle(size=13, leading=19, bold=True)
ADDRESS = TextStyle(size=10, leading=14)
NAMED = TextStyle(size=11, leading=15, colour=styles.QUIET)
CUT = TextStyle(size=9, leading=13, colour=styles.QUIET)


class Shortened(Text):
    """A text that ends where it would have more than so many lines: the whole report has all of it."""

    most_lines = 4


class Leading(Printed):
    """The code beside the words that say where it leads; the code stands where reading starts."""

    def __init__(self, code: Figure | None, texts: list[Text], *, side: str) -> None:
        super().__init__()
        self.code, self.texts, self.side = code, texts, side
        self.spaceBefore = 14

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.inner = width, width - (CODE + GUTTER if self.code else 0)
        self.words = sum(text.height_at(self.inner) for text in self.texts)
        self.height = max(CODE if self.code else 0.0, self.words)
        return width, self.height

    def draw(self) -> None:
        at_right = self.side == "rtl"
        if self.code:
            self.code.wrap(CODE, CODE)
            self.code.drawOn(self.canv, self.width - CODE if at_right else 0, self.height - CODE)
        left = 0 if at_right or not self.code else CODE + GUTTER
        top = (self.height + self.words) / 2
        for text in self.texts:
            top -= text.height_at(self.inner)
            text.wrapOn(self.canv, self.inner, self.height)
            text.drawOn(self.canv, left, top)


def poster_pdf(document: Document, *, address: str = "") -> bytes:
    """What `reports.poster` tells as a tagged PDF of one A4 page; the same document gives the same bytes.

    `address` is where everybody can read the whole report; empty where it is not public, and then there is no code.
    """
    with speaking(document.language):
        return write_pdf(
            PrintedDocument(
                title=document.title,
                language=document.language,
                author=document.author,
                blocks=(),
                subject=document.subtitle,
                cover=Cover(tuple(_fitted(document, address)), _draw_band),
                made=document.basis.cut if document.basis else None,
            )
        )


def _draw_band(canvas: TaggedCanvas) -> None:
    with canvas.artifact():
        canvas.setFillColor(styles.ink(styles.ACCENT))
        canvas.rect(0, styles.PAGE_HEIGHT - BAND, styles.PAGE_WIDTH, BAND, stroke=0, fill=1)


def _fitted(document: Document, address: str) -> list[Flowable]:
    """As much as the page holds, with where it leads at its foot."""
    foot = _foot(document, address)
    for issues, bars in ROOMS:
        pieces = list(_pieces(document, issues=issues, bars=bars))
        left = styles.TEXT_HEIGHT - sum(height_of(piece) for piece in (*pieces, foot))
        if left >= 0:
            break
    # A point of air, for what rounding adds.
    return [*pieces, Spacer(0, max(left - 1, 0)), foot]


def _pieces(document: Document, *, issues: int, bars: int) -> Iterator[Flowable]:
    language = document.language
    side = direction(language)
    yield Shortened(document.author, AUTHOR, language=language)
    yield Shortened(document.title, TITLE, language=language, tag="H1")
    yield Shortened(document.subtitle, SUBTITLE, language=document.subtitle_language or language, side=side)
    for block in document.blocks:
        match block:
            case Paragraph():
                yield Shortened(block.text, DRAFT, language=block.language or language, side=side)
            case KeyFigures():
                # As wide as if it had the fourth that others have.
                column = (styles.TEXT_WIDTH - GAP * (len(block.figures) - 1)) / len(block.figures)
                width = COLUMNS * column + GAP * (COLUMNS - 1)
                yield from key_figure_rows(block.figures, width=width, language=language, named=NAMED)
            case ChartBlock() if bars:
                yield Text(block.chart.title, HEADING, language=language, tag="H2")
                yield _chart(described(part(block.chart, slice(bars))), side)
            case Table() if issues:
                yield Text(block.caption, HEADING, language=language, tag="H2")
                yield _table(block, issues, language)
            case _:
                pass


def _chart(chart: Chart, side: str) -> Figure:
    drawing = draw(chart, width=styles.TEXT_WIDTH / LARGER, direction=side)
    figure = Figure(drawing, Tag("Figure", alternative=chart.alternative))
    figure.scale = LARGER
    return figure


def _table(table: Table, most: int, language: str) -> TableRows:
    whole = Tag("Table")
    widths = tuple((styles.TEXT_WIDTH - GUTTER * len(table.header)) * share for share in table.widths)
    head = Tag("TR", parent=whole)
    header = tuple(
        Text(name, COLUMN, language=language, tag="TH", parent=head, attributes=COLUMN_HEADER) for name in table.header
    )
    rows = []
    for row in table.rows[:most]:
        tag = Tag("TR", parent=whole)
        cells = tuple(
            Shortened(
                cell.text,
                CELL,
                language=cell.language or language,
                side=direction(language),
                tag="TD" if place else "TH",
                parent=tag,
                attributes="" if place else "/O /Table /Scope /Row",
            )
            for place, cell in enumerate(row)
        )
        rows.append(Row(cells, widths))
    return TableRows(Row(header, widths), tuple(rows), direction=direction(language))


def _foot(document: Document, address: str) -> Leading:
    language = document.language
    side = direction(language)
    cut = Text(_("The figures are from %(cut)s.", cut=document.cut), CUT, language=language)
    if not address:
        return Leading(None, [cut], side=side)
    alternative = _("QR code that leads to %(address)s", address=address)
    code = Figure(qr_drawing(address, side=CODE), Tag("Figure", alternative=alternative))
    call = Text(_("Read the whole report:"), CALL, language=language)
    # An address is read from the left in every language.
    where = Shortened(address, ADDRESS, language="en", side=side)
    return Leading(code, [call, where, cut], side=side)
