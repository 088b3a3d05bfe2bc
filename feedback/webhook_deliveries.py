"""Events on their way to webhooks: which process sends which, when it is tried again, and what officers see of it.

A delivery is taken for a while by moving its `not_before` on and counting the attempt. Who is killed in between leaves it to be
sent again: an event arrives at least once, and its id tells the receiver that it came before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from piccolo.columns import Column

from feedback.database import database, execute
from feedback.errors import Conflict, NotFound
from feedback.interface_tables import WebhookDelivery
from feedback.translation import gettext as _
from feedback.webhook_events import DeliveryState, WebhookEvent

#: How long a process has for one attempt, which itself takes at most ten seconds.
TAKEN = timedelta(minutes=2)
#: How long to wait after each failure; after the last it has failed. Together a little more than a day.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 240, 480, 600))
KEPT = timedelta(days=90)
PAGE = 50


@dataclass(frozen=True, slots=True)
class ListedDelivery:
    """One event to one webhook; `status` is of HTTP, `error` why the last attempt failed, as a message id."""

    id: UUID
    event: str
    state: DeliveryState
    attempts: int
    not_before: datetime
    status: int | None
    error: str
    created_at: datetime
    delivered_at: datetime | None

    @property
    def reason(self) -> str:
        """The error in the reader's language."""
        return _(self.error) if self.error else ""

    @property
    def can_be_sent_again(self) -> bool:
        return self.state is not DeliveryState.WAITING


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery that this process alone attempts now; `attempts` counts this one."""

    id: UUID
    webhook: UUID
    event: WebhookEvent
    payload: str
    attempts: int
    created_at: datetime


async def take_next(*, now: datetime) -> Taken | None:
    """Take the delivery that has waited longest, in one statement; None where nothing is due."""
    skip = " FOR UPDATE SKIP LOCKED" if database().engine_type == "postgres" else ""
    rows = await execute(
        "UPDATE webhook_delivery SET attempts = attempts + 1, not_before = {} WHERE id = ("  # noqa: S608
        "SELECT id FROM webhook_delivery WHERE state = 'waiting' AND not_before <= {} "
        f"ORDER BY not_before, id LIMIT 1{skip}) RETURNING id",
        now + TAKEN,
        now,
    )
    if not rows:
        return None
    row = await WebhookDelivery.select().where(WebhookDelivery.id == UUID(str(rows[0]["id"]))).first()
    if row is None:
        return None  # its webhook was removed at this moment
    return Taken(
        row["id"], row["webhook"], WebhookEvent(row["event"]), row["payload"], row["attempts"], row["created_at"]
    )


async def delivered(taken: Taken, *, status: int, now: datetime) -> None:
    """It arrived."""
    await _settle(
        taken,
        {
            WebhookDelivery.state: DeliveryState.DELIVERED.value,
            WebhookDelivery.delivered_at: now,
            WebhookDelivery.status: status,
            WebhookDelivery.error: "",
        },
    )


async def refused(taken: Taken, *, status: int | None, error: str, now: datetime) -> None:
    """It did not arrive: it waits for another attempt, longer each time; after the last it has failed."""
    values: dict[Column | str, object] = {WebhookDelivery.status: status, WebhookDelivery.error: error[:200]}
    if taken.attempts > len(WAITS):
        values[WebhookDelivery.state] = DeliveryState.FAILED.value
    else:
        values[WebhookDelivery.not_before] = now + WAITS[taken.attempts - 1]
    await _settle(taken, values)


async def _settle(taken: Taken, values: dict[Column | str, object]) -> None:
    # Whoever lost it meanwhile changes nothing: the number of attempts is then another one.
    is_ours = (WebhookDelivery.id == taken.id) & (WebhookDelivery.attempts == taken.attempts)
    await WebhookDelivery.update(values).where(is_ours & (WebhookDelivery.state == DeliveryState.WAITING.value))


async def send_again(delivery_id: UUID, *, now: datetime) -> None:
    """Let it wait to be sent anew. Raises `NotFound`, and `Conflict` where it waits already."""
    values: dict[Column | str, object] = {
        WebhookDelivery.state: DeliveryState.WAITING.value,
        WebhookDelivery.attempts: 0,
        WebhookDelivery.not_before: now,
        WebhookDelivery.error: "",
    }
    is_settled = (WebhookDelivery.id == delivery_id) & (WebhookDelivery.state != DeliveryState.WAITING.value)
    if not await WebhookDelivery.update(values).where(is_settled).returning(WebhookDelivery.id):
        if not await WebhookDelivery.exists().where(WebhookDelivery.id == delivery_id):
            raise NotFound(_("There is no such delivery."))
        raise Conflict(_("It waits to be sent already."))


async def list_deliveries(webhook_id: UUID) -> Sequence[ListedDelivery]:
    """The newest deliveries to a webhook, at most `PAGE`."""
    rows = await (
        WebhookDelivery.select()
        .where(WebhookDelivery.webhook == webhook_id)
        .order_by(WebhookDelivery.created_at, ascending=False)
        .order_by(WebhookDelivery.id)
        .limit(PAGE)
    )
    return [
        ListedDelivery(
            id=row["id"],
            event=row["event"],
            state=DeliveryState(row["state"]),
            attempts=row["attempts"],
            not_before=row["not_before"],
            status=row["status"],
            error=row["error"],
            created_at=row["created_at"],
            delivered_at=row["delivered_at"],
        )
        for row in rows
    ]


async def failed_deliveries() -> dict[UUID, int]:
    """How many deliveries have failed, by webhook; those without a failure are left out."""
    rows = await execute("SELECT webhook, COUNT(*) AS n FROM webhook_delivery WHERE state = 'failed' GROUP BY webhook")
    return {UUID(str(row["webhook"])): row["n"] for row in rows}


async def forget_old(*, now: datetime) -> None:
    """Take away what was settled long ago."""
    is_settled = WebhookDelivery.state != DeliveryState.WAITING.value
    await WebhookDelivery.delete().where(is_settled & (WebhookDelivery.created_at < now - KEPT))
