"""`gensvar mail`: send what waits in the outbox, and try the mail server out."""

import asyncio
from collections import Counter

import click

from feedback.database import open_database
from feedback.enums import MailState
from feedback.mail import outbox
from feedback.mail.addresses import must_be_address
from feedback.mail.messages import Writers
from feedback.mail.sending import Pause, Round, send_due, send_test
from feedback.mail.smtp import Refused, ReplyNotSeen, ServerTrouble
from feedback.settings import MailSettings, settings
from feedback.translation import gettext as _
from feedback.translation import ngettext


def mail_commands(writers: Writers) -> click.Group:
    """The group `mail`; its mails are written by these."""
    group = click.Group("mail", help="The outbox and the mail server.")

    @group.command()
    def send() -> None:
        """Send all that waits, as many a minute as the settings allow, and tell what became of it."""
        done = asyncio.run(_send_all(writers, _mail_settings()))
        for line in _told(done):
            click.echo(line)
        if done.pause is Pause.TROUBLE:
            raise click.ClickException(_server_takes_nothing(done.trouble))

    @group.command()
    @click.argument("address")
    def test(address: str) -> None:
        """Send one mail to this address, to see that the settings are right."""
        mail = _mail_settings()
        try:
            send_test(must_be_address(address), mail)
        except ServerTrouble as error:
            raise click.ClickException(_server_takes_nothing(str(error))) from error
        except Refused as error:
            raise click.ClickException(_("The mail was refused: %(reason)s", reason=error)) from error
        except ReplyNotSeen as error:
            raise click.ClickException(_("The mail was handed over, but the server's reply was not seen.")) from error
        click.echo(_("The mail server took the mail. See that it arrives."))

    return group


async def _send_all(writers: Writers, mail: MailSettings) -> Round:
    states: Counter[MailState] = Counter()
    async with open_database():
        while True:
            done = await send_due(writers, mail)
            states += done.states
            if done.pause is not Pause.LIMIT_REACHED:
                break
            await asyncio.sleep(1)
        left = await outbox.counts()
    states[MailState.WAITING] = left[MailState.WAITING] + left[MailState.SENDING]
    return Round(states, done.pause, done.trouble)


def _told(done: Round) -> list[str]:
    lines = {
        MailState.SENT: ngettext("%(n)s mail was sent.", "%(n)s mails were sent.", done.states[MailState.SENT]),
        MailState.HANDED_OVER: ngettext(
            "%(n)s mail was handed over, but the server's reply was not seen.",
            "%(n)s mails were handed over, but the server's reply was not seen.",
            done.states[MailState.HANDED_OVER],
        ),
        MailState.FAILED: ngettext("%(n)s mail failed.", "%(n)s mails failed.", done.states[MailState.FAILED]),
        MailState.DROPPED: ngettext(
            "%(n)s mail was no longer to be sent.",
            "%(n)s mails were no longer to be sent.",
            done.states[MailState.DROPPED],
        ),
        MailState.WAITING: ngettext(
            "%(n)s mail waits for later.", "%(n)s mails wait for later.", done.states[MailState.WAITING]
        ),
    }
    return [line for state, line in lines.items() if done.states[state] or state is MailState.SENT]


def _mail_settings() -> MailSettings:
    mail = settings().mail
    if mail is None:
        raise click.ClickException(_("No mail server is set up: GENSVAR_SMTP is empty."))
    return mail


def _server_takes_nothing(reason: str) -> str:
    return _("The mail server takes no mail now: %(reason)s", reason=reason)
