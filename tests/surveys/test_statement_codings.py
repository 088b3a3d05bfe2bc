"""Themes of statements: suggested for what nobody decided, decided by officers, counted under the themes of today."""

from uuid import UUID

import pytest

from feedback.coded_texts import CodedText
from feedback.enums import CodingState
from feedback.errors import NotFound
from feedback.tables import Theme
from surveys.digest import digest
from surveys.statement_codings import (
    confirmed_statement_examples,
    decide_none_fits_statement,
    decide_statement,
    suggest_statement_codings,
    undo_last_on_statements,
    undo_statement_decision,
)
from surveys.statements import PER_PAGE, answered_questions, list_statements, statement_queue
from surveys.tables import StatementCoding
from tests.factories import NOW, make_officer, make_theme
from tests.surveys.open_surveys import ANSWERS, WORDS, answer, open_survey

PREMISES = "Vi behöver lokaler som är öppna på kvällen och som vi har råd med."
BUSES = "Bussen slutar gå klockan sex."


async def make_codebook() -> tuple[UUID, UUID]:
    premises = await make_theme(code="T1", title="Lokaler", keywords=["lokal", "lokaler", "möteslokal"])
    return premises, await make_theme(code="T2", title="Bussar", keywords=["buss", "bussen", "kollektivtrafik"])


async def survey_with(*texts: str) -> UUID:
    """An open survey with a digested response for each text."""
    survey = await open_survey()
    for text in texts:
        await answer({**ANSWERS, "q3": [text]})
    await digest(survey)
    return survey


async def by_text(survey: UUID) -> dict[str, CodedText]:
    return {each.text: each for each in await list_statements(survey, "q3")}


def themes_of(statement: CodedText) -> list[tuple[str, CodingState]]:
    return [(coding.theme.code, coding.state) for coding in statement.codings]


async def test_suggest_statement_codings_gives_score_and_words(database: str) -> None:
    await make_codebook()
    survey = await survey_with(PREMISES, BUSES)

    n = await suggest_statement_codings(survey)

    found = await by_text(survey)
    assert n == 2
    assert themes_of(found[PREMISES]) == [("T1", CodingState.SUGGESTED)]
    assert themes_of(found[BUSES]) == [("T2", CodingState.SUGGESTED)]
    assert 0.5 <= (found[PREMISES].codings[0].score or 0) <= 1
    assert [passage.text for passage in found[PREMISES].marked_text if passage.is_matched] == ["lokaler"]


async def test_suggest_statement_codings_leaves_decisions_alone(database: str) -> None:
    premises, _buses = await make_codebook()
    survey = await survey_with(PREMISES, BUSES)
    await suggest_statement_codings(survey)
    statement = (await by_text(survey))[PREMISES].id
    await decide_statement(
        statement, theme_id=premises, state=CodingState.REJECTED, officer_id=await make_officer(), now=NOW
    )

    n = await suggest_statement_codings(survey)

    found = await by_text(survey)
    assert n == 1
    assert themes_of(found[PREMISES]) == [("T1", CodingState.REJECTED)]
    assert found[PREMISES].is_decided
    assert themes_of(found[BUSES]) == [("T2", CodingState.SUGGESTED)]


async def test_suggest_statement_codings_without_a_code_book(database: str) -> None:
    survey = await survey_with(PREMISES)

    assert await suggest_statement_codings(survey) == 0


async def test_suggest_statement_codings_of_no_survey(database: str) -> None:
    with pytest.raises(NotFound):
        await suggest_statement_codings(UUID(int=0))


async def test_decide_statement_says_who_and_when(database: str) -> None:
    premises, _buses = await make_codebook()
    survey = await survey_with(BUSES)
    olga = await make_officer()
    statement = (await by_text(survey))[BUSES].id

    given = await decide_statement(statement, theme_id=premises, state=CodingState.CONFIRMED, officer_id=olga, now=NOW)

    (coding,) = (await by_text(survey))[BUSES].codings
    assert given == survey
    assert (coding.theme.code, coding.state, coding.score) == ("T1", CodingState.CONFIRMED, None)
    assert (coding.decided_by, coding.decided_at) == ("Olga Officer", NOW)


async def test_undo_statement_decision_of_a_suggestion_and_of_a_theme_added_by_hand(database: str) -> None:
    premises, buses = await make_codebook()
    survey = await survey_with(PREMISES)
    await suggest_statement_codings(survey)
    olga, statement = await make_officer(), (await by_text(survey))[PREMISES].id
    for theme in (premises, buses):
        await decide_statement(statement, theme_id=theme, state=CodingState.CONFIRMED, officer_id=olga, now=NOW)

    for theme in (premises, buses):
        await undo_statement_decision(statement, theme_id=theme, officer_id=olga, now=NOW)

    assert themes_of((await by_text(survey))[PREMISES]) == [("T1", CodingState.SUGGESTED)]


async def test_codings_count_for_the_theme_they_were_merged_into(database: str) -> None:
    premises, buses = await make_codebook()
    survey = await survey_with(PREMISES)
    await suggest_statement_codings(survey)
    await Theme.update({Theme.merged_into: buses}).where(Theme.id == premises)
    statement = (await by_text(survey))[PREMISES]

    await decide_statement(
        statement.id, theme_id=buses, state=CodingState.CONFIRMED, officer_id=await make_officer(), now=NOW
    )

    (example,) = await confirmed_statement_examples()
    assert themes_of(statement) == [("T2", CodingState.SUGGESTED)]
    assert themes_of((await by_text(survey))[PREMISES]) == [("T2", CodingState.CONFIRMED)]
    assert (example.text, example.themes, example.language) == (PREMISES, (str(buses),), "sv")


async def test_answered_questions_count_what_is_decided(database: str) -> None:
    _premises, buses = await make_codebook()
    survey = await survey_with(PREMISES, BUSES, "Tack.")
    await suggest_statement_codings(survey)
    olga, statement = await make_officer(), (await by_text(survey))[BUSES].id
    await decide_statement(statement, theme_id=buses, state=CodingState.CONFIRMED, officer_id=olga, now=NOW)
    # Decided in part, with a suggestion left: not decided.
    await decide_statement(
        (await by_text(survey))[PREMISES].id, theme_id=buses, state=CodingState.REJECTED, officer_id=olga, now=NOW
    )

    (asked,) = await answered_questions(survey)

    assert (asked.question, asked.statements, asked.decided, asked.pages) == (WORDS, 3, 1, 1)


async def test_answered_questions_before_anybody_has_answered(database: str) -> None:
    (asked,) = await answered_questions(await open_survey())

    assert (asked.statements, asked.decided, asked.pages) == (0, 0, 1)


async def test_list_statements_page_by_page(database: str) -> None:
    survey = await survey_with(*(f"Text {n}" for n in range(PER_PAGE + 3)))

    first, second, third = [await list_statements(survey, "q3", page=page) for page in (1, 2, 3)]

    assert (len(first), len(second), third) == (PER_PAGE, 3, ())
    assert {each.text for each in (*first, *second)} == {f"Text {n}" for n in range(PER_PAGE + 3)}
    assert await list_statements(survey, "q3", page=0) == first
    assert (await answered_questions(survey))[0].pages == 2


async def test_no_theme_fits_is_decided_and_never_suggested_over(database: str) -> None:
    await make_codebook()
    survey = await survey_with(PREMISES)
    await suggest_statement_codings(survey)
    olga, statement = await make_officer(), (await by_text(survey))[PREMISES].id

    await decide_none_fits_statement(statement, officer_id=olga, now=NOW)

    assert await suggest_statement_codings(survey) == 0
    (asked,) = await answered_questions(survey)
    found = (await by_text(survey))[PREMISES]
    assert (asked.decided, found.is_decided, themes_of(found)) == (1, True, [("T1", CodingState.REJECTED)])
    await undo_statement_decision(statement, theme_id=None, officer_id=olga, now=NOW)
    assert themes_of((await by_text(survey))[PREMISES]) == [("T1", CodingState.SUGGESTED)]
    assert (await answered_questions(survey))[0].decided == 0


async def test_undo_last_on_statements_of_this_survey(database: str) -> None:
    premises, _buses = await make_codebook()
    survey = await survey_with(PREMISES, BUSES)
    olga, statement = await make_officer(), (await by_text(survey))[BUSES].id
    await decide_statement(statement, theme_id=premises, state=CodingState.CONFIRMED, officer_id=olga, now=NOW)

    undone = [await undo_last_on_statements(survey, officer_id=olga, now=NOW) for _ in range(2)]

    assert undone == [statement, None]
    assert themes_of((await by_text(survey))[BUSES]) == []


async def test_statement_queue_is_that_of_the_codings_under_the_themes_of_today(database: str) -> None:
    premises, buses = await make_codebook()
    survey = await survey_with(PREMISES, BUSES, "Tack.")
    found = await by_text(survey)
    for text, score in ((PREMISES, 0.9), (BUSES, 0.6)):
        for theme in (premises, buses):
            await StatementCoding(
                statement=found[text].id, theme=theme, state=CodingState.SUGGESTED.value, score=score
            ).save()
    await decide_statement(
        found[PREMISES].id, theme_id=buses, state=CodingState.CONFIRMED, officer_id=await make_officer(), now=NOW
    )

    before = await statement_queue(survey, "q3")
    await Theme.update({Theme.merged_into: buses}).where(Theme.id == premises)
    after = await statement_queue(survey, "q3")

    assert [each.id for each in before.texts] == [found[text].id for text in (BUSES, "Tack.", PREMISES)]
    assert (before.decided, before.confirmed, before.suggested) == (0, 1, 3)
    # Of what is one theme now, one coding is confirmed: nothing is left to decide.
    assert (after.decided, after.confirmed, after.suggested) == (1, 1, 1)
