"""Queueing a survey's mails: who is to get which. Nobody gets the same one twice, however often and by whomever it is asked.

A row of `InvitationMail` is one mail to one invitee; its unique index is what makes it one. A reminder's number is its day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

import msgspec
from piccolo.custom_types import Combinable

from feedback.accounts import token_hash
from feedback.database import execute, transaction
from feedback.enums import MailState
from feedback.errors import Conflict
from feedback.mail import outbox
from feedback.settings import settings
from feedback.translation import gettext as _
from surveys.building import BuiltSurvey, SurveyState, get_survey, hold_survey
from surveys.definition import Privacy
from surveys.invitation_tokens import token_of
from surveys.mail_texts import MailKind
from surveys.publishing import is_open
from surveys.reminders import due_day, from_json
from surveys.tables import Invitation, InvitationMail, Response, Survey

#: The kind of these mails in the outbox.
KIND = "survey"
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
        survey = await _held_open(survey_id, today)
        rows = await _to_invite(survey.id)
        return await _queue(survey_id, MailKind.INVITATION, rows, today=today, now=now)


async def remind(survey_id: UUID, *, day: date, today: date, now: datetime) -> int:
    """Queue this day's reminder to those who were written to before it and have not answered; gives how many.

    Raises `NotFound`, and `Conflict` unless the survey is open.
    """
    async with transaction():
        survey = await _held_open(survey_id, today)
        rows = await _to_remind(survey.id, day)
        return await _queue(survey_id, MailKind.REMINDER, rows, number=day.toordinal(), today=today, now=now)


async def tell_about_report(survey_id: UUID, *, today: date, now: datetime) -> int:
    """Let the invited read the follow-up report from now on, and queue the mail that says so; gives how many.

    Raises `NotFound`, and `Conflict` unless the survey is closed, and sealed where it is anonymous.
    """
    async with transaction():
        survey = await hold_survey(survey_id)
        if survey.state is not SurveyState.CLOSED:
            raise Conflict(_("The report can be sent when the survey is closed."))
        row = await _row(survey_id)
        if survey.definition.privacy is Privacy.ANONYMOUS and row["sealed_at"] is None:
            raise Conflict(
                _("The survey is being sealed, which gives everybody a new link. Try again in a few minutes.")
            )
        if row["report_sent_on"] is None:
            await Survey.update({Survey.report_sent_on: today}).where(Survey.id == survey_id)
        rows = await _without(survey_id, MailKind.REPORT, await _reachable(survey_id))
        return await _queue(survey_id, MailKind.REPORT, rows, today=today, now=now)


async def queue_due(*, today: date, now: datetime) -> int:
    """Queue the reminders of today and the thanks that are due, of all surveys; gives how many.

    Only people who were written to from here are reminded or thanked by themselves. What is queued already stays as it is.
    """
    queued = 0
    just_closed = (Survey.state == SurveyState.CLOSED.value) & (Survey.closed_at > now - THANKS_WITHIN)
    alive = (Survey.state == SurveyState.OPEN.value) | just_closed
    for survey_id in await Survey.select(Survey.id).where(alive).output(as_list=True):
        async with transaction():
            survey, row = await hold_survey(survey_id), await _row(survey_id)
            day = due_day(from_json(row["reminders"]), today)
            if day is not None and is_open(survey, today) and await _invited_on(survey_id):
                queued += await remind(survey_id, day=day, today=today, now=now)
            rows = await _to_thank(survey, row, today=today)
            queued += await _queue(survey_id, MailKind.THANKS, rows, today=today, now=now)
    return queued


async def mail_plan(survey_id: UUID, *, today: date) -> MailPlan:
    """The survey's mails as they stand. Raises `NotFound`."""
    survey, row = await get_survey(survey_id), await _row(survey_id)
    asks = is_open(survey, today)
    tells = survey.state is SurveyState.CLOSED
    return MailPlan(
        to_invite=len(await _to_invite(survey_id)) if asks else 0,
        to_remind=len(await _to_remind(survey_id, today)) if asks else 0,
        to_tell=len(await _without(survey_id, MailKind.REPORT, await _reachable(survey_id))) if tells else 0,
        counts=await _counts(survey_id),
        forgotten=msgspec.json.decode(row["mailed"], type=dict[str, int]),
        reminders=from_json(row["reminders"]),
        report_sent_on=row["report_sent_on"],
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


async def _held_open(survey_id: UUID, today: date) -> BuiltSurvey:
    survey = await hold_survey(survey_id)
    if not is_open(survey, today):
        raise Conflict(_("The survey is not open, so nobody is asked to answer it."))
    return survey


async def _row(survey_id: UUID) -> dict[str, Any]:
    columns = (Survey.reminders, Survey.mailed, Survey.sealed_at, Survey.report_sent_on)
    return await Survey.select(*columns).where(Survey.id == survey_id).first() or {}


async def _reachable(survey_id: UUID) -> list[dict[str, Any]]:
    """The invitations that have an address and have not said no to mails."""
    has_address = Invitation.email != ""
    return (
        await Invitation.select(Invitation.id, Invitation.token_hash, Invitation.is_used)
        .where((Invitation.survey == survey_id) & has_address & Invitation.is_declined.eq(False))
        .order_by(Invitation.id)
    )


async def _unanswered(survey_id: UUID) -> list[dict[str, Any]]:
    return [row for row in await _reachable(survey_id) if not row["is_used"]]


async def _to_invite(survey_id: UUID) -> list[dict[str, Any]]:
    return await _without(survey_id, MailKind.INVITATION, await _unanswered(survey_id))


async def _to_remind(survey_id: UUID, day: date) -> list[dict[str, Any]]:
    """Who was written to before this day; everybody, where the links were sent in some other way."""
    invited = await _invited_on(survey_id)
    rows = await _without(survey_id, MailKind.REMINDER, await _unanswered(survey_id), number=day.toordinal())
    return [row for row in rows if not invited or invited.get(row["id"], day) < day]


async def _to_thank(survey: BuiltSurvey, row: Mapping[str, Any], *, today: date) -> list[dict[str, Any]]:
    """Whose answers came in before today; in an anonymous survey all who were written to, once it is sealed."""
    if survey.definition.privacy is Privacy.ANONYMOUS:
        was_mailed = msgspec.json.decode(row["mailed"], type=dict[str, int]).get(MailKind.INVITATION, 0)
        if row["sealed_at"] is None or not was_mailed:
            return []
        return await _without(survey.id, MailKind.THANKS, await _reachable(survey.id))
    answered = (
        await Response.select(Response.invitation)
        .where((Response.survey == survey.id) & (Response.day < today) & Response.invitation.is_not_null())
        .output(as_list=True)
    )
    invited, thanked = await _invited_on(survey.id), set(answered)
    rows = await _without(survey.id, MailKind.THANKS, await _reachable(survey.id))
    return [each for each in rows if each["is_used"] and each["id"] in thanked and each["id"] in invited]


async def _invited_on(survey_id: UUID) -> dict[UUID, date]:
    """When the invitation mails were queued, by invitation."""
    columns = (InvitationMail.invitation, InvitationMail.queued_on)
    rows = await InvitationMail.select(*columns).where(_of(survey_id, MailKind.INVITATION))
    return {row["invitation"]: row["queued_on"] for row in rows}


async def _without(
    survey_id: UUID, kind: MailKind, rows: Iterable[dict[str, Any]], *, number: int = 1
) -> list[dict[str, Any]]:
    """Those of the invitations that have not had this mail."""
    had = (
        await InvitationMail.select(InvitationMail.invitation)
        .where(_of(survey_id, kind) & (InvitationMail.number == number))
        .output(as_list=True)
    )
    known = set(had)
    return [row for row in rows if row["id"] not in known]


def _of(survey_id: UUID, kind: MailKind) -> Combinable:
    return (InvitationMail.survey == survey_id) & (InvitationMail.kind == kind.value)


async def _queue(
    survey_id: UUID,
    kind: MailKind,
    invitations: Sequence[Mapping[str, Any]],
    *,
    number: int = 1,
    today: date,
    now: datetime,
) -> int:
    await _fit_links(invitations)
    queued = 0
    for first in range(0, len(invitations), AT_A_TIME):
        rows = [
            InvitationMail(survey=survey_id, invitation=each["id"], kind=kind.value, number=number, queued_on=today)
            for each in invitations[first : first + AT_A_TIME]
        ]
        new = await InvitationMail.insert(*rows).on_conflict(action="DO NOTHING").returning(InvitationMail.id)
        queued += await outbox.queue(KIND, [row["id"] for row in new], not_before=now)
    return queued


async def _fit_links(invitations: Iterable[Mapping[str, Any]]) -> None:
    """Mails can only hold links that are worked out; one that was drawn, or made under another secret, is replaced."""
    for each in invitations:
        fitting = token_hash(token_of(each["id"]))
        if each["token_hash"] != fitting:
            await Invitation.update({Invitation.token_hash: fitting}).where(Invitation.id == each["id"])
