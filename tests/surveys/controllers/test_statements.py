"""Coding what participants wrote, through the pages: suggest, confirm, reject, add, undo, and nothing for strangers."""

from uuid import UUID

import pytest

from feedback.enums import CodingState
from surveys.definition import SurveyDefinition
from surveys.statements import list_statements
from surveys.tables import Statement
from tests.surveys.open_surveys import open_survey
from tests.surveys.test_statement_codings import BUSES, PREMISES, make_codebook, survey_with
from tests.web import Visitor


async def states(survey: UUID) -> dict[str, CodingState]:
    (statement,) = await list_statements(survey, "q3")
    return {coding.theme.code: coding.state for coding in statement.codings}


async def test_suggest_confirm_and_undo(officer: Visitor) -> None:
    await make_codebook()
    survey = await survey_with(PREMISES)

    page = await officer.get(f"/surveys/{survey}/statements")
    assert (page.path, page.h1) == (f"/surveys/{survey}/statements/q3/1", "What participants wrote")
    assert "0 of 1 decided" in page.text
    page = await page.submit(action="/suggest")
    assert (page.notice, await states(survey)) == ("1 theme is suggested.", {"T1": CodingState.SUGGESTED})
    assert [mark.text for mark in page.tree.xpath("//mark")] == ["lokaler"]
    decide = page.tree.xpath("//article//form[.//button[@value='rejected']]")[0]
    values = dict(decide.form_values())
    page = await officer.post(decide.get("action"), {**values, "state": "confirmed"})
    assert (page.notice, await states(survey)) == ("The theme was confirmed.", {"T1": CodingState.CONFIRMED})
    assert "1 of 1 decided" in page.text
    assert "Olga Officer" in page.text
    page = await officer.post(decide.get("action"), {**values, "state": "suggested"})

    assert (page.notice, await states(survey)) == ("The decision was undone.", {"T1": CodingState.SUGGESTED})


async def test_another_theme_is_added(officer: Visitor) -> None:
    _premises, buses = await make_codebook()
    survey = await survey_with(PREMISES)
    page = await officer.get(f"/surveys/{survey}/statements")

    page = await page.submit({"theme": str(buses)}, action="/codings", button="state=confirmed")

    assert (page.status, await states(survey)) == (200, {"T2": CodingState.CONFIRMED})


async def test_no_theme_chosen(officer: Visitor) -> None:
    await make_codebook()
    survey = await survey_with(PREMISES)
    page = await officer.get(f"/surveys/{survey}/statements")

    page = await page.submit(action="/codings", button="state=confirmed")

    assert (page.status, page.notice) == (200, "Choose a theme from the list, then add it.")
    assert await states(survey) == {}


async def test_statements_of_a_survey_nobody_answered(officer: Visitor) -> None:
    survey = await open_survey()

    page = await officer.get(f"/surveys/{survey}/statements")

    assert "Nobody has written an answer to this question yet." in page.text


async def test_statements_of_a_survey_without_written_answers(officer: Visitor) -> None:
    survey = await open_survey(SurveyDefinition(title={"en": "Short"}, languages=("en",)))

    page = await officer.get(f"/surveys/{survey}/statements")

    assert "This survey asks for no written answers." in page.text


@pytest.mark.parametrize("place", ["q1/1", "q9/1", "q3/0", "q3/2"])
async def test_statements_that_are_not_there(officer: Visitor, place: str) -> None:
    survey = await survey_with(PREMISES)

    page = await officer.get(f"/surveys/{survey}/statements/{place}")

    assert (page.status, "The survey has no such written answers." in page.text) == (404, True)


async def test_statement_is_shown_as_text_in_its_language(officer: Visitor) -> None:
    survey = await survey_with("<b>Lokaler</b>")
    page = await officer.get(f"/surveys/{survey}/statements")

    (text,) = page.tree.xpath("//article/p")

    assert (text.text_content(), text.get("lang"), text.get("dir")) == ("<b>Lokaler</b>", "sv", "auto")


async def test_statements_are_not_for_strangers(visitor: Visitor) -> None:
    survey = await survey_with(BUSES)
    statement = await Statement.select(Statement.id).first()
    assert statement is not None

    page = await visitor.get(f"/surveys/{survey}/statements/q3/1")
    post = await visitor.post(f"/statements/{statement['id']}/codings", {"state": "confirmed"})

    assert page.path == "/sign-in"
    assert (post.status, BUSES in page.text) == (403, False)
