"""`gensvar mail send` is killed at the worst moments, by the server itself: every mail arrives exactly once."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from feedback.enums import MailState
from feedback.mail import outbox
from feedback.mail_tables import Mail
from tests.feedback.mail.server import Mailbox, kill, once

SEND = (
    "from feedback import translation; from feedback.commands.mail import mail_commands; "
    "from tests.feedback.mail.server import WRITERS; "
    "translation.speak('en'); mail_commands(WRITERS)(['send'])"
)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Sender:
    """The process that sends, begun again whenever it was killed; `kills` counts how often."""

    def __init__(self, url: str, box: Mailbox, command: Sequence[str] = (sys.executable, "-c", SEND)) -> None:
        self._command = command
        self._environment = {
            **os.environ,
            "GENSVAR_DATABASE": url,
            "GENSVAR_SMTP": f"smtp://127.0.0.1:{box.port}",
            "GENSVAR_MAIL_FROM": "office@example.org",
            "GENSVAR_MAILS_PER_MINUTE": "100000",
        }
        self._process: subprocess.Popen[str] | None = None
        self.kills = 0

    def kill(self) -> None:
        assert self._process is not None
        kill(self._process.pid)
        self.kills += 1

    async def send_all(self, *, at_most: int = 10) -> str:
        """Send until a process ends by itself; gives what that one said."""
        for _ in range(at_most):
            said = await asyncio.to_thread(self._run)
            if said is not None:
                return said
            # In place of waiting for the minutes of its claim to run out.
            await Mail.update({Mail.claimed_until: LONG_AGO}).where(Mail.state == MailState.SENDING.value)
        raise AssertionError(f"killed {self.kills} times")

    def _run(self) -> str | None:
        self._process = subprocess.Popen(
            self._command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        said, errors = self._process.communicate(timeout=1200)
        if self._process.returncode < 0:
            return None
        assert (self._process.returncode, errors) == (0, "")
        return said


async def send_with_kills(url: str, number: int, plan: dict[str, tuple[int, ...]]) -> tuple[Sender, Mailbox, list[str]]:
    """Send so many mails, and kill the sender when the server reaches these steps for these times; gives the ids of all."""
    await outbox.queue("test", [uuid4() for _ in range(number)], not_before=datetime.now(UTC) - timedelta(minutes=1))
    with Mailbox() as box:
        sender = Sender(url, box)
        kill_at(box, sender, plan)
        await sender.send_all()
    return sender, box, sorted(str(row["id"]) for row in await Mail.select(Mail.id))


def kill_at(box: Mailbox, sender: Sender, plan: Mapping[str, tuple[int, ...]]) -> None:
    """Have the server kill the sender each time it reaches these steps for these times."""
    for step, times in plan.items():
        hooks = [once("451 nobody hears this", at=at, then=sender.kill) for at in times]
        box.at[step] = all_of(hooks) if step != "dot" else silent(all_of(hooks))


def all_of(hooks: list[Callable[[], str | None]]) -> Callable[[], str | None]:
    def hook() -> str | None:
        replies = [each() for each in hooks]
        return next((reply for reply in replies if reply), None)

    return hook


def silent(hook: Callable[[], str | None]) -> Callable[[], str | None]:
    """The mail was taken all the same: only its reply is heard by nobody."""

    def taken() -> str | None:
        hook()
        return None

    return taken


async def test_mails_arrive_exactly_once_however_the_sender_is_killed(database: str) -> None:
    sender, box, ids = await send_with_kills(database, 20, {"DATA": (4,), "dot": (9,), "RSET": (14,)})

    assert sender.kills == 3
    assert box.ids == ids
    counts = await outbox.counts()
    assert {state: n for state, n in counts.items() if n} == {MailState.SENT: 19, MailState.HANDED_OVER: 1}


async def test_mail_said_whole_but_for_its_dot_is_sent_again_and_arrives_once(sqlite_database: str) -> None:
    """The database is held, so that the sender stands between the last line and writing down that it hands over."""
    held = sqlite3.connect(sqlite_database.removeprefix("sqlite:///"), check_same_thread=False, isolation_level=None)
    await outbox.queue("test", [uuid4() for _ in range(3)], not_before=datetime.now(UTC) - timedelta(minutes=1))
    with Mailbox() as box:
        sender = Sender(sqlite_database, box)

        def kill_and_release() -> None:
            sender.kill()
            held.execute("ROLLBACK")

        box.at["DATA"] = once(None, at=2, then=lambda: held.execute("BEGIN IMMEDIATE"))
        box.at["body"] = once(None, at=2, then=kill_and_release)
        said = await sender.send_all()
    held.close()

    assert (sender.kills, said) == (1, "2 mails were sent.\n")
    assert box.ids == sorted(str(row["id"]) for row in await Mail.select(Mail.id))
    assert (await outbox.counts())[MailState.SENT] == 3


@pytest.mark.long
async def test_five_thousand_mails_arrive_exactly_once_with_three_kills(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()

    sender, box, ids = await send_with_kills(database, 5000, {"DATA": (1200,), "dot": (2500,), "RSET": (4100,)})

    with capsys.disabled():
        sys.stdout.write(f"\n5,000 mails, 3 kills: {time.monotonic() - began:.0f} s\n")
    assert sender.kills == 3
    assert box.ids == ids
    counts = await outbox.counts()
    assert {state: n for state, n in counts.items() if n} == {MailState.SENT: 4999, MailState.HANDED_OVER: 1}
