"""Publishing freezes the wording; nothing that happens later reaches it."""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest

from feedback.enums import PointKind
from feedback.errors import Conflict
from feedback.issue_heads import rename_issue
from feedback.points import Wording, edit_point, list_points
from feedback.translation import speaking
from surveys.building import SurveyState, get_survey, save_draft
from surveys.definition import from_json
from surveys.edits import change_wording
from surveys.invitations import Invitee, invite
from surveys.publishing import close, is_open, publish
from surveys.tables import Survey, SurveyVersion, VerdictQuestion
from tests.factories import NOW, make_officer
from tests.surveys.records import POINTS, make_complete_draft, make_draft, make_open_survey

LAST_DAY = date(2024, 6, 30)


async def versions(survey_id: UUID) -> list[dict[str, object]]:
    return await SurveyVersion.select().where(SurveyVersion.survey == survey_id)


async def state_of(survey_id: UUID) -> SurveyState:
    return (await get_survey(survey_id)).state


async def test_publish_freezes_a_version_and_opens_the_survey(database: str) -> None:
    officer, survey_id = await make_officer(), await make_complete_draft()
    definition = (await get_survey(survey_id)).definition

    version_id = await publish(survey_id, officer=officer, now=NOW, invited=34, closes_on=LAST_DAY)

    survey = await get_survey(survey_id)
    assert (survey.state, survey.invited, survey.closes_on, survey.opened_at) == (SurveyState.OPEN, 34, LAST_DAY, NOW)
    (version,) = await versions(survey_id)
    assert (version["id"], version["number"], version["published_by"]) == (version_id, 1, officer)
    assert from_json(str(version["definition"])) == definition
    verdicts = await VerdictQuestion.select(VerdictQuestion.question_key, VerdictQuestion.issue).where(
        VerdictQuestion.version == version_id
    )
    bound = definition.questions[3]
    assert verdicts == [{"question_key": bound.key, "issue": UUID(bound.issue_id or "")}]


async def test_published_wording_does_not_change_with_its_sources(database: str) -> None:
    survey_id = await make_complete_draft()
    survey = await get_survey(survey_id)
    await publish(survey_id, officer=None, now=NOW)
    (point, *_others) = await list_points(survey.consultation_id)

    await edit_point(point.id, Wording("Rents are low.", PointKind.STATEMENT, point.question_id), seen=POINTS[0])
    await rename_issue(UUID(survey.definition.questions[3].issue_id or ""), "Premises", officer=None, now=NOW)

    (version,) = await versions(survey_id)
    assert from_json(str(version["definition"])) == survey.definition
    assert (await get_survey(survey_id)).definition == survey.definition


async def test_publish_with_an_incomplete_language(database: str) -> None:
    survey_id = await make_draft()

    with speaking("en"), pytest.raises(Conflict) as refused:
        await publish(survey_id, officer=None, now=NOW)

    assert str(refused.value) == (
        "The survey cannot be published yet. "
        "6 texts are missing in one of the languages: Swedish. Translate them, or leave the language out. "
        "6 texts are missing in one of the languages: Arabic. Translate them, or leave the language out."
    )
    assert (await state_of(survey_id), await versions(survey_id)) == (SurveyState.DRAFT, [])


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"closes_on": date(2024, 6, 9)}, "The last day to answer has passed."),
        ({"invited": 1}, "There are more invitations, 2, than people who were asked."),
    ],
)
async def test_publish_on_wrong_terms(database: str, terms: dict[str, object], reason: str) -> None:
    survey_id = await make_complete_draft()
    await invite(survey_id, [Invitee("One", "one@example.org", "en"), Invitee("Two", "two@example.org", "en")])

    with speaking("en"), pytest.raises(Conflict) as refused:
        await publish(survey_id, officer=None, now=NOW, **terms)  # type: ignore[arg-type]

    assert str(refused.value) == f"The survey cannot be published yet. {reason}"
    assert await state_of(survey_id) == SurveyState.DRAFT


async def test_publish_a_verdict_on_an_issue_that_is_not_there(database: str) -> None:
    survey_id = await make_complete_draft()
    survey = await get_survey(survey_id)
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(each, issue_id=str(uuid4())) if each.issue_id else each for each in section.questions
            ),
        )
        for section in survey.definition.sections
    )
    await save_draft(survey_id, replace(survey.definition, sections=sections), seen=survey.fingerprint)

    with speaking("en"), pytest.raises(Conflict) as refused:
        await publish(survey_id, officer=None, now=NOW)

    assert str(refused.value).endswith("Question 4: the issue it asks about is no longer there.")


async def test_publish_twice_at_once_makes_one_version(database: str) -> None:
    survey_id = await make_complete_draft()

    attempts = [publish(survey_id, officer=None, now=NOW) for _each in range(5)]
    outcomes = await asyncio.gather(*attempts, return_exceptions=True)

    assert sorted(type(each).__name__ for each in outcomes) == ["Conflict"] * 4 + ["UUID"]
    assert len(await versions(survey_id)) == 1


async def test_an_edit_and_publishing_at_once_leave_draft_and_version_equal(database: str) -> None:
    survey_id = await make_complete_draft()
    survey = await get_survey(survey_id)
    edited = change_wording(survey.definition, "title", "Our survey")

    await asyncio.gather(
        save_draft(survey_id, edited, seen=survey.fingerprint),
        publish(survey_id, officer=None, now=NOW),
        return_exceptions=True,
    )

    (version,) = await versions(survey_id)
    assert from_json(str(version["definition"])) == (await get_survey(survey_id)).definition


async def test_close_ends_an_open_survey_once(database: str) -> None:
    survey_id = await make_open_survey()

    await close(survey_id, now=NOW)

    survey = await get_survey(survey_id)
    assert (survey.state, survey.closed_at) == (SurveyState.CLOSED, NOW)
    with pytest.raises(Conflict):
        await close(survey_id, now=datetime(2024, 7, 1, tzinfo=NOW.tzinfo))
    assert (await get_survey(survey_id)).closed_at == NOW


async def test_close_a_draft(database: str) -> None:
    survey_id = await make_draft()

    with pytest.raises(Conflict):
        await close(survey_id, now=NOW)
    assert await state_of(survey_id) == SurveyState.DRAFT


@pytest.mark.parametrize(
    ("state", "closes_on", "expected"),
    [
        ("open", None, True),
        ("open", LAST_DAY, True),
        ("open", date(2024, 6, 29), False),
        ("draft", None, False),
        ("closed", LAST_DAY, False),
    ],
)
def test_is_open_until_the_last_day_has_passed(state: str, closes_on: date | None, expected: bool) -> None:
    assert is_open(Survey(state=state, closes_on=closes_on), LAST_DAY) is expected
