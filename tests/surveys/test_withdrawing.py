"""Deleting one's own answers: afterwards the survey is as if they had never been sent."""

import asyncio
import random
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.errors import Gone
from surveys.answer_changes import begin_change
from surveys.definition import Privacy
from surveys.digest import digest, live_tallies, recounted_tallies
from surveys.response_drafts import save_section
from surveys.responses import receipt, send
from surveys.survey_links import WrongLink, survey_by_invitation
from surveys.tables import DigestedResponse, Invitation, Response, ResponseDraft, Statement, Tally
from surveys.withdrawing import is_withdrawn, withdraw
from tests.surveys.open_surveys import (
    ANSWERS,
    LAST_DAY,
    NOW,
    SURVEY,
    TODAY,
    begin,
    begin_by_invitation,
    invite,
    open_survey,
)


async def sent_token(*, changes: Sequence[str] = ()) -> str:
    token = await begin()
    await send(token, today=TODAY)
    for text in changes:
        await revise(token, text)
    return token


async def revise(token: str, text: str) -> None:
    await begin_change(token, today=TODAY, now=NOW)
    await save_section(token, {"q3": [text]}, language="sv", today=TODAY)
    await send(token, today=TODAY)


async def delete(token: str) -> None:
    await withdraw(token, (await receipt(token)).response_id, today=TODAY)


async def rows_left() -> list[int]:
    return [await table.count() for table in (Response, ResponseDraft, DigestedResponse, Statement)]


@pytest.mark.parametrize("digested", [0, 1, 2])
async def test_withdraw_removes_every_revision_and_what_was_made_of_them(database: str, digested: int) -> None:
    survey = await open_survey()
    token = await sent_token()
    if digested > 0:
        await digest(survey)
    await revise(token, "Något annat")
    if digested > 1:
        await digest(survey)
    await begin_change(token, today=TODAY, now=NOW)

    await delete(token)

    assert await rows_left() == [0, 0, 0, 0]
    assert (await live_tallies(survey)).cells == {}
    assert {row["n"] for row in await Tally.select()} <= {0}
    with pytest.raises(WrongLink):
        await receipt(token)


async def test_withdraw_leaves_the_others(database: str) -> None:
    survey = await open_survey()
    others = [await sent_token(changes=["Nytt"]), await sent_token()]
    token = await sent_token()
    await digest(survey)

    await delete(token)

    assert (await live_tallies(survey)).responses == 2
    assert await live_tallies(survey) == await recounted_tallies(survey)
    assert [(await receipt(other)).revision for other in others] == [2, 1]


async def test_withdraw_again_does_nothing(database: str) -> None:
    survey = await open_survey()
    kept, token = await sent_token(), await sent_token()
    await digest(survey)
    sent = await receipt(token)

    await asyncio.gather(*(withdraw(token, sent.response_id, today=TODAY) for _ in range(10)))
    await withdraw(token, sent.response_id, today=LAST_DAY + timedelta(days=9))

    assert await is_withdrawn(token)
    assert not await is_withdrawn(kept)
    assert await live_tallies(survey) == await recounted_tallies(survey)


async def test_withdraw_of_answers_that_are_not_the_ones_shown(database: str) -> None:
    await open_survey()
    token = await sent_token()

    await withdraw(token, uuid4(), today=TODAY)

    assert not await is_withdrawn(token)


async def test_withdraw_by_an_invited_lets_them_answer_again(database: str) -> None:
    survey = await open_survey(replace(SURVEY, privacy=Privacy.CONFIDENTIAL))
    invitation = await invite(survey)
    first = await begin_by_invitation(invitation)
    sent = await send(first, today=TODAY)
    await delete(first)
    (freed,) = await Invitation.select()

    again = await begin_by_invitation(invitation)
    await withdraw(again, sent.response_id, today=TODAY)  # a retried request of the first time
    await send(again, today=TODAY)

    (row,), (response,) = await Invitation.select(), await Response.select()
    assert (row["is_used"], response["invitation"]) == (True, row["id"])
    assert (freed["is_used"], freed["is_declined"]) == (False, True)  # nobody asks them again


async def test_withdraw_of_an_anonymous_response_cannot_free_its_invitation(database: str) -> None:
    invitation = await invite(await open_survey())
    token = await begin_by_invitation(invitation)
    await send(token, today=TODAY)

    await delete(token)

    with pytest.raises(Gone):
        await survey_by_invitation(invitation, today=TODAY)


async def test_withdraw_after_the_last_day(database: str) -> None:
    await open_survey()
    token = await sent_token()
    sent = await receipt(token)

    with pytest.raises(Gone):
        await withdraw(token, sent.response_id, today=LAST_DAY + timedelta(days=1))

    assert await receipt(token) == sent


async def test_withdraw_while_changes_are_sent_and_counted(database: str) -> None:
    survey = await open_survey()
    tokens = [await sent_token() for _ in range(12)]
    for token in tokens:
        await begin_change(token, today=TODAY, now=NOW)

    work = [send(token, today=TODAY) for token in tokens] + [delete(token) for token in tokens[::2]]
    random.Random(5).shuffle(work)
    outcomes = await asyncio.gather(*work, *(digest(survey, batch=3) for _ in range(3)), return_exceptions=True)
    await digest(survey)

    assert {type(each).__name__ for each in outcomes} <= {"Receipt", "NoneType", "int", "WrongLink"}
    assert await live_tallies(survey) == await recounted_tallies(survey)
    assert (await live_tallies(survey)).responses == 6
    assert await Statement.count() == 6


STEPS = st.lists(
    st.tuples(st.sampled_from(["send", "change", "delete", "digest"]), st.integers(0, 3)), min_size=1, max_size=14
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
async def test_tallies_are_the_recount_whatever_is_sent_changed_and_deleted(
    sqlite_database: str, steps: list[tuple[str, int]]
) -> None:
    link = secrets.token_urlsafe()
    survey = await open_survey(link=link)
    tokens: list[str] = []
    for step, number in steps:
        if step == "send":
            tokens.append(await begin({**ANSWERS, "q5": [str(number + 1)]}, link=link))
            await send(tokens[-1], today=TODAY)
        elif step == "digest":
            await digest(survey, batch=number + 1)
        elif tokens and step == "change":
            await revise(tokens[number % len(tokens)], f"Text {number}" if number else "")
        elif tokens:
            await delete(tokens.pop(number % len(tokens)))

        assert await live_tallies(survey) == await recounted_tallies(survey)
        assert (await live_tallies(survey)).responses == len(tokens)
