"""What following through adds to the issues and commitments of `feedback.tables`, as columns."""

from uuid import uuid4

from piccolo.columns import JSON, UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from feedback.tables import Commitment, Consultation, Evidence, Issue, Officer, Point


class LogLink(Table):
    """One link of the chain through all logs: the hash of an entry's content together with the hash before it.

    Never changed, never removed. `number` is 1, 2, 3 … through all logs.
    """

    id = UUID(default=uuid4, primary_key=True)
    number = Integer(unique=True)
    log = Varchar(length=40)  # the table that the entry stands in
    entry = UUID(unique=True)
    hash = Varchar(length=64)


class IssueSummary(Table):
    """What an issue's log and points add up to, kept for lists; always equal to the fold of the log."""

    id = UUID(default=uuid4, primary_key=True)
    issue = ForeignKey(references=Issue, on_delete=OnDelete.cascade, unique=True)
    entries = Integer(default=0)  # how many lines of the log are folded into it
    answer = Varchar(length=40, index=True)
    answered_at = Timestamptz(null=True, default=None)
    delivery = Varchar(length=40, index=True)
    delivery_at = Timestamptz(null=True, default=None)
    verification = Varchar(length=40)
    effect = Varchar(length=40)
    years = JSON(default="[]")  # each year in which it was raised, once
    last_year = Integer(default=0, index=True)
    points = Integer(default=0)


class IssueWord(Table):
    """A stem that a search finds an issue by, from its title and its points.

    # unique together: issue, stem
    """

    id = UUID(default=uuid4, primary_key=True)
    issue = ForeignKey(references=Issue, on_delete=OnDelete.cascade, index=True)
    stem = Varchar(length=60, index=True)
    weight = Integer(default=1)  # how often; words of the title count more


class Milestone(Table):
    """A step on the way to what was undertaken. Its day can move and it can be reached: `CommitmentEntry` lines."""

    id = UUID(default=uuid4, primary_key=True)
    commitment = ForeignKey(references=Commitment, on_delete=OnDelete.restrict, index=True)
    text = Text()
    due = Date(null=True, default=None)  # as first promised
    created_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())


class DeadlineChange(Table):
    """A later decision's word that a deadline moved, as read from it: suggested, confirmed or rejected by an officer."""

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.cascade, index=True)  # the later decision
    reference = Varchar(length=60, default="")  # what it changes, as "dir. 2024:38"
    before = Date(null=True, default=None)
    after = Date()
    text = Text()
    source = JSON(default="{}")
    state = Varchar(length=20)
    decided_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz(null=True, default=None)


class EvidenceCheck(Table):
    """One look at a piece of evidence: whether its link could be reached and what it gave. Never changed, never removed."""

    id = UUID(default=uuid4, primary_key=True)
    evidence = ForeignKey(references=Evidence, on_delete=OnDelete.cascade, index=True)
    at = Timestamptz()
    is_reachable = Boolean(null=True, default=None)  # of a link
    status = Integer(null=True, default=None)  # of HTTP
    sha256 = Varchar(length=64, default="")  # of what the link gave
    mentions_action = Boolean(null=True, default=None)
    error = Varchar(length=200, default="")


class Organisation(Table):
    """An organisation that takes part, through the years; how to write to it, where that is known."""

    id = UUID(default=uuid4, primary_key=True)
    name = Varchar(length=200, unique=True)
    email = Varchar(length=254, default="")
    language = Varchar(length=10, default="sv")
    created_at = Timestamptz(default=TimestamptzNow())
    organisation_type = Varchar(length=20, default="")  # as invitations have it
    region = Varchar(length=60, default="")


class Attendance(Table):
    """An organisation took part in a consultation.

    # unique together: consultation, organisation
    """

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.cascade, index=True)
    organisation = ForeignKey(references=Organisation, on_delete=OnDelete.cascade, index=True)


class PointOrganisation(Table):
    """An organisation made a point, where the notes or an officer say so.

    # unique together: point, organisation
    """

    id = UUID(default=uuid4, primary_key=True)
    point = ForeignKey(references=Point, on_delete=OnDelete.cascade, index=True)
    organisation = ForeignKey(references=Organisation, on_delete=OnDelete.cascade, index=True)


class DueMail(Table):
    """One day's mail to somebody about what is due or overdue; a day's mail to an address is queued once.

    # unique together: address, day
    """

    id = UUID(default=uuid4, primary_key=True)
    address = Varchar(length=254)
    day = Date()


class CycleStep(Table):
    """A step of the year's work (årscykel): planning, invitation, meeting, notes checked, survey, report, answer.

    # unique together: year, step
    """

    id = UUID(default=uuid4, primary_key=True)
    year = Integer(index=True)
    step = Varchar(length=20)
    due = Date(null=True, default=None)
    done_on = Date(null=True, default=None)
    note = Text(default="")
