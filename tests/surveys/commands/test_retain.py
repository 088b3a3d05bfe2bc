"""`gensvar retain` on a database with a survey whose last day has passed."""

import asyncio

from click.testing import CliRunner

from feedback.app import gensvar
from feedback.database import open_database
from surveys.tables import Survey
from tests.surveys.open_surveys import answer, open_survey


async def prepare() -> None:
    async with open_database():
        await open_survey()
        await answer()


async def state() -> str:
    async with open_database():
        (row,) = await Survey.select(Survey.state)
        found: str = row["state"]
        return found


def test_retain_tells_what_it_did(database_url: str) -> None:
    asyncio.run(prepare())

    results = [CliRunner().invoke(gensvar, ["retain"]) for _ in range(2)]

    assert [result.exit_code for result in results] == [0, 0], results[0].output
    assert "Closed: 1. Sealed: 1." in results[0].output
    assert "Closed: 0. Sealed: 0." in results[1].output
    assert asyncio.run(state()) == "closed"
