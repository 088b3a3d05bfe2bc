"""Writing a survey's mails at the moment they are sent: whether it is still right to, to whom, in which language, and what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from feedback.accounts import token_hash
from feedback.errors import Conflict
from feedback.mail.bodies import Block, Link, Paragraph, as_html, as_text
from feedback.mail.messages import WrittenMail
from feedback.settings import settings
from feedback.translation import date_text, ngettext, speaking
from feedback.translation import gettext as _
from surveys.building import SurveyState, published_definitions
from surveys.declining import decline_address
from surveys.definition import SurveyDefinition, text_in
from surveys.definition import from_json as definition_from_json
from surveys.drafting import estimated_minutes
from surveys.invitation_lists import invitation_address
from surveys.invitation_tokens import token_of
from surveys.mail_templates import text_of
from surveys.mail_texts import MailKind, MailText, compose
from surveys.privacy_notices import privacy_notice
from surveys.publishing import is_open
from surveys.reminders import from_json, is_last
from surveys.shared_reports import report_address
from surveys.tables import Invitation, InvitationMail, Survey

ASKING = (MailKind.INVITATION, MailKind.REMINDER, MailKind.LAST_REMINDER)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail is to; `token` is that of their own link."""

    email: str
    name: str
    organisation: str
    token: str


@dataclass(frozen=True, slots=True)
class MailedSurvey:
    """What a mail tells of its survey."""

    id: UUID
    definition: SurveyDefinition
    closes_on: date | None
    addresses_kept: int
    answers_kept: int | None


async def write_survey_mail(mail_id: UUID) -> WrittenMail | None:
    """The `Writer` of the outbox for surveys' mails."""
    return await written_mail(mail_id, today=date.today())


async def written_mail(mail_id: UUID, *, today: date) -> WrittenMail | None:
    """The mail, or None where it is no longer to be sent: answered, declined, closed, or the address taken away.

    Raises `Conflict` where it says the invitee's own link, and that is not the one that a mail would hold.
    """
    row = await InvitationMail.select().where(InvitationMail.id == mail_id).first()
    if row is None:
        return None
    invitation = await Invitation.select().where(Invitation.id == row["invitation"]).first()
    survey: Survey | None = await Survey.objects().get(Survey.id == row["survey"])
    definitions = await published_definitions([row["survey"]])
    if invitation is None or survey is None or row["survey"] not in definitions:
        return None
    kind = _kind(row, survey)
    if not invitation["email"] or invitation["is_declined"] or survey.state == SurveyState.TRIAL:
        return None
    if kind in ASKING and (invitation["is_used"] or not is_open(survey, today)):
        return None
    definition = definitions[row["survey"]]
    language = invitation["language"]
    language = language if language in definition.languages else definition.languages[0]
    text = await text_of(row["survey"], kind, language)
    token = token_of(invitation["id"])
    says_own_link = kind is not MailKind.REPORT and "{link}" in text.body
    if says_own_link and invitation["token_hash"] != token_hash(token):
        raise Conflict(
            _(
                "The invitee's link was made under another GENSVAR_SECRET, and mails cannot hold it. Make a new link under "
                "Invitations, and send the mail again."
            )
        )
    return mail_of(
        kind,
        text,
        language=language,
        survey=_mailed(survey, definition),
        reader=Reader(invitation["email"], invitation["name"], invitation["organisation"], token),
    )


def _kind(row: Mapping[str, Any], survey: Survey) -> MailKind:
    kind = MailKind(row["kind"])
    if kind is MailKind.REMINDER:
        day, planned = date.fromordinal(row["number"]), from_json(survey.reminders)
        return MailKind.LAST_REMINDER if is_last(day, planned, survey.closes_on) else kind
    return kind


async def sample_mail(survey_id: UUID, kind: MailKind, text: MailText, language: str) -> WrittenMail:
    """The mail with this text as an invitee who does not exist would get it; of a draft too."""
    row = await Survey.objects().get(Survey.id == survey_id)
    if row is None:
        raise Conflict(_("There is no such survey."))
    definitions = await published_definitions([survey_id])
    definition = definitions.get(survey_id) or definition_from_json(row.draft)
    with speaking(language):
        reader = Reader("kim@example.org", _("Kim Example"), _("The Example Association"), "example")
    return mail_of(kind, text, language=language, survey=_mailed(row, definition), reader=reader)


def _mailed(survey: Survey, definition: SurveyDefinition) -> MailedSurvey:
    return MailedSurvey(survey.id, definition, survey.closes_on, survey.addresses_kept, survey.answers_kept)


def mail_of(kind: MailKind, text: MailText, *, language: str, survey: MailedSurvey, reader: Reader) -> WrittenMail:
    """The mail in one language, with what every mail ends with: what happens to the answers, and the way off the list."""
    base = settings().base_url
    own_link = invitation_address(base, reader.token)
    report = report_address(base, survey.id, language=language)
    no_more = decline_address(base, survey.id, reader.email)
    with speaking(language):
        values = {
            "name": reader.name or reader.organisation,
            "organisation": reader.organisation or reader.name,
            "title": text_in(survey.definition.title, language).text,
            "link": report if kind is MailKind.REPORT else own_link,
            "last_day": date_text(survey.closes_on) if survey.closes_on else "",
            "minutes": ngettext("%(n)s minute", "%(n)s minutes", estimated_minutes(survey.definition)),
            "department": settings().department,
        }
        label = _("Read the report") if kind is MailKind.REPORT else _("Go to the survey")
        said = compose(text, values, link_label=label)
        blocks = [*said.blocks, *(_promises(survey) if kind in ASKING else ()), *_way_out(no_more)]
        return WrittenMail(
            to=reader.email,
            to_name=reader.name or reader.organisation,
            subject=said.subject,
            text=as_text(blocks),
            html=as_html(blocks, title=said.subject, language=language),
            language=language,
            unsubscribe=no_more,
            secret=reader.token,
        )


def _promises(survey: MailedSurvey) -> tuple[Block, ...]:
    notice = privacy_notice(
        survey.definition.privacy,
        is_invited=True,
        closes_on=survey.closes_on,
        addresses_kept=survey.addresses_kept,
        answers_kept=survey.answers_kept,
    )
    return (Paragraph(notice.who),)


def _way_out(address: str) -> tuple[Block, ...]:
    said = _("You get this because you were invited to the survey. Answering is voluntary.")
    return (Paragraph(said), Link(_("No more mails about this survey"), address))
