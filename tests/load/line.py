"""A phone's line to the site: HTTP over a plain socket, which can break in the middle of what is said."""

import asyncio
import gzip
import time
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import h11

PATIENCE = 60.0  # seconds that a participant waits for an answer


class Cut(StrEnum):
    """Where the line breaks: in the middle of the request, or after it, with the answer never heard."""

    IN_REQUEST = "in the request"
    BEFORE_ANSWER = "before the answer"


class Answer(NamedTuple):
    status: int
    location: str
    text: str


@dataclass
class Clock:
    """The seconds that answers took, by the kind of request; broken ones are not among them."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cuts: int = 0

    @property
    def requests(self) -> int:
        return sum(len(each) for each in self.took.values())

    def percentile(self, part: float, kind: str = "") -> float:
        """In milliseconds, of one kind of request or of all."""
        seconds = sorted(self.took[kind] if kind else [each for all_of in self.took.values() for each in all_of])
        return 1000 * seconds[min(int(part * len(seconds)), len(seconds) - 1)] if seconds else 0.0


class Line:
    """One participant's connection, kept while it holds and opened again when it broke."""

    def __init__(self, address: str, clock: Clock) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._clock = clock
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter, h11.Connection] | None = None

    async def ask(
        self, kind: str, path: str, form: dict[str, str | list[str]] | None = None, *, cut: Cut | None = None
    ) -> Answer | None:
        """Say one request and hear its answer; None where the line was cut. A line that the server closed is opened again."""
        for attempt in (1, 2):
            began = time.perf_counter()
            try:
                answer = await asyncio.wait_for(self._ask(path, form, cut), PATIENCE)
            except (ConnectionError, h11.RemoteProtocolError):
                self.close()
                if attempt == 2:
                    raise
                continue
            if answer is None:
                self._clock.cuts += 1
            else:
                self._clock.took[kind].append(time.perf_counter() - began)
            return answer
        return None

    async def _ask(self, path: str, form: dict[str, str | list[str]] | None, cut: Cut | None) -> Answer | None:
        if self._open is None:
            self._open = (*await asyncio.open_connection(self._host, self._port), h11.Connection(h11.CLIENT))
        reader, writer, http = self._open
        said = self._said(http, path, form)
        if cut is Cut.IN_REQUEST:
            writer.write(said[: len(said) * 2 // 3])
            await writer.drain()
        else:
            writer.write(said)
            await writer.drain()
        if cut is not None:
            self.close()
            return None
        return await self._heard(reader, http)

    def _said(self, http: h11.Connection, path: str, form: dict[str, str | list[str]] | None) -> bytes:
        body = urlencode(form, doseq=True).encode() if form is not None else b""
        headers = [("host", f"{self._host}:{self._port}"), ("accept-encoding", "gzip"), ("accept-language", "sv")]
        if form is not None:
            headers += [("content-type", "application/x-www-form-urlencoded"), ("content-length", str(len(body)))]
        request = h11.Request(method="GET" if form is None else "POST", target=path, headers=headers)
        parts = [request, *([h11.Data(data=body)] if body else []), h11.EndOfMessage()]
        return b"".join(http.send(part) or b"" for part in parts)

    async def _heard(self, reader: asyncio.StreamReader, http: h11.Connection) -> Answer:
        head: h11.Response | None = None
        body = bytearray()
        while True:
            event = http.next_event()
            if event is h11.NEED_DATA:
                http.receive_data(await reader.read(65_536))
            elif isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                break
            else:
                raise ConnectionResetError("the server closed the line")
        if head is None:
            raise ConnectionResetError("there was no answer")
        headers = dict(head.headers)
        content = gzip.decompress(bytes(body)) if headers.get(b"content-encoding") == b"gzip" else bytes(body)
        if http.our_state is h11.DONE and http.their_state is h11.DONE:
            http.start_next_cycle()
        else:
            self.close()
        return Answer(head.status_code, headers.get(b"location", b"").decode(), content.decode())

    def close(self) -> None:
        """Hang up without a word."""
        if self._open is not None:
            self._open[1].transport.abort()
            self._open = None
