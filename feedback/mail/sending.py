"""Sending what is due: each mail is claimed, written, said to the server, written down as handed over, and only then ended.

Killed before the third step it is sent again, killed after it never: so no mail is sent twice. What cannot be known, since no
mail protocol tells it, is whether a mail arrived whose reply was not seen; it stays *handed over*, for an officer to decide.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import uuid4

from feedback.enums import MailState
from feedback.errors import ServiceError
from feedback.mail import claims
from feedback.mail.addresses import must_be_address
from feedback.mail.bodies import Block, Link, Paragraph, as_html, as_text
from feedback.mail.claims import Claim
from feedback.mail.messages import Writers, WrittenMail, as_message, message_id
from feedback.mail.smtp import Connection, Refused, ReplyNotSeen, ServerTrouble
from feedback.settings import MailSettings, settings
from feedback.translation import N_, language, speaking
from feedback.translation import gettext as _

logger = logging.getLogger("gensvar")

T = TypeVar("T")
Clock = Callable[[], datetime]

MINUTE = timedelta(minutes=1)
NOT_WRITTEN = N_("It could not be written, because of a fault in this service.")


class Pause(StrEnum):
    """Why sending stopped."""

    NOTHING_DUE = "nothing due"
    LIMIT_REACHED = "limit reached"
    TROUBLE = "trouble"


@dataclass(slots=True)
class Round:
    """What became of the mails that were taken, and why no more were; `trouble` is the reason the server takes none."""

    states: Counter[MailState] = field(default_factory=Counter)
    pause: Pause = Pause.NOTHING_DUE
    trouble: str = ""


def utc_now() -> datetime:
    return datetime.now(UTC)


async def send_due(writers: Writers, mail: MailSettings, *, clock: Clock = utc_now) -> Round:
    """Send what is due, on one connection, until nothing is, or the limit of a minute is reached, or the server takes no more.

    A mail that was begun is brought to its end also when the caller is cancelled.
    """
    done = Round()
    connection = Connection(mail.server, own_host=settings().host)
    kinds = sorted(writers)
    try:
        while kinds:
            if not await claims.is_due(kinds, now=clock()):
                break
            if await claims.handed_over_since(clock() - MINUTE) >= mail.per_minute:
                done.pause = Pause.LIMIT_REACHED
                break
            await asyncio.to_thread(connection.open)
            state = await _to_its_end(_send_next(writers, mail, connection, clock))
            if state is None:
                break
            if not done.states:
                await claims.forget_trouble()
            done.states[state] += 1
    except ServerTrouble as error:
        done.pause, done.trouble = Pause.TROUBLE, str(error)
        await claims.record_trouble(str(error), now=clock())
    finally:
        await asyncio.to_thread(connection.close)
    return done


def send_test(address: str, mail: MailSettings) -> None:
    """Send one mail that says that it is a test, past the outbox. Raises `ServerTrouble`, `Refused` and `ReplyNotSeen`."""
    subject = _("A test mail from Gensvar")
    blocks: list[Block] = [
        Paragraph(_("This mail shows that Gensvar can send mail.")),
        Link("Gensvar", settings().base_url),
    ]
    html = as_html(blocks, title=subject, language=language())
    written = WrittenMail(address, "", subject, as_text(blocks), html, language())
    content = _content(written, mail, message_id(uuid4(), settings().host), now=utc_now())
    connection = Connection(mail.server, own_host=settings().host)
    try:
        connection.begin(sender=mail.bounces, recipient=address, content=content)
        connection.finish()
    finally:
        connection.close()


async def _send_next(writers: Writers, mail: MailSettings, connection: Connection, clock: Clock) -> MailState | None:
    """Claim a mail and send it; gives what became of it, or None where others were quicker. Raises `ServerTrouble`."""
    claim = await claims.claim(sorted(writers), now=clock())
    if claim is None:
        return None
    try:
        # In English, so that a refusal is kept as a message id and translated where it is shown.
        with speaking("en"):
            written = await writers[claim.kind](claim.about)
        if written is None:
            return await claims.settle(claim, MailState.DROPPED)
        id_on_the_wire = message_id(claim.mail, settings().host)
        content = _content(written, mail, id_on_the_wire, now=clock())
        recipient = must_be_address(written.to)
    except ServiceError as error:
        # Said in words, and so for the officer to mend: another attempt would be refused as well.
        return await claims.settle(claim, MailState.FAILED, error=str(error))
    except Exception as error:
        # Whom it is to and what it says must not be logged, so the message of the error is not.
        logger.error("mail: %s", type(error).__name__)
        return await claims.put_off(claim, error=NOT_WRITTEN, now=clock())
    try:
        await asyncio.to_thread(connection.begin, sender=mail.bounces, recipient=recipient, content=content)
        return await _hand_over(claim, connection, id_on_the_wire, clock)
    except Refused as refused:
        if refused.is_temporary:
            return await claims.put_off(claim, error=str(refused), now=clock())
        return await claims.settle(claim, MailState.FAILED, error=str(refused))
    except ServerTrouble:
        await claims.give_back(claim)
        raise


async def _hand_over(claim: Claim, connection: Connection, message_id: str, clock: Clock) -> MailState | None:
    # Between this line and the next lies the only moment at which a kill loses a mail: it is then handed over, reply not seen.
    if not await claims.hand_over(claim, message_id=message_id, now=clock()):
        return None
    try:
        await asyncio.to_thread(connection.finish)
    except ReplyNotSeen:
        return await claims.settle(claim, MailState.HANDED_OVER)
    return await claims.settle(claim, MailState.SENT)


def _content(written: WrittenMail, mail: MailSettings, message_id: str, *, now: datetime) -> bytes:
    # In English, so that a refusal is kept as a message id and translated where it is shown.
    with speaking("en"):
        message = as_message(written, settings=mail, department=settings().department, message_id=message_id, now=now)
    return message.as_bytes()


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
