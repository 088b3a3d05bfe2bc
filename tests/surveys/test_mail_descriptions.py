"""What the outbox's list says of mails: nothing that tells who has answered."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from feedback.enums import MailState
from feedback.mail.messages import MailDescription
from feedback.mail_tables import Mail
from feedback.translation import speaking
from surveys.definition import Privacy, SurveyDefinition
from surveys.invitations import Invitee, invite
from surveys.mail_descriptions import describe_survey_mails
from surveys.mails import send_invitations
from surveys.publishing import close
from surveys.tables import InvitationMail
from tests.surveys.open_surveys import NOW, SURVEY, TODAY, open_survey

CONFIDENTIAL = replace(SURVEY, privacy=Privacy.CONFIDENTIAL)
NAMED = replace(SURVEY, privacy=Privacy.ORGANISATION_NAMED)


async def described() -> Mapping[UUID, MailDescription]:
    with speaking("en"):
        return await describe_survey_mails(await InvitationMail.select(InvitationMail.id).output(as_list=True))


async def make_mailed(definition: SurveyDefinition, state: MailState) -> UUID:
    survey_id = await open_survey(definition)
    await invite(survey_id, [Invitee("Byalaget", "byalaget@example.org", "sv", "Åsa Öhman")])
    await send_invitations(survey_id, today=TODAY, now=NOW)
    await Mail.update({Mail.state: state.value}, force=True)
    return survey_id


@pytest.mark.parametrize(
    ("definition", "state", "to"),
    [
        (SURVEY, MailState.WAITING, "Byalaget, Åsa Öhman"),
        (SURVEY, MailState.FAILED, "Byalaget, Åsa Öhman"),
        (SURVEY, MailState.DROPPED, ""),
        (CONFIDENTIAL, MailState.SENT, ""),
        (NAMED, MailState.SENT, "Byalaget, Åsa Öhman"),
    ],
)
async def test_list_names_whom_a_mail_is_to(
    database: str, definition: SurveyDefinition, state: MailState, to: str
) -> None:
    await make_mailed(definition, state)

    assert list((await described()).values()) == [MailDescription("Invitation", "Survey about the meeting", to)]


async def test_list_never_names_whom_thanks_are_to(database: str) -> None:
    survey_id = await make_mailed(CONFIDENTIAL, MailState.WAITING)
    await close(survey_id, now=NOW)
    before = [each.to for each in (await described()).values()]
    await InvitationMail.update({InvitationMail.kind: "thanks"}, force=True)

    (thanks,) = (await described()).values()

    assert (before, thanks.kind, thanks.to) == (["Byalaget, Åsa Öhman"], "Thanks", "")
