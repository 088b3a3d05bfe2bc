"""The charts of a report as files: each is named by its place on the page, as in `part-7.png`."""

import asyncio

from litestar import Response

from feedback.errors import NotFound
from feedback.translation import gettext as _
from reports.charts.chart import Chart
from reports.charts.files import MEDIA_TYPES, FileKind, Origin, chart_file
from reports.controllers.report_pages import disposition
from reports.document import ChartBlock, Document


async def chart_download(document: Document, file: str) -> Response[bytes]:
    """One chart of the document as PNG, SVG or CSV; raises `NotFound` where no chart has that name."""
    _place, kind = place_and_kind(file)
    chart, origin = chart_named(document, file)
    return await chart_response(chart, kind, origin)


def place_and_kind(file: str) -> tuple[int, FileKind]:
    """Which block of the page, counted from 1, as what; raises `NotFound` where that cannot be the name of a chart's file."""
    part, _dot, end = file.partition(".")
    number = part.removeprefix("part-")
    if end not in list(FileKind) or not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise NotFound(_("There is no such chart."))
    return int(number), FileKind(end)


def chart_named(document: Document, file: str) -> tuple[Chart, Origin]:
    """The chart that the file is of, and what is to be said of where it comes from. Raises `NotFound`."""
    place, _kind = place_and_kind(file)
    found = document.blocks[place - 1 : place] if place else ()
    if not (found and isinstance(found[0], ChartBlock)):
        raise NotFound(_("There is no such chart."))
    source = f"{document.title}. {document.author}, {document.cut}"
    return found[0].chart, Origin(document.language, source)


async def chart_response(chart: Chart, kind: FileKind, origin: Origin) -> Response[bytes]:
    """A chart as a file to keep, made in a thread of its own and named after its title."""
    content = await asyncio.to_thread(chart_file, chart, kind, origin)
    headers = {"content-disposition": disposition(chart.title, kind)}
    return Response(content, media_type=MEDIA_TYPES[kind], headers=headers)
