"""What coding keeps of a statement goes where the statement goes: withdrawn, retained away, replaced, sealed."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest

from feedback.coding_log import list_decisions
from feedback.coding_tables import CodingEntry, CodingSample, SampleText
from feedback.enums import CodedKind, CodingState
from surveys.digest import digest
from surveys.publishing import close
from surveys.responses import receipt, send
from surveys.retention import Retention, retain, set_retention
from surveys.sealing import seal
from surveys.statement_codings import decide_none_fits_statement, decide_statement
from surveys.statements import list_statements
from surveys.tables import Statement, StatementIssue
from surveys.withdrawing import withdraw
from tests.factories import make_issue, make_officer, make_theme
from tests.surveys.open_surveys import ANSWERS, NOW, TODAY, begin, open_survey
from tests.surveys.test_withdrawing import revise

CLOSED = NOW + timedelta(days=3)
MINE, THEIRS = "Vi behöver lokaler.", "Bussen går för sällan."


async def coded_survey() -> tuple[UUID, str]:
    """A survey with two answers that were coded, each one drawn for a sample; gives it and the token of the first."""
    survey, tokens = await open_survey(closes_on=None), []
    for text in (MINE, THEIRS):
        token = await begin({**ANSWERS, "q3": [text]})
        await send(token, today=TODAY)
        tokens.append(token)
    await digest(survey)
    olga, theme = await make_officer(), await make_theme()
    sample = CodingSample(purpose="agreement", seed=1)
    await sample.save()
    for position, statement in enumerate(await list_statements(survey, "q3")):
        if statement.text == MINE:
            await decide_statement(statement.id, theme_id=theme, state=CodingState.CONFIRMED, officer_id=olga, now=NOW)
        else:
            await decide_none_fits_statement(statement.id, officer_id=olga, now=NOW)
        await SampleText(sample=sample.id, position=position, kind="statement", text=statement.id).save()
    return survey, tokens[0]


async def texts_left() -> dict[str, list[str]]:
    """The texts that the log and the samples still name; of one that is gone, its id."""
    texts = {row["id"]: row["text"] for row in await Statement.select(Statement.id, Statement.text)}
    return {
        table._meta.tablename: sorted(str(texts.get(row["text"], row["text"])) for row in await table.select())
        for table in (CodingEntry, SampleText)
    }


async def taken_back(survey: UUID, token: str) -> None:
    await withdraw(token, (await receipt(token)).response_id, today=TODAY)


async def changed(survey: UUID, token: str) -> None:
    await revise(token, "Något annat.")
    await digest(survey)


@pytest.mark.parametrize("gone", [taken_back, changed])
async def test_a_statement_that_goes_takes_its_decisions_along_and_leaves_those_of_others(
    database: str, gone: Callable[[UUID, str], Awaitable[None]]
) -> None:
    survey, token = await coded_survey()
    assert await texts_left() == {"coding_entry": [THEIRS, MINE], "sample_text": [THEIRS, MINE]}

    await gone(survey, token)

    assert await texts_left() == {"coding_entry": [THEIRS], "sample_text": [THEIRS]}


async def test_retention_takes_the_decisions_too(database: str) -> None:
    survey, _token = await coded_survey()
    await set_retention(survey, Retention(addresses=0, answers=0))
    await close(survey, now=CLOSED)

    await retain(today=CLOSED.date())

    assert await texts_left() == {"coding_entry": [], "sample_text": []}


async def test_sealing_keeps_decisions_and_issues_with_the_texts_under_their_new_ids(database: str) -> None:
    survey, _token = await coded_survey()
    before = {each.text: each.id for each in await list_statements(survey, "q3")}
    await StatementIssue(statement=before[MINE], issue=await make_issue(), state="confirmed").save()
    await close(survey, now=CLOSED)

    await seal(survey, now=CLOSED)

    after = {each.text: each for each in await list_statements(survey, "q3")}
    assert not {each.id for each in after.values()} & set(before.values())
    assert await texts_left() == {"coding_entry": [THEIRS, MINE], "sample_text": [THEIRS, MINE]}
    (line,) = await list_decisions(CodedKind.STATEMENT, after[MINE].id)
    assert (line.decision, line.officer, line.at) == ("confirmed", "Olga Officer", NOW)
    assert after[THEIRS].none_fits
    assert await StatementIssue.select(StatementIssue.statement).output(as_list=True) == [after[MINE].id]
