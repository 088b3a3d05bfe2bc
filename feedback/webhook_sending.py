"""Sending events to webhooks, each signed with the webhook's secret, for as long as the site runs."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import msgspec

from feedback import webhook_deliveries as deliveries
from feedback.interface_tables import Webhook
from feedback.outgoing import SECURE_AND_PUBLIC, JudgedTransport, NotReachable, Reach
from feedback.translation import N_, speaking
from feedback.webhook_deliveries import Taken

logger = logging.getLogger("gensvar")

Clock = Callable[[], datetime]

SECONDS = 10.0
AT_ONCE = 4
TIDYING = timedelta(hours=1)
SIGNATURE = "Gensvar-Signature"
NO_ANSWER = N_("There was no answer within ten seconds.")
NO_CONNECTION = N_("There was no connection.")
NOT_TAKEN = N_("It was answered with another status than 2xx.")
INACTIVE = N_("The webhook is not active.")


def utc_now() -> datetime:
    return datetime.now(UTC)


def signature(secret: str, body: bytes, *, at: int) -> str:
    """The value of the header `Gensvar-Signature`: `t=` seconds since 1970, `v1=` HMAC-SHA256 of "t.body" in hexadecimal."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


def body_of(taken: Taken) -> bytes:
    """What is sent, the same at every attempt."""
    return msgspec.json.encode(
        {"id": taken.id, "event": taken.event, "at": taken.created_at, "data": msgspec.Raw(taken.payload.encode())}
    )


async def send_due(*, clock: Clock = utc_now, reach: Reach = SECURE_AND_PUBLIC) -> int:
    """Attempt each delivery that is due, a few at once, until none is; gives how many attempts were made."""
    done = 0
    while True:
        sent = await asyncio.gather(*(_send_next(clock, reach) for _ in range(AT_ONCE)))
        done += sum(sent)
        if not all(sent):
            return done


async def _send_next(clock: Clock, reach: Reach) -> bool:
    taken = await deliveries.take_next(now=clock())
    if taken is None:
        return False
    row = await _webhook(taken.webhook)
    if row is None:
        await deliveries.refused(taken, status=None, error=INACTIVE, now=clock())
        return True
    status, error = await _post(row["url"], row["secret"], taken, clock(), reach)
    if error:
        await deliveries.refused(taken, status=status, error=error, now=clock())
    else:
        await deliveries.delivered(taken, status=status or 0, now=clock())
    return True


async def _webhook(webhook: UUID) -> dict[str, str] | None:
    is_active = (Webhook.id == webhook) & Webhook.is_active.eq(True)
    return await Webhook.select(Webhook.url, Webhook.secret).where(is_active).first()


async def _post(url: str, secret: str, taken: Taken, now: datetime, reach: Reach) -> tuple[int | None, str]:
    """The status that was answered, and why it counts as not delivered."""
    body = body_of(taken)
    headers = {
        "content-type": "application/json",
        "user-agent": "Gensvar-Webhook/1",
        "gensvar-event": taken.event.value,
        "gensvar-delivery": str(taken.id),
        SIGNATURE.lower(): signature(secret, body, at=int(now.timestamp())),
    }
    try:
        # Its own limit on the whole: the client's holds for each step, and a slow receiver takes many.
        async with (
            asyncio.timeout(SECONDS),
            httpx.AsyncClient(transport=JudgedTransport(reach), timeout=SECONDS) as client,
            # Only the status is wanted: the body is not read, however large it is.
            client.stream("POST", url, content=body, headers=headers) as response,
        ):
            return response.status_code, "" if response.is_success else NOT_TAKEN
    except NotReachable as error:
        return None, str(error)
    except (TimeoutError, httpx.TimeoutException):
        return None, NO_ANSWER
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        return None, NO_CONNECTION


async def keep_delivering(every: float = 5.0) -> None:
    """Send what is due, wait `every` seconds, and again, until it is cancelled; a failure is logged and tried again.

    Several processes may do this at once.
    """
    tidied = datetime.min.replace(tzinfo=UTC)
    # In English, so that a reason is kept as a message id and translated where it is shown.
    with speaking("en"):
        while True:
            try:
                await send_due()
                if utc_now() - tidied > TIDYING:
                    tidied = utc_now()
                    await deliveries.forget_old(now=tidied)
            except Exception as error:
                # The message of an error can hold an address, so only its kind is logged.
                logger.error("webhooks: %s", type(error).__name__)
            await asyncio.sleep(every)
