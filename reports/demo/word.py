"""A sample text as a Word file with headings, list styles and a letterhead."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

import docx

from feedback.zip_dates import undated
from reports.demo.markup import Paragraph, Style

STYLES = {
    Style.LETTERHEAD: "Normal",
    Style.TITLE: "Title",
    Style.HEADING: "Heading 2",
    Style.BULLET: "List Bullet",
    Style.TEXT: "Normal",
}


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
    # python-docx stamps every member with the time of writing.
    return undated(written.getvalue())
