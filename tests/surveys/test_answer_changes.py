"""Changing what was sent: the answers come back as typed, and what was sent counts until the change is sent."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from feedback.errors import Gone
from surveys.answer_changes import begin_change, drop_change
from surveys.definition import Privacy
from surveys.digest import digest, live_tallies, recounted_tallies
from surveys.response_drafts import AlreadySent, draft_by_token, save_section
from surveys.responses import receipt, send
from surveys.survey_links import WrongLink
from surveys.tables import Invitation, Response, ResponseDraft
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


async def sent_token() -> str:
    token = await begin()
    await send(token, today=TODAY, now=NOW)
    return token


async def change(token: str, **answers: str) -> None:
    await begin_change(token, today=TODAY, now=NOW)
    await save_section(token, {key: [value] for key, value in answers.items()}, language="sv", today=TODAY)


async def test_begin_change_types_the_answers_back(database: str) -> None:
    await open_survey()
    token = await sent_token()

    await begin_change(token, today=TODAY, now=NOW)

    draft = await draft_by_token(token, today=TODAY)
    assert (draft.typed, draft.revision, draft.is_change) == (ANSWERS, 2, True)
    assert (await receipt(token)).is_changing


async def test_change_that_is_sent_takes_the_place_of_what_was_sent(database: str) -> None:
    survey = await open_survey()
    token = await sent_token()
    await digest(survey)
    await change(token, q1="other")
    before = await live_tallies(survey)

    sent = await send(token, today=LAST_DAY)

    await digest(survey)
    after = await live_tallies(survey)
    assert (sent.revision, sent.answers["q1"], sent.day, sent.is_changing) == (2, "other", LAST_DAY, False)
    assert (before.values["q1", "association"], after.values["q1", "other"], after.responses) == (1, 1, 1)
    assert after == await recounted_tallies(survey)


async def test_change_sent_by_twenty_calls_at_once_is_one_revision(database: str) -> None:
    await open_survey()
    token = await sent_token()
    await change(token, q1="other")

    receipts = await asyncio.gather(*(send(token, today=TODAY) for _ in range(20)))

    assert receipts == [receipts[0]] * 20
    assert sorted(row["revision"] for row in await Response.select()) == [1, 2]


async def test_begin_change_twenty_times_at_once_goes_on_with_one_draft(database: str) -> None:
    await open_survey()
    token = await sent_token()

    await asyncio.gather(*(begin_change(token, today=TODAY, now=NOW) for _ in range(20)))

    assert await ResponseDraft.count() == 1


async def test_change_that_is_left_alone_or_dropped_leaves_what_was_sent(database: str) -> None:
    survey = await open_survey()
    token = await sent_token()
    await change(token, q1="other")

    left = await receipt(token)
    await drop_change(token)

    assert (left.answers["q1"], (await receipt(token)).is_changing) == ("association", False)
    assert (await live_tallies(survey)).values["q1", "association"] == 1
    with pytest.raises(AlreadySent):
        await draft_by_token(token, today=TODAY)


async def test_drop_change_leaves_answers_that_were_never_sent(database: str) -> None:
    await open_survey()
    token = await begin()

    await drop_change(token)

    assert (await draft_by_token(token, today=TODAY)).typed == ANSWERS


@pytest.mark.parametrize("privacy", [Privacy.CONFIDENTIAL, Privacy.ORGANISATION_NAMED, Privacy.ANONYMOUS])
async def test_change_by_an_invited_keeps_what_the_first_revision_had(database: str, privacy: Privacy) -> None:
    survey = await open_survey(replace(SURVEY, privacy=privacy))
    token = await begin_by_invitation(await invite(survey, organisation="Exempelföreningen"))
    await send(token, today=TODAY, now=NOW + timedelta(minutes=7))
    await change(token, q1="other")

    await send(token, today=TODAY, now=NOW + timedelta(minutes=60))

    first, second = await Response.select().order_by(Response.revision)
    (invitation,) = await Invitation.select()
    kept = ("invitation", "organisation", "minutes", "token_hash", "version")
    assert [first[name] for name in kept] == [second[name] for name in kept]
    assert (first["invitation"] is None, first["minutes"]) == (privacy is Privacy.ANONYMOUS, 7)
    assert invitation["is_used"]


async def test_begin_change_of_what_was_never_sent(database: str) -> None:
    await open_survey()

    with pytest.raises(WrongLink):
        await begin_change("guessed", today=TODAY, now=NOW)


async def test_change_after_the_last_day(database: str) -> None:
    await open_survey()
    token = await sent_token()
    begun = await sent_token()
    await change(begun, q1="other")
    late = LAST_DAY + timedelta(days=1)

    with pytest.raises(Gone):
        await begin_change(token, today=late, now=NOW)
    with pytest.raises(Gone):
        await send(begun, today=late)

    assert (await receipt(begun)).answers["q1"] == "association"
