"""Sealing can be cut off anywhere, refused by the database, and asked for again. What it hides is in test_anonymity."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import aiosqlite
import asyncpg
import pytest

from feedback.accounts import token_hash
from feedback.database import database as database_engine
from feedback.database import execute, transaction
from feedback.tables import Theme
from surveys.definition import Privacy
from surveys.digest import digest, live_tallies, recounted_tallies
from surveys.invitation_tokens import token_of
from surveys.paper_entries import KeyedIn, enter
from surveys.publishing import close
from surveys.responses import receipt, send
from surveys.sealing import seal, seal_closed, seal_if_possible
from surveys.survey_links import WrongLink
from surveys.tables import Invitation, PaperEntry, Response, Statement, StatementCoding, Survey
from tests.surveys.open_surveys import NOW, SURVEY, TODAY, answer, begin_by_invitation, invite, open_survey

CLOSED = datetime(2025, 12, 1, tzinfo=UTC)


async def closed_survey(privacy: Privacy = Privacy.ANONYMOUS, *, link: str = "the-open-link") -> UUID:
    """A closed survey with three invited, of whom two have answered, and one response by the open link."""
    survey = await open_survey(replace(SURVEY, privacy=privacy), link=link)
    for number in range(3):
        token = await begin_by_invitation(await invite(survey, language="ar", organisation=f"Förening {number}"))
        if number:
            await send(token, today=TODAY)
    await answer(link=link)
    await close(survey, now=CLOSED)
    return survey


async def sealed_at(survey: UUID) -> datetime | None:
    (row,) = await Survey.select(Survey.sealed_at).where(Survey.id == survey)
    moment: datetime | None = row["sealed_at"]
    return moment


async def test_seal_that_is_cancelled_anywhere_is_done_again(database: str) -> None:
    survey = await closed_survey()
    for patience in range(0, 90, 4):
        sealing = asyncio.ensure_future(seal(survey, now=CLOSED))
        for _ in range(patience):
            await asyncio.sleep(0)
        sealing.cancel()
        await asyncio.gather(sealing, return_exceptions=True)
        assert (await Response.count(), await Invitation.count()) == (3, 3)
        assert await live_tallies(survey) == await recounted_tallies(survey)

    await seal(survey, now=CLOSED)

    assert await sealed_at(survey) == CLOSED
    assert (await Statement.count(), (await live_tallies(survey)).responses) == (3, 3)
    assert sorted(row["organisation"] for row in await Invitation.select()) == [f"Förening {n}" for n in range(3)]


async def test_seal_again_changes_nothing(database: str) -> None:
    survey = await closed_survey()
    await seal(survey, now=CLOSED)
    before = [row["id"] for row in await Response.select().order_by(Response.id)]

    again = await seal(survey, now=datetime(2026, 1, 1, tzinfo=UTC))

    assert (again, await sealed_at(survey)) == (False, CLOSED)
    assert [row["id"] for row in await Response.select().order_by(Response.id)] == before


async def test_seal_by_two_workers_at_once(database: str) -> None:
    survey = await closed_survey()

    await asyncio.gather(*(seal_if_possible(survey, now=CLOSED) for _ in range(2)))
    await seal_closed(now=CLOSED)

    assert await sealed_at(survey) == CLOSED
    assert (await Response.count(), await Invitation.count(), await Statement.count()) == (3, 3, 3)


@pytest.mark.parametrize("privacy", [Privacy.CONFIDENTIAL, Privacy.ORGANISATION_NAMED])
async def test_seal_leaves_a_survey_that_promised_something_else(database: str, privacy: Privacy) -> None:
    survey = await closed_survey(privacy)
    before = await Response.select().order_by(Response.id)

    assert not await seal(survey, now=CLOSED)

    assert await Response.select().order_by(Response.id) == before
    assert await sealed_at(survey) is None


async def test_seal_leaves_open_surveys_and_their_links(database: str) -> None:
    still_open = await open_survey(link="another-link")
    token = await begin_by_invitation(await invite(still_open))
    sent = await send(token, today=TODAY)
    await closed_survey()

    done = await seal_closed(now=CLOSED)

    assert (done, await sealed_at(still_open)) == (1, None)
    assert await receipt(token) == sent


async def test_links_of_a_sealed_survey_lead_nowhere_and_say_why(database: str) -> None:
    survey = await open_survey()
    token = await begin_by_invitation(await invite(survey))
    await send(token, today=TODAY)
    await close(survey, now=CLOSED)

    await seal(survey, now=CLOSED)

    with pytest.raises(WrongLink, match="to an anonymous survey that has been closed, cannot be opened"):
        await receipt(token)


async def test_invitation_of_a_sealed_survey_has_a_token_of_its_own_again(database: str) -> None:
    survey = await closed_survey()

    await seal(survey, now=CLOSED)

    for row in await Invitation.select():
        assert (row["token_hash"], row["language"]) == (token_hash(token_of(row["id"])), "sv")


async def test_seal_takes_the_marks_from_papers(database: str) -> None:
    survey = await open_survey()
    sent = await answer()
    await PaperEntry(response=sent.response_id, survey=survey, mark="Kuvert 12").save()
    await close(survey, now=CLOSED)

    await seal(survey, now=CLOSED)

    (entry,), (response,) = await PaperEntry.select(), await Response.select()
    assert (entry["mark"], entry["response"]) == ("", response["id"])


async def test_seal_keeps_no_order_of_papers_and_their_texts(database: str) -> None:
    survey = await open_survey(closes_on=None)
    theme = Theme(code="premises")
    await theme.save()
    texts = [f"Text {number:02}" for number in range(12)]
    for number, text in enumerate(texts):
        keyed = KeyedIn(1, "sv", f"Kuvert {number}", {"q1": ["association"], "q3": [text]})
        moment = NOW + timedelta(minutes=number)
        response = await enter(survey, keyed, officer=None, today=TODAY, now=moment, drawn=0)
        await digest(survey)
        statement = await Statement.objects().get(Statement.response == response)
        assert statement
        await StatementCoding(statement=statement.id, theme=theme.id, state="confirmed", decided_at=NOW).save()
    assert [await texts_in_order(name) for name in PAPER_TABLES] == [texts] * len(PAPER_TABLES)
    await close(survey, now=CLOSED)

    await seal(survey, now=CLOSED)

    for name in PAPER_TABLES:
        kept = await texts_in_order(name)
        assert sorted(kept) == texts
        assert kept not in (texts, texts[::-1])
    told = {(row["mark"], row["entered_at"], row["checked_at"]) for row in await PaperEntry.select()}
    assert told == {("", CLOSED, None)}


PAPER_TABLES = ("response", "paper_entry", "statement", "statement_coding")


async def texts_in_order(table: str) -> list[str]:
    """The texts of the responses that the table's rows are about, in the order in which the rows stand."""
    place = "t.ctid" if database_engine().engine_type == "postgres" else "t.rowid"
    statement = {"statement": "t.id", "statement_coding": "t.statement"}.get(table)
    key = {"response": "t.id", "paper_entry": "t.response"}.get(table)
    joined = f"s.id = {statement}" if statement else f"s.response = {key}"
    rows = await execute(f"SELECT s.text AS text FROM {table} t JOIN statement s ON {joined} ORDER BY {place}")
    return [row["text"] for row in rows]


async def test_seal_waits_while_a_backup_still_sees_the_old_rows(postgresql_database: str) -> None:
    survey = await closed_survey()
    backup = await asyncpg.connect(postgresql_database)
    await backup.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM response")

    refused = await seal_if_possible(survey, now=CLOSED)
    await backup.close()

    assert (refused, await seal_if_possible(survey, now=CLOSED)) == (False, True)


async def test_seal_waits_while_another_program_reads_the_file(sqlite_database: str) -> None:
    survey = await closed_survey()
    await execute("PRAGMA busy_timeout = 50")
    path = Path(sqlite_database.removeprefix("sqlite:///"))
    async with aiosqlite.connect(path) as backup:
        await backup.execute("BEGIN")
        await (await backup.execute("SELECT id FROM response")).fetchone()
        refused = await seal_if_possible(survey, now=CLOSED)

    assert (refused, await seal_if_possible(survey, now=CLOSED)) == (False, True)


async def seal_in_a_transaction(survey: UUID) -> None:
    async with transaction():
        await seal(survey, now=CLOSED)


async def test_seal_inside_a_transaction_is_refused(database: str) -> None:
    survey = await closed_survey()

    with pytest.raises(RuntimeError):
        await seal_in_a_transaction(survey)

    assert await sealed_at(survey) is None
