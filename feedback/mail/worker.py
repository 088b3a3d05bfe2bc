"""Mailing inside the web process: what waits in the outbox is sent for as long as the site runs."""

import asyncio
import logging

from feedback.mail import outbox
from feedback.mail.messages import Writers
from feedback.mail.sending import MINUTE, send_due, utc_now
from feedback.settings import MailSettings, settings

logger = logging.getLogger("gensvar")


async def keep_mailing(writers: Writers, every: float = 5.0) -> None:
    """Send what is due, wait `every` seconds, and again, until it is cancelled; returns at once where no mail server is set.

    Several processes may do this at once. A server that takes nothing is tried once a minute.
    """
    mail = settings().mail
    if mail is None:
        return
    while True:
        try:
            await _send(writers, mail)
        except Exception as error:
            # The message of an error can hold an address, so only its kind is logged.
            logger.error("mail: %s", type(error).__name__)
        await asyncio.sleep(every)


async def _send(writers: Writers, mail: MailSettings) -> None:
    trouble = await outbox.trouble()
    if trouble is None or trouble.at <= utc_now() - MINUTE:
        await send_due(writers, mail)
