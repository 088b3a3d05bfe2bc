"""`gensvar digest`, as it is run in a terminal."""

import asyncio
from uuid import UUID

from click.testing import CliRunner

from feedback.database import open_database
from feedback.translation import speaking
from surveys.commands.digest import digest
from surveys.digest import live_tallies, undigested
from tests.surveys.open_surveys import open_survey
from tests.surveys.test_digest import respond


async def survey_with_responses(n: int) -> UUID:
    async with open_database():
        survey = await open_survey()
        await respond(survey, range(n))
        return survey


async def left_and_counted(survey: UUID) -> tuple[int, int]:
    async with open_database():
        return sum((await undigested()).values()), (await live_tallies(survey)).responses


def test_digest_says_how_many(database_url: str) -> None:
    survey = asyncio.run(survey_with_responses(7))

    with speaking("en"):
        first = CliRunner().invoke(digest, ["--batch", "3"])
        second = CliRunner().invoke(digest)

    assert (first.exit_code, first.output.splitlines()[-1]) == (0, "7 responses were digested.")
    assert (second.exit_code, second.output.splitlines()[-1]) == (0, "0 responses were digested.")
    assert asyncio.run(left_and_counted(survey)) == (0, 7)
