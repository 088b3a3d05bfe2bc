"""The work beside the requests, inside the web process, for as long as it runs: counting what came in, and keeping promises."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime

from feedback.settings import settings
from surveys.digest import digest
from surveys.mails import queue_due
from surveys.publishing import close_overdue, drop_unsent
from surveys.retention import retain
from surveys.sealing import seal_closed

logger = logging.getLogger("gensvar")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many surveys were closed, sealed, and freed of addresses or answers; and how many mails were queued."""

    closed: int
    sealed: int
    addresses: int
    answers: int
    mails: int


async def keep_digesting(every: float = 5.0) -> None:
    """Digest what is due, wait `every` seconds, and again, until it is cancelled; a failure is logged and tried again.

    Several processes may do this at once. What is cut off by the cancellation is undone and done the next time.
    """
    while True:
        try:
            await digest(at_least=settings().threshold)
        except Exception as error:
            # The message of an error can hold what somebody answered, so only its kind is logged.
            logger.error("digest: %s", type(error).__name__)
        await asyncio.sleep(every)


async def keep_promises(*, today: date, now: datetime) -> Kept:
    """Close the surveys whose last day has passed, seal the anonymous ones, queue the reminders and thanks of the day, and take
    away what is no longer to be kept.

    What is done already is not done again, so it may run as often as one likes.
    """
    closed = await close_overdue(today=today, now=now)
    await drop_unsent()
    sealed = await seal_closed(now=now)
    mails = await queue_due(today=today, now=now)
    retained = await retain(today=today)
    return Kept(closed, sealed, retained.addresses, retained.answers, mails)


async def keep_keeping_promises(every: float = 600.0) -> None:
    """Keep promises every so many seconds until it is cancelled; a failure is logged and tried again."""
    while True:
        try:
            await keep_promises(today=date.today(), now=datetime.now(UTC))
        except Exception as error:
            logger.error("retention: %s", type(error).__name__)
        await asyncio.sleep(every)
