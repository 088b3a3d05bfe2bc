"""What participants are asked and what they answer, as columns. Responses are append-only: a change is a new revision.

A line `# unique together` names an index that the migration makes by hand: Piccolo's own composite constraint fails on SQLite.
"""

from uuid import uuid4

from piccolo.columns import JSON, UUID, Date, ForeignKey, Integer, Real, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from feedback.tables import Consultation, Issue, Officer, Theme


class Survey(Table):
    """A survey about one consultation. `draft` is the definition being edited; participants only ever see a `SurveyVersion`."""

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.restrict, index=True)
    state = Varchar(length=10)  # draft, open, closed
    draft = JSON(default="{}")
    left_out = JSON(default="[]")  # what could have been asked and is not, and why
    link = Varchar(length=43, unique=True)  # the open link's unguessable part
    invited = Integer(default=0)  # how many were asked to answer: the base of the response rate
    opened_at = Timestamptz(null=True, default=None)
    closes_on = Date(null=True, default=None)  # the last day to answer
    closed_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(default=TimestamptzNow())


class SurveyVersion(Table):
    """A definition as it was published: its wording is frozen, every response names the version it answered.

    # unique together: survey, number
    """

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.restrict, index=True)
    number = Integer()
    definition = JSON()
    published_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    published_at = Timestamptz(default=TimestamptzNow())


class VerdictQuestion(Table):
    """The question of a published version that asks whether an issue has been addressed.

    # unique together: version, question_key
    """

    id = UUID(default=uuid4, primary_key=True)
    version = ForeignKey(references=SurveyVersion, on_delete=OnDelete.cascade, index=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    question_key = Varchar(length=20)
    issue = ForeignKey(references=Issue, on_delete=OnDelete.restrict, index=True)


class Invitation(Table):
    """One invitee's single-use link; it knows that it was used, and nothing of what was answered."""

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    organisation = Varchar(length=200, default="")
    email = Varchar(length=254, default="")
    language = Varchar(length=10, default="sv")
    token_hash = Varchar(length=64, unique=True, secret=True)
    used_on = Date(null=True, default=None)


class ResponseDraft(Table):
    """Answers under way, resumable by the link that holds its token. Gone when they are sent."""

    id = UUID(default=uuid4, primary_key=True)
    version = ForeignKey(references=SurveyVersion, on_delete=OnDelete.cascade, index=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    invitation = ForeignKey(references=Invitation, null=True, on_delete=OnDelete.set_null)
    token_hash = Varchar(length=64, unique=True, secret=True)
    language = Varchar(length=10)
    answers = JSON(default="{}")
    updated_on = Date()


class Response(Table):
    """One revision of one submission: what was answered, in which language, to which version, on which day. Never changed.

    # unique together: token_hash, revision
    """

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.restrict, index=True)
    version = ForeignKey(references=SurveyVersion, on_delete=OnDelete.restrict)
    language = Varchar(length=10)
    token_hash = Varchar(length=64, secret=True)  # of the link it was sent by: the same link never makes two responses
    revision = Integer(default=1)
    answers = JSON()
    day = Date(index=True)


class DigestedResponse(Table):
    """A response that the tallies and statements already hold."""

    response = ForeignKey(references=Response, on_delete=OnDelete.cascade, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)


class Tally(Table):
    """How many of the digested responses gave an answer value to a question; key `""` counts the responses themselves.

    # unique together: survey, question_key, value
    """

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    question_key = Varchar(length=20, default="")
    value = Varchar(length=100, default="")
    n = Integer(default=0)


class Statement(Table):
    """One free-text answer, as the unit of coding.

    # unique together: response, question_key
    """

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    response = ForeignKey(references=Response, on_delete=OnDelete.cascade, index=True)
    question_key = Varchar(length=20)
    text = Text()
    language = Varchar(length=10)


class StatementCoding(Table):
    """A statement and a theme that it is about: suggested, confirmed or rejected.

    # unique together: statement, theme
    """

    id = UUID(default=uuid4, primary_key=True)
    statement = ForeignKey(references=Statement, on_delete=OnDelete.cascade, index=True)
    theme = ForeignKey(references=Theme, on_delete=OnDelete.cascade, index=True)
    state = Varchar(length=20)
    score = Real(null=True, default=None)
    because = JSON(default="[]")
    decided_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz(null=True, default=None)
