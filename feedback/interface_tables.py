"""What other programs are given: tokens to come in with, and webhooks to be told by."""

from uuid import uuid4

from piccolo.columns import JSON, UUID, Boolean, Bytea, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from feedback.tables import Officer


class ApiToken(Table):
    """A program's key to the API; only its hash is kept. What it writes is written in its officer's name."""

    id = UUID(default=uuid4, primary_key=True)
    name = Varchar(length=100)
    token_hash = Varchar(length=64, unique=True, secret=True)
    scopes = JSON(default="[]")
    officer = ForeignKey(references=Officer, on_delete=OnDelete.restrict)
    created_at = Timestamptz(default=TimestamptzNow())
    expires_on = Date()
    revoked_at = Timestamptz(null=True, default=None)
    last_used_on = Date(null=True, default=None)


class ApiCall(Table):
    """A call that a program gave a key of its own, and what it was answered: sent again, it is answered the same.

    # unique together: token, key
    """

    id = UUID(default=uuid4, primary_key=True)
    token = ForeignKey(references=ApiToken, on_delete=OnDelete.cascade, index=True)
    key = Varchar(length=255)
    sent = Varchar(length=64)  # SHA-256 of the method, the path and the body
    status = Integer(null=True, default=None)  # None while it is being answered
    headers = JSON(default="{}")
    answer = Bytea(default=b"")
    at = Timestamptz(index=True)


class Webhook(Table):
    """An address that is told of events. Its secret signs what is sent, so it is kept as it is."""

    id = UUID(default=uuid4, primary_key=True)
    url = Text()
    secret = Varchar(length=64, secret=True)
    events = JSON(default="[]")
    is_active = Boolean(default=True)
    created_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())


class WebhookDelivery(Table):
    """One event on its way to one webhook, and what became of it."""

    id = UUID(default=uuid4, primary_key=True)
    webhook = ForeignKey(references=Webhook, on_delete=OnDelete.cascade, index=True)
    event = Varchar(length=60)
    payload = JSON(default="{}")
    state = Varchar(length=20, index=True)
    attempts = Integer(default=0)
    not_before = Timestamptz(default=TimestamptzNow())
    status = Integer(null=True, default=None)  # of HTTP, the last time
    error = Varchar(length=200, default="")
    created_at = Timestamptz(default=TimestamptzNow())
    delivered_at = Timestamptz(null=True, default=None)
