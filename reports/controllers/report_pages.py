"""What the pages about reports are given: a document's blocks ready for the screen, and its files to download."""

import asyncio
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.response import Template
from markupsafe import Markup

from feedback.blocks import BulletList, Heading, Paragraph, Table
from feedback.translation import LANGUAGES, direction, speak
from feedback.translation import language as spoken_language
from feedback.web.pages import page
from reports.charts.plotly_charts import plotly_figure
from reports.charts.svg import chart_svg
from reports.charts.tables import chart_table
from reports.document import Block, ChartBlock, Document, KeyFigures

KINDS: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    BulletList: "list",
    Table: "table",
    ChartBlock: "chart",
    KeyFigures: "figures",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A block on the screen: `id` is its place on the page.

    Of a chart: `figure` is its JSON, safe inside a script element, `drawing` its SVG, `numbers` its table.
    """

    kind: str
    id: str
    block: Block
    figure: Markup | None = None
    drawing: Markup | None = None
    numbers: Table | None = None


def report_page(template: str, document: Document, **context: Any) -> Template:
    """A page that shows a document."""
    parts = tuple(parts_of(document))
    chapters = [part for part in parts if isinstance(part.block, Heading) and part.block.level == 1]
    return page(template, document=document, parts=parts, chapters=chapters, **context)


def parts_of(document: Document) -> Iterator[Part]:
    """The document's blocks in their order."""
    for number, block in enumerate(document.blocks, start=1):
        yield _part(block, f"part-{number}", document.language)


def _part(block: Block, id: str, language: str) -> Part:
    if not isinstance(block, ChartBlock):
        return Part(KINDS[type(block)], id, block)
    drawing = Markup(chart_svg(block.chart, language=language, id=id))  # noqa: S704  (its texts are escaped)
    return Part("chart", id, block, chart_json(block, language), drawing, chart_table(block.chart))


def chart_json(block: ChartBlock, language: str) -> Markup:
    """The Plotly figure; no text in it can end the script element that it stands in."""
    figure = msgspec.json.encode(plotly_figure(block.chart, direction=direction(language))).decode()
    return Markup(figure.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def speak_asked(asked: str) -> str:
    """Speak the language asked for, where we have it, for the rest of this answer; else the reader's."""
    if asked in LANGUAGES:
        speak(asked)
    return spoken_language()


async def download(document: Document, make: Callable[[Document], bytes], kind: str) -> Response[bytes]:
    """The document as a file of this kind (`pdf`, `csv` or `json`), made in a thread of its own, named after its title."""
    content = await asyncio.to_thread(make, document)
    media_type = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json"}[kind]
    return Response(content, media_type=media_type, headers={"content-disposition": disposition(document.title, kind)})


def disposition(title: str, kind: str) -> str:
    """The header that names a download (RFC 6266): in any letters, and in plain ones for old clients."""
    name = re.sub(r"[^\w-]+", " ", unicodedata.normalize("NFC", title)).strip()[:100] or "report"
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()).strip()
    # Of a title in other letters only its numbers would be left.
    plain = plain if re.search("[A-Za-z]", plain) else "report"
    return f"attachment; filename=\"{plain}.{kind}\"; filename*=UTF-8''{quote(name)}.{kind}"
