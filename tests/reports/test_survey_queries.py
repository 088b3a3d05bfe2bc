"""What reports read of a survey."""

from dataclasses import replace

from reports.queries.surveys import read_surveys
from surveys.definition import Section
from tests.surveys.open_surveys import KIND, SURVEY, TODAY, WORDS, open_survey


async def test_a_report_shows_no_sign_of_an_answer_that_each_participant_was_reminded_of(database: str) -> None:
    recalling = replace(WORDS, text={"sv": "Varför är {q1} viktigt?", "en": "Why does {q1} matter?"})
    await open_survey(replace(SURVEY, sections=(Section("one", {"sv": "Ett"}, (KIND, recalling)),)))

    (survey,) = await read_surveys(today=TODAY)

    assert survey.questions == (KIND, replace(WORDS, text={"sv": "Varför är … viktigt?", "en": "Why does … matter?"}))
