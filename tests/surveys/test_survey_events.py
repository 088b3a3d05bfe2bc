"""A survey that is closed, by hand or by its last day, is told to webhooks."""

import json
from datetime import timedelta

from feedback.interface_tables import Webhook, WebhookDelivery
from surveys.publishing import close, close_overdue
from surveys.tables import Survey
from tests.factories import NOW
from tests.surveys.open_surveys import open_survey


async def test_closing_is_told_once_for_each_survey(database: str) -> None:
    await Webhook(url="https://hooks.example.org/", secret="secret", events='["survey.closed"]').save()
    by_hand, overdue = await open_survey(link="one"), await open_survey(link="two")
    await Survey.update({Survey.closes_on: NOW.date() - timedelta(days=1)}).where(Survey.id == overdue)

    await close(by_hand, now=NOW)
    assert await close_overdue(today=NOW.date(), now=NOW) == 1
    assert await close_overdue(today=NOW.date(), now=NOW) == 0

    rows = await WebhookDelivery.select().order_by(WebhookDelivery.created_at)
    assert [json.loads(row["payload"])["survey"] for row in rows] == [str(by_hand), str(overdue)]
    assert {row["event"] for row in rows} == {"survey.closed"}
