"""Links that are evidence, tried soon after they are added and then once a week.

Looked for is whether they still lead anywhere, whether it has changed, and what it is about.

Where a request may go is judged by `feedback.outgoing`: never to a private network, whatever a name resolves to.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx

from feedback.enums import EvidenceKind
from feedback.evidence_checks import mentions
from feedback.evidence_looks import note_look
from feedback.follow_up_tables import EvidenceCheck
from feedback.linked_texts import text_of
from feedback.outgoing import JudgedTransport, NotReachable, Reach
from feedback.settings import DEMO_SECRET, settings
from feedback.tables import Evidence
from feedback.translation import N_, speaking

logger = logging.getLogger("gensvar")

Clock = Callable[[], datetime]

#: What links may reach: the open web.
OPEN_WEB = Reach(schemes=frozenset({"http", "https"}))
WEEK = timedelta(days=7)
SECONDS = 10.0
LARGEST = 2 * 1024 * 1024  # bytes
REDIRECTS = 5
#: Between two requests to the same host.
PAUSE = 2.0  # seconds
HEADERS = {
    "user-agent": "Gensvar-Link-Check/1",
    "accept": "*/*",
    # As it is, so that nothing small becomes large here.
    "accept-encoding": "identity",
}

NO_ANSWER = N_("There was no answer within ten seconds.")
NO_CONNECTION = N_("There was no connection.")
NOT_FOUND = N_("There is nothing at the address.")
REFUSED = N_("The server refused to show it.")
OTHER_STATUS = N_("The server answered with an error.")
TOO_MANY_REDIRECTS = N_("The address leads on to other addresses, again and again.")
LEADS_NOWHERE = N_("The address leads on to something that is no address.")
NO_ADDRESS = N_("It is no address.")
TOO_LARGE = N_("It is larger than 2 MB: only its beginning is read and compared.")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a link gave. `body` is at most its first 2 MiB, None where nothing was read; `error` is a message id."""

    status: int | None
    body: bytes | None = None
    content_type: str = ""
    error: str = ""

    @property
    def is_reachable(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest() if self.body is not None else ""


@dataclass(frozen=True, slots=True)
class Round:
    """How many addresses were tried, and how many of them did not work."""

    tried: int
    broken: int


@dataclass(frozen=True, slots=True)
class _Link:
    evidence: UUID
    url: str
    action: str


def utc_now() -> datetime:
    return datetime.now(UTC)


async def check_links(*, clock: Clock = utc_now, reach: Reach = OPEN_WEB, pause: float = PAUSE) -> Round:
    """Try each link that was not tried for a week, one after the other; an address that is given twice is tried once.

    Several processes may do this: each looks again just before it asks, and so does not ask what another one just did.
    """
    broken = 0
    last_asked: dict[str, float] = {}
    addresses = list(dict.fromkeys(link.url for link in await _due(clock())))
    # In English, so that a reason is kept as a message id and translated where it is shown.
    with speaking("en"):
        for address in addresses:
            await _wait_for(address, last_asked, pause)
            links = await _due(clock(), address)
            if links:
                fetched = await fetch(address, reach=reach)
                broken += not fetched.is_reachable
                await _note(links, fetched, now=clock())
    return Round(len(addresses), broken)


async def _due(now: datetime, address: str | None = None) -> list[_Link]:
    """The links that nobody tried for a week, those of one address or all."""
    query = (
        Evidence.select(Evidence.id, Evidence.url, Evidence.commitment.text)
        .where((Evidence.kind == EvidenceKind.LINK.value) & Evidence.retracted_at.is_null())
        .order_by(Evidence.added_at)
        .order_by(Evidence.id)
    )
    rows = await (query if address is None else query.where(Evidence.url == address))
    lately = EvidenceCheck.is_reachable.is_not_null() & (EvidenceCheck.at > now - WEEK)
    # By the evidence and not by its address, or a broken link could be added again and count for another week.
    tried = {row["evidence"] for row in await EvidenceCheck.select(EvidenceCheck.evidence).where(lately)}
    return [_Link(row["id"], row["url"], row["commitment.text"]) for row in rows if row["id"] not in tried]


async def _wait_for(address: str, last_asked: dict[str, float], pause: float) -> None:
    """Wait until the host has had its pause."""
    try:
        host = httpx.URL(address).host
    except httpx.InvalidURL:
        return
    now = asyncio.get_running_loop().time()
    await asyncio.sleep(max(0.0, last_asked.get(host, -pause) + pause - now) if pause else 0.0)
    last_asked[host] = asyncio.get_running_loop().time()


async def _note(links: list[_Link], fetched: Fetched, *, now: datetime) -> None:
    said = await text_of(fetched.body, fetched.content_type) if fetched.body is not None else ""
    for link in links:
        await note_look(
            link.evidence,
            at=now,
            is_reachable=fetched.is_reachable,
            status=fetched.status,
            sha256=fetched.sha256 if fetched.is_reachable else "",
            mentions_action=mentions(link.action, said) if fetched.is_reachable and said else None,
            error=fetched.error,
        )


async def fetch(address: str, *, reach: Reach = OPEN_WEB, seconds: float = SECONDS) -> Fetched:
    """What stands at the address, after at most five redirects, each judged like the first; never raises."""
    try:
        # One limit on the whole: a slow server takes many steps.
        async with asyncio.timeout(seconds):
            return await _follow(httpx.URL(address), reach)
    except NotReachable as error:
        return Fetched(None, error=str(error))
    except (TimeoutError, httpx.TimeoutException):
        return Fetched(None, error=NO_ANSWER)
    except (httpx.InvalidURL, ValueError):
        return Fetched(None, error=NO_ADDRESS)
    except (httpx.HTTPError, OSError):
        return Fetched(None, error=NO_CONNECTION)
    except Exception as error:
        # Else one strange server would keep all others from being tried. The message can hold an address.
        logger.error("links: %s", type(error).__name__)
        return Fetched(None, error=NO_CONNECTION)


async def _follow(address: httpx.URL, reach: Reach) -> Fetched:
    for _hop in range(REDIRECTS + 1):
        # By the transport alone: no client is there to keep a cookie, or to follow where it was not judged.
        async with JudgedTransport(reach) as transport:
            response = await transport.handle_async_request(httpx.Request("GET", address, headers=HEADERS))
            async with aclosing(response):
                if not response.has_redirect_location:
                    return await _read(response)
        try:
            # From the address as it was written: that of the request names the host by its number.
            address = address.join(response.headers["location"])
        except (httpx.InvalidURL, ValueError):
            return Fetched(response.status_code, error=LEADS_NOWHERE)
    return Fetched(response.status_code, error=TOO_MANY_REDIRECTS)


async def _read(response: httpx.Response) -> Fetched:
    status, content_type = response.status_code, response.headers.get("content-type", "")
    if not response.is_success:
        return Fetched(status, error=_why(status))
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) > LARGEST:
            # Without a type: a file that is cut off cannot be read.
            return Fetched(status, bytes(body[:LARGEST]), error=TOO_LARGE)
    is_plain = response.headers.get("content-encoding", "identity") == "identity"
    return Fetched(status, bytes(body), content_type if is_plain else "")


def _why(status: int) -> str:
    if status in (404, 410):
        return NOT_FOUND
    return REFUSED if status in (401, 402, 403, 407, 451) else OTHER_STATUS


async def keep_checking_links(every: float = 60.0) -> None:
    """Wait, try what is due, and again, until it is cancelled; a failure is logged and tried again.

    Each minute, since a link that was just added does not count before it is tried.

    Nothing is tried in the demo, whose links lead to names that are kept for examples.
    """
    if settings().secret == DEMO_SECRET:
        return
    while True:
        await asyncio.sleep(every)
        try:
            await check_links()
        except Exception as error:
            logger.error("links: %s", type(error).__name__)
