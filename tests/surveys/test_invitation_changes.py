"""One invitation after it was made: corrected, given a new link, removed; and what of it is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from feedback.enums import MailState
from feedback.errors import Conflict, NotFound
from feedback.mail_tables import Mail
from feedback.translation import speaking
from surveys.building import get_survey
from surveys.definition import Privacy
from surveys.invitation_changes import correct, get_invitation, remove, renew
from surveys.invitations import Invitee, invite, invited_with, list_invitations
from surveys.mails import send_invitations
from surveys.publishing import close
from surveys.responses import receipt, send
from surveys.retention import retain
from surveys.sealing import seal
from surveys.survey_links import WrongLink, survey_by_invitation
from surveys.tables import Invitation, InvitationMail, Response, ResponseDraft
from tests.surveys.open_surveys import NOW, SURVEY, TODAY, begin_by_invitation, open_survey
from tests.surveys.records import make_draft

ONE = Invitee("First Association", "one@example.org", "en")
TWO = Invitee("Second Association", "two@example.org", "ar")
CONFIDENTIAL = replace(SURVEY, privacy=Privacy.CONFIDENTIAL)
NAMED = replace(SURVEY, privacy=Privacy.ORGANISATION_NAMED)


async def only() -> UUID:
    (found,) = await Invitation.select(Invitation.id).output(as_list=True)
    return UUID(str(found))


async def test_corrected_address_is_mailed_anew_by_the_same_link(database: str) -> None:
    survey_id = await open_survey()
    (invited,) = await invite(survey_id, [ONE])
    await send_invitations(survey_id, today=TODAY, now=NOW)
    await Mail.update({Mail.state: MailState.SENT.value}, force=True)

    await correct(await only(), replace(ONE, name="Kim"))
    unchanged = await send_invitations(survey_id, today=TODAY, now=NOW)
    await correct(await only(), replace(ONE, email="right@example.org"))
    queued = await send_invitations(survey_id, today=TODAY, now=NOW)

    assert (unchanged, queued) == (0, 1)
    assert [each.email for each in await invited_with(survey_id, [invited.token])] == ["right@example.org"]
    assert (await Mail.count(), await InvitationMail.count()) == (1, 1)


async def test_mail_that_waits_goes_to_the_corrected_address_once(database: str) -> None:
    survey_id = await open_survey()
    await invite(survey_id, [ONE])
    await send_invitations(survey_id, today=TODAY, now=NOW)

    await correct(await only(), replace(ONE, email="right@example.org"))

    assert await send_invitations(survey_id, today=TODAY, now=NOW) == 0
    assert await Mail.count() == 1


async def test_correct_refuses_an_address_that_is_invited_already(database: str) -> None:
    survey_id = await make_draft()
    await invite(survey_id, [ONE, TWO])
    listed = {each.email: each.id for each in await list_invitations(survey_id)}

    with speaking("en"), pytest.raises(Conflict, match="This address is invited already"):
        await correct(listed["one@example.org"], replace(ONE, email="TWO@example.org"))
    await correct(listed["one@example.org"], replace(ONE, email="ONE@example.org"))
    with pytest.raises(NotFound):
        await correct(survey_id, ONE)


async def test_correct_writes_down_nothing_that_was_taken_away(database: str) -> None:
    survey_id = await open_survey()
    await invite(survey_id, [ONE])
    await close(survey_id, now=datetime(2025, 12, 1, 12, tzinfo=UTC))
    await retain(today=TODAY + timedelta(days=1000))

    with speaking("en"), pytest.raises(Conflict, match="taken away, as it was promised"):
        await correct(await only(), ONE)

    assert (await get_invitation(await only())).is_forgotten


@pytest.mark.parametrize("definition", [SURVEY, CONFIDENTIAL])
async def test_use_is_not_told_while_answers_come_in(database: str, definition: object) -> None:
    survey_id = await open_survey(definition)  # type: ignore[arg-type]
    (invited,) = await invite(survey_id, [ONE])
    await send(await begin_by_invitation(invited.token), today=TODAY)

    under_way = (await get_invitation(await only())).is_used
    await close(survey_id, now=NOW)
    await seal(survey_id, now=NOW)

    assert (under_way, (await get_invitation(await only())).is_used) == (None, True)


@pytest.mark.parametrize("definition", [SURVEY, CONFIDENTIAL])
async def test_remove_leaves_sent_answers_where_use_is_not_told(database: str, definition: object) -> None:
    survey_id = await open_survey(definition)  # type: ignore[arg-type]
    (invited,) = await invite(survey_id, [ONE])
    token = await begin_by_invitation(invited.token)
    await send(token, today=TODAY)

    await remove(await only())

    assert (await Invitation.count(), await Response.count()) == (0, 1)
    assert (await receipt(token)).definition.title == SURVEY.title
    with pytest.raises(WrongLink):
        await survey_by_invitation(invited.token, today=TODAY)


async def test_remove_takes_what_was_begun_and_what_was_to_be_mailed(database: str) -> None:
    survey_id = await open_survey(NAMED)
    (invited, _other) = await invite(survey_id, [ONE, TWO])
    await begin_by_invitation(invited.token)
    await send_invitations(survey_id, today=TODAY, now=NOW)
    first = next(each.id for each in await list_invitations(survey_id) if each.email == ONE.email)

    await remove(first)

    assert [each.email for each in await list_invitations(survey_id)] == ["two@example.org"]
    assert (await Mail.count(), await InvitationMail.count(), await ResponseDraft.count()) == (1, 1, 0)
    assert (await get_survey(survey_id)).invited == 1


async def test_remove_refuses_a_used_one_that_is_named_and_all_of_a_closed_survey(database: str) -> None:
    survey_id = await open_survey(NAMED)
    (invited, _other) = await invite(survey_id, [ONE, TWO])
    await send(await begin_by_invitation(invited.token), today=TODAY)
    listed = {each.email: each.id for each in await list_invitations(survey_id)}

    with speaking("en"), pytest.raises(Conflict, match="has been used"):
        await remove(listed["one@example.org"])
    await close(survey_id, now=NOW)
    with speaking("en"), pytest.raises(Conflict, match="The survey is closed"):
        await remove(listed["two@example.org"])

    assert await Invitation.count() == 2


async def test_renew_replaces_the_link(database: str) -> None:
    survey_id = await make_draft()
    (lost,) = await invite(survey_id, [ONE])
    (listed,) = await list_invitations(survey_id)

    found, invited = await renew(listed.id)

    assert (found, invited.email) == (survey_id, "one@example.org")
    assert await invited_with(survey_id, [lost.token, invited.token]) == [invited]
    assert (await get_survey(survey_id)).invited == 1


async def test_renew_a_used_invitation(database: str) -> None:
    survey_id = await make_draft()
    (invited,) = await invite(survey_id, [ONE])
    await Invitation.update({Invitation.is_used: True}, force=True)
    (listed,) = await list_invitations(survey_id)

    with pytest.raises(Conflict):
        await renew(listed.id)

    assert listed.is_used
    assert await invited_with(survey_id, [invited.token]) == [invited]


async def test_renew_what_is_not_there(database: str) -> None:
    with pytest.raises(NotFound):
        await renew(await make_draft())
