"""The article of a saved web page: which part of the page it is, its title, and the day on which it was published."""

import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from feedback.notes.characters import spaced, tidy

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
#: A note at the foot of an article, and the mark in the text that leads to it.
_NOTES = re.compile(r"(?:^|[\s_-])(?:footnotes?|endnotes?|fotnot(?:er)?|noter)(?:$|[\s_-])", re.IGNORECASE)
_NOTE_ROLES = frozenset(("doc-endnotes", "doc-endnote", "doc-footnote"))
_PUBLISHED = re.compile(
    r"^(?:article:published_time|og:published_time|date|dc\.date\S*|dcterms\.(?:date|issued|created)|datepublished"
    r"|pubdate)$",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: The name of the site behind a page's title.
_SITE = re.compile(r"\s+[|–—-]\s+(?!.*\s[|–—-]\s).*$")
_LONGEST_TITLE = 300
#: An article within the main part is the page if it has this share of its text.
_SHARE = 0.6


def article_of(body: HtmlElement) -> HtmlElement:
    """The element that holds the article; the whole body where none says that it does."""
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


def title_of(root: HtmlElement, body: HtmlElement) -> str:
    """Its first heading, or what the page is called without the name of the site."""
    first = body.find(".//h1")
    if first is not None and (text := spaced(tidy("".join(first.itertext())))):
        return text
    named = root.xpath("//meta[@property='og:title']/@content") or root.xpath("//head/title/text()")
    return _SITE.sub("", spaced(tidy(str(named[0])))[:_LONGEST_TITLE]) if named else ""


def published_on(root: HtmlElement) -> str:
    """The ISO day that the page says; empty where it says none."""
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


def is_around(element: HtmlElement) -> bool:
    """Whether an element surrounds the article, or is hidden, and says nothing of its own."""
    if element.tag in _DROPPED or element.get("role") in _DROPPED_ROLES or element.get("aria-hidden") == "true":
        return True
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return True
    if element.tag == "header" or _DROPPED_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}"):
        return element.tag not in {"main", "article", "body"} and element.find(".//h1") is None and element.tag != "h1"
    return False


def is_menu(element: HtmlElement) -> bool:
    """Whether every item of a list is a link and nothing else: a way to other pages."""
    items = element.findall("li")
    linked = [
        item
        for item in items
        if spaced("".join(item.itertext())) == spaced("".join("".join(link.itertext()) for link in item.iter("a")))
    ]
    return bool(items) and len(linked) == len(items)


def is_notes(element: HtmlElement) -> bool:
    """Whether it holds the notes at the foot of the article."""
    return element.get("role") in _NOTE_ROLES or bool(
        _NOTES.search(f"{element.get('class', '')} {element.get('id', '')}")
    )


def is_note_mark(element: HtmlElement) -> bool:
    """Whether it is the raised mark in the text that leads to a note."""
    return element.tag == "sup" and element.find(".//a") is not None
