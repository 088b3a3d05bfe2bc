"""What the outbox's list says of surveys' mails: which mail it is, of which survey, and to whom where that may be shown."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from feedback.enums import MailState
from feedback.mail import outbox
from feedback.mail.messages import MailDescription
from feedback.translation import gettext as _
from feedback.translation import language
from surveys.building import get_survey
from surveys.definition import text_in
from surveys.invitations import tells_use
from surveys.labels import MAIL_KINDS
from surveys.mail_recipients import KIND
from surveys.mail_texts import MailKind
from surveys.tables import Invitation, InvitationMail

#: Thanks are left out: they tell who has answered.
_NAMED = (MailKind.INVITATION, MailKind.REMINDER, MailKind.REPORT)
#: What officers have to see to. What became of other mails could tell who has answered, by what their own page says.
_TO_SEE_TO = (MailState.WAITING, MailState.FAILED)


async def describe_survey_mails(mail_ids: Sequence[UUID]) -> Mapping[UUID, MailDescription]:
    """The `Describer` of the outbox for surveys' mails."""
    ids = list(mail_ids)
    columns = (InvitationMail.id, InvitationMail.kind, InvitationMail.survey, InvitationMail.invitation)
    rows = await InvitationMail.select(*columns).where(InvitationMail.id.is_in(ids)) if ids else []
    surveys = {each: await get_survey(each) for each in {row["survey"] for row in rows}}
    telling = {each for each, survey in surveys.items() if await tells_use(survey)}
    states = await outbox.states(KIND, ids)
    names = await _names([row["invitation"] for row in rows])
    found = {}
    for row in rows:
        kind = MailKind(row["kind"])
        is_shown = kind in _NAMED and (row["survey"] in telling or states.get(row["id"]) in _TO_SEE_TO)
        found[row["id"]] = MailDescription(
            kind=_(MAIL_KINDS[kind]),
            about=text_in(surveys[row["survey"]].definition.title, language()).text,
            to=names.get(row["invitation"], "") if is_shown else "",
        )
    return found


async def _names(invitations: Sequence[UUID]) -> dict[UUID, str]:
    if not invitations:
        return {}
    columns = (Invitation.id, Invitation.organisation, Invitation.name, Invitation.email)
    rows: list[dict[str, Any]] = await Invitation.select(*columns).where(Invitation.id.is_in(list(invitations)))
    return {row["id"]: ", ".join(filter(None, (row["organisation"], row["name"]))) or row["email"] for row in rows}
