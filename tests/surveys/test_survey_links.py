"""Where a link leads, and what is said when it leads nowhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from feedback.errors import Gone
from feedback.translation import speaking
from surveys.definition import Privacy
from surveys.response_drafts import save_section, start
from surveys.responses import send
from surveys.survey_links import AlreadyAnswered, WrongLink, survey_by_invitation, survey_by_link
from surveys.tables import SurveyVersion
from tests.surveys.open_surveys import ANSWERS, LAST_DAY, SURVEY, TODAY, begin_by_invitation, invite, open_survey


async def test_survey_by_link_until_the_last_day(database: str) -> None:
    survey = await open_survey()

    asked = await survey_by_link("the-open-link", today=LAST_DAY)

    assert (asked.survey_id, asked.definition, asked.language, asked.closes_on) == (survey, SURVEY, "sv", LAST_DAY)


async def test_survey_by_link_the_day_after(database: str) -> None:
    await open_survey()

    with (
        speaking("en"),
        pytest.raises(Gone, match=r"^The survey is closed. The last day to answer was 30 November 2025\.$"),
    ):
        await survey_by_link("the-open-link", today=LAST_DAY + timedelta(days=1))


async def test_survey_by_link_of_a_closed_survey(database: str) -> None:
    await open_survey(state="closed", closes_on=None)

    with speaking("en"), pytest.raises(Gone, match=r"^The survey is closed and takes no more answers\.$"):
        await survey_by_link("the-open-link", today=TODAY)


@pytest.mark.parametrize("link", ["", "the-open-lin", "THE-OPEN-LINK", "the-draft", "é" * 2000])
async def test_survey_by_link_that_leads_nowhere(sqlite_database: str, link: str) -> None:
    await open_survey()
    await open_survey(state="draft", link="the-draft")

    with speaking("en"), pytest.raises(WrongLink, match=r"^This link leads to no survey\."):
        await survey_by_link(link, today=TODAY)


async def test_survey_by_link_gives_the_latest_version(database: str) -> None:
    survey = await open_survey()
    latest = SurveyVersion(survey=survey, number=2, definition='{"title":{"sv":"Ny"},"languages":["sv"]}')
    await latest.save()

    asked = await survey_by_link("the-open-link", today=TODAY)

    assert (asked.version_id, asked.definition.title) == (latest.id, {"sv": "Ny"})


async def test_survey_by_invitation_speaks_the_invitees_language(database: str) -> None:
    survey = await open_survey()

    arabic = await survey_by_invitation(await invite(survey, language="ar"), today=TODAY)
    finnish = await survey_by_invitation(await invite(survey, language="fi"), today=TODAY)

    assert (arabic.language, finnish.language) == ("ar", "sv")


async def test_survey_by_invitation_that_was_used(database: str) -> None:
    token = await invite(await open_survey())
    draft = await start(await survey_by_invitation(token, today=TODAY), language="sv", today=TODAY)
    await save_section(draft, ANSWERS, language="sv", today=TODAY)
    await send(draft, today=TODAY)

    with speaking("en"), pytest.raises(Gone, match=r"^This invitation has been used, and an"):
        await survey_by_invitation(token, today=TODAY + timedelta(days=1))


async def test_survey_by_invitation_that_leads_to_its_answers(database: str) -> None:
    invitation = await invite(await open_survey(replace(SURVEY, privacy=Privacy.CONFIDENTIAL)))
    token = await begin_by_invitation(invitation)
    await send(token, today=TODAY)

    with pytest.raises(AlreadyAnswered) as answered:
        await survey_by_invitation(invitation, today=LAST_DAY + timedelta(days=9))

    assert answered.value.token == token


async def test_survey_by_invitation_that_was_never_given(database: str) -> None:
    await open_survey()

    with pytest.raises(WrongLink):
        await survey_by_invitation("guessed", today=TODAY)
