"""A sample text as a Word file with headings, list styles and a letterhead."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx

from reports.demo.markup import Paragraph, Style

STYLES = {
    Style.LETTERHEAD: "Normal",
    Style.TITLE: "Title",
    Style.HEADING: "Heading 2",
    Style.BULLET: "List Bullet",
    Style.TEXT: "Normal",
}
EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def typed(paragraphs: Iterable[Paragraph], *, written_on: str) -> bytes:
    """A DOCX file; `written_on` (ISO) is the date in its properties. The same paragraphs give the same bytes."""
    document = docx.Document()
    title = ""
    for paragraph in paragraphs:
        document.add_paragraph(paragraph.text, style=STYLES[paragraph.style])
        title = paragraph.text if paragraph.style is Style.TITLE else title
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "Bygde- och demokratidepartementet", "sv"
    properties.comments = ""
    properties.created = properties.modified = datetime.fromisoformat(written_on)
    written = BytesIO()
    document.save(written)
    return _undated(written.getvalue())


def _undated(content: bytes) -> bytes:
    """The same zip without the clock: python-docx stamps every member with the time of writing."""
    rewritten = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(rewritten, "w") as target:
        for member in source.infolist():
            still = ZipInfo(member.filename, EARLIEST_ZIP_DATE)
            still.compress_type = ZIP_DEFLATED
            target.writestr(still, source.read(member))
    return rewritten.getvalue()
