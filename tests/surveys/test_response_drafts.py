"""Answers under way: kept as typed, on whatever device, until they are sent."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from feedback.accounts import token_hash
from feedback.errors import Gone
from feedback.translation import speaking
from surveys.definition import Privacy
from surveys.invitation_tokens import response_token, token_of
from surveys.response_drafts import AlreadySent, draft_by_token, save_section, start
from surveys.responses import send
from surveys.survey_links import WrongLink, survey_by_invitation, survey_by_link
from surveys.tables import Invitation, ResponseDraft, Survey
from tests.surveys.open_surveys import ANSWERS, LAST_DAY, SURVEY, TODAY, begin, begin_by_invitation, invite, open_survey


async def test_start_keeps_only_the_hash_of_the_token(database: str) -> None:
    survey = await open_survey()

    token = await start(await survey_by_link("the-open-link", today=TODAY), language="ar", today=TODAY)

    (row,) = await ResponseDraft.select()
    assert len(token) == 43
    assert (row["survey"], row["invitation"], row["token_hash"], row["language"], row["updated_on"]) == (
        survey,
        None,
        token_hash(token),
        "ar",
        TODAY,
    )


async def test_start_in_a_language_the_survey_lacks(database: str) -> None:
    survey = await open_survey()
    asked = await survey_by_invitation(await invite(survey, language="en"), today=TODAY)

    token = await start(asked, language="fi", today=TODAY)

    assert (await draft_by_token(token, today=TODAY)).language == "en"


async def test_save_section_keeps_wrong_and_unfinished_answers_as_typed(database: str) -> None:
    await open_survey()
    typed = {"q2": ["p1", "p2", "p3"], "q3": ["rad ett\r\nrad två \x00" + "x" * 6000], "q4": ["maybe"]}

    token = await begin(typed)

    draft = await draft_by_token(token, today=TODAY)
    assert draft.typed == {**typed, "q3": ["rad ett\nrad två " + "x" * 6000]}
    assert draft.read.answers == {}
    assert list(draft.read.errors) == ["q1", "q2", "q3", "q4"]


async def test_save_section_leaves_the_other_sections_and_ignores_what_is_no_question(database: str) -> None:
    await open_survey()
    token = await begin({"q1": ["other"], "q3": ["Lokaler"]})

    draft = await save_section(token, {"q3": [], "q9": ["x"], "language": ["sv"]}, language="en", today=TODAY)

    assert (draft.typed, draft.language) == ({"q1": ["other"], "q3": []}, "en")


async def test_save_section_from_two_devices_at_once(database: str) -> None:
    await open_survey()
    token = await begin({})

    await asyncio.gather(
        *(save_section(token, {key: values}, language="sv", today=TODAY) for key, values in ANSWERS.items())
    )

    assert (await draft_by_token(token, today=TODAY)).typed == ANSWERS


async def test_draft_by_token_that_leads_nowhere(database: str) -> None:
    await open_survey()

    with speaking("en"), pytest.raises(WrongLink, match=r"^This link leads to no answers\."):
        await draft_by_token("guessed", today=TODAY)


async def test_draft_by_token_after_the_last_day_keeps_the_answers(database: str) -> None:
    await open_survey()
    token = await begin()

    with pytest.raises(Gone):
        await draft_by_token(token, today=LAST_DAY + timedelta(days=1))
    with pytest.raises(Gone):
        await save_section(token, {"q3": ["Annat"]}, language="sv", today=LAST_DAY + timedelta(days=1))

    assert (await draft_by_token(token, today=LAST_DAY)).typed == ANSWERS


async def test_draft_by_token_of_a_survey_that_was_closed(database: str) -> None:
    survey = await open_survey()
    token = await begin()
    await Survey.update({Survey.state: "closed"}).where(Survey.id == survey)

    with speaking("en"), pytest.raises(Gone, match=r"^The survey is closed and takes no more answers\.$"):
        await draft_by_token(token, today=TODAY)


async def test_draft_by_token_after_sending(database: str) -> None:
    await open_survey()
    token = await begin()
    await send(token, today=TODAY)

    with pytest.raises(AlreadySent):
        await draft_by_token(token, today=TODAY)
    with pytest.raises(AlreadySent):
        await save_section(token, {"q3": ["Annat"]}, language="sv", today=TODAY)


async def test_start_by_an_invitation_that_leads_to_its_answers_goes_on_with_them(database: str) -> None:
    invitation = await invite(await open_survey(replace(SURVEY, privacy=Privacy.CONFIDENTIAL)))
    on_the_phone = await begin_by_invitation(invitation, {"q1": ["other"]})

    at_the_desk = await start(await survey_by_invitation(invitation, today=TODAY), language="sv", today=TODAY)

    assert at_the_desk == on_the_phone
    assert (await draft_by_token(at_the_desk, today=TODAY)).typed == {"q1": ["other"]}
    assert await ResponseDraft.count() == 1


async def test_start_by_an_invitation_to_an_anonymous_survey_gives_a_token_that_the_invitation_does_not_tell(
    database: str,
) -> None:
    invitation = await invite(await open_survey())

    tokens = {await begin_by_invitation(invitation) for _ in range(2)}

    (row,) = await Invitation.select()
    assert len(tokens - {token_of(row["id"]), response_token(row["id"])}) == 2


async def test_save_section_remembers_the_page(database: str) -> None:
    await open_survey()
    token = await begin()

    await save_section(token, {}, language="sv", today=TODAY, page=2)

    (row,) = await ResponseDraft.select()
    assert row["page"] == 2
