"""Requests to addresses that somebody typed go to the open internet alone, and to the address that was judged."""

import asyncio
from ipaddress import ip_address

import httpx
import pytest

from feedback.outgoing import PRIVATE, Address, JudgedTransport, NotReachable, Reach, is_public


def resolving(*addresses: str) -> Reach:
    """A reach in which every name has these addresses."""

    async def resolve(_host: str, _port: int) -> list[Address]:
        return [ip_address(address) for address in addresses]

    return Reach(resolve=resolve)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "fec0::1",
        "64:ff9b:1::1",
        "64:ff9b:1::c10a:101",
        "::127.0.0.1",
        "::193.10.1.1",
        "::ffff:0:127.0.0.1",
        "::ffff:0:193.10.1.1",
        "2001:0:c10a:101::3ef5:fefe",
        "2001:67c:124c::5efe:a00:1",
        "2001:67c:124c::200:5efe:a00:1",
    ],
)
async def test_addresses_of_private_networks_are_refused(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(NotReachable, match=PRIVATE):
        await resolving(address).judged(httpx.URL("https://hooks.example.org/"))


@pytest.mark.parametrize("address", ["193.10.1.1", "2001:67c:124c::1", "64:ff9b::c10a:101"])
async def test_addresses_of_the_open_internet_are_reached(address: str) -> None:
    assert await resolving(address).judged(httpx.URL("https://hooks.example.org/")) == ip_address(address)


async def test_one_private_address_among_several_is_enough() -> None:
    with pytest.raises(NotReachable, match=PRIVATE):
        await resolving("193.10.1.1", "10.0.0.1").judged(httpx.URL("https://hooks.example.org/"))


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/",
        "ftp://hooks.example.org/",
        "https://hooks.example.org:8443/",
        "https://user:word@hooks.example.org/",
        "https:///path",
    ],
)
async def test_addresses_of_another_kind_are_refused(url: str) -> None:
    with pytest.raises(NotReachable):
        await resolving("193.10.1.1").judged(httpx.URL(url))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f000001", "localhost"])
async def test_no_way_of_writing_this_machine_gets_around_it(host: str) -> None:
    with pytest.raises(NotReachable):
        await Reach().judged(httpx.URL(f"https://{host}/"))


async def test_request_goes_to_the_judged_address_though_the_name_has_changed_its_mind() -> None:
    seen: list[str] = []

    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answering, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def first_here(_host: str, _port: int) -> list[Address]:
        return [ip_address("127.0.0.1")]

    reach = Reach(schemes=frozenset({"http"}), any_port=True, may_reach=lambda _: True, resolve=first_here)
    async with server, httpx.AsyncClient(transport=JudgedTransport(reach)) as client:
        answer = await client.get(f"http://name-that-does-not-resolve.invalid:{port}/path")

    assert answer.status_code == 204
    assert f"Host: name-that-does-not-resolve.invalid:{port}" in seen[0]


async def test_redirect_to_a_private_address_is_refused() -> None:
    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://metadata.invalid/\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answering, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def resolve(host: str, _port: int) -> list[Address]:
        return [ip_address("169.254.169.254" if host == "metadata.invalid" else "127.0.0.1")]

    reach = Reach(
        schemes=frozenset({"http"}), any_port=True, may_reach=lambda address: address.is_loopback, resolve=resolve
    )
    async with server, httpx.AsyncClient(transport=JudgedTransport(reach), follow_redirects=True) as client:
        with pytest.raises(NotReachable, match=PRIVATE):
            await client.get(f"http://first.invalid:{port}/")
