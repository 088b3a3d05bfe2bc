"""Requests that leave this service for addresses that somebody typed: never to a private network, whatever a name resolves to.

The name is resolved here, every address that it has is judged, and the connection goes to the one that was judged, so that a
name cannot change its mind in between (DNS rebinding). A redirect is a request of its own and is judged again.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

import httpx

from feedback.errors import ServiceError
from feedback.translation import N_
from feedback.translation import gettext as _

Address: TypeAlias = IPv4Address | IPv6Address
Resolver: TypeAlias = Callable[[str, int], Awaitable[list[Address]]]

_NAT64 = IPv6Network("64:ff9b::/96")
# All that is given out on the open internet: not site-local fec0::/10, nor `::a.b.c.d`, `::ffff:0:a.b.c.d` and 64:ff9b:1::/48.
_UNICAST = IPv6Network("2000::/3")
PORTS = {"http": 80, "https": 443}


class NotReachable(ServiceError):
    """No request may go to this address, or nobody is there by this name."""


# Without values in them, so that they can be kept as message ids.
WRONG_SCHEME = N_("Only web addresses are asked; a webhook must begin with https://.")
WRONG_PORT = N_("Only the usual ports are asked.")
NO_SUCH_NAME = N_("There is no host of that name.")
PRIVATE = N_("The address lies in a private network.")


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, also where an IPv6 address only wraps an IPv4 one."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is None and address in _NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
        if address not in _UNICAST or address.teredo or _is_isatap(address):
            return False
    return address.is_global and not address.is_multicast


def _is_isatap(address: IPv6Address) -> bool:
    """Whether it ends in an IPv4 address behind 0:5efe or 200:5efe (RFC 5214)."""
    return (int(address) >> 32) & 0xFDFFFFFF == 0x5EFE


async def resolve(host: str, port: int) -> list[Address]:
    """The addresses of a host, in the system's order; none where there is no such name."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ip_address(str(place[0]).partition("%")[0]) for *_rest, place in found]


@dataclass(frozen=True, slots=True)
class Reach:
    """Where requests may go. Tests let them go to this machine; nothing else does."""

    schemes: frozenset[str] = frozenset({"https"})
    any_port: bool = False
    may_reach: Callable[[Address], bool] = is_public
    resolve: Resolver = resolve

    async def judged(self, url: httpx.URL) -> Address:
        """The address to connect to. Raises `NotReachable` with the reason."""
        if url.scheme not in self.schemes or not url.host or url.userinfo:
            raise NotReachable(_(WRONG_SCHEME))
        port = url.port or PORTS[url.scheme]
        if port != PORTS[url.scheme] and not self.any_port:
            raise NotReachable(_(WRONG_PORT))
        addresses = await self.resolve(url.host, port)
        if not addresses:
            raise NotReachable(_(NO_SUCH_NAME))
        if not all(self.may_reach(address) for address in addresses):
            raise NotReachable(_(PRIVATE))
        return addresses[0]


#: What webhooks may reach.
SECURE_AND_PUBLIC = Reach()


class JudgedTransport(httpx.AsyncHTTPTransport):
    """Sends each request, those after a redirect too, to the address that was judged. For `httpx.AsyncClient(transport=…)`."""

    def __init__(self, reach: Reach = SECURE_AND_PUBLIC) -> None:
        # No connection is kept: two names at one address must not share one that was made secure for the first.
        super().__init__(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
        self._reach = reach

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        address = await self._reach.judged(request.url)
        name = request.url.host
        # The `Host` header was set from the name, and the certificate is checked against it.
        request.extensions = {**request.extensions, "sni_hostname": name}
        request.url = request.url.copy_with(host=str(address))
        return await super().handle_async_request(request)
