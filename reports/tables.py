"""What is told to the public and what comes back, as columns."""

from typing import Any
from uuid import uuid4

from piccolo.columns import JSON, UUID, Bytea, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
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


class ReportEdition(Table):
    """A published report as it was on one day, for good: what it was made from, its figures, and the hash of them.

    # unique together: report, number
    """

    id = UUID(default=uuid4, primary_key=True)
    report = ForeignKey(references=PublishedReport, on_delete=OnDelete.cascade, index=True)
    number = Integer()  # 1 for the first edition, 2 for a later one
    as_of = Date()  # the day it is told from: what is overdue then
    cut = Timestamptz()
    facts = Bytea()  # compressed JSON of what it was made from
    figures = Text()  # canonical JSON
    hash = Varchar(length=64)  # SHA-256 of the figures
    changes = JSON(default="[]")  # figures that differ from the edition before
    made_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    made_at = Timestamptz(default=TimestamptzNow())


class ReportFile(Table):
    """A file of an edition, byte for byte as it was published.

    # unique together: edition, language, kind
    """

    id = UUID(default=uuid4, primary_key=True)
    edition = ForeignKey(references=ReportEdition, on_delete=OnDelete.cascade, index=True)
    language = Varchar(length=10)
    kind = Varchar(length=20)  # pdf, easy, poster, document
    sha256 = Varchar(length=64)
    content = Bytea()


class ReportSchedule(Table):
    """Reports that are made every year on the same day."""

    id = UUID(default=uuid4, primary_key=True)
    what = Varchar(length=20)  # the year before, or each of its consultations
    month = Integer()
    day = Integer()
    languages = JSON(default="[]")
    made_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    made_at = Timestamptz(default=TimestamptzNow())
    ended_at = Timestamptz(null=True, default=None)
    last_run = Date(null=True, default=None)


class ReportOrder(Table):
    """Reports to be made in the background, and how far that has come: stopped, it goes on where it was."""

    id = UUID(default=uuid4, primary_key=True)
    what = Varchar(length=20)
    consultation = ForeignKey(references=Consultation, null=True, on_delete=OnDelete.cascade)
    year = Integer(null=True, default=None)
    edition = ForeignKey(references=ReportEdition, null=True, on_delete=OnDelete.cascade)
    schedule = ForeignKey(references=ReportSchedule, null=True, on_delete=OnDelete.set_null)
    languages = JSON(default="[]")
    state = Varchar(length=20, index=True)  # waiting, running, done, failed
    done = Integer(default=0)  # files made
    whole = Integer(default=0)  # files to make
    error = Text(default="")
    claim = UUID(null=True, default=None)  # of the process that makes them
    claimed_until = Timestamptz(null=True, default=None)
    ordered_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    ordered_at = Timestamptz(default=TimestamptzNow())
    finished_at = Timestamptz(null=True, default=None)


class OrderedFile(Table):
    """A file that an order has made, to be fetched by officers.

    # unique together: ordered, name
    """

    id = UUID(default=uuid4, primary_key=True)
    ordered = ForeignKey(references=ReportOrder, on_delete=OnDelete.cascade, index=True)
    name = Varchar(length=200)
    content = Bytea()


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


class ReplyEntry(Table):
    """One line of a reply's log: what was decided about showing it, by whom and why. Never changed, never removed.

    # unique together: reply, number
    """

    id = UUID(default=uuid4, primary_key=True)
    reply = ForeignKey(references=Reply, on_delete=OnDelete.cascade, index=True)
    number = Integer()
    state = Varchar(length=20)
    reason = Text(default="")
    officer = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    at = Timestamptz()


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
    content = JSON(default="{}")  # the letter as it was sent
    revoked_at = Timestamptz(null=True, default=None)  # since when its link leads nowhere


class Agenda(Table):
    """A draft of the next consultation's agenda, kept to go on with."""

    id = UUID(default=uuid4, primary_key=True)
    title = Text()
    language = Varchar(length=10, default="sv")
    year = Integer(index=True)
    content = JSON(default="{}")
    made_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    made_at = Timestamptz(default=TimestamptzNow())
    changed_at = Timestamptz(null=True, default=None)


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
