"""The outbox, as columns: mails to be sent, and what became of them."""

from uuid import uuid4

from piccolo.columns import UUID, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table


class Mail(Table):
    """A mail to be sent, or what became of it. Whom it is to and what it says is written anew each time, and never kept.

    # unique together: kind, about
    """

    id = UUID(default=uuid4, primary_key=True)
    kind = Varchar(length=40)  # which writer writes it
    about = UUID()  # what it is about; the writer knows
    state = Varchar(length=20, index=True)
    attempts = Integer(default=0)  # as often as the server answered, or the writer failed
    not_before = Timestamptz(default=TimestamptzNow())
    claim = UUID(null=True, default=None)  # of the process that is sending it
    claimed_until = Timestamptz(null=True, default=None)
    error = Text(default="")  # the server's last refusal, never an address
    queued_at = Timestamptz(default=TimestamptzNow())
    sent_at = Timestamptz(null=True, default=None, index=True)  # when it was handed over
    message_id = Varchar(length=320, default="")


class MailTrouble(Table):
    """Why nothing at all could be handed over at the last try; no row while the mail server takes mail."""

    id = UUID(default=uuid4, primary_key=True)
    at = Timestamptz()
    reason = Text()
