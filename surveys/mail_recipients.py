"""To whom each of a survey's mails goes: the invitees who are to have it, and have not had it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from piccolo.custom_types import Combinable

from feedback.mail import outbox
from surveys.building import BuiltSurvey, SurveyState
from surveys.definition import Privacy
from surveys.mail_texts import MailKind
from surveys.reminders import from_json
from surveys.tables import Invitation, InvitationMail, Response, Survey

#: The kind of these mails in the outbox.
KIND = "survey"


@dataclass(frozen=True, slots=True)
class Recipient:
    """An invitation that has an address and has not said no to mails."""

    id: UUID
    token_hash: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class MailRecord:
    """What a survey's row tells of its mails; `forgotten` has those of each kind whose rows went when it was sealed."""

    reminders: tuple[date, ...]
    forgotten: dict[str, int]
    sealed_at: datetime | None
    report_sent_on: date | None


async def mail_record(survey_id: UUID) -> MailRecord:
    """The record of a survey that is there."""
    columns = (Survey.reminders, Survey.mailed, Survey.sealed_at, Survey.report_sent_on)
    [row] = await Survey.select(*columns).where(Survey.id == survey_id)
    forgotten = msgspec.json.decode(row["mailed"], type=dict[str, int])
    return MailRecord(from_json(row["reminders"]), forgotten, row["sealed_at"], row["report_sent_on"])


async def to_invite(survey_id: UUID) -> list[Recipient]:
    """Who has not answered and not had an invitation."""
    return await _without(survey_id, MailKind.INVITATION, await _unanswered(survey_id))


async def to_remind(survey_id: UUID, day: date) -> list[Recipient]:
    """Whom an invitation reached before this day and who has not answered; where all links went some other way, everybody."""
    rows = await _without(survey_id, MailKind.REMINDER, await _unanswered(survey_id), number=day.toordinal())
    if not await was_mailed(survey_id):
        return rows
    reached = await _reached_on(survey_id)
    return [row for row in rows if row.id in reached and reached[row.id] < day]


async def to_thank(survey: BuiltSurvey, record: MailRecord, *, today: date) -> list[Recipient]:
    """Whose answers came in before today, and whom an invitation reached.

    In an anonymous survey that was mailed about all, once it is sealed: nothing tells any more who was written to when,
    since that would tell some who answered from others.
    """
    if survey.definition.privacy is Privacy.ANONYMOUS:
        if record.sealed_at is None or not record.forgotten.get(MailKind.INVITATION, 0):
            return []
        return await _without(survey.id, MailKind.THANKS, await _reachable(survey.id))
    answered: list[UUID] = (
        await Response.select(Response.invitation)
        .where((Response.survey == survey.id) & (Response.day < today) & Response.invitation.is_not_null())
        .output(as_list=True)
    )
    thanked = set(answered) & set(await _reached_on(survey.id))
    rows = await _without(survey.id, MailKind.THANKS, await _reachable(survey.id))
    return [row for row in rows if row.is_used and row.id in thanked]


async def to_tell(survey: BuiltSurvey) -> list[Recipient]:
    """Who can be told about the report of a closed survey."""
    if survey.state is not SurveyState.CLOSED:
        return []
    return await _without(survey.id, MailKind.REPORT, await _reachable(survey.id))


async def was_mailed(survey_id: UUID) -> bool:
    """Whether an invitation was queued from here."""
    return await InvitationMail.exists().where(_of(survey_id, MailKind.INVITATION))


async def _reachable(survey_id: UUID) -> list[Recipient]:
    rows = (
        await Invitation.select(Invitation.id, Invitation.token_hash, Invitation.is_used)
        .where((Invitation.survey == survey_id) & (Invitation.email != "") & Invitation.is_declined.eq(False))
        .order_by(Invitation.id)
    )
    return [Recipient(row["id"], row["token_hash"], bool(row["is_used"])) for row in rows]


async def _unanswered(survey_id: UUID) -> list[Recipient]:
    return [row for row in await _reachable(survey_id) if not row.is_used]


async def _reached_on(survey_id: UUID) -> dict[UUID, date]:
    """On which day the invitation was sent or handed over, by invitation."""
    columns = (InvitationMail.id, InvitationMail.invitation)
    rows = await InvitationMail.select(*columns).where(_of(survey_id, MailKind.INVITATION))
    sent = await outbox.sent_at(KIND, [row["id"] for row in rows])
    return {row["invitation"]: sent[row["id"]].astimezone().date() for row in rows if row["id"] in sent}


async def _without(
    survey_id: UUID, kind: MailKind, recipients: Iterable[Recipient], *, number: int = 1
) -> list[Recipient]:
    """Those of the recipients who have not had this mail."""
    had: Collection[UUID] = set(
        await InvitationMail.select(InvitationMail.invitation)
        .where(_of(survey_id, kind) & (InvitationMail.number == number))
        .output(as_list=True)
    )
    return [each for each in recipients if each.id not in had]


def _of(survey_id: UUID, kind: MailKind) -> Combinable:
    return (InvitationMail.survey == survey_id) & (InvitationMail.kind == kind.value)
