"""Invitations through `gensvar mail send`, which is killed on the way: each invitee gets exactly one, with their own link."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from feedback.enums import MailState
from feedback.mail import outbox
from surveys.invitations import Invitee, invite
from surveys.mails import send_invitations
from tests.feedback.mail.server import Mailbox
from tests.feedback.mail.test_kills import Sender, kill_at
from tests.serving import gensvar
from tests.surveys.open_surveys import SURVEY, open_survey

LINK = re.compile(r"/i/([\w-]+)")


@pytest.mark.parametrize("number", [30, pytest.param(5000, marks=pytest.mark.long)])
async def test_each_invitee_gets_one_invitation_however_the_sender_is_killed(database: str, number: int) -> None:
    survey = await open_survey(SURVEY, closes_on=None)
    invitees = [Invitee(f"Förening {n}", f"invitee-{n}@example.org", ("sv", "ar")[n % 2]) for n in range(number)]
    links = {each.email: each.token for each in await invite(survey, invitees)}
    yesterday = datetime.now(UTC) - timedelta(days=1)
    assert await send_invitations(survey, today=date.today(), now=yesterday) == number

    with Mailbox() as box:
        sender = Sender(database, box, (gensvar(), "mail", "send"))
        kill_at(box, sender, {"DATA": (number // 4,), "dot": (number // 2,), "RSET": (number * 4 // 5,)})
        await sender.send_all()

    assert sender.kills == 3
    assert len(box.mails) == number
    assert {mail.rcpt_tos[0]: link_in(mail.original_content) for mail in box.mails} == links
    counts = await outbox.counts()
    assert {state: n for state, n in counts.items() if n} == {MailState.SENT: number - 1, MailState.HANDED_OVER: 1}


def link_in(content: bytes | None) -> str:
    """The token of the personal link in a mail's text part."""
    from email import message_from_bytes, policy

    message = message_from_bytes(content or b"", policy=policy.default)
    found = LINK.search(message.get_body(("plain",)).get_content())
    assert found
    return found[1]
