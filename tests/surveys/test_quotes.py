"""Quotes: only of those who were told, word for word, without anybody in them, and gone with their response."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.errors import Conflict
from surveys.answer_changes import begin_change
from surveys.digest import digest
from surveys.publishing import close
from surveys.quotes import (
    LONGEST,
    PersonalDataFound,
    is_taken_from,
    list_quotes,
    mark_quote,
    quotable,
    quoted_statements,
    shown_quotes,
    withdraw_quote,
)
from surveys.response_drafts import save_section
from surveys.responses import receipt, send
from surveys.retention import Retention, retain, set_retention
from surveys.sealing import seal
from surveys.tables import Quote, Statement, Survey
from surveys.withdrawing import withdraw
from tests.factories import make_officer
from tests.surveys.open_surveys import ANSWERS, NOW, SURVEY, TODAY, begin, open_survey

QUOTING = replace(SURVEY, may_quote=True)
SAID = "Lokalerna är stängda på kvällen. Ring till Anna Karlsson, 070-123 45 67. Hyran är för hög."
FIT = "Lokalerna är stängda på kvällen. […] Hyran är för hög."


async def said(text: str = SAID, *, may_quote: bool = True) -> tuple[UUID, str, UUID]:
    """A survey with one digested answer in words: the statement's id, the response's token and the officer."""
    survey = await open_survey(QUOTING if may_quote else SURVEY)
    token = await begin({**ANSWERS, "q3": [text]})
    await send(token, today=TODAY)
    await digest(survey)
    statement = await Statement.select(Statement.id).where(Statement.survey == survey).first()
    assert statement is not None
    return statement["id"], token, await make_officer()


async def test_a_part_of_an_answer_is_quoted(database: str) -> None:
    statement, _token, officer = await said()

    survey = await mark_quote(statement, FIT, officer_id=officer, now=NOW)

    (quote,) = (await shown_quotes([survey]))[survey]
    assert (quote.question_key, quote.text, quote.language) == ("q3", FIT, "sv")
    assert await quoted_statements([statement]) == {statement}
    assert (await quotable(statement)).marked_by == "Olga Officer"


async def test_what_names_somebody_is_refused_until_it_is_confirmed(database: str) -> None:
    statement, _token, officer = await said()

    with pytest.raises(PersonalDataFound, match="Anna Karlsson") as refusal:
        await mark_quote(statement, SAID, officer_id=officer, now=NOW)
    assert set(refusal.value.found) == {"Anna Karlsson", "070-123 45 67"}
    assert not await Quote.exists()

    survey = await mark_quote(statement, SAID, officer_id=officer, tells_of_nobody=True, now=NOW)

    assert [quote.text for quote in (await shown_quotes([survey]))[survey]] == [SAID]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Write what is to be quoted"),
        ("[…]", "Write what is to be quoted"),
        ("Lokalerna är stängda jämt.", "word for word"),
        ("Hyran är för hög. […] Lokalerna är stängda på kvällen.", "word for word"),
        ("x" * (LONGEST + 1), "at most"),
    ],
)
async def test_a_quote_is_what_was_written(sqlite_database: str, text: str, why: str) -> None:
    statement, _token, officer = await said()

    with pytest.raises(Conflict, match=why):
        await mark_quote(statement, text, officer_id=officer, tells_of_nobody=True, now=NOW)

    assert not await Quote.exists()


async def test_who_was_not_told_is_not_quoted(sqlite_database: str) -> None:
    statement, _token, officer = await said(may_quote=False)

    with pytest.raises(Conflict, match="were not told"):
        await mark_quote(statement, FIT, officer_id=officer, now=NOW)


async def test_a_quote_is_withdrawn_and_marked_again(database: str) -> None:
    statement, _token, officer = await said()
    survey = await mark_quote(statement, FIT, officer_id=officer, now=NOW)

    await withdraw_quote(statement, now=NOW)
    assert await shown_quotes([survey]) == {}
    assert [each.is_quoted for each in await list_quotes(survey)] == [False]
    await mark_quote(statement, "Hyran är för hög.", officer_id=officer, now=NOW)

    assert [quote.text for quote in (await shown_quotes([survey]))[survey]] == ["Hyran är för hög."]


async def test_a_deleted_response_takes_its_quote_with_it(database: str) -> None:
    statement, token, officer = await said()
    await mark_quote(statement, FIT, officer_id=officer, now=NOW)

    await withdraw(token, (await receipt(token)).response_id, today=TODAY)

    assert not await Quote.exists()


async def test_a_changed_response_takes_its_quote_with_it(database: str) -> None:
    statement, token, officer = await said()
    survey = await mark_quote(statement, FIT, officer_id=officer, now=NOW)

    await begin_change(token, today=TODAY, now=NOW)
    await save_section(token, {"q3": ["Bussarna går för sällan."]}, language="sv", today=TODAY)
    await send(token, today=TODAY)
    await digest(survey)

    assert await shown_quotes([survey]) == {}


async def test_responses_that_are_no_longer_kept_take_quotes_with_them(sqlite_database: str) -> None:
    statement, _token, officer = await said()
    survey = await mark_quote(statement, FIT, officer_id=officer, now=NOW)
    await set_retention(survey, Retention(answers=0))
    await Survey.update({Survey.state: "closed", Survey.closed_at: NOW}).where(Survey.id == survey)

    await retain(today=TODAY)

    assert not await Quote.exists()


async def test_sealing_an_anonymous_survey_keeps_its_quotes(database: str) -> None:
    statement, _token, officer = await said()
    survey = await mark_quote(statement, FIT, officer_id=officer, now=NOW)
    await close(survey, now=NOW)

    assert await seal(survey, now=NOW)

    assert [quote.text for quote in (await shown_quotes([survey]))[survey]] == [FIT]
    assert (await list_quotes(survey))[0].statement_id != statement


@given(st.lists(st.sampled_from(["en", "två", "tre", "fyra"]), min_size=1, max_size=8), st.data())
def test_leaving_words_out_is_still_what_was_said(words: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    text = " ".join(word if is_kept else "[…]" for word, is_kept in zip(words, kept, strict=True))

    assert is_taken_from(text, "\n".join(words))
    assert not is_taken_from(f"{text} fem", "\n".join(words))
