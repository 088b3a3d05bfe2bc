"""What webhooks are told of. Who changes something emits it in the transaction of the change: neither is without the other."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

import msgspec

from feedback.database import transaction
from feedback.interface_tables import Webhook, WebhookDelivery
from feedback.translation import N_

Value: TypeAlias = str | int | bool | UUID | datetime | None


class WebhookEvent(StrEnum):
    ISSUE_ANSWERED = "issue.answered"
    ISSUE_DELIVERY_CHANGED = "issue.delivery_changed"
    COMMITMENT_MOVED = "commitment.moved"
    EVIDENCE_ADDED = "evidence.added"
    CONSULTATION_PUBLISHED = "consultation.published"
    REPORT_PUBLISHED = "report.published"
    SURVEY_CLOSED = "survey.closed"
    TEST = "test"  # sent by an officer's button, whatever was chosen


EVENTS = {
    WebhookEvent.ISSUE_ANSWERED: N_("An issue is answered"),
    WebhookEvent.ISSUE_DELIVERY_CHANGED: N_("The delivery of an issue changes"),
    WebhookEvent.COMMITMENT_MOVED: N_("A commitment gets another date or owner"),
    WebhookEvent.EVIDENCE_ADDED: N_("Evidence is added"),
    WebhookEvent.CONSULTATION_PUBLISHED: N_("A consultation is published"),
    WebhookEvent.REPORT_PUBLISHED: N_("A report is published"),
    WebhookEvent.SURVEY_CLOSED: N_("A survey is closed"),
}


class DeliveryState(StrEnum):
    """What became of an event on its way to one webhook."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


async def emit(event: WebhookEvent, **data: Value) -> int:
    """Queue the event for every webhook that asked for it; gives for how many. Joins the transaction around it.

    `data` says what it is about: ids and values, never what a person wrote or who they are.
    """
    async with transaction():
        rows = await Webhook.select(Webhook.id, Webhook.events).where(Webhook.is_active.eq(True)).output(load_json=True)
        return await queue_for([row["id"] for row in rows if event.value in row["events"]], event, data)


async def queue_for(webhooks: list[UUID], event: WebhookEvent, data: dict[str, Value]) -> int:
    """Queue the event for these webhooks, whatever they asked for."""
    if webhooks:
        payload = msgspec.json.encode(data).decode()
        now = datetime.now(UTC)
        await WebhookDelivery.insert(
            *(
                WebhookDelivery(
                    webhook=webhook,
                    event=event.value,
                    payload=payload,
                    state=DeliveryState.WAITING.value,
                    not_before=now,
                    created_at=now,
                )
                for webhook in webhooks
            )
        )
    return len(webhooks)
