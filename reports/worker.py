"""The work of reports beside the requests, inside the web process: making what was ordered, and ordering what is due."""

import asyncio
import logging
from datetime import UTC, date, datetime

from reports.order_making import make_next
from reports.orders import forget_orders
from reports.public.published_reports import give_editions
from reports.schedules import order_scheduled

logger = logging.getLogger("gensvar")


async def keep_making_reports(every: float = 10.0) -> None:
    """Make everything that waits, wait `every` seconds, and again, until it is cancelled; a failure is logged and tried again.

    Several processes may do this at once.
    """
    while True:
        try:
            await make_reports()
        except Exception as error:
            # The message of an error can hold what somebody said, so only its kind is logged.
            logger.error("reports: %s", type(error).__name__)
        await asyncio.sleep(every)


async def make_reports() -> int:
    """Order what is due today, and make all that waits; gives how many orders were worked on."""
    now = _now()
    await give_editions(now=now)
    await order_scheduled(today=date.today(), now=now)
    await forget_orders(now=now)
    made = 0
    while await make_next(_now):
        made += 1
    return made


def _now() -> datetime:
    return datetime.now(UTC)
