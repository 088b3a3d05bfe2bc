"""Trying a survey out: answered as any other, counted nowhere, and thrown away."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from feedback.errors import Conflict, Gone, NotFound
from reports.queries.surveys import read_surveys
from surveys.building import begin_survey, edit_draft, get_survey, list_surveys
from surveys.definition import from_json
from surveys.digest import digest
from surveys.edits import change_wording
from surveys.publishing import close, close_overdue, publish
from surveys.response_drafts import save_section, start
from surveys.responses import send
from surveys.survey_links import AskedSurvey, WrongLink, survey_by_link
from surveys.tables import Response, ResponseDraft, Statement, Survey, SurveyVersion, Tally
from surveys.trials import Trial, throw_away, trial_of, try_out
from tests.factories import NOW, make_consultation
from tests.surveys.records import make_complete_draft, make_draft, make_open_survey

TODAY = date(2024, 6, 11)


async def asked_in(trial: Trial) -> AskedSurvey:
    return await survey_by_link(trial.link, today=TODAY)


async def answer_trial(trial: Trial) -> None:
    token = await start(await asked_in(trial), language="en", today=TODAY)
    await save_section(token, {"q1": ["association"], "q2": ["More keys."]}, language="en", today=TODAY)
    await send(token, today=TODAY)


async def left_of_trials() -> list[int]:
    tables = (Survey, SurveyVersion, Response, ResponseDraft, Statement, Tally)
    return [await table.count() for table in tables]


async def test_a_trial_asks_the_draft_and_is_answered(database: str) -> None:
    survey_id = await make_draft()

    trial = await try_out(survey_id, now=NOW)
    await answer_trial(trial)
    await start(await asked_in(trial), language="en", today=TODAY)

    asked = await asked_in(trial)
    assert asked.definition == (await get_survey(survey_id)).definition
    assert asked.is_trial
    assert await trial_of(survey_id) == Trial(trial.link, begun=1, sent=1)


async def test_a_trial_is_in_no_list_and_no_report(database: str) -> None:
    survey_id = await make_open_survey()
    trial = await try_out(survey_id, now=NOW)
    await answer_trial(trial)
    await digest()

    trial_id = (await asked_in(trial)).survey_id

    assert [survey.id for survey in await list_surveys()] == [survey_id]
    assert [(survey.id, survey.responses) for survey in await read_surveys(today=TODAY)] == [(str(survey_id), 0)]
    with pytest.raises(NotFound):
        await get_survey(trial_id)


async def test_a_trial_goes_on_at_the_same_link_with_what_was_changed_since(database: str) -> None:
    survey_id = await make_draft()
    first = await try_out(survey_id, now=NOW)
    seen = (await get_survey(survey_id)).fingerprint
    await edit_draft(survey_id, lambda draft: change_wording(draft, "title", "Ours"), seen=seen)

    again = await try_out(survey_id, now=NOW)
    await try_out(survey_id, now=NOW)

    assert again.link == first.link
    assert (await asked_in(again)).definition.title["en"] == "Ours"
    assert await SurveyVersion.count() == 2


async def test_throwing_a_trial_away_leaves_nothing_of_it(database: str) -> None:
    survey_id = await make_draft()
    trial = await try_out(survey_id, now=NOW)
    await answer_trial(trial)
    await start(await asked_in(trial), language="en", today=TODAY)
    await digest()

    await throw_away(survey_id)
    await throw_away(survey_id)

    assert await left_of_trials() == [1, 0, 0, 0, 0, 0]
    with pytest.raises(WrongLink):
        await asked_in(trial)
    assert await trial_of(survey_id) is None


async def test_publishing_throws_the_trial_away(database: str) -> None:
    survey_id = await make_complete_draft()
    await answer_trial(await try_out(survey_id, now=NOW))

    await publish(survey_id, officer=None, now=NOW)

    assert await trial_of(survey_id) is None
    assert await left_of_trials() == [1, 1, 0, 0, 0, 0]


async def test_closing_throws_the_trial_away(database: str) -> None:
    by_hand, by_its_day = await make_open_survey(), await make_open_survey()
    await Survey.update({Survey.closes_on: TODAY}).where(Survey.id == by_its_day)
    trials = [await try_out(survey_id, now=NOW) for survey_id in (by_hand, by_its_day)]
    for trial in trials:
        await answer_trial(trial)

    await close(by_hand, now=NOW)
    with pytest.raises(Gone):
        await survey_by_link(trials[1].link, today=TODAY + timedelta(days=1))
    await close_overdue(today=TODAY + timedelta(days=1), now=NOW)

    assert await left_of_trials() == [2, 2, 0, 0, 0, 0]
    for trial in trials:
        with pytest.raises(WrongLink):
            await asked_in(trial)


async def test_a_trial_promises_what_the_survey_does(database: str) -> None:
    survey_id = await make_open_survey()
    trial = await try_out(survey_id, now=NOW)
    promised = {Survey.addresses_kept: 2, Survey.answers_kept: 24, Survey.closes_on: date(2024, 6, 30)}
    await Survey.update(promised).where(Survey.id == survey_id)

    await try_out(survey_id, now=NOW)

    asked = await asked_in(trial)
    assert [asked.addresses_kept, asked.answers_kept, asked.closes_on] == list(promised.values())
    with pytest.raises(Conflict):
        await try_out(survey_id, now=datetime(2024, 7, 1, 12, tzinfo=UTC))


async def test_a_closed_survey_and_one_without_questions_cannot_be_tried(database: str) -> None:
    closed = await make_open_survey()
    await close(closed, now=NOW)
    empty = await begin_survey(await make_consultation(title="Empty"), now=NOW)

    for survey_id in (closed, empty):
        with pytest.raises(Conflict):
            await try_out(survey_id, now=NOW)


async def test_trial_of_one_survey_leaves_another_alone(database: str) -> None:
    first, second = await make_draft(), await make_draft()
    kept = await try_out(second, now=NOW)
    await try_out(first, now=NOW)

    await throw_away(first)

    assert await trial_of(second) == kept
    assert from_json(str((await version_of(kept))["definition"])).questions


async def version_of(trial: Trial) -> dict[str, object]:
    survey_id: UUID = (await asked_in(trial)).survey_id
    (row,) = await SurveyVersion.select().where(SurveyVersion.survey == survey_id)
    return row
