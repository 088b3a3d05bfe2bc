"""A saved web page becomes one page of lines: its article, with headings, list marks and table rows, without what surrounds it."""

import json
import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from feedback.notes.characters import spaced, tidy
from feedback.notes.headings import Heading
from feedback.notes.plain_texts import text_of
from feedback.notes.unreadable import Unreadable, UnreadableReason

#: What a page begins with; a comment, a byte order mark or an XML declaration may stand before it.
_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|main|article|h1|p|div)\b", re.IGNORECASE)
_BEFORE_START = 1024
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
#: Elements that hold nothing an article says, and the part of a page that an element says it is.
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "aside",
        "button",
        "input",
        "select",
        "textarea",
        "option",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "dialog",
        "head",
        "title",
        "meta",
        "link",
        "figcaption",
    ]
)
_DROPPED_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "toolbar",
        "tablist",
    ]
)
_DROPPED_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|share|sharing|social|skip|menu|navbar|nav|navigation|footer"
    r"|sidebar|related"
    r"|newsletter|pagination|pager|toolbar|banner|advert|kakor|genvagar|dela|hidden|visually-hidden|sr-only)(?:$"
    r"|[\s_-])",
    re.IGNORECASE,
)
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
_PUBLISHED = re.compile(
    r"^(?:article:published_time|og:published_time|date|dc\.date\S*|dcterms\.(?:date|issued|created)|datepublished"
    r"|pubdate)$",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: The name of the site behind a page's title.
_SITE = re.compile(r"\s+[|–—-]\s+(?!.*\s[|–—-]\s).*$")
_HEADING_WORDS = 14
_LONGEST_TITLE = 300
#: An article within the main part is the page if it has this share of its text.
_SHARE = 0.6
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
    article = _article(body)
    lines = _without_double_blanks(_Writer().lines(article))
    if not any(isinstance(line, Heading) for line in lines[:6]) and (title := _title(root, body)):
        lines = [Heading(title), "", *lines]
    if day := _published(root):
        lines = [f"Published: {day}", "", *lines]
    return [lines]


def _parsed(content: bytes) -> HtmlElement:
    charset = _CHARSET.search(content[:4096])
    text = ""
    if charset and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            text = content.decode(charset[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            text = ""
    text = text or text_of(content)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        # Lone surrogates cannot be encoded, and no page has them but by damage.
        return html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(UnreadableReason.EMPTY) from error


def _article(body: HtmlElement) -> HtmlElement:
    mains = body.xpath(".//main|.//*[@role='main']") or body.xpath(
        ".//*[@id='main' or @id='content' or @id='main-content']"
    )
    main = max(mains, key=_size) if mains else body
    articles = main.xpath(".//article")
    article = max(articles, key=_size) if articles else main
    return article if _size(article) >= _SHARE * _size(main) and _size(article) else main


def _size(element: HtmlElement) -> int:
    """How many letters its paragraphs and items hold."""
    return sum(len("".join(part.itertext())) for part in element.iter("p", "li"))


def _title(root: HtmlElement, body: HtmlElement) -> str:
    first = body.find(".//h1")
    if first is not None and (text := spaced(tidy("".join(first.itertext())))):
        return text
    named = root.xpath("//meta[@property='og:title']/@content") or root.xpath("//head/title/text()")
    return _SITE.sub("", spaced(tidy(str(named[0])))[:_LONGEST_TITLE]) if named else ""


def _published(root: HtmlElement) -> str:
    told = [
        meta.get("content", "")
        for meta in root.iter("meta")
        if _PUBLISHED.match(meta.get("property") or meta.get("name") or "")
    ]
    told += [
        day for script in root.xpath("//script[@type='application/ld+json']") for day in _linked_days(script.text or "")
    ]
    told += [time.get("datetime", "") for time in root.iter("time")][:1]
    return next((found[0] for text in told if (found := _ISO_DAY.match(text))), "")


def _linked_days(text: str) -> Iterator[str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    for entry in data if isinstance(data, list) else [data]:
        if isinstance(entry, dict) and isinstance(day := entry.get("datePublished"), str):
            yield day


def _without_double_blanks(lines: Iterator[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    return kept


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
            if isinstance(child.tag, str) and not _is_dropped(child) and depth < _DEEPEST:
                number += child.tag == "li"
                yield from self._child(child, element, number, depth)
            self._text.append(child.tail or "")

    def _child(self, child: HtmlElement, parent: HtmlElement, number: int, depth: int) -> Iterator[str]:
        if child.tag == "br":
            yield from self._paragraph()
        elif child.tag not in _BLOCKS:
            yield from self._inside(child, depth + 1)
        else:
            yield from self._paragraph()
            if child.tag in _HEADINGS or _is_bold_line(child):
                yield from ("", Heading(spaced(tidy("".join(child.itertext())))), "")
            elif child.tag == "tr":
                yield _row(child)
            elif child.tag in {"ul", "ol"} and _is_links(child):
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


def _is_dropped(element: HtmlElement) -> bool:
    if element.tag in _DROPPED or element.get("role") in _DROPPED_ROLES or element.get("aria-hidden") == "true":
        return True
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return True
    if element.tag == "header" or _DROPPED_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}"):
        return element.tag not in {"main", "article", "body"} and element.find(".//h1") is None and element.tag != "h1"
    return False


def _is_bold_line(element: HtmlElement) -> bool:
    """A paragraph that is bold from end to end, short, and no sentence, is a heading by another name."""
    if element.tag != "p" or (element.text or "").strip() or len(element) != 1 or element[0].tag not in {"strong", "b"}:
        return False
    text = spaced("".join(element[0].itertext()))
    return (
        not (element[0].tail or "").strip()
        and 0 < len(text.split()) <= _HEADING_WORDS
        and not text.endswith((".", "!"))
    )


def _is_links(element: HtmlElement) -> bool:
    """Whether every item of a list is a link and nothing else: a way to other pages."""
    items = element.findall("li")
    linked = [
        item
        for item in items
        if spaced("".join(item.itertext())) == spaced("".join("".join(link.itertext()) for link in item.iter("a")))
    ]
    return bool(items) and len(linked) == len(items)


def _row(element: HtmlElement) -> str:
    cells = [spaced(tidy("".join(cell.itertext()))).replace("|", "/") for cell in element.iter("td", "th")]
    return f"| {' | '.join(cells)} |" if any(cells) else ""
