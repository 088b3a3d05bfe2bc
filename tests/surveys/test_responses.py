"""Sending: once, whole or not at all, and what it keeps of who sent it is what the survey promised."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Gone
from feedback.translation import speaking
from surveys.definition import Privacy
from surveys.response_drafts import draft_by_token, save_section, start
from surveys.responses import NotComplete, Receipt, read_document, receipt, send
from surveys.survey_links import WrongLink, survey_by_link
from surveys.tables import Invitation, Response, ResponseDraft
from tests.surveys.open_surveys import (
    ANSWERS,
    LAST_DAY,
    NOW,
    SURVEY,
    TODAY,
    begin,
    begin_by_invitation,
    invite,
    open_survey,
    revise,
)

STORED = {"q1": "association", "q2": ["p1", "p3"], "q3": "Lokaler som är öppna på kvällen.", "q4": "partly", "q5": 4}


async def test_send_appends_one_response_and_takes_the_draft_away(database: str) -> None:
    survey = await open_survey()
    token = await begin(language="ar")

    sent = await send(token, today=TODAY)

    (row,) = await Response.select()
    assert sent == Receipt(row["id"], SURVEY, "ar", STORED, TODAY, "open", LAST_DAY)
    assert (row["survey"], row["language"], row["revision"], row["day"]) == (survey, "ar", 1, TODAY)
    assert (row["token_hash"], read_document(row["answers"])) == (token_hash(token), STORED)
    assert await ResponseDraft.count() == 0


async def test_send_uses_the_invitation_and_forgets_which_response_it_was(database: str) -> None:
    survey = await open_survey()
    invitation = await invite(survey)
    token = await begin_by_invitation(invitation)

    await send(token, today=TODAY)

    (row,), (response,) = await Invitation.select(), await Response.select()
    assert (row["is_used"], row["used_on"], response["invitation"], response["organisation"]) == (True, None, None, "")
    assert {str(row["id"]), row["token_hash"]} & {str(value) for value in response.values()} == set()


@pytest.mark.parametrize("privacy", [Privacy.CONFIDENTIAL, Privacy.ORGANISATION_NAMED])
async def test_send_by_an_invitation_that_leads_to_its_answers(database: str, privacy: Privacy) -> None:
    invitation = await invite(await open_survey(replace(SURVEY, privacy=privacy)), organisation="Exempelföreningen")

    sent = await send(await begin_by_invitation(invitation), today=TODAY)

    (row,), (response,) = await Invitation.select(), await Response.select()
    organisation = "Exempelföreningen" if privacy is Privacy.ORGANISATION_NAMED else ""
    assert (response["invitation"], response["organisation"]) == (row["id"], organisation)
    assert (sent.has_own_link, sent.organisation) == (True, organisation)


async def test_send_by_the_open_link_for_a_named_organisation(database: str) -> None:
    await open_survey(replace(SURVEY, privacy=Privacy.ORGANISATION_NAMED))
    asked = await survey_by_link("the-open-link", today=TODAY)
    token = await start(asked, language="sv", today=TODAY, organisation="Bygdegården")
    await save_section(token, ANSWERS, language="sv", today=TODAY)

    await send(token, today=TODAY)

    (response,) = await Response.select()
    assert (response["organisation"], read_document(response["answers"])) == ("Bygdegården", STORED)


@pytest.mark.parametrize(("seconds", "minutes"), [(59, 0), (600, 10), (200_000, 240)])
async def test_send_notes_how_many_minutes_it_took(sqlite_database: str, seconds: int, minutes: int) -> None:
    token = await begin_by_invitation(await invite(await open_survey()))

    await send(token, today=TODAY, now=NOW + timedelta(seconds=seconds))

    (response,) = await Response.select()
    assert response["minutes"] == minutes


async def test_send_again_gives_the_same_receipt(database: str) -> None:
    await open_survey()
    token = await begin()
    first = await send(token, today=TODAY)

    again = await send(token, today=LAST_DAY + timedelta(days=7))

    assert again == first
    assert await Response.count() == 1


async def test_send_twenty_times_at_once(database: str) -> None:
    token = await begin_by_invitation(await invite(await open_survey()))

    receipts = await asyncio.gather(*(send(token, today=TODAY) for _ in range(20)))

    assert receipts == [receipts[0]] * 20
    assert await Response.count() == 1


async def test_send_from_twenty_devices_with_one_invitation(database: str) -> None:
    invitation = await invite(await open_survey())
    tokens = [await begin_by_invitation(invitation) for _ in range(20)]

    outcomes = await asyncio.gather(*(send(token, today=TODAY) for token in tokens), return_exceptions=True)

    assert sorted(type(each).__name__ for each in outcomes) == ["LinkUsed"] * 19 + ["Receipt"]
    assert (await Response.count(), await ResponseDraft.count()) == (1, 19)


async def test_send_of_a_second_device_says_that_the_invitation_was_used(database: str) -> None:
    invitation = await invite(await open_survey())
    first, second = await begin_by_invitation(invitation), await begin_by_invitation(invitation)
    await send(first, today=TODAY)

    with speaking("en"), pytest.raises(Gone, match=r"^This invitation has been used, and an"):
        await send(second, today=TODAY)


async def send_and_be_cut_off(token: str) -> None:
    async with transaction():
        await send(token, today=TODAY)
        raise ZeroDivisionError


async def test_send_that_is_cut_off_leaves_everything_as_it_was(database: str) -> None:
    token = await begin_by_invitation(await invite(await open_survey()))

    with pytest.raises(ZeroDivisionError):
        await send_and_be_cut_off(token)

    (invitation,) = await Invitation.select()
    assert (await Response.count(), invitation["is_used"]) == (0, False)
    assert (await draft_by_token(token, today=TODAY)).typed == ANSWERS
    assert (await send(token, today=TODAY)).answers == STORED


async def test_send_that_is_cancelled_has_sent_all_or_nothing(database: str) -> None:
    survey = await open_survey()
    for patience in range(12):
        token = await begin_by_invitation(await invite(survey))
        sending = asyncio.ensure_future(send(token, today=TODAY))
        for _ in range(patience):
            await asyncio.sleep(0)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)

        await send(token, today=TODAY)

    used = await Invitation.count().where(Invitation.is_used.eq(True))
    assert (await Response.count(), await ResponseDraft.count(), used) == (12, 0, 12)


async def test_send_of_wrong_answers_says_what_to_do_and_keeps_them(database: str) -> None:
    await open_survey()
    typed = {"q2": ["p1", "p2", "p3"], "q3": ["x" * 5001], "q4": ["maybe"], "q5": ["6"]}
    token = await begin(typed)

    with speaking("en"), pytest.raises(NotComplete) as refusal:
        await send(token, today=TODAY)

    assert refusal.value.errors == {
        "q1": "Choose one of the answers.",
        "q2": "Choose up to 2 answers. You have chosen 3.",
        "q3": "An answer may have 5,000 characters. Shorten yours by at least 1.",
        "q4": "Choose one of the answers in the list.",
        "q5": "Choose one of the answers in the list.",
    }
    assert (await draft_by_token(token, today=TODAY)).typed == typed
    assert await Response.count() == 0


async def test_send_after_the_last_day(database: str) -> None:
    await open_survey()
    token = await begin()

    with pytest.raises(Gone):
        await send(token, today=LAST_DAY + timedelta(days=1))

    assert (await Response.count(), await ResponseDraft.count()) == (0, 1)


async def test_send_with_a_token_that_was_never_given(database: str) -> None:
    with pytest.raises(WrongLink):
        await send("guessed", today=TODAY)


async def test_receipt_shows_the_latest_revision(database: str) -> None:
    await open_survey()
    token = await begin()
    first = await send(token, today=TODAY)
    second = await revise(token, {"q1": "other"}, revision=2)

    latest = await receipt(token)

    assert (latest.revision, latest.answers) == (2, {"q1": "other"})
    assert second != first.response_id
    assert latest.reference == first.reference


def test_reference_is_eight_characters_in_two_groups() -> None:

    shown = Receipt(UUID("0123abcd-0000-4000-8000-000000000000"), SURVEY, "sv", {}, TODAY, "open")

    assert shown.reference == "0123-ABCD"
