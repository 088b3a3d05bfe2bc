"""Participants' check of the notes: who may say what until when, and what officers make of it."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from feedback.draft_changes import latest_change, undo_change
from feedback.enums import NotesAudience, NotesReplyKind, NotesReplyState
from feedback.errors import Conflict, Gone, NotFound
from feedback.notes_checks import KeptCheck, close_check, get_check, notes_to_check, open_check
from feedback.notes_replies import (
    NewReply,
    accept_addition,
    accept_correction,
    added_points,
    agreements,
    check_figures,
    decline_reply,
    list_replies,
    send_replies,
)
from feedback.personal_data_flags import list_flags
from feedback.point_merging import merge_points
from feedback.point_versions import versions_of
from feedback.points import Wording, edit_point, list_points
from feedback.signed_tokens import signed_token
from tests.factories import NOW, make_consultation, make_flag, make_officer, make_point, make_reviewed_consultation

TODAY = NOW.date()
LAST = TODAY + timedelta(days=7)
SAID = "Associations need premises that they can afford."


async def opened(consultation: object, *, last_day: date = LAST) -> KeptCheck:
    check = await open_check(
        consultation,  # type: ignore[arg-type]  # the factories' ids
        audience=NotesAudience.ATTENDEES,
        last_day=last_day,
        officer=None,
        today=TODAY,
        now=NOW,
    )
    return await get_check(check)


async def say(check: KeptCheck, *replies: NewReply) -> None:
    await send_replies(check, replies, organisation="The Lillby Society", language="en", today=TODAY)


def correction(point: object, text: str) -> NewReply:
    return NewReply(NotesReplyKind.CORRECTION, point, text)  # type: ignore[arg-type]  # the factories' ids


async def test_a_check_is_opened_once_for_notes_that_say_something(database: str) -> None:
    consultation, _question, _points = await make_reviewed_consultation()

    with pytest.raises(Conflict, match="no questions and no points"):
        await opened(await make_consultation(title="Empty"))
    with pytest.raises(Conflict, match="passed already"):
        await opened(consultation, last_day=TODAY - timedelta(days=1))
    first = await opened(consultation)
    with pytest.raises(Conflict, match="asked already"):
        await opened(consultation)
    await close_check(first.id, now=NOW)

    assert (await opened(consultation)).is_open(LAST)


async def test_the_link_opens_until_the_last_day_or_until_it_is_closed(database: str) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    check = await opened(consultation)

    assert (await notes_to_check(check.token, today=LAST)).consultation.id == consultation
    with pytest.raises(Gone, match="could be checked until"):
        await notes_to_check(check.token, today=LAST + timedelta(days=1))
    for token in ("wrong", signed_token("letter", check.id), signed_token("notes check", uuid4())):
        with pytest.raises(NotFound):
            await notes_to_check(token, today=TODAY)
    await close_check(check.id, now=NOW)
    with pytest.raises(Gone, match="Thank you"):
        await notes_to_check(check.token, today=TODAY)


async def test_participants_see_no_words_that_are_flagged(database: str) -> None:
    consultation = await make_consultation(questions=["What does Maja Exempelsson want?"])
    await make_point(consultation, text="Maja Exempelsson wants premises.", heading="Maja Exempelsson:")
    await make_flag(consultation)

    notes = await notes_to_check((await opened(consultation)).token, today=TODAY)

    shown = [notes.questions[0].text, notes.points[0].text, notes.points[0].heading]
    assert shown == ["What does […] want?", "[…] wants premises.", "[…]:"]


async def test_an_accepted_correction_changes_the_point_and_keeps_each_wording(database: str) -> None:
    consultation, _question, [point, other] = await make_reviewed_consultation()
    check, officer = await opened(consultation), await make_officer()
    await say(check, NewReply(NotesReplyKind.AGREES, other), correction(point, "Small associations need premises."))
    [first] = await list_replies(consultation)

    await accept_correction(first.id, first.text, seen=SAID, officer=officer, now=NOW)
    text = "Small associations need cheap premises."
    await say(check, correction(point, f"{text} Ask maja@example.org."))
    second = (await list_replies(consultation))[0]
    with pytest.raises(Conflict, match="changed it meanwhile"):
        await accept_correction(second.id, text, seen=SAID, officer=officer, now=NOW)
    await accept_correction(second.id, second.text, seen=first.text, officer=officer, now=NOW)

    kept = (await versions_of([point]))[point]
    assert [(each.number, each.text) for each in kept] == [(1, SAID), (2, first.text), (3, second.text)]
    assert (await list_points(consultation))[0].text == second.text
    assert await agreements(consultation) == {other: 1}
    assert [flag.text for flag in await list_flags(consultation)] == ["maja@example.org"]
    figures = await check_figures(consultation)
    assert (figures.agreed, figures.corrected, figures.waiting) == (1, 2, 0)


async def test_a_wording_that_an_officer_wrote_between_two_corrections_is_kept_too(database: str) -> None:
    consultation, _question, [point, _other] = await make_reviewed_consultation()
    check = await opened(consultation)
    await say(check, correction(point, "One"), correction(point, "Three"))
    one, three = sorted(await list_replies(consultation), key=lambda each: each.text)

    await accept_correction(one.id, one.text, seen=SAID, officer=None, now=NOW)
    await edit_point(point, Wording("Two", (await list_points(consultation))[0].kind), seen="One")
    await accept_correction(three.id, three.text, seen="Two", officer=None, now=NOW)

    assert [each.text for each in (await versions_of([point]))[point]] == [SAID, "One", "Two", "Three"]


async def test_what_is_missing_becomes_a_point_of_participants(database: str) -> None:
    consultation, question, _points = await make_reviewed_consultation()
    check = await opened(consultation)
    await say(check, NewReply(NotesReplyKind.ADDITION, text="Buses stop too early."))
    [reply] = await list_replies(consultation)

    await accept_addition(reply.id, reply.text, question=question, officer=None, now=NOW)
    with pytest.raises(Conflict, match="decided on meanwhile"):
        await accept_addition(reply.id, reply.text, question=question, officer=None, now=NOW)

    last = (await list_points(consultation))[-1]
    assert (last.text, last.question_id) == ("Buses stop too early.", question)
    assert await added_points(consultation) == {last.id}


async def test_what_is_declined_keeps_its_reason_and_the_notes(database: str) -> None:
    consultation, _question, [point, _other] = await make_reviewed_consultation()
    await make_flag(consultation)
    check = await opened(consultation)
    await say(check, correction(point, "No."))
    [reply] = await list_replies(consultation)

    with pytest.raises(Conflict, match="Say why"):
        await decline_reply(reply.id, reason=" ", officer=None, now=NOW)
    await decline_reply(reply.id, reason="Maja Exempelsson's tape says so.", officer=None, now=NOW)

    [kept] = await list_replies(consultation)
    assert (kept.state, kept.reason) == (NotesReplyState.DECLINED, "Maja Exempelsson's tape says so.")
    assert (await list_points(consultation))[0].text == SAID
    figures = await check_figures(consultation)
    assert (figures.declined, figures.reasons) == (1, ("[…]'s tape says so.",))


async def test_nothing_and_points_of_other_notes_are_refused(database: str) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    elsewhere = await make_point(await make_consultation(title="Elsewhere"))
    check = await opened(consultation)

    with pytest.raises(Conflict, match="at least one point"):
        await say(check)
    with pytest.raises(Conflict, match="changed meanwhile"):
        await say(check, correction(elsewhere, "Mine"))

    assert await list_replies(consultation) == ()


async def undo(consultation: UUID) -> None:
    latest = await latest_change(consultation)
    assert latest
    await undo_change(consultation, number=latest.number, now=NOW)


async def test_undoing_what_was_taken_up_lets_it_wait_again(database: str) -> None:
    consultation, question, [point, _other] = await make_reviewed_consultation()
    await say(
        await opened(consultation),
        correction(point, "Mine."),
        NewReply(NotesReplyKind.ADDITION, text="Buses stop early."),
    )
    mine, missing = sorted(await list_replies(consultation), key=lambda each: each.kind is NotesReplyKind.ADDITION)
    before = await list_points(consultation)

    await accept_correction(mine.id, mine.text, seen=SAID, reason="Right.", officer=None, now=NOW)
    await accept_addition(missing.id, missing.text, question=question, officer=None, now=NOW)
    await undo(consultation)
    after_one = await check_figures(consultation)
    await undo(consultation)

    assert (after_one.corrected, after_one.added, after_one.waiting) == (1, 0, 1)
    figures = await check_figures(consultation)
    assert (figures.corrected, figures.added, figures.waiting) == (0, 0, 2)
    assert [(each.text, each.is_dropped) for each in await list_points(consultation) if not each.is_dropped] == [
        (each.text, False) for each in before
    ]
    assert {(each.reason, each.point) for each in await list_replies(consultation)} == {("", point), ("", None)}
    await accept_correction(mine.id, mine.text, seen=SAID, officer=None, now=NOW)
    assert (await check_figures(consultation)).corrected == 1


async def test_a_correction_of_a_point_that_was_merged_away_is_refused_and_waits(database: str) -> None:
    consultation, _question, [point, other] = await make_reviewed_consultation()
    await say(await opened(consultation), correction(other, "Mine."))
    await merge_points(point, with_id=other, now=NOW)
    [reply] = await list_replies(consultation)

    with pytest.raises(Conflict, match="dropped it meanwhile"):
        await accept_correction(reply.id, "Mine.", seen="", officer=None, now=NOW)

    assert (await check_figures(consultation)).waiting == 1
