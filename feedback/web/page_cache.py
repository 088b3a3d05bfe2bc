"""Pages for everybody, kept in memory as they were sent, for as long as nothing at all changes in the database.

Nobody has to say what a page depends on: every commit, of whatever process, gives the database another version, and a page of
another version is made anew. What a browser or proxy has kept is asked about each time, by its ETag.

Of an address only those parameters count that its page knows: nobody has a page made anew by adding others.
"""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from weakref import WeakValueDictionary

from litestar import Response

from feedback.database import database
from feedback.translation import language
from feedback.web import notices
from feedback.web.requests import Request, today

#: For `opt=` of pages that are the same for everybody: no cookie is set with them, and they come compressed already.
FOR_EVERYBODY = {"public": True, "exclude_from_csrf": True, "compressed": True}
#: A cache may keep it, and asks each time whether it still holds: what is withdrawn is gone at once.
CACHE_CONTROL = "public, no-cache"
#: For what programs on pages of other sites may read too; no cookie counts for it.
TO_EVERY_SITE = {"access-control-allow-origin": "*", "access-control-expose-headers": "ETag"}
MOST_BYTES = 64 * 1024 * 1024
LARGEST = 1024 * 1024  # bytes of one page
SMALLEST_ZIPPED = 500


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is sent; `zipped` is the same in gzip."""

    version: str
    body: bytes
    zipped: bytes
    etag: str
    media_type: str

    @property
    def size(self) -> int:
        return len(self.body) + len(self.zipped)


class PageCache:
    """At most so many bytes of pages, those that nobody asked for lately go first. One per process."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages: OrderedDict[tuple[str, ...], KeptPage] = OrderedDict()

    def find(self, key: tuple[str, ...], version: str) -> KeptPage | None:
        """The page, where it is of this version."""
        found = self._pages.get(key)
        if found is None or found.version != version:
            return None
        self._pages.move_to_end(key)
        return found

    def keep(self, key: tuple[str, ...], page: KeptPage, *, largest: int = LARGEST) -> None:
        """Put it in the place of an older one; one that is too large is not kept."""
        self._forget(key)
        if page.size > largest:
            return
        self._pages[key] = page
        self.bytes += page.size
        while self.bytes > self.most_bytes:
            self._forget(next(iter(self._pages)))

    def _forget(self, key: tuple[str, ...]) -> None:
        gone = self._pages.pop(key, None)
        if gone:
            self.bytes -= gone.size

    def clear(self) -> None:
        """Forget all of them."""
        self._pages.clear()
        self.bytes = 0


#: The pages of this process.
pages = PageCache()
#: Held by who makes a page; gone with the last who waits for it.
_making: WeakValueDictionary[tuple[str, ...], asyncio.Lock] = WeakValueDictionary()


async def cached_page(
    request: Request,
    template: str,
    read: Callable[[], Awaitable[Mapping[str, Any]]],
    *,
    asked: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """The page that this template makes of what `read` gives, in the reader's language; for routes with `FOR_EVERYBODY`.

    It must depend on nothing but the database, the day, the path and what is `asked`, as for `cached_answer`: not on who asks.
    """
    known = _declared(request) if asked is None else asked

    async def make() -> bytes:
        context = {**await read(), "request": request, "known_parameters": known}
        engine = request.app.template_engine
        assert engine is not None
        return str(engine.get_template(template).render(**context)).encode()

    return await cached_answer(request, make, asked=known)


async def cached_answer(
    request: Request,
    make: Callable[[], Awaitable[bytes]],
    media_type: str = "text/html; charset=utf-8",
    *,
    asked: Mapping[str, str] | None = None,
    largest: int = LARGEST,
) -> Response[bytes]:
    """What `make` gives, in the reader's language, kept as pages are; 304 where the reader has it already.

    `asked` is what the page understood of the parameters in its address; without it, those that its handler declares, as
    they stand. What has more bytes than `largest` is not kept.
    """
    if notices.COOKIE in request.cookies and media_type.startswith("text/html"):
        # Their own sentence stands on it, once.
        return Response(await make(), media_type=media_type, headers={"cache-control": "no-store"})
    parameters = urlencode(sorted((_declared(request) if asked is None else asked).items()))
    found = await kept_page((request.url.path, parameters, media_type), make, media_type, largest=largest)
    return _answer(request, found)


async def kept_page(
    place: tuple[str, ...], make: Callable[[], Awaitable[bytes]], media_type: str, *, largest: int = LARGEST
) -> KeptPage:
    """What `make` gives, or gave for this place in the reader's language, today, from the same data."""
    # Read before the page is: what changes while it is made gives another version, and it is made again.
    version = await database().version()
    key = (*place, language(), today().isoformat())
    found = pages.find(key, version)
    if found is None:
        lock = _making.setdefault(key, asyncio.Lock())
        async with lock:  # of many who ask for it at once, the first has it made
            found = pages.find(key, version)
            if found is None:
                found = _kept(await make(), version, media_type)
                pages.keep(key, found, largest=largest)
    return found


def _declared(request: Request) -> dict[str, str]:
    """The parameters in the address that the route's handler has in its signature."""
    known = request.route_handler.parsed_fn_signature.parameters
    return {name: value for name, value in request.query_params.items() if name in known}


def _kept(body: bytes, version: str, media_type: str) -> KeptPage:
    is_text = not media_type.startswith(("application/pdf", "application/zip", "image/"))
    zipped = gzip.compress(body, 6, mtime=0) if is_text and len(body) >= SMALLEST_ZIPPED else b""
    # Weak, since the same page is sent compressed and not.
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    return KeptPage(version, body, zipped, etag, media_type)


def _answer(request: Request, kept: KeptPage) -> Response[bytes]:
    headers = {"etag": kept.etag, "cache-control": CACHE_CONTROL, "vary": "Accept-Encoding"}
    known = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    if kept.etag in known or kept.etag.removeprefix("W/") in known or "*" in known:
        return Response(b"", status_code=304, headers=headers)
    if kept.zipped and _takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(kept.zipped, media_type=kept.media_type, headers={**headers, "content-encoding": "gzip"})
    return Response(kept.body, media_type=kept.media_type, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    for each in accepted.split(","):
        name, _, quality = each.strip().partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
