"""Links that are evidence, tried against a real server on this machine."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address
from uuid import UUID, uuid4

import pytest

from feedback import link_checks
from feedback.enums import EvidenceKind
from feedback.evidence import Support, add_evidence, get_evidence, retract_evidence
from feedback.evidence_checks import Look
from feedback.follow_up_tables import EvidenceCheck
from feedback.link_checks import (
    LARGEST,
    LEADS_NOWHERE,
    NO_ADDRESS,
    NO_ANSWER,
    NO_CONNECTION,
    NOT_FOUND,
    OPEN_WEB,
    OTHER_STATUS,
    REFUSED,
    TOO_LARGE,
    TOO_MANY_REDIRECTS,
    check_links,
    fetch,
)
from feedback.linked_texts import text_of
from feedback.outgoing import NO_SUCH_NAME, PRIVATE, WRONG_PORT, WRONG_SCHEME, Address, Reach
from tests.factories import NOW, make_commitment

PAGE = b"<html><head><title>News</title><script>let premises</script></head><body>" + (
    b"<p>From August every school opens its premises in the evenings.</p>"
    b"<p>Associations ask the caretaker for a key, and pay nothing for it at all.</p></body></html>"
)
#: What a server may answer with: its whole answer, or something that it does with the connection.
Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


async def resolve_here(_host: str, _port: int) -> list[Address]:
    return [ip_address("127.0.0.1")]


#: This machine and no other: what is private for the world is reached, and what is not is not.
HERE = Reach(
    schemes=frozenset({"http", "https"}),
    any_port=True,
    may_reach=lambda address: address == ip_address("127.0.0.1"),
    resolve=resolve_here,
)
BY_NUMBER = replace(HERE, resolve=OPEN_WEB.resolve)


@dataclass
class Server:
    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [request.split()[1] for request in self.heard]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.heard.append(request)
            answer = self.answers.get(request.split()[1], response(404))
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def response(status: int, body: bytes = b"", **headers: str) -> bytes:
    told = {"content-length": str(len(body)), "connection": "close"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    server = Server()
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0) as listening:
        server.port = listening.sockets[0].getsockname()[1]
        yield server


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as started:
        yield started


async def never(_writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def for_ever(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()


async def drop(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def test_fetch_gives_status_and_body(server: Server) -> None:
    server.answers["/"] = response(200, PAGE, content_type="text/html")

    found = await fetch(server.url("/"), reach=HERE)

    assert (found.status, found.sha256, found.error) == (200, sha256(PAGE).hexdigest(), "")
    assert "user-agent: Gensvar-Link-Check/1" in server.heard[0].lower().replace(
        "gensvar-link-check", "Gensvar-Link-Check"
    )


@pytest.mark.parametrize(
    ("answer", "status", "error"),
    [
        (response(404), 404, NOT_FOUND),
        (response(410), 410, NOT_FOUND),
        (response(403), 403, REFUSED),
        (response(500), 500, OTHER_STATUS),
        (response(304), 304, OTHER_STATUS),
        (response(302, location="http://town.example:port/"), 302, LEADS_NOWHERE),
        (response(302, location="/"), 302, TOO_MANY_REDIRECTS),
        (response(302, location="file:///etc/passwd"), None, WRONG_SCHEME),
        (response(302, location="ftp://127.0.0.1/"), None, WRONG_SCHEME),
        (response(302, location="http://user:secret@127.0.0.1/"), None, WRONG_SCHEME),
        (b"no HTTP at all\r\n\r\n", None, NO_CONNECTION),
        (drop, None, NO_CONNECTION),
    ],
)
async def test_fetch_says_why_not(server: Server, answer: Answer, status: int | None, error: str) -> None:
    server.answers["/"] = answer

    found = await fetch(server.url("/"), reach=BY_NUMBER)

    assert (found.status, found.error, found.body) == (status, error, None)


@pytest.mark.parametrize("answer", [for_ever, response(200, b"x" * (LARGEST + 1), content_type="text/plain")])
async def test_fetch_of_what_is_too_large_reads_its_beginning(server: Server, answer: Answer) -> None:
    server.answers["/"] = answer

    found = await fetch(server.url("/"), reach=BY_NUMBER)

    assert (found.is_reachable, found.error, found.sha256) == (True, TOO_LARGE, sha256(b"x" * LARGEST).hexdigest())
    assert len(server.heard) <= 1 + link_checks.REDIRECTS


async def test_fetch_waits_only_so_long(server: Server) -> None:
    server.answers["/"] = never

    assert (await fetch(server.url("/"), reach=HERE, seconds=0.2)).error == NO_ANSWER


async def test_fetch_follows_a_relative_redirect_without_a_cookie(server: Server) -> None:
    server.answers["/old"] = response(302, location="/new", set_cookie="seen=1; path=/")
    server.answers["/new"] = response(200, PAGE)

    found = await fetch(server.url("/old", host="town.example"), reach=HERE)

    assert (found.status, server.paths) == (200, ["/old", "/new"])
    hosts = [line for request in server.heard for line in request.lower().split("\r\n") if line.startswith("host:")]
    assert hosts == [f"host: town.example:{server.port}"] * 2
    assert "cookie" not in server.heard[1].lower()


@pytest.mark.parametrize(
    "host",
    ["10.0.0.1", "192.168.1.1", "169.254.169.254", "127.0.0.2", "[::1]", "0.0.0.0", "[::ffff:10.0.0.1]", "224.0.0.1"],
)
async def test_fetch_never_follows_into_a_private_network(server: Server, host: str) -> None:
    server.answers["/"] = response(302, location=f"http://{host}:{server.port}/secret")

    found = await fetch(server.url("/"), reach=BY_NUMBER)

    assert (found.is_reachable, found.error, server.paths) == (False, PRIVATE, ["/"])


async def test_fetch_as_the_site_does_it_reaches_nothing_on_this_machine(server: Server) -> None:
    server.answers["/"] = response(200, PAGE)

    by_port = await fetch(server.url("/"))
    by_number = await fetch(server.url("/"), reach=replace(OPEN_WEB, any_port=True))
    by_name = await fetch(server.url("/", host="localhost"), reach=replace(OPEN_WEB, any_port=True))

    assert (by_port.error, by_number.error, by_name.error) == (WRONG_PORT, PRIVATE, PRIVATE)
    assert server.heard == []


async def test_a_name_cannot_change_its_mind_between_the_judgement_and_the_connection(server: Server) -> None:
    server.answers["/"] = response(302, location="/again")
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    asked = []

    async def rebinding(host: str, _port: int) -> list[Address]:
        asked.append(host)
        return [ip_address(each) for each in answers[len(asked) - 1]]

    found = await fetch(server.url("/", host="rebind.example"), reach=replace(HERE, resolve=rebinding))

    # Asked once for each request: the first went to the address that was judged, the second was refused.
    assert (asked, server.paths, found.error) == (["rebind.example"] * 2, ["/"], PRIVATE)


async def test_a_name_with_a_private_address_among_others_is_refused(server: Server) -> None:
    async def both(_host: str, _port: int) -> list[Address]:
        return [ip_address("127.0.0.1"), ip_address("10.0.0.1")]

    async def none(_host: str, _port: int) -> list[Address]:
        return []

    assert (await fetch(server.url("/", host="a.example"), reach=replace(HERE, resolve=both))).error == PRIVATE
    assert (await fetch(server.url("/", host="a.example"), reach=replace(HERE, resolve=none))).error == NO_SUCH_NAME
    assert server.heard == []


@pytest.mark.parametrize("address", ["http://[", "http://exa mple.org:x/", "https://" + "a" * 70 + ".example/"])
async def test_fetch_of_what_is_no_address(address: str) -> None:
    assert (await fetch(address, reach=HERE)).error in (NO_ADDRESS, WRONG_SCHEME, NO_CONNECTION, NO_SUCH_NAME)


async def link(url: str, *, commitment: UUID | None = None) -> UUID:
    commitment = commitment or await make_commitment(text="Open school premises in the evenings.")
    support = Support(uuid4(), EvidenceKind.LINK, "The news.", url, None, {}, NOW.date(), is_public=True)
    return await add_evidence(commitment, support, officer=None, now=NOW)


async def check(days: float = 0) -> link_checks.Round:
    return await check_links(clock=lambda: NOW + timedelta(days=days), reach=HERE, pause=0)


async def test_check_links_once_a_week(database: str, server: Server) -> None:
    server.answers["/news"] = response(200, PAGE, content_type="text/html; charset=utf-8")
    evidence = await link(server.url("/news"))

    rounds = [await check(), await check(1), await check(6.9)]
    server.answers["/news"] = response(200, PAGE + b"!", content_type="text/html")
    rounds += [await check(7)]

    assert [each.tried for each in rounds] == [1, 0, 0, 1]
    assert server.paths == ["/news", "/news"]
    kept = await get_evidence(evidence)
    first, second = kept.checked.looks
    assert first == Look(NOW, True, 200, sha256(PAGE).hexdigest(), True, "")
    assert second.sha256 == sha256(PAGE + b"!").hexdigest()
    assert kept.counts


async def test_check_links_tries_one_address_once_and_what_was_taken_back_never(database: str, server: Server) -> None:
    server.answers["/news"] = response(200, PAGE, content_type="text/html")
    other = await make_commitment(text="Fund buses to the harbour.")
    about, not_about = await link(server.url("/news")), await link(server.url("/news"), commitment=other)
    gone = await link(server.url("/gone"))
    await retract_evidence(gone, reason="Old.", officer=None, now=NOW)

    done = await check()

    assert (done.tried, done.broken, server.paths) == (1, 0, ["/news"])
    assert [(await get_evidence(each)).counts for each in (about, not_about)] == [True, False]


async def test_a_broken_link_does_not_count_again_by_being_added_again(database: str, server: Server) -> None:
    old = await link(server.url("/missing"))
    await check()
    await retract_evidence(old, reason="Try again.", officer=None, now=NOW)

    again = await link(server.url("/missing"))
    done = await check(0.1)

    assert (done.tried, done.broken) == (1, 1)
    kept = await get_evidence(again)
    assert (kept.counts, kept.checked.looks[-1].error, kept.checked.looks[-1].status) == (False, NOT_FOUND, 404)


async def test_one_strange_link_does_not_keep_the_others_from_being_tried(database: str, server: Server) -> None:
    server.answers["/"] = response(200, b"\xff\xfe<" * 50, content_type="text/html; charset=no-such-thing")
    server.answers["/pdf"] = response(200, b"%PDF-1.7 broken", content_type="application/pdf")
    for address in ("http://[", server.url("/"), server.url("/pdf"), "https://user:pw@example.org/"):
        await link(address)

    done = await check()

    assert (done.tried, done.broken, await EvidenceCheck.count()) == (4, 2, 4)
    assert {row["mentions_action"] for row in await EvidenceCheck.select()} == {None}


@pytest.mark.parametrize(
    ("body", "content_type", "begins"),
    [
        (PAGE, "text/html", "News From August every school opens"),
        ("<p>Öppna</p>".encode("latin-1") * 30, "text/html; charset=iso-8859-1", "Öppna Öppna"),
        ("Öppna skolor. ".encode() * 30, "text/plain", "Öppna skolor."),
        (b"<div id=app></div><script>" + b"words " * 50 + b"</script>", "text/html", ""),
        (b"<p>word " * 50, "application/octet-stream", ""),
        (b"", "text/html", ""),
        (b"<" + b"div><" * 20_000, "text/html", ""),
        (b"%PDF-1.7 nothing", "application/pdf", ""),
        (PAGE, "", ""),
    ],
)
async def test_text_of_what_a_link_leads_to(body: bytes, content_type: str, begins: str) -> None:
    said = await text_of(body, content_type)

    assert said.startswith(begins) if begins else said == ""
