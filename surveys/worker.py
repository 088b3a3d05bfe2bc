"""The work after the request, inside the web process: responses are digested every few seconds for as long as it runs."""

import asyncio
import logging

from surveys.digest import digest

logger = logging.getLogger("gensvar")


async def keep_digesting(every: float = 5.0) -> None:
    """Digest what has come in, wait `every` seconds, and again, until it is cancelled; a failure is logged and tried again.

    Several processes may do this at once. What is cut off by the cancellation is undone and done the next time.
    """
    while True:
        try:
            await digest()
        except Exception as error:
            # The message of an error can hold what somebody answered, so only its kind is logged.
            logger.error("digest: %s", type(error).__name__)
        await asyncio.sleep(every)
