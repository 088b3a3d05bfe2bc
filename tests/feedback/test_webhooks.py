"""Webhooks: what happens here is told to a real receiver, signed, until it is taken."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from feedback import webhook_deliveries as deliveries
from feedback.database import transaction
from feedback.errors import Conflict
from feedback.interface_tables import Webhook, WebhookDelivery
from feedback.outgoing import Reach
from feedback.webhook_deliveries import WAITS, ListedDelivery
from feedback.webhook_events import DeliveryState, WebhookEvent, emit
from feedback.webhook_sending import NO_ANSWER, NO_CONNECTION, NOT_TAKEN, send_due
from feedback.webhooks import add_webhook, remove_webhook, send_test, set_active
from tests.factories import NOW

HERE = Reach(schemes=frozenset({"http"}), any_port=True, may_reach=lambda address: address.is_loopback)
ANSWERED = WebhookEvent.ISSUE_ANSWERED


@dataclass
class Receiver:
    """A web server on this machine that keeps what it was sent and answers with `status`."""

    url: str = ""
    status: int = 200
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head.splitlines()[1:])}
        self.requests.append((headers, await reader.readexactly(int(headers["content-length"]))))
        if self.status:
            writer.write(f"HTTP/1.1 {self.status} Said\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        writer.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    server = await asyncio.start_server(made.answer, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with server:
        yield made


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(seconds=1))

    def __call__(self) -> datetime:
        return self.now


async def made_webhook(url: str, *events: WebhookEvent) -> tuple[UUID, str]:
    return await add_webhook(url, events=events or (ANSWERED,), officer=None, now=NOW, reach=HERE)


async def only(webhook: UUID) -> ListedDelivery:
    [delivery] = await deliveries.list_deliveries(webhook)
    return delivery


async def test_event_arrives_signed_with_the_secret(database: str, receiver: Receiver) -> None:
    webhook, secret = await made_webhook(receiver.url)
    clock = Clock()
    await emit(ANSWERED, issue=UUID(int=1), value="accepted")

    assert await send_due(clock=clock, reach=HERE) == 1

    [(headers, body)] = receiver.requests
    delivery = await only(webhook)
    told: dict[str, Any] = json.loads(body)
    at, _, signature = headers["gensvar-signature"].removeprefix("t=").partition(",v1=")
    assert signature == hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert int(at) == int(clock.now.timestamp())
    assert (told["id"], told["event"]) == (str(delivery.id), "issue.answered")
    assert told["data"] == {"issue": str(UUID(int=1)), "value": "accepted"}
    assert headers["content-type"] == "application/json"
    assert (delivery.state, delivery.status, delivery.attempts) == (DeliveryState.DELIVERED, 200, 1)
    assert await send_due(clock=clock, reach=HERE) == 0


async def test_event_is_told_to_those_who_asked_for_it(database: str, receiver: Receiver) -> None:
    asked, _ = await made_webhook(receiver.url, ANSWERED, WebhookEvent.COMMITMENT_MOVED)
    await made_webhook(receiver.url, WebhookEvent.SURVEY_CLOSED)
    silent, _ = await made_webhook(receiver.url, ANSWERED)
    await set_active(silent, False)

    assert await emit(ANSWERED, issue=UUID(int=1)) == 1

    assert {row["webhook"] for row in await WebhookDelivery.select()} == {asked}


async def test_event_of_a_change_that_was_undone_is_never_told(database: str, receiver: Receiver) -> None:
    await made_webhook(receiver.url)

    async def undone() -> None:
        async with transaction():
            await emit(ANSWERED, issue=UUID(int=1))
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError):
        await undone()

    assert await send_due(clock=Clock(), reach=HERE) == 0
    assert receiver.requests == []


@pytest.mark.parametrize(("status", "error"), [(500, NOT_TAKEN), (302, NOT_TAKEN), (0, NO_CONNECTION)])
async def test_event_that_is_not_taken_is_tried_for_about_a_day(
    database: str, receiver: Receiver, status: int, error: str
) -> None:
    webhook, _ = await made_webhook(receiver.url)
    await emit(ANSWERED, issue=UUID(int=1))
    receiver.status, clock = status, Clock()
    begun = clock.now

    for wait in WAITS:
        assert await send_due(clock=clock, reach=HERE) == 1
        assert await send_due(clock=clock, reach=HERE) == 0
        delivery = await only(webhook)
        assert (delivery.state, delivery.status, delivery.error) == (DeliveryState.WAITING, status or None, error)
        assert delivery.not_before == clock.now + wait
        clock.now += wait
    assert await send_due(clock=clock, reach=HERE) == 1

    assert timedelta(hours=24) <= clock.now - begun <= timedelta(hours=25)
    assert (await only(webhook)).state is DeliveryState.FAILED
    clock.now += timedelta(days=2)
    assert await send_due(clock=clock, reach=HERE) == 0
    assert {body for _, body in receiver.requests} == {receiver.requests[0][1]}


async def test_event_can_be_sent_again_by_an_officer(database: str, receiver: Receiver) -> None:
    webhook, _ = await made_webhook(receiver.url)
    await send_test(webhook)
    clock = Clock()
    with pytest.raises(Conflict):
        await deliveries.send_again((await only(webhook)).id, now=clock.now)
    await send_due(clock=clock, reach=HERE)

    await deliveries.send_again((await only(webhook)).id, now=clock.now)
    await send_due(clock=clock, reach=HERE)

    assert [json.loads(body)["event"] for _, body in receiver.requests] == ["test", "test"]
    assert (await only(webhook)).state is DeliveryState.DELIVERED


async def test_delivery_that_a_killed_process_had_is_sent_by_another(database: str, receiver: Receiver) -> None:
    await made_webhook(receiver.url)
    await emit(ANSWERED, issue=UUID(int=1))
    clock = Clock()
    killed = await deliveries.take_next(now=clock.now)
    assert killed
    assert await deliveries.take_next(now=clock.now) is None

    clock.now += deliveries.TAKEN
    assert await send_due(clock=clock, reach=HERE) == 1
    await deliveries.refused(killed, status=None, error="late", now=clock.now)

    assert len(receiver.requests) == 1
    assert (await only(killed.webhook)).state is DeliveryState.DELIVERED


async def test_deliveries_are_each_taken_once(database: str, receiver: Receiver) -> None:
    for _ in range(20):
        await made_webhook(receiver.url)
    await emit(ANSWERED, issue=UUID(int=1))
    clock = Clock()

    done = await asyncio.gather(*(send_due(clock=clock, reach=HERE) for _ in range(3)))

    assert sum(done) == 20
    assert len({headers["gensvar-delivery"] for headers, _ in receiver.requests}) == len(receiver.requests) == 20


async def test_receiver_that_is_slow_does_not_hold_the_others(
    database: str, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback.webhook_sending.SECONDS", 0.2)
    released = asyncio.Event()

    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    async with server:
        slow, _ = await made_webhook(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        await made_webhook(receiver.url)
        await emit(ANSWERED, issue=UUID(int=1))

        assert await send_due(clock=Clock(), reach=HERE) == 2
        released.set()

    assert len(receiver.requests) == 1
    assert (await only(slow)).error == NO_ANSWER


async def test_webhook_that_would_reach_this_machine_is_not_added(database: str) -> None:
    for url in ("https://localhost/", "https://127.0.0.1/", "http://example.org/", "https://user:x@example.org/", "x"):
        with pytest.raises(Conflict):
            await add_webhook(url, events=[ANSWERED], officer=None, now=NOW)

    assert await Webhook.count() == 0


async def test_private_address_is_refused_when_sending_too(database: str, receiver: Receiver) -> None:
    webhook, _ = await made_webhook(receiver.url)
    await emit(ANSWERED, issue=UUID(int=1))

    await send_due(clock=Clock())

    assert receiver.requests == []
    assert (await only(webhook)).error != ""


async def test_webhook_is_removed_with_its_history(database: str, receiver: Receiver) -> None:
    webhook, _ = await made_webhook(receiver.url)
    await emit(ANSWERED, issue=UUID(int=1))

    await remove_webhook(webhook)

    assert (await Webhook.count(), await WebhookDelivery.count()) == (0, 0)


async def test_deliveries_of_long_ago_are_forgotten(database: str, receiver: Receiver) -> None:
    webhook, _ = await made_webhook(receiver.url)
    await emit(ANSWERED, issue=UUID(int=1))
    clock = Clock()
    await send_due(clock=clock, reach=HERE)
    await emit(ANSWERED, issue=UUID(int=2))

    await deliveries.forget_old(now=clock.now + timedelta(days=91))

    assert (await only(webhook)).state is DeliveryState.WAITING
