"""Drafting a survey from a consultation in the database, and editing it."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from feedback.consultations import delete_consultation
from feedback.enums import Delivery
from feedback.errors import Conflict, Gone, NotFound
from feedback.issue_states import Entry, Field
from feedback.issues import record
from feedback.points import drop_point
from surveys.asked_about import consultation_to_ask_about
from surveys.building import (
    SurveyState,
    begin_survey,
    draft_for,
    edit_draft,
    get_draft,
    get_survey,
    list_surveys,
    save_draft,
)
from surveys.definition import QuestionType, SurveyDefinition
from surveys.edits import change_wording, move_question
from surveys.publishing import close, publish
from surveys.publishing_checks import blocking, problems_before_publishing
from surveys.question_library import library, library_set
from tests.factories import NOW, make_consultation
from tests.surveys.records import POINTS, QUESTION, make_asked_consultation, make_draft, make_open_survey


def retitled(definition: SurveyDefinition) -> SurveyDefinition:
    return change_wording(definition, "title", "Our survey")


async def test_draft_for_asks_what_was_asked_said_and_left_open(database: str) -> None:
    consultation, issue, points = await make_asked_consultation()

    survey = await get_survey(await draft_for(consultation, now=NOW))

    assert [(each.type, each.text["en"]) for each in survey.definition.questions] == [
        (QuestionType.SINGLE_CHOICE, "What kind of organisation do you represent?"),
        (QuestionType.FREE_TEXT, QUESTION),
        (QuestionType.SEVERAL_CHOICES, "Which of these points matter most to you?"),
        (QuestionType.VERDICT, "Premises are too expensive"),
        (QuestionType.FIVE_POINT_SCALE, "How was the meeting as a whole?"),
        (QuestionType.FREE_TEXT, "What could be better next time?"),
    ]
    _background, asked, which, verdict, _score, _better = survey.definition.questions
    assert asked.help == {"en": "Where?\nWhen?"}
    assert [option.labels for option in which.options] == [{"en": text} for text in POINTS]
    assert [option.point_id for option in which.options] == [str(point) for point in points]
    assert verdict.issue_id == str(issue)
    assert verdict.help["en"] == "Raised in 2019, 2024. Has this been addressed?"
    assert (survey.state, survey.left_out, survey.participants) == (SurveyState.DRAFT, (), 34)
    assert len(survey.link) == 43


async def test_draft_for_keeps_what_was_left_out(database: str) -> None:
    consultation, _issue, _points = await make_asked_consultation()

    survey = await get_survey(await draft_for(consultation, now=NOW, max_questions=5))

    assert [each.text for each in survey.left_out] == ["What could be better next time?"]


async def test_consultation_to_ask_about_leaves_out_dropped_points_and_issues_that_are_done(database: str) -> None:
    consultation, issue, points = await make_asked_consultation()
    await drop_point(points[2], now=NOW)
    await record(issue, Entry(Field.DELIVERY, Delivery.SUPERSEDED.value, "Replaced by a law.", None, NOW))

    asked = await consultation_to_ask_about(consultation)

    assert [(point.text, point.question_number) for point in asked.points] == [(text, 1) for text in POINTS[:2]]
    assert asked.issues == ()


async def test_draft_for_a_deleted_consultation(database: str) -> None:
    consultation = await make_consultation(title="Old")
    await delete_consultation(consultation, now=NOW)

    with pytest.raises(Gone):
        await draft_for(consultation, now=NOW)
    assert await list_surveys() == ()


async def test_list_surveys_of_one_consultation(database: str) -> None:
    survey_id = await make_draft()
    other = await draft_for(await make_consultation(title="Other"), now=NOW.replace(day=11))

    listed = await list_surveys()

    assert [each.id for each in listed] == [other, survey_id]
    assert [each.id for each in await list_surveys(listed[1].consultation_id)] == [survey_id]


async def test_get_survey_that_is_not_there(database: str) -> None:
    with pytest.raises(NotFound):
        await get_survey(uuid4())


async def test_save_draft_replaces_the_draft_that_was_seen(database: str) -> None:
    survey_id = await make_draft()
    survey = await get_survey(survey_id)

    await save_draft(survey_id, retitled(survey.definition), seen=survey.fingerprint)

    assert (await get_survey(survey_id)).definition == retitled(survey.definition)


async def test_save_draft_after_somebody_else(database: str) -> None:
    survey_id = await make_draft()
    survey = await get_survey(survey_id)
    theirs = replace(survey.definition, languages=("en", "sv"))
    await save_draft(survey_id, theirs, seen=survey.fingerprint)

    with pytest.raises(Conflict):
        await save_draft(survey_id, retitled(survey.definition), seen=survey.fingerprint)

    assert (await get_survey(survey_id)).definition == theirs


async def test_edit_draft_names_something_that_is_not_there(database: str) -> None:
    survey = await get_survey(await make_draft())

    with pytest.raises(NotFound):
        await edit_draft(survey.id, lambda draft: move_question(draft, "q99", by=1), seen=survey.fingerprint)


async def test_a_closed_survey_cannot_be_edited_nor_published(database: str) -> None:
    survey = await get_survey(await make_open_survey())
    await close(survey.id, now=NOW)

    for attempt in (
        lambda: get_draft(survey.id),
        lambda: save_draft(survey.id, retitled(survey.definition), seen=survey.fingerprint),
        lambda: publish(survey.id, officer=None, now=NOW),
    ):
        with pytest.raises(Conflict):
            await attempt()
    assert (await get_survey(survey.id)).definition == survey.definition


async def test_an_open_survey_is_not_published_again(database: str) -> None:
    survey_id = await make_open_survey()

    with pytest.raises(Conflict):
        await publish(survey_id, officer=None, now=NOW)


@pytest.mark.parametrize("template", ["", *(each.key for each in library())])
async def test_begin_survey_with_a_set_of_the_library_or_nothing(database: str, template: str) -> None:
    consultation = await make_consultation(date="2024-06-04")

    survey = await get_survey(await begin_survey(consultation, now=NOW, template=template))

    expected = library_set(template).questions if template else ()
    assert [question.text for question in survey.definition.questions] == [each.text for each in expected]
    assert survey.definition.title["en"] == "Survey after the consultation, 4 June 2024"
    assert blocking(problems_before_publishing(replace(survey.definition, languages=("en", "sv", "ar")))) == (
        [] if template else ["The survey has no questions."]
    )


async def test_begin_survey_with_a_set_that_is_not_there(database: str) -> None:
    with pytest.raises(NotFound):
        await begin_survey(await make_consultation(), now=NOW, template="jokes")


async def test_a_form_that_is_sent_twice_makes_one_survey(database: str) -> None:
    consultation, once = await make_consultation(), uuid4()

    made = await asyncio.gather(*(draft_for(consultation, now=NOW, id=once) for _each in range(3)))

    assert made == [once] * 3
    assert [survey.id for survey in await list_surveys()] == [once]
