"""The site as its operators run it: `gensvar serve` in a process of its own, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True)
class Site:
    """The address of a running site, and the environment of its command."""

    address: str
    environment: dict[str, str]

    def command(self, *arguments: str) -> str:
        """Run `gensvar` against the same database; gives what it prints."""
        return subprocess.run(
            [gensvar(), *arguments], env=self.environment, check=True, capture_output=True, text=True
        ).stdout


def gensvar() -> str:
    return str(Path(sys.executable).parent / "gensvar")


def site_at(database: str) -> Site:
    """A site on this database, at a free port; nothing runs yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    settings = {"GENSVAR_DATABASE": database, "GENSVAR_BASE_URL": address, "LANG": "en"}
    return Site(address, {**os.environ, **settings})


@contextmanager
def serving(site: Site, *, workers: int = 1) -> Iterator[None]:
    """Serve the site for what is inside."""
    command = [gensvar(), "serve", "--port", site.address.rpartition(":")[2], "--workers", str(workers)]
    server = subprocess.Popen(command, env=site.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(site.address, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_until_it_answers(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server stopped"
        try:
            httpx.get(address, timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)  # else the asking takes the time that the server needs to start
            continue
        return
    raise AssertionError("the server did not answer within 60 seconds")
