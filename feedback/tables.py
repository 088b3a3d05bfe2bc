"""What the department hears, agrees and follows through, as columns; the rules live in the noun modules beside this file.

Keys are UUIDs made in Python, so that no id tells an order. Logs (`IssueEntry`, `CommitmentEntry`) are only ever added to.
A line `# unique together` names an index that the migration makes by hand: Piccolo's own composite constraint fails on SQLite.
"""

from typing import Any
from uuid import uuid4

from piccolo.columns import (
    JSON,
    UUID,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    Real,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table


class Officer(Table):
    """Somebody who works at the department and signs in."""

    id = UUID(default=uuid4, primary_key=True)
    email = Varchar(length=254, unique=True)
    name = Varchar(length=200)
    password_hash = Varchar(length=200, secret=True)
    is_active = Boolean(default=True)
    created_at = Timestamptz(default=TimestamptzNow())


class SignIn(Table):
    """One officer's open session; only a hash of its cookie is kept."""

    id = UUID(default=uuid4, primary_key=True)
    officer = ForeignKey(references=Officer, on_delete=OnDelete.cascade, index=True)
    token_hash = Varchar(length=64, unique=True, secret=True)
    expires_at = Timestamptz()


class Document(Table):
    """An uploaded file, kept byte for byte, and the text lines read from it (`[[number, page, text], …]`)."""

    id = UUID(default=uuid4, primary_key=True)
    filename = Varchar(length=255)
    sha256 = Varchar(length=64, unique=True)
    content = Bytea()
    size = Integer()
    lines = JSON(default="[]")
    unreadable = Varchar(length=40, default="")  # why it could not be read; empty when it was
    uploaded_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    uploaded_at = Timestamptz(default=TimestamptzNow())


class Consultation(Table):
    """One meeting, conference or decision. `date` is ISO; a year or month alone where no more is known."""

    id = UUID(default=uuid4, primary_key=True)
    title = Text()
    kind = Varchar(length=20)
    state = Varchar(length=20)
    date = Varchar(length=10, default="")
    year = Integer(default=0, index=True)
    host = Text(default="")
    language = Varchar(length=10, default="sv")
    participants_count = Integer(null=True, default=None)
    participants_unit = Varchar(length=40, default="")
    participants_text = Text(default="")
    document = ForeignKey(references=Document, null=True, on_delete=OnDelete.restrict)
    fates = JSON(default="{}")  # what became of each source line, by line number
    created_at = Timestamptz(default=TimestamptzNow())
    deleted_at = Timestamptz(null=True, default=None)
    reference = Varchar(length=60, default="")  # what a decision is called, as "dir. 2024:38"
    published_at = Timestamptz(null=True, default=None)  # since when the public may read it
    region = Varchar(length=60, default="")  # which part of the country it was for; empty: all of it
    draft_number = Integer(default=0)  # of the latest change to its questions and points (`DraftChange`)


class Question(Table):
    """What the consultation asked; `source` is `{page, first_line, last_line}` of the document as read."""

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.cascade, index=True)
    position = Integer()
    text = Text()
    subquestions = JSON(default="[]")
    source = JSON(default="{}")


class Point(Table):
    """One thing said, as the notes put it, under its question or theme heading where the notes group it."""

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.cascade, index=True)
    question = ForeignKey(references=Question, null=True, on_delete=OnDelete.set_null)
    heading = Text(default="")
    position = Integer()
    text = Text()
    kind = Varchar(length=20)
    source = JSON(default="{}")
    dropped_at = Timestamptz(null=True, default=None)
    confidence = Real(null=True, default=None)  # how sure reading is of it, 0 to 1; None where an officer wrote it
    answer = Text(default="")  # what the hosts answered to it, where the notes say so
    fits_none_at = Timestamptz(null=True, default=None)  # when an officer found that no theme fits
    fits_none_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)


class Task(Table):
    """Something a decision document tells somebody to do; a commitment can be made of it."""

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.cascade, index=True)
    position = Integer()
    text = Text()
    responsible = Text(default="")
    due = Varchar(length=10, default="")
    source = JSON(default="{}")


class PersonalDataFlag(Table):
    """A place in the source where somebody could be identified; never shown outside the department's own pages."""

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.cascade, index=True)
    text = Text()
    kind = Varchar(length=40)
    source = JSON(default="{}")
    decision = Varchar(
        length=20, default=""
    )  # the latest one's, of `PersonalDataDecision`; empty: hidden until decided


class Theme(Table):
    """An entry of the code book. A theme merged into another stays, and points to where it went."""

    id = UUID(default=uuid4, primary_key=True)
    code = Varchar(length=20, unique=True)
    labels = JSON(default="{}")  # by language
    definition = Text(default="")
    keywords = JSON(default="[]")
    examples = JSON(default="[]")  # texts that it fits, as officers chose them
    split_from: "ForeignKey[Any]" = ForeignKey(references="self", null=True, on_delete=OnDelete.restrict)
    merged_into: "ForeignKey[Any]" = ForeignKey(references="self", null=True, on_delete=OnDelete.restrict)
    created_at = Timestamptz(default=TimestamptzNow())


class Coding(Table):
    """A point and a theme that it is about: suggested, confirmed or rejected.

    # unique together: point, theme
    """

    id = UUID(default=uuid4, primary_key=True)
    point = ForeignKey(references=Point, on_delete=OnDelete.cascade, index=True)
    theme = ForeignKey(references=Theme, on_delete=OnDelete.cascade, index=True)
    state = Varchar(length=20)
    score = Real(null=True, default=None)  # the probability that it fits, as suggested
    because = JSON(default="[]")  # the words that matched
    decided_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz(null=True, default=None)


class Issue(Table):
    """One concern or proposal followed over the years; its five facts are derived from its entries."""

    id = UUID(default=uuid4, primary_key=True)
    title = Text()
    owner_unit = Varchar(length=200, default="")
    created_at = Timestamptz(default=TimestamptzNow())
    policy_area = Varchar(length=120, default="")
    merged_into: "ForeignKey[Any]" = ForeignKey(references="self", null=True, on_delete=OnDelete.restrict)
    published_at = Timestamptz(null=True, default=None)  # since when the public may read it


class IssuePoint(Table):
    """A point that raises an issue.

    # unique together: issue, point
    """

    id = UUID(default=uuid4, primary_key=True)
    issue = ForeignKey(references=Issue, on_delete=OnDelete.cascade, index=True)
    point = ForeignKey(references=Point, on_delete=OnDelete.cascade, index=True)
    added_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    added_at = Timestamptz(default=TimestamptzNow())


class IssueEntry(Table):
    """One line of an issue's log: which of its facts was set to what, by whom, when and why. Never changed, never removed.

    # unique together: issue, number
    """

    id = UUID(default=uuid4, primary_key=True)
    issue = ForeignKey(references=Issue, on_delete=OnDelete.restrict, index=True)
    number = Integer()  # 1, 2, 3 … within the issue
    field = Varchar(length=20)
    value = Varchar(length=40)
    reason = Text(default="")
    officer = ForeignKey(references=Officer, null=True, on_delete=OnDelete.restrict)
    at = Timestamptz()


class Commitment(Table):
    """What somebody undertook. Who and by when can move: the moves are `CommitmentEntry` lines, the slip ledger."""

    id = UUID(default=uuid4, primary_key=True)
    text = Text()
    responsible = Text()
    due = Date(null=True, default=None)  # as first promised
    consultation = ForeignKey(
        references=Consultation, null=True, on_delete=OnDelete.restrict
    )  # the decision it stands in
    source = JSON(default="{}")
    created_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())
    responsible_email = Varchar(length=254, default="")  # who is told when it is due
    task = ForeignKey(
        references=Task, null=True, on_delete=OnDelete.set_null
    )  # the decision's task that it was made of


class CommitmentEntry(Table):
    """One line of a commitment's log: a date or owner that moved, with its reason. Never changed, never removed.

    # unique together: commitment, number
    """

    id = UUID(default=uuid4, primary_key=True)
    commitment = ForeignKey(references=Commitment, on_delete=OnDelete.restrict, index=True)
    number = Integer()
    field = Varchar(length=20)  # due, responsible or reached
    value = Text()
    reason = Text(default="")
    officer = ForeignKey(references=Officer, null=True, on_delete=OnDelete.restrict)
    at = Timestamptz()
    milestone = UUID(null=True, default=None)  # the milestone that it is about, where it is not the whole
    consultation = ForeignKey(
        references=Consultation, null=True, on_delete=OnDelete.restrict
    )  # the later decision that moved it
    source = JSON(default="{}")


class IssueCommitment(Table):
    """An issue that a commitment answers, many to many.

    # unique together: issue, commitment
    """

    id = UUID(default=uuid4, primary_key=True)
    issue = ForeignKey(references=Issue, on_delete=OnDelete.cascade, index=True)
    commitment = ForeignKey(references=Commitment, on_delete=OnDelete.cascade, index=True)


class Evidence(Table):
    """A document passage, link or figure that supports a commitment's delivery; public or for the department only."""

    id = UUID(default=uuid4, primary_key=True)
    commitment = ForeignKey(references=Commitment, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=20)
    text = Text()
    url = Text(default="")
    document = ForeignKey(references=Document, null=True, on_delete=OnDelete.restrict)
    source = JSON(default="{}")
    date = Date(null=True, default=None)
    is_public = Boolean(default=False)
    added_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    added_at = Timestamptz(default=TimestamptzNow())
    retracted_at = Timestamptz(null=True, default=None)  # taken back; it stays, and does not count
    retracted_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    retraction = Text(default="")  # why
    figure = Varchar(length=200, default="")  # the id of the figure, where it is one
