"""What happened on the public site as an Atom feed (RFC 4287). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from feedback.translation import language as spoken_language
from reports.public.event_texts import clean, event_text, event_title
from reports.public.events import PublicEvent

MEDIA_TYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: The newest that a feed holds; readers ask often enough.
LONGEST = 100
#: What an empty feed says it was last changed: a moment that never changes.
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself: `name` is what it is of and never changes; `path` and `page` are its own and its page's."""

    name: str
    title: str
    path: str
    page: str
    author: str


def atom_feed(head: FeedHead, events: Sequence[PublicEvent], *, base_url: str) -> bytes:
    """The newest of these events, which come newest first, in the language of the moment."""
    shown = events[:LONGEST]
    feed = etree.Element(f"{{{ATOM}}}feed", {_LANG: spoken_language()}, nsmap={None: ATOM})
    _add(feed, "id", _id(f"feed-{head.name}"))
    _add(feed, "title", clean(head.title))
    _add(feed, "updated", _time(shown[0].at if shown else _NEVER))
    _add(_add(feed, "author"), "name", clean(head.author))
    _add(feed, "link", rel="self", type=MEDIA_TYPE, href=base_url + head.path)
    _add(feed, "link", rel="alternate", type="text/html", href=base_url + head.page)
    for event in shown:
        entry = _add(feed, "entry")
        _add(entry, "id", _id(event.id))
        _add(entry, "title", event_title(event))
        _add(entry, "updated", _time(event.at))
        _add(entry, "link", rel="alternate", type="text/html", href=base_url + event.path)
        _add(entry, "category", term=event.kind.value)
        if text := event_text(event):
            _add(entry, "summary", text).set(_LANG, event.text_language)
    content: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8")
    return content


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def _id(name: str) -> str:
    """The same wherever the service is moved to: the names hold ids that are given once."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'https://gensvar/{name}')}"


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
