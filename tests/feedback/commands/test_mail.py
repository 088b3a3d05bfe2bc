"""`gensvar mail`, against a real mail server on loopback."""

import asyncio
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from feedback.commands.mail import mail_commands
from feedback.database import open_database
from feedback.mail import outbox
from feedback.settings import settings
from tests.feedback.mail.server import WRITERS, Mailbox, once


def run(*words: str) -> Result:
    return CliRunner().invoke(mail_commands(WRITERS), words)


def queue(number: int) -> None:
    async def work() -> None:
        async with open_database():
            await outbox.queue("test", [uuid4() for _ in range(number)], not_before=datetime(2026, 1, 1, tzinfo=UTC))

    asyncio.run(work())


def use(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENSVAR_SMTP", f"smtp://127.0.0.1:{box.port}")
    monkeypatch.setenv("GENSVAR_MAIL_FROM", "office@example.org")
    settings.cache_clear()


def test_send_tells_what_became_of_every_mail(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(4)
    with Mailbox() as box:
        use(box, monkeypatch)
        box.at["RCPT"] = once("550 no such user")
        box.at["dot"] = once("451 later")
        result = run("send")

    assert (result.exit_code, result.output) == (0, "2 mails were sent.\n1 mail failed.\n1 mail waits for later.\n")


def test_send_that_the_server_hears_nothing_of_says_why(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(1)
    with Mailbox() as box:
        use(box, monkeypatch)

    result = run("send")

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "0 mails were sent.",
        "1 mail waits for later.",
        "Error: The mail server takes no mail now: Connection refused",
    ]


@pytest.mark.parametrize("words", [("send",), ("test", "anna@example.org")])
def test_commands_without_a_mail_server_say_so(sqlite_url: str, words: tuple[str, ...]) -> None:
    result = run(*words)

    assert (result.exit_code, result.output) == (1, "Error: No mail server is set up: GENSVAR_SMTP is empty.\n")


def test_test_sends_one_mail_in_two_parts(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Mailbox() as box:
        use(box, monkeypatch)
        result = run("test", "anna@example.org")

    assert (result.exit_code, result.output) == (0, "The mail server took the mail. See that it arrives.\n")
    [mail] = box.mails
    [message] = box.messages
    assert (mail.mail_from, mail.rcpt_tos) == ("office@example.org", ["anna@example.org"])
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_test_that_is_refused_says_why(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Mailbox() as box:
        use(box, monkeypatch)
        box.at["RCPT"] = lambda: "550 no such user"
        result = run("test", "anna@example.org")

    assert (result.exit_code, result.output) == (1, "Error: The mail was refused: 550 no such user\n")
