"""The conversation with the mail server (RFC 5321), in two steps: all of a mail but the dot that ends it, and then the dot.

A server that never sees the dot throws the mail away, so what is to be remembered is written down between the two.
Blocking, for a thread; one call at a time.
"""

import re
import smtplib
import socket
import ssl
from contextlib import suppress

from feedback.settings import MailServer

CONNECT_SECONDS = 15.0
REPLY_SECONDS = 120.0  # a server may look for viruses before it replies to the dot
LONGEST_REASON = 200  # characters


class ServerTrouble(Exception):
    """Nothing can be handed over now, whatever the mail; `str()` is the system's or the server's own short text."""


class Refused(Exception):
    """The server did not take this mail; a temporary refusal is worth another try. `str()` is its code and short text."""

    def __init__(self, reason: str, *, is_temporary: bool) -> None:
        super().__init__(reason)
        self.is_temporary = is_temporary


class ReplyNotSeen(Exception):
    """The mail was handed over whole, and the connection was lost before the reply: it may have been taken or not."""


class Connection:
    """One connection for many mails; opens when it is needed, and again when the server has closed it."""

    def __init__(self, server: MailServer, *, own_host: str) -> None:
        self._server = server
        # What has no name says its address in brackets (RFC 5321, 4.1.3).
        self._own_host = own_host if re.search("[a-z]", own_host) and ":" not in own_host else f"[{own_host}]"
        self._client: smtplib.SMTP | None = None
        self._is_fresh = False
        self._is_inside_mail = False

    def open(self) -> None:
        """Connect, protect the way and sign in, where that is not done. Raises `ServerTrouble`."""
        if self._client is not None:
            return
        try:
            self._client = self._connected()
            self._is_fresh = True
            assert self._client.sock is not None
            # Else the dot would wait for the system to hear that the mail before it came through: 40 ms.
            self._client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._introduce(self._client)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.drop()
            raise ServerTrouble(_reason(error)) from error

    def begin(self, *, sender: str, recipient: str, content: bytes) -> None:
        """Say the whole mail but for its last dot; nothing is sent yet. Raises `Refused` and `ServerTrouble`."""
        client = self._ready()
        try:
            self._name_sender(client, sender, size=len(content))
            _must_be(client.rcpt(recipient), 250, 251)
            _must_be(client.docmd("DATA"), 354)
            self._is_inside_mail = True
            client.send(_on_the_wire(content))
        except Refused as refused:
            if str(refused).startswith("421"):  # it closes the connection
                self.drop()
            raise
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise Refused("The connection was lost.", is_temporary=True) from error
        if not self._is_quiet(client):
            self.drop()
            raise Refused("The connection was lost.", is_temporary=True)

    def finish(self) -> None:
        """Say the dot, which sends the mail that was begun, and hear the reply. Raises `Refused` and `ReplyNotSeen`."""
        client = self._client
        assert client is not None
        assert client.sock is not None
        try:
            client.sock.settimeout(REPLY_SECONDS)
            client.send(b".\r\n")
        except OSError as error:
            # The dot never left, so the server throws the mail away.
            self.drop()
            raise Refused("The connection was lost.", is_temporary=True) from error
        try:
            code, text = client.getreply()
            client.sock.settimeout(CONNECT_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise ReplyNotSeen from error
        self._is_inside_mail = False
        if code == 421:
            self.drop()
        if not 200 <= code < 300:
            if not 400 <= code < 600:
                self.drop()
                raise ReplyNotSeen
            raise Refused(_said(code, text), is_temporary=code < 500)

    def close(self) -> None:
        """Say goodbye, where there is anybody to say it to."""
        if self._client is not None and not self._is_inside_mail:
            with suppress(OSError, smtplib.SMTPException):
                self._client.quit()
        self.drop()

    def drop(self) -> None:
        """Hang up without a word: a mail that was begun is thrown away by the server."""
        if self._client is not None:
            self._client.close()
        self._client = None
        self._is_inside_mail = False

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.protection == "tls":
            return smtplib.SMTP_SSL(
                server.host,
                server.port,
                local_hostname=self._own_host,
                timeout=CONNECT_SECONDS,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(server.host, server.port, local_hostname=self._own_host, timeout=CONNECT_SECONDS)

    def _introduce(self, client: smtplib.SMTP) -> None:
        client.ehlo_or_helo_if_needed()
        if self._server.protection == "starttls":
            client.starttls(context=ssl.create_default_context())
            client.ehlo_or_helo_if_needed()
        if self._server.user:
            client.login(self._server.user, self._server.password)

    def _ready(self) -> smtplib.SMTP:
        """A connection on which a mail can begin; a server may have closed it, or still have the mail before in mind."""
        if self._client is not None and not self._is_fresh:
            try:
                has_closed = self._client.rset()[0] != 250
            except (OSError, smtplib.SMTPException):
                has_closed = True
            if has_closed:
                self.drop()
        self.open()
        self._is_fresh = False
        assert self._client is not None
        return self._client

    def _name_sender(self, client: smtplib.SMTP, sender: str, *, size: int) -> None:
        code, text = client.mail(sender, [f"size={size}"] if client.has_extn("size") else [])
        if code == 552:
            raise Refused(_said(code, text), is_temporary=False)
        if code != 250:
            # Not this mail's fault: the sender is the same for all.
            self.drop()
            raise ServerTrouble(_said(code, text))

    def _is_quiet(self, client: smtplib.SMTP) -> bool:
        """Whether the server listens on: it has neither hung up nor said anything before its turn."""
        assert client.sock is not None
        client.sock.settimeout(0)
        try:
            client.sock.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            client.sock.settimeout(CONNECT_SECONDS)
            return True
        except OSError:
            return False
        return False


def _must_be(reply: tuple[int, bytes], *codes: int) -> None:
    code, text = reply
    if code not in codes:
        raise Refused(_said(code, text), is_temporary=not 500 <= code < 600)


def _on_the_wire(content: bytes) -> bytes:
    """With CRLF and nothing else for line ends, and doubled dots: nothing inside can end the mail (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    return re.sub(rb"(?m)^\.", b"..", lines if lines.endswith(b"\r\n") else lines + b"\r\n")


def _said(code: int, text: bytes | str) -> str:
    """A reply as it may be kept and shown: short, in one line, and without addresses, which servers like to repeat."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    words = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return f"{code} {re.sub(r'[^ ]*@[^ ]*', '…', words)}"[:LONGEST_REASON].strip()


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate is not trusted: {error.verify_message}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)[:LONGEST_REASON] or type(error).__name__
