"""Webhooks: the addresses that are told of events, made and looked after by officers."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import msgspec

from feedback.errors import Conflict, NotFound
from feedback.interface_tables import Webhook
from feedback.outgoing import SECURE_AND_PUBLIC, NotReachable, Reach
from feedback.translation import gettext as _
from feedback.webhook_events import EVENTS, WebhookEvent, queue_for

LONGEST_URL = 2000
SECRET_PREFIX = "whsec_"  # noqa: S105


@dataclass(frozen=True, slots=True)
class ListedWebhook:
    """An address and the events that it is told of; an inactive one is told nothing."""

    id: UUID
    url: str
    events: tuple[WebhookEvent, ...]
    is_active: bool
    created_by: str
    created_at: datetime

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


async def add_webhook(
    url: str,
    *,
    events: Collection[WebhookEvent],
    officer: UUID | None,
    now: datetime,
    reach: Reach = SECURE_AND_PUBLIC,
) -> tuple[UUID, str]:
    """Tell this address of these events from now on; gives its id and the secret that signs what is sent.

    Raises `Conflict` where the address is none that may be told, or no event is chosen.
    """
    url = url.strip()
    if not events:
        raise Conflict(_("Choose at least one event."))
    await _must_be_reachable(url, reach)
    secret = SECRET_PREFIX + secrets.token_urlsafe(32)
    row = Webhook(
        url=url,
        secret=secret,
        events=msgspec.json.encode(sorted({event.value for event in events})).decode(),
        created_by=officer,
        created_at=now,
    )
    await row.save()
    return row.id, secret


async def _must_be_reachable(url: str, reach: Reach) -> None:
    if len(url) > LONGEST_URL:
        raise Conflict(_("The address is too long: use at most %(n)s characters.", n=LONGEST_URL))
    try:
        await reach.judged(httpx.URL(url))
    except (httpx.InvalidURL, ValueError) as error:
        raise Conflict(_("Write the whole address, with https:// first.")) from error
    except NotReachable as error:
        raise Conflict(str(error)) from error


async def list_webhooks() -> list[ListedWebhook]:
    """All webhooks, the newest first."""
    rows = await (
        Webhook.select(*Webhook.all_columns(exclude=["secret"]), Webhook.created_by.name)
        .order_by(Webhook.created_at, ascending=False)
        .order_by(Webhook.id)
        .output(load_json=True)
    )
    return [_listed(row) for row in rows]


async def get_webhook(webhook_id: UUID) -> ListedWebhook:
    """Raises `NotFound`."""
    found = next((each for each in await list_webhooks() if each.id == webhook_id), None)
    if found is None:
        raise NotFound(_("There is no such webhook."))
    return found


def _listed(row: dict[str, Any]) -> ListedWebhook:
    return ListedWebhook(
        id=row["id"],
        url=row["url"],
        events=tuple(event for event in EVENTS if event.value in row["events"]),
        is_active=row["is_active"],
        created_by=row["created_by.name"] or "",
        created_at=row["created_at"],
    )


async def set_active(webhook_id: UUID, active: bool) -> None:  # noqa: FBT001
    """Tell it of events, or of none for a while. Raises `NotFound`."""
    await get_webhook(webhook_id)
    await Webhook.update({Webhook.is_active: active}).where(Webhook.id == webhook_id)


async def remove_webhook(webhook_id: UUID) -> None:
    """Tell it no more, and forget what it was told. Raises `NotFound`."""
    await get_webhook(webhook_id)
    await Webhook.delete().where(Webhook.id == webhook_id)


async def send_test(webhook_id: UUID) -> None:
    """Queue an event that only says that it is a test. Raises `NotFound`."""
    await get_webhook(webhook_id)
    await queue_for([webhook_id], WebhookEvent.TEST, {"webhook": webhook_id})
