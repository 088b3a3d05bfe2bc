"""What waits in the outbox, and what an officer may do about it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from feedback.database import transaction
from feedback.enums import MailState
from feedback.errors import Conflict, NotFound
from feedback.mail import claims, outbox
from feedback.mail_tables import Mail

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


async def make_mail(state: MailState, **values: object) -> Mail:
    mail = Mail(kind="test", about=uuid4(), state=state.value, not_before=NOW, **values)
    await mail.save()
    return mail


async def test_queue_takes_five_thousand_and_each_once(database: str) -> None:
    about = [uuid4() for _ in range(5000)]

    added = [await outbox.queue("test", ids, not_before=NOW) for ids in (about[:3000], about, about)]
    other = await outbox.queue("other", about[:1] * 2, not_before=NOW)

    assert (added, other) == ([3000, 2000, 0], 1)
    assert (await outbox.counts())[MailState.WAITING] == 5001
    assert set((await outbox.states("test", about)).values()) == {MailState.WAITING}


async def test_queue_is_undone_with_the_transaction_around_it(database: str) -> None:
    async def fail() -> None:
        async with transaction():
            await outbox.queue("test", [uuid4()], not_before=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    assert await Mail.count() == 0


async def test_queue_leaves_what_was_sent_as_it_is(database: str) -> None:
    mail = await make_mail(MailState.SENT)

    added = await outbox.queue("test", [mail.about], not_before=NOW)

    assert (added, await outbox.states("test", [mail.about])) == (0, {mail.about: MailState.SENT})


@pytest.mark.parametrize("state", list(MailState))
async def test_send_again_and_drop_change_only_what_is_not_under_way(sqlite_database: str, state: MailState) -> None:
    again, dropped, sent = [await make_mail(state, attempts=3, error="550 no") for _ in range(3)]
    allowed = []
    for name, change in (
        ("again", outbox.send_again(again.id, now=NOW)),
        ("drop", outbox.drop(dropped.id)),
        ("by hand", outbox.sent_by_hand(sent.id, now=NOW)),
    ):
        try:
            await change
            allowed.append(name)
        except Conflict:
            continue

    assert allowed == {
        MailState.WAITING: ["drop", "by hand"],
        MailState.FAILED: ["again", "drop", "by hand"],
        MailState.HANDED_OVER: ["again"],
        MailState.DROPPED: ["again"],
    }.get(state, [])
    mail = await outbox.get_mail(again.id)
    assert (mail.state, mail.attempts) == ((MailState.WAITING, 0) if "again" in allowed else (state, 3))


async def test_send_again_waits_for_the_reply_of_a_mail_that_was_just_handed_over(database: str) -> None:
    await outbox.queue("test", [uuid4()], not_before=NOW)
    claim = await claims.claim(["test"], now=NOW)
    assert claim is not None
    await claims.hand_over(claim, message_id="<1@x>", now=NOW)

    with pytest.raises(Conflict):
        await outbox.send_again(claim.mail, now=NOW)
    await outbox.send_again(claim.mail, now=NOW + claims.CLAIM + timedelta(seconds=1))
    late = await claims.settle(claim, MailState.SENT)

    assert late is MailState.SENT
    assert (await outbox.get_mail(claim.mail)).state is MailState.WAITING


async def test_get_mail_that_is_not_there(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        await outbox.get_mail(uuid4())
