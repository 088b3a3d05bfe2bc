"""`gensvar survey export|import|schema` and `gensvar responses` on a real database."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from click.testing import CliRunner

from feedback.database import open_database
from surveys.building import get_survey
from surveys.commands.survey import survey
from surveys.commands.survey_files import responses
from surveys.definition import Privacy
from tests.factories import make_consultation
from tests.surveys.open_surveys import SURVEY, answer, open_survey

T = TypeVar("T")
DEFINITION = replace(SURVEY, sections=SURVEY.sections[:2], privacy=Privacy.CONFIDENTIAL)


def opened(work: Callable[[], Awaitable[T]]) -> T:
    async def inside() -> T:
        async with open_database():
            return await work()

    return asyncio.run(inside())


async def answered_survey() -> UUID:
    survey_id = await open_survey(DEFINITION)
    await answer()
    return survey_id


def test_export_and_import(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "survey.json"
    survey_id = opened(lambda: open_survey(DEFINITION))
    consultation = opened(make_consultation)

    written = CliRunner().invoke(survey, ["export", str(survey_id)[:8], str(file)])
    read = CliRunner().invoke(survey, ["import", str(consultation), str(file)])

    assert (written.exit_code, read.exit_code) == (0, 0), (written.output, read.output)
    imported = opened(lambda: get_survey(UUID(read.stdout.strip())))
    assert (imported.definition, imported.consultation_id) == (DEFINITION, consultation)


def test_schema() -> None:
    result = CliRunner().invoke(survey, ["schema"])

    assert json.loads(result.stdout)["title"] == "Gensvar survey, version 1"


def test_responses(sqlite_url: str, tmp_path: Path) -> None:
    survey_id = opened(answered_survey)
    file = tmp_path / "responses.csv"

    result = CliRunner().invoke(responses, [str(survey_id), str(file), "--language", "en"])

    assert result.exit_code == 0, result.output
    assert len(file.read_bytes().splitlines()) == 2
