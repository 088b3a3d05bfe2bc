"""Surveys in the database for tests, drafted from a small consultation."""

from dataclasses import replace
from uuid import UUID

from surveys.building import draft_for, get_survey, save_draft
from surveys.definition import SurveyDefinition
from surveys.edits import fill_translations
from surveys.publishing import publish
from tests.factories import NOW, make_consultation, make_issue, make_point, make_question

QUESTION = "How can more people find a meeting place?"
POINTS = ("Rents are high.", "Schools are locked in the evenings.", "Funding lasts one year.")


async def make_asked_consultation() -> tuple[UUID, UUID, list[UUID]]:
    """A consultation in English with a question, three points and an issue that the first raises, as one did in 2019."""
    earlier = await make_consultation(title="Earlier", date="2019-05-02", points=["Premises cost too much."])
    consultation = await make_consultation(participants_count=34)
    question = await make_question(consultation, text=QUESTION, subquestions=["Where?", "When?"])
    points = [
        await make_point(consultation, text=text, position=position, question=question)
        for position, text in enumerate(POINTS, start=1)
    ]
    issue = await make_issue(title="Premises are too expensive", points=[points[0], await _only_point(earlier)])
    return consultation, issue, points


async def _only_point(consultation: UUID) -> UUID:
    from feedback.points import list_points

    return (await list_points(consultation))[0].id


async def make_draft() -> UUID:
    """A draft survey, in English, Swedish and Arabic, of which the points are in English only."""
    consultation, _issue, _points = await make_asked_consultation()
    return await draft_for(consultation, now=NOW)


async def make_complete_draft() -> UUID:
    """A draft survey that nothing blocks: every text that lacked a translation has the original as one."""
    survey_id = await make_draft()
    survey = await get_survey(survey_id)
    await save_draft(survey_id, translated(survey.definition), seen=survey.fingerprint)
    return survey_id


def translated(definition: SurveyDefinition) -> SurveyDefinition:
    """The definition with each missing translation filled by the original."""
    from surveys.definition import missing_translations

    for language in definition.languages:
        known = {original: original for _place, original in missing_translations(definition, language)}
        definition = fill_translations(definition, language, known)
    return definition


async def make_open_survey() -> UUID:
    """A published survey in English alone."""
    survey_id = await make_draft()
    survey = await get_survey(survey_id)
    await save_draft(survey_id, replace(survey.definition, languages=("en",)), seen=survey.fingerprint)
    await publish(survey_id, officer=None, now=NOW)
    return survey_id
