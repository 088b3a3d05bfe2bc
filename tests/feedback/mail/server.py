"""A real mail server on loopback for tests, which can refuse, hang up, and kill whoever is talking to it; and a writer of mails."""

import asyncio
import os
import signal
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Self
from uuid import UUID

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from feedback.mail.messages import Writers, WrittenMail
from feedback.settings import MailServer, MailSettings

Hook = Callable[[], str | None]
#: The steps at which a hook may stand in, in their order.
STEPS = ("RSET", "MAIL", "RCPT", "DATA", "body", "dot")


class Talk(SMTP):
    """The server's side of one conversation; asks its mailbox at each step whether something is to happen."""

    box: "Mailbox"

    async def smtp_RSET(self, arg: str) -> None:
        if not await self._has_replied("RSET"):
            await super().smtp_RSET(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if await self._has_replied("DATA"):
            return
        reader = self._reader
        self._reader = Listening(reader, lambda: self.box.step("body"))
        try:
            await super().smtp_DATA(arg)
        finally:
            self._reader = reader

    async def _has_replied(self, step: str) -> bool:
        reply = self.box.step(step)
        if reply:
            await self.push(reply)
        return bool(reply) or self.transport is None or self.transport.is_closing()


class Listening:
    """Reads on, and tells when the last line of a message was read, before the dot that ends it."""

    def __init__(self, reader: Any, on_last_line: Callable[[], object]) -> None:
        self._reader, self._on_last_line = reader, on_last_line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    async def readuntil(self, *args: Any) -> bytes:
        line: bytes = await self._reader.readuntil(*args)
        if line.startswith(b"--") and line.rstrip().endswith(b"--"):
            self._on_last_line()
        return line


class Mailbox:
    """The server: `mails` are those it took; `at` holds what is to happen at a step, and how often a step was reached."""

    def __init__(self, *, certificate: tuple[str, str] | None = None, is_tls: bool = False, login: str = "") -> None:
        self.mails: list[Envelope] = []
        self.at: dict[str, Hook] = {}
        self.greeting: bytes | None = None
        self.connections = 0
        self.signed_in: list[str] = []
        self._login = login
        self._context = _context(certificate) if certificate else None
        self._is_tls = is_tls
        self._talks: set[Talk] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        listening = self._loop.create_server(self._talk, "127.0.0.1", 0, ssl=self._context if self._is_tls else None)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        for talk in self._talks:
            if talk.transport is not None:
                talk.transport.abort()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _talk(self) -> asyncio.BaseProtocol:
        self.connections += 1
        if self.greeting is not None:
            return Grumpy(self.greeting)
        talk = Talk(
            self,
            hostname="mail.example.org",
            loop=self._loop,
            tls_context=None if self._is_tls else self._context,
            require_starttls=self._context is not None and not self._is_tls,
            authenticator=self._authenticate if self._login else None,
            auth_require_tls=False,
        )
        talk.box = self
        self._talks.add(talk)
        return talk

    def _authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = f"{data.login.decode()}:{data.password.decode()}"
        self.signed_in.append(given)
        return AuthResult(success=given == self._login, handled=False)

    def step(self, name: str) -> str | None:
        return self.at[name]() if name in self.at else None

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.step("MAIL") or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.step("RCPT") or "250 OK"
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.mails.append(envelope)
        reply = self.step("dot") or "250 OK"
        if not reply.startswith("250"):
            self.mails.remove(envelope)
        return reply

    @property
    def messages(self) -> list[EmailMessage]:
        """What was taken, parsed."""
        contents = [mail.original_content or b"" for mail in self.mails]
        return [message_from_bytes(content, policy=default) for content in contents]  # type: ignore[misc]

    @property
    def ids(self) -> list[str]:
        """The ids of the mails that were taken, out of their message ids."""
        return sorted(str(message["Message-ID"])[1:].partition("@")[0] for message in self.messages)

    def hang_up(self) -> None:
        """Cut every connection."""
        for talk in self._talks:
            if talk.transport is not None:
                talk.transport.abort()

    def settings(self, address: str = "", **values: Any) -> MailSettings:
        server = MailServer("127.0.0.1", self.port, "none")
        given = {
            "sender": "office@example.org",
            "bounces": "bounces@example.org",
            "reply_to": "",
            "per_minute": 100_000,
        }
        return MailSettings(**({"server": server, **given} | values))


class Grumpy(asyncio.Protocol):
    """Says one thing and hangs up."""

    def __init__(self, greeting: bytes) -> None:
        self._greeting = greeting

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._greeting)
        transport.close()


def _context(certificate: tuple[str, str]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def once(reply: str | None, *, at: int = 1, then: Callable[[], object] = lambda: None) -> Hook:
    """A hook that acts the `at`-th time its step is reached, and never else."""
    reached = 0

    def hook() -> str | None:
        nonlocal reached
        reached += 1
        if reached != at:
            return None
        then()
        return reply

    return hook


def kill(pid: int) -> None:
    """Kill a child of this process, and come back when it is dead."""
    os.kill(pid, signal.SIGKILL)
    with suppress(ChildProcessError):  # whoever waits for it was quicker
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


async def write(about: UUID) -> WrittenMail:
    return WrittenMail(
        to=f"{about}@example.org",
        to_name="Föreningen Ålidhem",
        subject="Vad tycker ni?",
        text="Hej!\n.\nSvara här: https://gensvar.example/i/abc\n",
        html="<p>Hej!</p>",
        language="sv",
    )


WRITERS: Writers = {"test": write}
