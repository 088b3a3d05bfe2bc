"""The words of what a link leads to: a web page, a plain text, a PDF or a Word file. What it is is hostile."""

import asyncio
from email.message import Message

from lxml import etree, html

from feedback.evidence_checks import SHORTEST_PAGE
from feedback.matching.text import words
from feedback.notes.sandbox import read_lines_apart
from feedback.notes.unreadable import Unreadable

PAGES = frozenset({"text/html", "application/xhtml+xml"})
FILES = frozenset(
    {"application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
)
_UNREAD = ("script", "style", "noscript", "template", "svg")


async def text_of(body: bytes, content_type: str) -> str:
    """Its words; empty where there are hardly any, as on a page that a script makes, or where they cannot be read."""
    said = Message()
    said["content-type"] = content_type
    kind, charset = said.get_content_type() if content_type else "", said.get_content_charset()
    if kind in PAGES:
        text = await asyncio.to_thread(page_text, body, charset)
    elif kind == "text/plain":
        text = _decoded(body, charset)
    elif kind in FILES:
        text = await _file_text(body)
    else:
        return ""
    return text if len(words(text)) >= SHORTEST_PAGE else ""


def page_text(body: bytes, charset: str | None = None) -> str:
    """The words of a web page that a reader sees; `charset` is what the server said, else the page says it itself."""
    try:
        page = html.document_fromstring(body, parser=html.HTMLParser(encoding=_known(charset), no_network=True))
    except (etree.LxmlError, ValueError):
        return ""
    for each in list(page.iter(*_UNREAD)):
        each.drop_tree()
    # With a space between, so that the cells of a table are words of their own.
    return " ".join(" ".join(str(text) for text in page.itertext(with_tail=True)).split())


async def _file_text(body: bytes) -> str:
    try:
        lines = await asyncio.to_thread(read_lines_apart, body, "")
    except Unreadable:
        return ""
    return " ".join(line.text for line in lines)


def _decoded(body: bytes, charset: str | None) -> str:
    return body.decode(_known(charset) or "utf-8", errors="replace")


def _known(charset: str | None) -> str | None:
    try:
        return charset if charset and "".encode(charset) == b"" else None
    except (LookupError, ValueError):
        return None
