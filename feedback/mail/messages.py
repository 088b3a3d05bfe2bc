"""A written mail as the message that goes over the wire (RFC 5322): text and HTML, headers that no name can break. Pure."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from uuid import UUID

from feedback.mail.addresses import must_be_address
from feedback.settings import MailSettings
from feedback.translation import direction


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """One mail to one person. `unsubscribe` is the https address that takes the reader off the list by one POST (RFC 8058).

    `secret` is what in the text and the HTML is for the reader alone: letters, digits, `-` and `_`, or empty.
    """

    to: str
    to_name: str
    subject: str
    text: str
    html: str
    language: str
    unsubscribe: str | None = None
    secret: str = ""

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def without_secret(self) -> "WrittenMail":
        """The mail as others than its reader may see it, with a sign for what is left out."""
        if not self.secret:
            return self
        text, html = (part.replace(self.secret, "…") for part in (self.text, self.html))
        return replace(self, text=text, html=html, secret="")


#: Writes the mail that is about this; None where it is no longer to be sent. It is called for every attempt and every preview,
#: so it must give the same each time, and change nothing.
Writer = Callable[[UUID], Awaitable[WrittenMail | None]]
#: By the kind of mail that each writes.
Writers = Mapping[str, Writer]


@dataclass(frozen=True, slots=True)
class MailDescription:
    """What a list says of a mail: which kind it is, what it is about, and whom it is to; the last is blank where it is not told."""

    kind: str
    about: str
    to: str = ""


#: Describes the mails that are about these, in the language of the moment; those of which nothing is known are left out.
Describer = Callable[[Sequence[UUID]], Awaitable[Mapping[UUID, MailDescription]]]
#: By the kind of mail that each describes.
Describers = Mapping[str, Describer]


class _Policy(EmailPolicy):
    """As the wire wants it: CRLF, and seven bits, so that no server on the way writes it anew and breaks its signature."""

    def fold_binary(self, name: str, value: str) -> bytes:
        # The standard library would encode a long address, and then no mail program finds it.
        if name == "List-Unsubscribe":
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n", cte_type="7bit")


def message_id(mail_id: UUID, host: str) -> str:
    """The same for every attempt to send a mail, so that a second copy can be told to be one."""
    return f"<{mail_id}@{host}>"


def as_message(
    mail: WrittenMail, *, settings: MailSettings, department: str, message_id: str, now: datetime
) -> EmailMessage:
    """The message, from the department to one reader. Raises `NotAnAddress`."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(one_line(department), addr_spec=must_be_address(settings.sender))
    message["To"] = Address(one_line(mail.to_name), addr_spec=must_be_address(mail.to))
    if settings.reply_to:
        message["Reply-To"] = settings.reply_to
    message["Subject"] = one_line(mail.subject)
    message["Date"] = now
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{one_line(mail.unsubscribe)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language  # last: setting the content takes away what is said of it
    return message


def one_line(text: str) -> str:
    """The text with single spaces for line ends and control characters, which would begin a header of their own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
