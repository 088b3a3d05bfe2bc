"""An open survey is changed version by version, and every response keeps the one it answered."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest

from feedback.errors import Conflict
from feedback.translation import speaking
from reports.queries.surveys import read_surveys
from surveys.building import SurveyState, edit_draft, get_draft, get_survey, list_surveys
from surveys.definition import Privacy, SurveyDefinition
from surveys.edits import change_wording, remove_question, set_privacy
from surveys.invitations import Invitee, invite
from surveys.publishing import close, publish
from surveys.reminders import planned_days
from surveys.response_drafts import save_section, start
from surveys.responses import receipt, send
from surveys.survey_links import survey_by_link
from surveys.tables import Survey, SurveyVersion, VerdictQuestion
from surveys.versions import (
    delete_draft,
    discard_change,
    list_versions,
    move_last_day,
    option_values_used,
    publish_change,
)
from tests.factories import NOW, make_officer
from tests.surveys.records import make_complete_draft, make_draft, make_open_survey

TODAY = NOW.date()
LATER = NOW + timedelta(days=2)


async def change(survey_id: UUID, place: str = "question.q2.text", text: str = "How can more meet?") -> None:
    draft = await get_draft(survey_id)
    await edit_draft(survey_id, lambda draft: change_wording(draft, place, text), seen=draft.fingerprint)


async def begin(survey_id: UUID) -> str:
    asked = await survey_by_link((await get_survey(survey_id)).link, today=TODAY)
    token = await start(asked, language="en", today=TODAY)
    await save_section(token, {"q1": ["association"]}, language="en", today=TODAY)
    return token


async def test_a_change_is_seen_by_nobody_until_it_is_published(database: str) -> None:
    survey_id = await make_open_survey()

    await change(survey_id)

    survey = await get_survey(survey_id)
    asked = await survey_by_link(survey.link, today=TODAY)
    assert survey.is_under_change
    assert asked.definition == survey.definition
    assert survey.definition.question("q2").text["en"] == "How can more people find a meeting place?"
    assert (await get_draft(survey_id)).definition.question("q2").text["en"] == "How can more meet?"


async def test_publish_change_makes_the_next_version_and_binds_verdicts_again(database: str) -> None:
    officer, survey_id = await make_officer(), await make_open_survey()
    await change(survey_id)

    version_id = await publish_change(survey_id, officer=officer, now=LATER, note="Said more plainly.")

    first, second = await list_versions(survey_id)
    assert (second.id, second.number, second.note, second.published_at) == (version_id, 2, "Said more plainly.", LATER)
    assert second.officer
    assert first.definition.question("q2").text != second.definition.question("q2").text
    assert await VerdictQuestion.count().where(VerdictQuestion.version == version_id) == 1
    assert not (await get_survey(survey_id)).is_under_change


async def test_answers_that_were_begun_are_sent_for_their_version(database: str) -> None:
    survey_id = await make_open_survey()
    begun = await begin(survey_id)
    await change(survey_id)
    await publish_change(survey_id, officer=None, now=LATER, note="Plainer.")
    fresh = await begin(survey_id)

    for token in (begun, fresh):
        await send(token, today=TODAY)

    assert (await receipt(begun)).definition.question("q2").text["en"] == "How can more people find a meeting place?"
    assert (await receipt(fresh)).definition.question("q2").text["en"] == "How can more meet?"
    assert [version.responses for version in await list_versions(survey_id)] == [1, 1]


async def test_reports_keep_a_question_that_was_left_out_and_every_wording(database: str) -> None:
    survey_id = await make_open_survey()
    await send(await begin(survey_id), today=TODAY)
    draft = await get_draft(survey_id)
    await edit_draft(survey_id, lambda draft: remove_question(draft, "q6"), seen=draft.fingerprint)
    await change(survey_id)
    await publish_change(survey_id, officer=None, now=LATER, note="Shorter.")

    (survey,) = await read_surveys(today=TODAY)

    assert [question.key for question in survey.questions] == ["q1", "q2", "q3", "q4", "q5", "q6"]
    assert survey.questions[1].text["en"] == "How can more meet?"
    assert [(version.number, version.responses) for version in survey.versions] == [(1, 1), (2, 0)]


async def test_publish_change_refuses_what_is_no_change_or_not_complete(database: str) -> None:
    survey_id = await make_open_survey()
    with speaking("en"), pytest.raises(Conflict, match="Nothing has been changed"):
        await publish_change(survey_id, officer=None, now=LATER, note="x")
    await change(survey_id, text="")

    with speaking("en"), pytest.raises(Conflict, match="Question 2: The question has no text"):
        await publish_change(survey_id, officer=None, now=LATER, note="x")

    assert await SurveyVersion.count() == 1


async def test_publish_change_twice_at_once_makes_one_version(database: str) -> None:
    survey_id = await make_open_survey()
    await change(survey_id)

    attempts = [publish_change(survey_id, officer=None, now=LATER, note="x") for _each in range(4)]
    outcomes = await asyncio.gather(*attempts, return_exceptions=True)

    assert sorted(type(each).__name__ for each in outcomes) == ["Conflict"] * 3 + ["UUID"]
    assert await SurveyVersion.count() == 2


async def test_privacy_is_the_officers_until_the_survey_opens(database: str) -> None:
    survey_id = await make_complete_draft()
    seen = (await get_draft(survey_id)).fingerprint
    await edit_draft(survey_id, lambda draft: set_privacy(draft, Privacy.CONFIDENTIAL, may_quote=False), seen=seen)
    await publish(survey_id, officer=None, now=NOW)

    with pytest.raises(Conflict):
        await edit_draft(
            survey_id,
            lambda draft: set_privacy(draft, Privacy.ORGANISATION_NAMED, may_quote=False),
            seen=(await get_draft(survey_id)).fingerprint,
        )

    assert (await get_draft(survey_id)).definition.privacy is Privacy.CONFIDENTIAL


async def test_discard_change_takes_back_what_was_not_published(database: str) -> None:
    survey_id = await make_open_survey()
    before = await get_survey(survey_id)
    await change(survey_id)

    await discard_change(survey_id)

    assert await get_survey(survey_id) == before


async def test_option_values_used_are_those_of_every_version(database: str) -> None:
    survey_id = await make_open_survey()
    values = [option.value for option in (await get_survey(survey_id)).definition.question("q3").options]

    def without_last(definition: SurveyDefinition) -> SurveyDefinition:
        from surveys.edits import change_options

        return change_options(definition, "q3", definition.question("q3").options[:-1])

    await edit_draft(survey_id, without_last, seen=(await get_draft(survey_id)).fingerprint)
    await publish_change(survey_id, officer=None, now=LATER, note="Fewer.")

    assert await option_values_used(survey_id, "q3") == frozenset(values)


@pytest.mark.parametrize("day", [None, TODAY, TODAY + timedelta(days=60)])
async def test_move_last_day_of_an_open_survey(database: str, day: date | None) -> None:
    survey_id = await make_open_survey()

    await move_last_day(survey_id, day, today=TODAY)

    assert (await get_survey(survey_id)).closes_on == day


async def test_reminders_move_with_the_last_day(database: str) -> None:
    survey_id = await make_open_survey()

    found = []
    for days in (20, 30, None):
        await move_last_day(survey_id, TODAY + timedelta(days=days) if days else None, today=TODAY)
        found.append([(day - TODAY).days for day in await planned_days(survey_id)])

    assert found == [[10, 18], [15, 28], []]


async def test_move_last_day_opens_nothing_again(database: str) -> None:
    survey_id = await make_open_survey()
    with pytest.raises(Conflict):
        await move_last_day(survey_id, TODAY - timedelta(days=1), today=TODAY)
    await move_last_day(survey_id, TODAY, today=TODAY)
    tomorrow = TODAY + timedelta(days=1)

    with pytest.raises(Conflict):
        await move_last_day(survey_id, tomorrow, today=tomorrow)
    await close(survey_id, now=NOW)
    with pytest.raises(Conflict):
        await move_last_day(survey_id, tomorrow, today=TODAY)

    assert (await get_survey(survey_id)).closes_on == TODAY


async def test_delete_draft_takes_its_invitations_along(database: str) -> None:
    survey_id = await make_draft()
    await invite(survey_id, [Invitee("One", "one@example.org", "en")])

    consultation = await delete_draft(survey_id)

    assert await list_surveys(consultation) == ()
    assert await Survey.count() == 0


async def test_delete_draft_of_an_opened_survey(database: str) -> None:
    survey_id = await make_open_survey()

    with pytest.raises(Conflict):
        await delete_draft(survey_id)

    assert (await get_survey(survey_id)).state is SurveyState.OPEN
