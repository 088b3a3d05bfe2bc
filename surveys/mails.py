"""Queueing a survey's mails: who is to get which. Nobody gets the same one twice, however often and by whomever it is asked.

A row of `InvitationMail` is one mail to one invitee; its unique index is what makes it one. A reminder's number is its day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from uuid import UUID

from feedback.accounts import token_hash
from feedback.database import execute, transaction
from feedback.enums import MailState
from feedback.errors import Conflict
from feedback.mail import outbox
from feedback.settings import settings
from feedback.translation import gettext as _
from surveys import mail_recipients
from surveys.building import BuiltSurvey, SurveyState, get_survey, hold_survey
from surveys.definition import Privacy
from surveys.invitation_tokens import token_of
from surveys.mail_recipients import KIND, Recipient, mail_record
from surveys.mail_texts import MailKind
from surveys.publishing import is_open
from surveys.reminders import due_day
from surveys.tables import Invitation, InvitationMail, Survey

AT_A_TIME = 1_000  # rows of one statement
#: How long after closing thanks are still said, where the service stood still.
THANKS_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MailPlan:
    """What the page about a survey's mails shows: who would get one now, and what became of those that were queued.

    `counts` has the mails of each kind by their state; `forgotten` those whose rows went when the survey was sealed.
    """

    to_invite: int
    to_remind: int
    to_tell: int
    counts: Mapping[MailKind, Mapping[MailState, int]]
    forgotten: Mapping[str, int]
    reminders: tuple[date, ...]
    report_sent_on: date | None


async def send_invitations(survey_id: UUID, *, today: date, now: datetime) -> int:
    """Queue the invitation of everybody who has not answered and has not had one; gives how many.

    Raises `NotFound`, and `Conflict` unless the survey is open.
    """
    async with transaction():
        await _hold_open(survey_id, today)
        recipients = await mail_recipients.to_invite(survey_id)
        return await _queue(survey_id, MailKind.INVITATION, recipients, today=today, now=now)


async def remind(survey_id: UUID, *, day: date, today: date, now: datetime) -> int:
    """Queue this day's reminder to those whom the invitation reached before it and who have not answered; gives how many.

    Raises `NotFound`, and `Conflict` unless the survey is open.
    """
    async with transaction():
        await _hold_open(survey_id, today)
        return await _remind(survey_id, day=day, today=today, now=now)


async def tell_about_report(survey_id: UUID, *, today: date, now: datetime) -> int:
    """Let the invited read the follow-up report from now on, and queue the mail that says so; gives how many.

    Raises `NotFound`, and `Conflict` unless the survey is closed, and sealed where it is anonymous.
    """
    async with transaction():
        survey = await hold_survey(survey_id)
        if survey.state is not SurveyState.CLOSED:
            raise Conflict(_("The report can be sent when the survey is closed."))
        record = await mail_record(survey_id)
        if survey.definition.privacy is Privacy.ANONYMOUS and record.sealed_at is None:
            raise Conflict(
                _("The survey is being sealed, which gives everybody a new link. Try again in a few minutes.")
            )
        if record.report_sent_on is None:
            await Survey.update({Survey.report_sent_on: today}).where(Survey.id == survey_id)
        recipients = await mail_recipients.to_tell(survey)
        return await _queue(survey_id, MailKind.REPORT, recipients, today=today, now=now)


async def queue_due(*, today: date, now: datetime) -> int:
    """Queue the reminders of today and the thanks that are due, of all surveys; gives how many.

    Only people who were written to from here are reminded or thanked by themselves. What is queued already stays as it is.
    """
    queued = 0
    just_closed = (Survey.state == SurveyState.CLOSED.value) & (Survey.closed_at > now - THANKS_WITHIN)
    alive = (Survey.state == SurveyState.OPEN.value) | just_closed
    for survey_id in await Survey.select(Survey.id).where(alive).output(as_list=True):
        async with transaction():
            survey, record = await hold_survey(survey_id), await mail_record(survey_id)
            day = due_day(record.reminders, today)
            if day is not None and is_open(survey, today) and await mail_recipients.was_mailed(survey_id):
                queued += await _remind(survey_id, day=day, today=today, now=now)
            recipients = await mail_recipients.to_thank(survey, record, today=today)
            queued += await _queue(survey_id, MailKind.THANKS, recipients, today=today, now=now)
    return queued


async def mail_plan(survey_id: UUID, *, today: date) -> MailPlan:
    """The survey's mails as they stand. Raises `NotFound`."""
    survey = await get_survey(survey_id)
    record = await mail_record(survey_id)
    asks = is_open(survey, today)
    return MailPlan(
        to_invite=len(await mail_recipients.to_invite(survey_id)) if asks else 0,
        to_remind=len(await mail_recipients.to_remind(survey_id, today)) if asks else 0,
        to_tell=len(await mail_recipients.to_tell(survey)),
        counts=await _counts(survey_id),
        forgotten=record.forgotten,
        reminders=record.reminders,
        report_sent_on=record.report_sent_on,
    )


def minutes_to_send(mails: int) -> int:
    """How long so many mails take at the most that may be sent in a minute, rounded up; 0 where no mail server is set."""
    mail = settings().mail
    return ceil(mails / mail.per_minute) if mail else 0


async def _counts(survey_id: UUID) -> dict[MailKind, dict[MailState, int]]:
    rows = await execute(
        "SELECT i.kind AS kind, m.state AS state, COUNT(*) AS n FROM invitation_mail i "
        "JOIN mail m ON m.about = i.id AND m.kind = {} WHERE i.survey = {} GROUP BY i.kind, m.state",
        KIND,
        survey_id,
    )
    counts: dict[MailKind, dict[MailState, int]] = {kind: {} for kind in MailKind}
    for row in rows:
        counts[MailKind(row["kind"])][MailState(row["state"])] = row["n"]
    return counts


async def _hold_open(survey_id: UUID, today: date) -> BuiltSurvey:
    survey = await hold_survey(survey_id)
    if not is_open(survey, today):
        raise Conflict(_("The survey is not open, so nobody is asked to answer it."))
    return survey


async def _remind(survey_id: UUID, *, day: date, today: date, now: datetime) -> int:
    recipients = await mail_recipients.to_remind(survey_id, day)
    return await _queue(survey_id, MailKind.REMINDER, recipients, number=day.toordinal(), today=today, now=now)


async def _queue(
    survey_id: UUID, kind: MailKind, recipients: Sequence[Recipient], *, number: int = 1, today: date, now: datetime
) -> int:
    await _fit_links(recipients)
    queued = 0
    for first in range(0, len(recipients), AT_A_TIME):
        rows = [
            InvitationMail(survey=survey_id, invitation=each.id, kind=kind.value, number=number, queued_on=today)
            for each in recipients[first : first + AT_A_TIME]
        ]
        new = await InvitationMail.insert(*rows).on_conflict(action="DO NOTHING").returning(InvitationMail.id)
        queued += await outbox.queue(KIND, [row["id"] for row in new], not_before=now)
    return queued


async def _fit_links(recipients: Iterable[Recipient]) -> None:
    """Mails can only hold links that are worked out; one that was drawn, or made under another secret, is replaced."""
    for each in recipients:
        fitting = token_hash(token_of(each.id))
        if each.token_hash != fitting:
            await Invitation.update({Invitation.token_hash: fitting}).where(Invitation.id == each.id)
