"""What is told to the public and what comes back, as columns."""

from typing import Any
from uuid import uuid4

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from feedback.follow_up_tables import Organisation
from feedback.tables import Consultation, Issue, Officer


class PublishedReport(Table):
    """A report that the public may read: the follow-up report of a consultation, or a year's summary."""

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, null=True, on_delete=OnDelete.cascade, index=True)
    year = Integer(null=True, default=None, index=True)
    published_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    published_at = Timestamptz(default=TimestamptzNow())
    withdrawn_at = Timestamptz(null=True, default=None)


class Reply(Table):
    """An organisation's own short reply to how an issue was dealt with, shown word for word. A later one replaces it."""

    id = UUID(default=uuid4, primary_key=True)
    issue = ForeignKey(references=Issue, on_delete=OnDelete.cascade, index=True)
    organisation = ForeignKey(references=Organisation, on_delete=OnDelete.cascade, index=True)
    text = Text()
    language = Varchar(length=10)
    state = Varchar(length=20, index=True)  # waiting, shown, withheld
    replaces: "ForeignKey[Any]" = ForeignKey(references="self", null=True, on_delete=OnDelete.set_null)
    sent_at = Timestamptz(default=TimestamptzNow())
    reason = Text(default="")  # the law by which it is withheld
    decided_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz(null=True, default=None)


class ClosureLetter(Table):
    """A letter that tells an organisation what became of what it raised at a consultation.

    # unique together: consultation, organisation, number
    """

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.cascade, index=True)
    organisation = ForeignKey(references=Organisation, on_delete=OnDelete.cascade, index=True)
    number = Integer(default=1)  # 1 for the first letter, 2 for a later one
    language = Varchar(length=10)
    made_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    made_at = Timestamptz(default=TimestamptzNow())


class Follower(Table):
    """Somebody who is told by mail of what is new about a consultation, theme, issue, or all. Confirmed by mail first.

    # unique together: email, about_kind, about
    """

    id = UUID(default=uuid4, primary_key=True)
    email = Varchar(length=254)
    language = Varchar(length=10)
    about_kind = Varchar(length=20)  # consultation, theme, issue, or everything
    about = UUID(null=True, default=None)
    asked_at = Timestamptz(default=TimestamptzNow())
    confirmed_at = Timestamptz(null=True, default=None)
    told_until = Timestamptz(null=True, default=None)  # what came until then has been told


class FollowerMail(Table):
    """One mail to a follower: to confirm, or the news of some days."""

    id = UUID(default=uuid4, primary_key=True)
    follower = ForeignKey(references=Follower, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=20)  # confirmation or news
    since = Timestamptz(null=True, default=None)
    until = Timestamptz(null=True, default=None)
