"""The officers' pages for tokens and webhooks."""

from datetime import timedelta

import pytest

from feedback import webhook_deliveries
from feedback.api_tokens import TokenScope, caller_of
from feedback.interface_tables import ApiToken, Webhook, WebhookDelivery
from feedback.web.requests import now, today
from feedback.webhook_events import DeliveryState, WebhookEvent, emit
from tests.web import Visitor

#: Of the open internet, and no name has to be asked for.
ADDRESS = "https://193.10.1.1/x"


async def test_officer_makes_a_token_that_is_shown_once(officer: Visitor) -> None:
    page = await officer.get("/api-tokens")
    made = await page.submit({"name": "Diary", "scope": ["write:issues"]}, action="/api-tokens")

    [token] = made.tree.xpath("//main//code/text()")
    caller = await caller_of(token, today=today())
    assert caller
    assert caller.scopes == {TokenScope.WRITE_ISSUES}
    after = await officer.get("/api-tokens")
    assert token not in after.response.text
    assert "Diary" in after.text
    assert "Olga Officer" in after.text


async def test_token_form_comes_back_as_it_was_typed(officer: Visitor) -> None:
    page = await officer.get("/api-tokens")
    day = (today() + timedelta(days=400)).isoformat()

    refused = await page.submit({"name": "Diary", "expires_on": day}, action="/api-tokens")

    assert refused.status == 422
    assert len(refused.errors) == 2
    assert refused.form("/api-tokens").fields["name"] == "Diary"
    assert refused.form("/api-tokens").fields["expires_on"] == day
    assert await ApiToken.count() == 0


async def test_officer_revokes_a_token(officer: Visitor) -> None:
    page = await officer.get("/api-tokens")
    made = await page.submit({"name": "Diary", "scope": ["read:all"]}, action="/api-tokens")
    [token] = made.tree.xpath("//main//code/text()")

    page = await (await officer.get("/api-tokens")).submit(action="/revoke")

    assert page.notice
    assert "Revoked on" in page.text
    assert await caller_of(token, today=today()) is None


async def test_officer_adds_a_webhook_and_sees_what_became_of_its_events(officer: Visitor) -> None:
    page = await officer.get("/webhooks")
    made = await page.submit({"url": ADDRESS, "event": ["issue.answered"]}, action="/webhooks")
    secret = (await Webhook.select(Webhook.secret).first() or {})["secret"]
    assert secret in made.text
    webhook = (await Webhook.select(Webhook.id).first() or {})["id"]
    await emit(WebhookEvent.ISSUE_ANSWERED, issue=webhook)
    taken = await webhook_deliveries.take_next(now=now() + timedelta(seconds=1))
    assert taken
    await webhook_deliveries.delivered(taken, status=204, now=now())

    shown = await officer.get(f"/webhooks/{webhook}")

    assert secret not in shown.response.text
    assert "issue.answered" in shown.text
    assert "HTTP 204" in shown.text
    again = await shown.submit(action="/send-again")
    assert again.notice
    assert [row["state"] for row in await WebhookDelivery.select()] == [DeliveryState.WAITING.value]


async def test_officer_tests_stops_and_removes_a_webhook(officer: Visitor) -> None:
    page = await officer.get("/webhooks")
    await page.submit({"url": ADDRESS, "event": ["survey.closed"]}, action="/webhooks")
    webhook = (await Webhook.select(Webhook.id).first() or {})["id"]

    tested = await (await officer.get(f"/webhooks/{webhook}")).submit(action="/test")
    assert [row["event"] for row in await WebhookDelivery.select()] == ["test"]
    stopped = await tested.submit(action="/active")
    assert "Not active" in stopped.text
    begun = await stopped.submit(action="/active")
    assert "Not active" not in begun.text
    removed = await begun.submit(action="/remove")

    assert removed.path == "/webhooks"
    assert await Webhook.count() == 0


@pytest.mark.parametrize("url", ["http://hooks.example.org/", "https://127.0.0.1/", "https://localhost:9/", "hooks"])
async def test_address_that_may_not_be_told_comes_back_with_the_reason(officer: Visitor, url: str) -> None:
    page = await officer.get("/webhooks")

    refused = await page.submit({"url": url, "event": ["survey.closed"]}, action="/webhooks")

    assert (refused.status, len(refused.errors)) == (422, 1)
    assert refused.form("/webhooks").fields["url"] == url
    assert await Webhook.count() == 0
