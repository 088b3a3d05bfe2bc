"""What reports read of a survey."""

from dataclasses import replace
from uuid import UUID

from feedback.enums import CodingState
from reports.queries.surveys import read_surveys
from reports.survey_facts import StatementTally
from surveys.building import InvitedAre
from surveys.definition import Section
from surveys.digest import digest
from surveys.publishing import close, say_who_was_invited
from surveys.sealing import seal
from surveys.tables import Invitation, Statement, StatementCoding
from tests.factories import make_theme
from tests.surveys.open_surveys import KIND, NOW, SURVEY, TODAY, WORDS, answer, open_survey


async def test_a_report_shows_no_sign_of_an_answer_that_each_participant_was_reminded_of(database: str) -> None:
    recalling = replace(WORDS, text={"sv": "Varför är {q1} viktigt?", "en": "Why does {q1} matter?"})
    await open_survey(replace(SURVEY, sections=(Section("one", {"sv": "Ett"}, (KIND, recalling)),)))

    (survey,) = await read_surveys(today=TODAY)

    assert survey.questions == (KIND, replace(WORDS, text={"sv": "Varför är … viktigt?", "en": "Why does … matter?"}))


async def invite_types(survey: UUID) -> None:
    found = [("association", "sv"), ("association", "fi"), ("faith", "sv"), ("", "sv")]
    for number, (kind, language) in enumerate(found):
        await Invitation(survey=survey, organisation_type=kind, language=language, token_hash=str(number)).save()


async def test_the_invited_are_counted_by_type_and_by_language_until_the_survey_is_sealed(database: str) -> None:
    survey_id = await open_survey()
    await invite_types(survey_id)

    (before,) = await read_surveys(today=TODAY)
    await close(survey_id, now=NOW)
    await seal(survey_id, now=NOW)
    (after,) = await read_surveys(today=TODAY)

    assert before.invited_types == after.invited_types == {"": 1, "association": 2, "faith": 1}
    assert (before.invited_languages, after.invited_languages) == ({"fi": 1, "sv": 3}, None)


async def test_a_survey_tells_whether_a_sample_was_invited_and_in_which_language_it_is_written(database: str) -> None:
    survey_id = await open_survey()
    (before,) = await read_surveys(today=TODAY)

    await say_who_was_invited(survey_id, InvitedAre.SAMPLE)
    (after,) = await read_surveys(today=TODAY)

    assert (before.is_sample, after.is_sample, after.language) == (False, True, "sv")


async def test_themes_of_answers_tell_which_the_system_had_suggested(database: str) -> None:
    await open_survey()
    theme = await make_theme()
    for _each in range(3):
        await answer()
    await digest()
    for row, score in zip(await Statement.select(Statement.id), (0.9, 0.8, None), strict=True):
        await StatementCoding(statement=row["id"], theme=theme, state="confirmed", score=score).save()

    (survey,) = await read_surveys(today=TODAY)

    assert survey.statement_themes == (StatementTally("q3", str(theme), CodingState.CONFIRMED, 3, suggested=2),)
