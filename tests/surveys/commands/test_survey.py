"""`gensvar survey`: drafting, publishing and closing at the command line."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from feedback.commands.speaking_group import SpeakingGroup
from feedback.database import open_database
from feedback.errors import NotFound
from feedback.translation import speaking
from surveys.building import BuiltSurvey, SurveyState, get_survey, list_surveys
from surveys.commands.survey import survey, the_one
from tests.surveys.records import make_asked_consultation, make_complete_draft, make_draft, make_open_survey

Made = TypeVar("Made")


def in_database(work: Callable[[], Awaitable[Made]]) -> Made:
    """What a command finds, or what it left: the command opens the database for itself."""

    async def opened() -> Made:
        async with open_database():
            return await work()

    return asyncio.run(opened())


def read(survey_id: UUID) -> BuiltSurvey:
    return in_database(lambda: get_survey(survey_id))


def run(*arguments: object) -> Result:
    gensvar = SpeakingGroup(commands={"survey": survey})
    return CliRunner(env={"LC_ALL": "en_GB.UTF-8"}).invoke(gensvar, ["survey", *map(str, arguments)])


def test_draft_prints_the_survey_and_its_size(database_url: str) -> None:
    consultation, _issue, _points = in_database(make_asked_consultation)

    result = run("draft", consultation)

    (drafted,) = in_database(list_surveys)
    assert (result.exit_code, result.stdout) == (0, f"{drafted.id}  6 questions, about 4 minutes\n")
    assert drafted.consultation_id == consultation


def test_draft_of_nothing_is_one_clear_line(database_url: str) -> None:
    result = run("draft", "ffff")

    assert (result.exit_code, result.stderr) == (1, "Error: No id begins with ffff.\n")


def test_publish_opens_the_survey_by_the_beginning_of_its_id(database_url: str) -> None:
    survey_id = in_database(make_complete_draft)

    result = run("publish", str(survey_id)[:8], "--invited", 34, "--closes", "2099-01-31")

    published = read(survey_id)
    assert (result.exit_code, result.stdout) == (0, f"http://127.0.0.1:8000/s/{published.link}\n")
    assert (published.state, published.invited, str(published.closes_on)) == (SurveyState.OPEN, 34, "2099-01-31")


def test_publish_an_incomplete_survey_says_why_and_languages_helps(database_url: str) -> None:
    survey_id = in_database(make_draft)

    refused = run("publish", survey_id)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: The survey cannot be published yet. 6 texts are missing")
    assert read(survey_id).state == SurveyState.DRAFT

    result = run("publish", survey_id, "--languages", "en")
    published = read(survey_id)
    assert (result.exit_code, published.state, published.definition.languages) == (0, SurveyState.OPEN, ("en",))


def test_publish_with_languages_that_are_refused_changes_nothing(database_url: str) -> None:
    survey_id = in_database(make_draft)

    result = run("publish", survey_id, "--languages", "en,ar")

    assert result.exit_code == 1
    assert read(survey_id).definition.languages == ("en", "sv", "ar")


def test_close_ends_the_survey(database_url: str) -> None:
    survey_id = in_database(make_open_survey)

    result = run("close", survey_id)

    assert (result.exit_code, result.stdout) == (0, "The survey is closed.\n")
    assert read(survey_id).state == SurveyState.CLOSED


@pytest.mark.parametrize(
    ("given", "found"),
    [("1", "No id begins with 1."), ("", "No id begins with ."), ("a", "More than one id begins with a.")],
)
def test_the_one_refuses_what_is_not_one(given: str, found: str) -> None:
    known = [UUID(f"{start}0000000-0000-4000-8000-000000000000") for start in ("a", "a", "b")]

    with speaking("en"), pytest.raises(NotFound) as refused:
        the_one(known, given)

    assert str(refused.value).startswith(found)
    assert the_one(known, "B") == known[2]
