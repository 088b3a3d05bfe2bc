"""What reviewing notes adds to the questions and points of `feedback.tables`, as columns."""

from uuid import uuid4

from piccolo.columns import JSON, UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from feedback.tables import Consultation, Document, Officer, PersonalDataFlag, Point


class DraftChange(Table):
    """One change of a consultation's questions and points, with what stood before and after, so that it can be undone.

    # unique together: consultation, number
    """

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.cascade, index=True)
    number = Integer()
    change = Varchar(length=20)  # edited, added, divided, merged, moved, dropped, restored or undone
    before = JSON(default="[]")  # the rows it touched, as they were: [{"table": …, "id": …, columns …}, …]
    after = JSON(default="[]")
    undoes = Integer(null=True, default=None)  # the number of the change that this one undid
    officer = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    at = Timestamptz(default=TimestamptzNow())


class LineLabel(Table):
    """What an officer's corrections say a source line is; lines are learnt from these.

    # unique together: document, line
    """

    id = UUID(default=uuid4, primary_key=True)
    document = ForeignKey(references=Document, on_delete=OnDelete.cascade, index=True)
    line = Integer()
    label = Varchar(length=20)  # point, point goes on, question, question goes on, task or nothing
    is_corrected = Boolean(default=False)  # reading said otherwise
    at = Timestamptz(default=TimestamptzNow())


class LineReader(Table):
    """A classifier of lines learnt from corrections, and how it did beside the rules on documents held back."""

    id = UUID(default=uuid4, primary_key=True)
    number = Integer(unique=True)
    documents = Integer()
    lines = Integer()
    learnt = JSON(default="{}")
    figures = JSON(default="{}")
    is_used = Boolean(default=False)  # only where it beats the rules on what was held back
    made_at = Timestamptz(default=TimestamptzNow())


class PersonalDataDecision(Table):
    """An officer's decision on a flagged place, hidden or shown, and why. Never changed, never removed."""

    id = UUID(default=uuid4, primary_key=True)
    flag = ForeignKey(references=PersonalDataFlag, on_delete=OnDelete.cascade, index=True)
    decision = Varchar(length=20)  # hidden or shown
    reason = Text(default="")
    officer = ForeignKey(references=Officer, null=True, on_delete=OnDelete.restrict)
    at = Timestamptz()


class NotesCheck(Table):
    """The time in which those who were there can say whether the notes say what they said. Its link is a signed token."""

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.cascade, index=True)
    audience = Varchar(length=20)  # working group or attendees
    last_day = Date()
    opened_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    opened_at = Timestamptz(default=TimestamptzNow())
    closed_at = Timestamptz(null=True, default=None)


class NotesReply(Table):
    """What somebody who was there says of the notes: a point is right, is to be put otherwise, or is missing.

    Of when, only the day is kept.
    """

    id = UUID(default=uuid4, primary_key=True)
    check = ForeignKey(references=NotesCheck, on_delete=OnDelete.cascade, index=True, db_column_name="notes_check")
    kind = Varchar(length=20)  # agrees, correction or addition
    point = ForeignKey(references=Point, null=True, on_delete=OnDelete.cascade, index=True)
    text = Text(default="")
    comment = Text(default="")
    organisation = Varchar(length=200, default="")
    language = Varchar(length=10, default="")
    day = Date()
    state = Varchar(length=20)  # open, accepted or declined; an agreement is counted only
    reason = Text(default="")  # why it was declined, or how it was taken up
    decided_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz(null=True, default=None)


class PointVersion(Table):
    """How a point read before and after a correction was accepted; the first is as the notes had it. Never changed.

    # unique together: point, number
    """

    id = UUID(default=uuid4, primary_key=True)
    point = ForeignKey(references=Point, on_delete=OnDelete.cascade, index=True)
    number = Integer()
    text = Text()
    reply = ForeignKey(references=NotesReply, null=True, on_delete=OnDelete.set_null)  # that asked for it
    officer = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    at = Timestamptz()
