"""Sending to a real mail server on loopback, which refuses, hangs up and asks for proof in every way it may."""

import asyncio
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from feedback.enums import MailState
from feedback.mail import claims, outbox
from feedback.mail.messages import WrittenMail
from feedback.mail.sending import Pause, send_due
from feedback.mail.worker import keep_mailing
from feedback.mail_tables import Mail
from feedback.settings import MailServer, settings
from tests.conftest import do_without
from tests.feedback.mail.server import WRITERS, Mailbox, once, write

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def clock() -> datetime:
    return NOW


async def queue(number: int = 1) -> list[UUID]:
    about = [uuid4() for _ in range(number)]
    assert await outbox.queue("test", about, not_before=NOW) == number
    return about


async def states() -> list[str]:
    rows = await Mail.select(Mail.state).order_by(Mail.state)
    return [row["state"] for row in rows]


async def the_mail() -> dict[str, Any]:
    row = await Mail.select().first()
    assert row is not None
    return row


async def test_send_due_hands_every_mail_over_on_one_connection(database: str) -> None:
    about = await queue(5)

    with Mailbox() as box:
        done = await send_due(WRITERS, box.settings(), clock=clock)

    assert (dict(done.states), done.pause) == ({MailState.SENT: 5}, Pause.NOTHING_DUE)
    assert sorted(mail.rcpt_tos[0] for mail in box.mails) == sorted(f"{each}@example.org" for each in about)
    assert ({mail.mail_from for mail in box.mails}, box.connections) == ({"bounces@example.org"}, 1)
    assert box.ids == sorted(str(row["id"]) for row in await Mail.select(Mail.id))
    assert "\n.\n" in box.messages[0].get_body(("plain",)).get_content().replace("\r\n", "\n")  # type: ignore[union-attr]
    assert await states() == ["sent"] * 5


async def test_send_due_leaves_what_is_not_due_and_what_nobody_writes(database: str) -> None:
    await outbox.queue("test", [uuid4()], not_before=NOW + timedelta(seconds=1))
    await outbox.queue("other", [uuid4()], not_before=NOW)

    with Mailbox() as box:
        done = await send_due(WRITERS, box.settings(), clock=clock)

    assert (dict(done.states), box.connections) == ({}, 0)
    assert await states() == ["waiting", "waiting"]


async def test_send_due_stops_at_the_limit_of_a_minute_whoever_sent(database: str) -> None:
    await queue(5)
    with Mailbox() as box:
        first = await send_due(WRITERS, box.settings(per_minute=2), clock=clock)
        again = await send_due(WRITERS, box.settings(per_minute=3), clock=lambda: NOW + timedelta(seconds=59))
        later = await send_due(WRITERS, box.settings(per_minute=3), clock=lambda: NOW + timedelta(seconds=61))

    assert [(done.states[MailState.SENT], done.pause) for done in (first, again, later)] == [
        (2, Pause.LIMIT_REACHED),
        (1, Pause.LIMIT_REACHED),
        (2, Pause.NOTHING_DUE),
    ]


async def test_send_due_drops_what_its_writer_no_longer_writes(database: str) -> None:
    async def nothing(_about: UUID) -> WrittenMail | None:
        return None

    await queue()
    with Mailbox() as box:
        done = await send_due({"test": nothing}, box.settings(), clock=clock)

    assert (dict(done.states), box.mails) == ({MailState.DROPPED: 1}, [])


async def test_send_due_puts_off_what_its_writer_fails_at_and_logs_no_address(
    sqlite_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_about: UUID) -> WrittenMail | None:
        raise RuntimeError("anna@example.org")

    await queue()
    with Mailbox() as box:
        await send_due({"test": fail}, box.settings(), clock=clock)

    mail = await the_mail()
    assert (mail["state"], mail["attempts"]) == ("waiting", 1)
    logged = [record.message for record in caplog.records if record.name == "gensvar"]
    assert (logged, "anna" in mail["error"]) == (["mail: RuntimeError"], False)


async def test_send_due_fails_what_is_to_no_address(sqlite_database: str) -> None:
    async def astray(about: UUID) -> WrittenMail:
        return WrittenMail("åsa@example.org", "Åsa", "Hej", "Hej", "<p>Hej</p>", "sv")

    await queue()
    with Mailbox() as box:
        await send_due({"test": astray}, box.settings(), clock=clock)

    mail = await the_mail()
    assert (mail["state"], "only A to Z" in mail["error"], box.mails) == ("failed", True, [])


@pytest.mark.parametrize("step", ["RCPT", "DATA", "dot"])
async def test_send_due_tries_a_temporary_refusal_again_later_and_goes_on(sqlite_database: str, step: str) -> None:
    await queue(3)
    with Mailbox() as box:
        box.at[step] = once("451 4.7.1 <x@example.org> come back later")
        first = await send_due(WRITERS, box.settings(), clock=clock)
        [put_off] = await outbox.list_mails(MailState.WAITING)
        soon = await send_due(WRITERS, box.settings(), clock=lambda: NOW + timedelta(seconds=59))
        later = await send_due(WRITERS, box.settings(), clock=lambda: NOW + timedelta(minutes=1))

    assert (dict(first.states), dict(soon.states)) == ({MailState.WAITING: 1, MailState.SENT: 2}, {})
    assert (put_off.error, put_off.attempts) == ("451 4.7.1 … come back later", 1)
    assert (dict(later.states), len(set(box.ids))) == ({MailState.SENT: 1}, 3)


async def test_send_due_gives_up_after_eight_refusals(sqlite_database: str) -> None:
    await queue()
    rounds = 0
    with Mailbox() as box:
        box.at["RCPT"] = lambda: "450 mailbox busy"
        while "waiting" in await states() and rounds < 20:
            day = NOW + timedelta(days=rounds)
            await send_due(WRITERS, box.settings(), clock=partial(lambda moment: moment, day))
            rounds += 1

    assert (rounds, await states(), (await the_mail())["error"]) == (8, ["failed"], "450 mailbox busy")


@pytest.mark.parametrize("step", ["RCPT", "DATA", "dot"])
async def test_send_due_fails_what_is_refused_for_good_and_goes_on(sqlite_database: str, step: str) -> None:
    await queue(3)
    with Mailbox() as box:
        box.at[step] = once("550 5.1.1 no such user: x@example.org")
        done = await send_due(WRITERS, box.settings(), clock=clock)

    [failed] = await outbox.list_mails(MailState.FAILED)
    assert dict(done.states) == {MailState.FAILED: 1, MailState.SENT: 2}
    assert failed.error == "550 5.1.1 no such user: …"
    assert failed.id not in box.ids


@pytest.mark.parametrize("step", ["body", "DATA", "RCPT"])
async def test_send_due_tries_again_what_a_lost_connection_cut_before_its_end(sqlite_database: str, step: str) -> None:
    await queue(2)
    with Mailbox() as box:
        box.at[step] = once(None, then=box.hang_up)
        await send_due(WRITERS, box.settings(), clock=clock)
        await send_due(WRITERS, box.settings(), clock=lambda: NOW + timedelta(minutes=2))

    # Whether the dot still went out is up to the system; then the mail is not sent again by itself.
    assert len(box.ids) == len(set(box.ids)) == await Mail.count().where(Mail.state == "sent")
    assert set(await states()) <= {"sent", "handed over"}
    assert step == "body" or await states() == ["sent", "sent"]


async def test_send_due_never_sends_again_what_may_have_arrived(database: str) -> None:
    await queue(2)
    with Mailbox() as box:
        box.at["dot"] = once(None, then=box.hang_up)
        first = await send_due(WRITERS, box.settings(), clock=clock)
        again = await send_due(WRITERS, box.settings(), clock=lambda: NOW + timedelta(days=7))

    assert dict(first.states) == {MailState.HANDED_OVER: 1, MailState.SENT: 1}
    assert (dict(again.states), len(box.ids), len(set(box.ids))) == ({}, 2, 2)


async def test_send_due_begins_anew_on_a_connection_that_the_server_closed_in_between(sqlite_database: str) -> None:
    await queue(3)
    with Mailbox() as box:
        box.at["RSET"] = once("421 4.4.2 idle for too long", then=box.hang_up)
        done = await send_due(WRITERS, box.settings(), clock=clock)

    assert (dict(done.states), box.connections) == ({MailState.SENT: 3}, 2)


@pytest.mark.parametrize(
    ("greeting", "reason"),
    [(b"554 no service\r\n", "554 no service"), (b"421 too busy\r\n", "421 too busy"), (b"", "closed")],
)
async def test_send_due_keeps_all_waiting_where_the_server_greets_nobody(
    database: str, greeting: bytes, reason: str
) -> None:
    await queue(2)
    with Mailbox() as box:
        box.greeting = greeting
        done = await send_due(WRITERS, box.settings(), clock=clock)
        trouble = await outbox.trouble()
        box.greeting = None
        again = await send_due(WRITERS, box.settings(), clock=clock)

    assert (done.pause, dict(done.states), reason in done.trouble) == (Pause.TROUBLE, {}, True)
    assert trouble == outbox.Trouble(NOW, done.trouble)
    assert (dict(again.states), await outbox.trouble()) == ({MailState.SENT: 2}, None)


async def test_send_due_keeps_all_waiting_where_the_sender_is_refused(sqlite_database: str) -> None:
    await queue(2)
    with Mailbox() as box:
        box.at["MAIL"] = lambda: "530 5.7.0 sign in first"
        done = await send_due(WRITERS, box.settings(), clock=clock)

    assert (done.trouble, await states()) == ("530 5.7.0 sign in first", ["waiting", "waiting"])
    assert [mail.attempts for mail in await outbox.list_mails(MailState.WAITING)] == [0, 0]


async def test_send_due_says_where_nobody_listens(sqlite_database: str) -> None:
    await queue()
    with Mailbox() as box:
        nowhere = box.settings()

    done = await send_due(WRITERS, nowhere, clock=clock)

    assert (done.trouble, await states()) == ("Connection refused", ["waiting"])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate for 127.0.0.1 that nobody has vouched for, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    made: Sequence[str] = (str(folder / "certificate.pem"), str(folder / "key.pem"))
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    options = ["-addext", "subjectAltName=IP:127.0.0.1", "-out", made[0], "-keyout", made[1]]
    try:
        subprocess.run([*command, *options], check=True, capture_output=True)
    except OSError as error:
        do_without(f"openssl could not make a certificate: {error}")
    return made[0], made[1]


@pytest.mark.parametrize("protection", ["starttls", "tls"])
async def test_send_due_over_tls_signs_in_and_trusts_only_a_known_certificate(
    sqlite_database: str, certificate: tuple[str, str], protection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await queue(2)
    with Mailbox(certificate=certificate, is_tls=protection == "tls", login="me:sesame") as box:
        server = MailServer("127.0.0.1", box.port, protection, "me", "sesame")
        wary = await send_due(WRITERS, box.settings(server=server), clock=clock)
        assert (box.signed_in, box.mails) == ([], [])
        monkeypatch.setenv("SSL_CERT_FILE", certificate[0])
        done = await send_due(WRITERS, box.settings(server=server), clock=clock)

    assert (wary.pause, wary.trouble) == (Pause.TROUBLE, "The certificate is not trusted: self-signed certificate")
    assert (dict(done.states), box.signed_in) == ({MailState.SENT: 2}, ["me:sesame"])


async def test_send_due_with_a_wrong_password_keeps_all_waiting_and_tells_no_password(sqlite_database: str) -> None:
    await queue()
    with Mailbox(login="me:sesame") as box:
        server = MailServer("127.0.0.1", box.port, "none", "me", "wrong sesame")
        done = await send_due(WRITERS, box.settings(server=server), clock=clock)

    assert (done.trouble[:3], "sesame" in done.trouble, box.mails) == ("535", False, [])


async def test_send_due_in_starttls_mode_never_goes_on_without_it(sqlite_database: str) -> None:
    await queue()
    with Mailbox() as box:
        server = MailServer("127.0.0.1", box.port, "starttls")
        done = await send_due(WRITERS, box.settings(server=server), clock=clock)

    assert ("STARTTLS" in done.trouble, box.mails) == (True, [])


async def test_send_due_by_several_at_once_sends_each_mail_once(database: str) -> None:
    await queue(30)
    with Mailbox() as box:
        rounds = await asyncio.gather(*(send_due(WRITERS, box.settings(), clock=clock) for _ in range(4)))

    assert sum(done.states[MailState.SENT] for done in rounds) == 30
    assert (len(box.ids), len(set(box.ids))) == (30, 30)


async def test_send_due_that_is_cancelled_brings_the_mail_in_hand_to_its_end(database: str) -> None:
    await queue(3)
    with Mailbox() as box:
        sending = asyncio.create_task(send_due(WRITERS, box.settings(), clock=clock))
        loop = asyncio.get_running_loop()
        box.at["DATA"] = once(None, then=lambda: loop.call_soon_threadsafe(sending.cancel))
        with pytest.raises(asyncio.CancelledError):
            await sending

    assert (await states(), len(box.ids)) == (["sent", "waiting", "waiting"], 1)


async def test_claim_that_ran_out_is_taken_by_another_and_its_first_holder_hands_nothing_over(database: str) -> None:
    await queue()
    first = await claims.claim(["test"], now=NOW)
    assert first is not None
    assert await claims.claim(["test"], now=NOW + claims.CLAIM) is None
    second = await claims.claim(["test"], now=NOW + claims.CLAIM + timedelta(seconds=1))
    assert second is not None

    late = await claims.hand_over(first, message_id="<1@x>", now=NOW)
    await claims.put_off(first, error="too late", now=NOW)
    in_time = await claims.hand_over(second, message_id="<1@x>", now=NOW)

    assert (late, in_time, await states()) == (False, True, ["handed over"])


async def test_keep_mailing_sends_what_comes_in_and_waits_a_minute_after_trouble(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = asyncio.Event()
    loop = asyncio.get_running_loop()
    with Mailbox() as box:
        box.at["dot"] = once(None, then=lambda: loop.call_soon_threadsafe(sent.set))
        monkeypatch.setenv("GENSVAR_SMTP", f"smtp://127.0.0.1:{box.port}")
        monkeypatch.setenv("GENSVAR_MAIL_FROM", "office@example.org")
        settings.cache_clear()
        await claims.record_trouble("Connection refused", now=datetime.now(UTC) - timedelta(seconds=61))
        await queue()
        worker = asyncio.create_task(keep_mailing(WRITERS, every=0.01))
        await asyncio.wait_for(sent.wait(), 10)
        worker.cancel()
        await asyncio.wait([worker])
        await claims.record_trouble("Connection refused", now=datetime.now(UTC))
        await queue()
        waits = asyncio.create_task(keep_mailing(WRITERS, every=0.01))
        await asyncio.wait([waits], timeout=0.2)
        waits.cancel()
        await asyncio.wait([waits])

    assert (len(box.ids), await states()) == (1, ["sent", "waiting"])


async def test_keep_mailing_without_a_mail_server_has_nothing_to_do(sqlite_database: str) -> None:
    await queue()

    await keep_mailing({"test": write})

    assert await states() == ["waiting"]


def test_mail_package_writes_no_body_or_address_to_the_database() -> None:
    assert {column._meta.name for column in Mail._meta.columns} == {
        *("id", "kind", "about", "state", "attempts", "not_before", "claim", "claimed_until"),
        *("error", "queued_at", "sent_at", "message_id"),
    }
