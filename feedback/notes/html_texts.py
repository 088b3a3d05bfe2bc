"""A saved web page becomes one page of lines: its article, with headings, list marks and table rows, without what surrounds it."""

import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree, html
from lxml.html import HtmlElement

from feedback.notes.characters import spaced, tidy
from feedback.notes.headings import Footnote, Heading, reads_as_heading
from feedback.notes.html_articles import article_of, is_around, is_menu, is_note_mark, is_notes, published_on, title_of
from feedback.notes.plain_texts import text_of
from feedback.notes.unreadable import Unreadable, UnreadableReason

#: What a page begins with; a comment, a byte order mark or an XML declaration may stand before it.
_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|main|article|h1|p|div)\b", re.IGNORECASE)
_BEFORE_START = 1024
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend", "caption"))
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "form",
        "fieldset",
        "blockquote",
        "pre",
        "address",
        "figure",
        "details",
        "dl",
        "dt",
        "dd",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "center",
        "body",
        "hgroup",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "summary",
        "legend",
        "caption",
        "hr",
    ]
)
_DEEPEST = 200


def is_html(content: bytes) -> bool:
    """Whether the bytes are a web page, by their first element."""
    head = content[:_BEFORE_START].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    found = _START.search(head)
    return head.startswith(b"<") and found is not None and not head.startswith(b"<?xml-stylesheet")


def pages_of_html(content: bytes) -> list[list[str]]:
    """The lines of the article, under the day on which the page says it was published; nothing that the page names is fetched."""
    root = _parsed(content)
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        raise Unreadable(UnreadableReason.EMPTY)
    article = article_of(body)
    lines = _without_double_blanks(_Writer().lines(article))
    if not any(isinstance(line, Heading) for line in lines[:6]) and (title := title_of(root, body)):
        lines = [Heading(title), "", *lines]
    if day := published_on(root):
        lines = [f"Published: {day}", "", *lines]
    return [lines]


def _parsed(content: bytes) -> HtmlElement:
    text = _decoded(content)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        # Lone surrogates cannot be encoded, and no page has them but by damage.
        return html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(UnreadableReason.EMPTY) from error


def _without_double_blanks(lines: Iterator[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    return kept


def _decoded(content: bytes) -> str:
    """As the page says it is written, unless it is sound UTF-8 all the same."""
    charset = _CHARSET.search(content[:4096])
    if charset and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        for encoding in ("utf-8", charset[1].decode("ascii")):
            with suppress(LookupError, UnicodeError):
                return content.decode(encoding)
    return text_of(content)


class _Writer:
    """Writes an element line by line; the text between two blocks is one line, however it was wrapped."""

    def __init__(self) -> None:
        self._text: list[str] = []

    def lines(self, element: HtmlElement, depth: int = 0) -> Iterator[str]:
        yield from self._inside(element, depth)
        yield from self._paragraph()

    def _inside(self, element: HtmlElement, depth: int, mark: str = "") -> Iterator[str]:
        self._text.append(mark + (element.text or ""))
        number = 0
        for child in element:
            if isinstance(child.tag, str) and not is_around(child) and depth < _DEEPEST:
                number += child.tag == "li"
                yield from self._child(child, element, number, depth)
            self._text.append(child.tail or "")

    def _child(self, child: HtmlElement, parent: HtmlElement, number: int, depth: int) -> Iterator[str]:
        if is_note_mark(child):
            return
        if child.tag == "br":
            yield from self._paragraph()
        elif child.tag not in _BLOCKS:
            yield from self._inside(child, depth + 1)
        else:
            yield from self._paragraph()
            if child.tag in _HEADINGS or _is_bold_line(child):
                yield from ("", Heading(spaced(tidy("".join(child.itertext())))), "")
            elif is_notes(child):
                yield from (Footnote(line) for line in _Writer().lines(child, depth + 1) if line)
            elif child.tag == "tr":
                yield _row(child)
            elif child.tag in {"ul", "ol"} and is_menu(child):
                return
            elif child.tag == "li":
                yield from self._inside(child, depth + 1, f"{number}. " if parent.tag == "ol" else "• ")
                yield from self._paragraph()
            else:
                yield ""
                yield from self._inside(child, depth + 1)
                yield from self._paragraph()
                yield ""

    def _paragraph(self) -> Iterator[str]:
        text, self._text = spaced(tidy("".join(self._text))), []
        # A mark whose item holds blocks of its own stands before the first of them.
        if text in {"•", "–"} or re.fullmatch(r"\d+\.", text):
            self._text = [f"{text} "]
        elif text:
            yield text


def _is_bold_line(element: HtmlElement) -> bool:
    """A paragraph that is bold from end to end, short, and no sentence, is a heading by another name."""
    if element.tag != "p" or (element.text or "").strip() or len(element) != 1 or element[0].tag not in {"strong", "b"}:
        return False
    text = spaced("".join(element[0].itertext()))
    return not (element[0].tail or "").strip() and reads_as_heading(text)


def _row(element: HtmlElement) -> str:
    cells = [spaced(tidy("".join(cell.itertext()))).replace("|", "/") for cell in element.iter("td", "th")]
    return f"| {' | '.join(cells)} |" if any(cells) else ""
