"""What participants are asked and what they answer, as columns. Responses are append-only: a change is a new revision.

A line `# unique together` names an index that the migration makes by hand: Piccolo's own composite constraint fails on SQLite.
"""

from uuid import uuid4

from piccolo.columns import JSON, UUID, Boolean, Bytea, Date, ForeignKey, Integer, Real, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from feedback.tables import Consultation, Issue, Officer, Theme


class Survey(Table):
    """A survey about one consultation. `draft` is the definition being edited; participants only ever see a `SurveyVersion`."""

    id = UUID(default=uuid4, primary_key=True)
    consultation = ForeignKey(references=Consultation, on_delete=OnDelete.restrict, index=True)
    state = Varchar(length=10)  # draft, open, closed; trial: a copy that officers try out, gone when the survey opens
    draft = JSON(default="{}")
    left_out = JSON(default="[]")  # what could have been asked and is not, and why
    link = Varchar(length=43, unique=True)  # the open link's unguessable part
    invited = Integer(default=0)  # how many were asked to answer: the base of the response rate
    opened_at = Timestamptz(null=True, default=None)
    closes_on = Date(null=True, default=None)  # the last day to answer
    closed_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(default=TimestamptzNow())
    trial_of: "ForeignKey[Survey]" = ForeignKey("self", null=True, default=None, on_delete=OnDelete.cascade, index=True)
    reminders = JSON(default="[]")  # the days, ISO, on which those who have not answered are reminded
    addresses_kept = Integer(default=6)  # months after closing, then invitations lose name and address
    answers_kept = Integer(
        null=True, default=None
    )  # months after closing, then responses go and tallies stay; null: kept
    sealed_at = Timestamptz(null=True, default=None)  # when nothing could join invitations and responses any more
    mailed = JSON(default="{}")  # how many mails of each kind were queued, once sealing has taken their rows away
    purged_on = Date(null=True, default=None)  # when the responses were taken away
    report_sent_on = Date(null=True, default=None)  # from then on the invited may read the follow-up report
    invited_are = Varchar(length=10, default="everyone")  # everyone whom it is about, or a sample of them
    scrub_due = Boolean(default=False)  # what retention deleted has still left its traces in the database's files


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
    note = Text(default="")  # what was changed since the version before, and why


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
    """One invitee's link. It knows that it was used; what was answered only a confidential or named response's own row tells.

    `used_on` is dead: nothing reads or writes it.
    """

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    organisation = Varchar(length=200, default="")
    email = Varchar(length=254, default="")
    language = Varchar(length=10, default="sv")
    token_hash = Varchar(length=64, unique=True, secret=True)
    used_on = Date(null=True, default=None)  # no longer written: the day leads to the response
    name = Varchar(length=200, default="")
    organisation_type = Varchar(length=20, default="")  # of surveys.wordings.ORGANISATION_TYPES
    is_used = Boolean(default=False)
    is_declined = Boolean(default=False)  # wants no more mail about the survey


class ResponseDraft(Table):
    """Answers under way, resumable by the link that holds its token. Gone when they are sent as revision number `revision`."""

    id = UUID(default=uuid4, primary_key=True)
    version = ForeignKey(references=SurveyVersion, on_delete=OnDelete.cascade, index=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    invitation = ForeignKey(references=Invitation, null=True, on_delete=OnDelete.set_null)
    token_hash = Varchar(length=64, unique=True, secret=True)
    language = Varchar(length=10)
    answers = JSON(default="{}")
    updated_on = Date()
    started_at = Timestamptz(null=True, default=None)
    page = Integer(default=0)  # the last page that was saved
    revision = Integer(default=1)


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
    minutes = Integer(null=True, default=None)  # from starting to sending
    invitation = ForeignKey(
        references=Invitation, null=True, default=None, on_delete=OnDelete.set_null, index=True
    )  # never of an anonymous survey
    organisation = Varchar(length=200, default="")  # only where the survey names organisations
    source = Varchar(length=10, default="")  # paper or pdf; else the web


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
    fits_none_at = Timestamptz(null=True, default=None)  # when an officer found that no theme fits
    fits_none_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)


class BackgroundTally(Table):
    """How many who answered one question so answered another so: of every question by each one about who answers.

    # unique together: survey, background_key, background, question_key, value
    """

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    background_key = Varchar(length=20)
    background = Varchar(length=100)
    question_key = Varchar(length=20)
    value = Varchar(length=100, default="")  # empty: how many answered the question at all
    n = Integer(default=0)


class Quote(Table):
    """A free-text answer, or a part of it, that an officer has marked as fit to be quoted, without personal data."""

    id = UUID(default=uuid4, primary_key=True)
    statement = ForeignKey(references=Statement, on_delete=OnDelete.cascade, unique=True)
    text = Text()
    language = Varchar(length=10)
    marked_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    marked_at = Timestamptz(default=TimestamptzNow())
    withdrawn_at = Timestamptz(null=True, default=None)


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


class StatementIssue(Table):
    """A statement and an issue that it raises: confirmed or rejected by an officer. Suggestions are not kept.

    Confirmed without an issue: it raises none of those followed.

    # unique together: statement, issue
    """

    id = UUID(default=uuid4, primary_key=True)
    statement = ForeignKey(references=Statement, on_delete=OnDelete.cascade, index=True)
    issue = ForeignKey(references=Issue, on_delete=OnDelete.cascade, index=True)
    state = Varchar(length=20)
    score = Real(null=True, default=None)
    decided_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz(null=True, default=None)


class PaperEntry(Table):
    """A response that an officer keyed in, or read back from a filled PDF; of a sample, a second person checks every answer."""

    response = ForeignKey(references=Response, on_delete=OnDelete.cascade, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    mark = Varchar(length=40, default="")  # what stands on the paper, to find it again
    entered_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    entered_at = Timestamptz(default=TimestamptzNow())
    to_check = Boolean(default=False)
    checked_by = ForeignKey(references=Officer, null=True, default=None, on_delete=OnDelete.set_null)
    checked_at = Timestamptz(null=True, default=None)
    corrected = Integer(null=True, default=None)  # answers that the check changed


class SurveyImage(Table):
    """A picture that a survey shows.

    # unique together: survey, digest
    """

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    digest = Varchar(length=64)  # SHA-256
    media_type = Varchar(length=20)
    content = Bytea()


class MailTemplate(Table):
    """What a survey's mails of one kind say in one language, where an officer has changed it.

    # unique together: survey, kind, language
    """

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=20)
    language = Varchar(length=20)
    subject = Text()
    body = Text()


class InvitationMail(Table):
    """One mail to one invitee: its kind, and which of its kind it is. `feedback.tables.Mail` carries it out.

    # unique together: invitation, kind, number
    """

    id = UUID(default=uuid4, primary_key=True)
    survey = ForeignKey(references=Survey, on_delete=OnDelete.cascade, index=True)
    invitation = ForeignKey(references=Invitation, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=20)  # invitation, reminder, thanks, report
    number = Integer(default=1)  # of a reminder its day, as `date.toordinal` counts
    queued_on = Date()
