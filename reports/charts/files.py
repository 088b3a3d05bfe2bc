"""A chart as a file of its own: drawn, with its title above and where it comes from below, or as the numbers behind it."""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

import pypdfium2
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Group
from reportlab.pdfgen.canvas import Canvas

from feedback.pdf.painting import PDFIUM
from feedback.pdf.styles import CAPTION, FIGURE_LABEL, TextStyle
from feedback.translation import direction as direction_of
from feedback.translation import speaking
from reports.charts.chart import Chart
from reports.charts.drawn_charts import draw
from reports.charts.surface import PAPER, Surface, wrapped
from reports.charts.svg import SCREEN_WIDTH, drawing_svg
from reports.charts.tables import chart_table
from reports.exports import csv_text

MARGIN = 14.0
SHARPNESS = 2.0  # pixels for each point across
MOST_PIXELS = 16_000  # in height: taller ones are drawn less sharp


class FileKind(StrEnum):
    """The values are the ends of file names."""

    PNG = "png"
    SVG = "svg"
    CSV = "csv"


MEDIA_TYPES = {FileKind.PNG: "image/png", FileKind.SVG: "image/svg+xml", FileKind.CSV: "text/csv; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a chart comes from, so that its file can be understood alone: the language it is in, and a line below it."""

    language: str
    source: str


def chart_file(chart: Chart, kind: FileKind, origin: Origin) -> bytes:
    """The chart as a file; the same chart gives the same bytes."""
    with speaking(origin.language):
        match kind:
            case FileKind.CSV:
                return csv_text(chart_table(chart)).encode()
            case FileKind.SVG:
                svg = drawing_svg(
                    framed(chart, origin),
                    title=chart.title,
                    description=chart.alternative,
                    language=origin.language,
                    id="chart",
                )
                return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()
            case FileKind.PNG:
                return drawing_png(framed(chart, origin))


def framed(chart: Chart, origin: Origin) -> Drawing:
    """The drawing on white ground with its title above and its source below."""
    direction = direction_of(origin.language)
    drawn = draw(chart, width=SCREEN_WIDTH, direction=direction)
    head = _lines(chart.title, CAPTION, direction)
    foot = _lines(origin.source, FIGURE_LABEL, direction)
    height = 2 * MARGIN + head.height + drawn.height + foot.height
    framed = Drawing(SCREEN_WIDTH + 2 * MARGIN, height)
    ground = Surface(framed.width, direction)
    ground.patch(0, 0, framed.width, height, PAPER)
    framed.add(Group(*ground.shapes, transform=(1, 0, 0, 1, 0, height)))
    bottom = MARGIN
    for piece in (foot, drawn, head):
        framed.add(Group(*piece.contents, transform=(1, 0, 0, 1, MARGIN, bottom)))
        bottom += piece.height
    framed.initialFontName = drawn.initialFontName
    return framed


def _lines(text: str, style: TextStyle, direction: str) -> Drawing:
    surface = Surface(SCREEN_WIDTH, direction)
    top = 4.0
    for line in wrapped(text, width=SCREEN_WIDTH, face=style.face, direction=direction):
        surface.text(0, top + style.size, line, style.face, colour=style.colour)
        top += style.leading
    return surface.finished(top + 4)


def drawing_png(drawing: Drawing, *, sharpness: float = SHARPNESS) -> bytes:
    """Painted by PDFium from the same drawing as the report's, on white, with so many pixels for each point across."""
    page = BytesIO()
    canvas = Canvas(page, pagesize=(drawing.width, drawing.height), invariant=1)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.save()
    image = BytesIO()
    with PDFIUM:
        document = pypdfium2.PdfDocument(page.getvalue())
        scale = min(sharpness, MOST_PIXELS / drawing.height)
        document[0].render(scale=scale).to_pil().save(image, "PNG", optimize=True)
        document.close()
    return image.getvalue()
