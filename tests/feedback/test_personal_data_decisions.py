"""Deciding on flagged words: what is shown needs a reason, the log only grows, and what was missed can be flagged by hand."""

from datetime import timedelta

import pytest

from feedback.api.published import public_points
from feedback.enums import PersonalDataChoice
from feedback.errors import Conflict
from feedback.notes.draft import PersonalDataKind
from feedback.personal_data_decisions import decide, flag_words, list_in_context, look_again
from feedback.personal_data_flags import count_undecided, list_flags, read_masks
from feedback.publishing import publish_consultation
from feedback.tables import Point
from tests.factories import (
    NOW,
    make_consultation,
    make_flag,
    make_officer,
    make_point,
    make_question,
    make_reviewed_consultation,
    source_json,
)


async def test_a_decision_is_logged_and_the_latest_counts(database: str) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    flag, officer = await make_flag(consultation, source=source_json(4)), await make_officer()

    with pytest.raises(Conflict, match="Say why"):
        await decide(flag, PersonalDataChoice.SHOWN, reason=" ", officer=officer, now=NOW)
    await decide(flag, PersonalDataChoice.SHOWN, reason="She is the minister.", officer=officer, now=NOW)
    await decide(flag, PersonalDataChoice.HIDDEN, reason="", officer=officer, now=NOW + timedelta(hours=1))
    await decide(flag, PersonalDataChoice.HIDDEN, reason="", officer=officer, now=NOW + timedelta(hours=2))

    [found] = await list_in_context(consultation)
    assert found.flag.decision is PersonalDataChoice.HIDDEN
    assert [(each.decision.value, each.reason) for each in found.log] == [
        ("hidden", ""),
        ("shown", "She is the minister."),
    ]
    assert found.line == "• Associations need premises"
    assert await count_undecided(consultation) == 0


async def test_a_point_is_public_once_its_flags_are_decided(database: str) -> None:
    consultation = await make_consultation(published_at=NOW)
    point = await make_point(consultation, text="Maja Exempelsson wants more premises.")
    flag = await make_flag(consultation)
    undecided = await public_points([point])

    await decide(flag, PersonalDataChoice.HIDDEN, reason="", officer=None, now=NOW)
    hidden = (await read_masks([consultation])).of(consultation, "Maja Exempelsson wants more premises.")
    await decide(flag, PersonalDataChoice.SHOWN, reason="She agreed.", officer=None, now=NOW)

    assert (undecided, await public_points([point])) == (set(), {point})
    assert hidden == "[…] wants more premises."
    assert (await read_masks()).words == {}


async def test_what_is_decided_needs_no_look_before_publishing(database: str) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    await decide(await make_flag(consultation), PersonalDataChoice.HIDDEN, reason="", officer=None, now=NOW)
    waiting = await make_flag(consultation, text="Bo Ek")

    with pytest.raises(Conflict, match="tick each"):
        await publish_consultation(consultation, now=NOW)
    await publish_consultation(consultation, acknowledged=[waiting], now=NOW)


async def test_words_that_were_missed_are_flagged_by_hand_and_hidden(database: str) -> None:
    consultation = await make_consultation()
    await make_point(consultation, text="Ask the lady from Lillby.", source=source_json(7))
    officer = await make_officer()

    with pytest.raises(Conflict, match="in no question"):
        await flag_words(consultation, "the man from Storby", kind=PersonalDataKind.NAME, officer=officer, now=NOW)
    flag = await flag_words(consultation, "the  lady from Lillby", kind=PersonalDataKind.NAME, officer=officer, now=NOW)
    again = await flag_words(consultation, "The lady from Lillby", kind=PersonalDataKind.NAME, officer=officer, now=NOW)

    [found] = await list_in_context(consultation)
    assert (found.flag.text, found.flag.decision) == ("the lady from Lillby", PersonalDataChoice.HIDDEN)
    assert (found.points, again, len(found.log)) == ((1,), flag, 2)


async def test_looking_again_finds_what_officers_wrote(database: str) -> None:
    consultation = await make_consultation()
    await make_question(consultation)
    point = await make_point(consultation, text="Premises")
    await Point.update({Point.text: "Write to maja@example.org."}).where(Point.id == point)

    assert (await look_again(consultation), await look_again(consultation)) == (1, 0)
    assert [each.text for each in await list_flags(consultation)] == ["maja@example.org"]


async def test_words_in_an_answer_are_found_in_their_point(sqlite_database: str) -> None:
    consultation = await make_consultation()
    point = await make_point(consultation, text="Who opens the hall?")
    await Point.update({Point.answer: "Maja Exempelsson does."}).where(Point.id == point)
    await make_flag(consultation)

    [found] = await list_in_context(consultation)

    assert found.points == (1,)
