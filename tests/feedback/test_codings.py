"""Coding points: suggested, confirmed, rejected, undone; what was decided is never suggested over."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from feedback.codebook_log import current_version
from feedback.coded_texts import NoneFits
from feedback.coding_log import list_decisions
from feedback.codings import (
    confirmed_examples,
    decide,
    decide_none_fits,
    list_codings,
    suggest_codings,
    suggestions_for,
    undo_decision,
    undo_last,
)
from feedback.enums import CodedKind, CodingState
from feedback.errors import Conflict, NotFound
from feedback.matching.suggest import Example, Text, ThemeEntry
from feedback.points import get_point
from feedback.tables import Coding
from feedback.themes import merge_themes
from tests.factories import NOW, make_coding, make_consultation, make_officer, make_point, make_theme

CONFIRMED, SUGGESTED, REJECTED = CodingState.CONFIRMED, CodingState.SUGGESTED, CodingState.REJECTED
PREMISES = "Associations need premises that they can afford."
FUNDING = "Funding for one year at a time makes planning hard."
NEITHER = "The coffee was good."


async def make_codebook() -> tuple[UUID, UUID]:
    premises = await make_theme(code="T1", title="Premises", keywords=["premises", "rooms"])
    funding = await make_theme(code="T2", title="Funding", keywords=["funding", "planning"])
    return premises, funding


async def states_of(consultation: UUID) -> list[list[tuple[str, CodingState]]]:
    return [[(each.theme.code, each.state) for each in coded.codings] for coded in await list_codings(consultation)]


def test_suggestions_for_gives_at_most_three_that_are_more_probable_than_not() -> None:
    entries = [ThemeEntry(str(n), {"en": f"Premises {n}"}, "", ("premises",)) for n in range(5)]

    found = suggestions_for([Text("a", PREMISES, "en"), Text("b", NEITHER, "en")], entries)

    assert set(found) == {"a", "b"}
    assert found["b"] == ()
    assert len(found["a"]) <= 3
    assert [match.score >= 0.5 for match in found["a"]] == [True] * len(found["a"])


def test_suggestions_for_an_empty_code_book() -> None:
    assert suggestions_for([Text("a", PREMISES)], []) == {"a": ()}


async def test_suggest_codings(database: str) -> None:
    await make_codebook()
    consultation = await make_consultation(points=[PREMISES, FUNDING, NEITHER])

    count = await suggest_codings(consultation)

    assert count == 2
    assert await states_of(consultation) == [[("T1", SUGGESTED)], [("T2", SUGGESTED)], []]
    (coding,) = (await list_codings(consultation))[0].codings
    assert coding.score is not None
    assert 0.5 <= coding.score <= 1
    assert coding.because == ("premises",)


async def test_suggest_codings_again_keeps_decisions_and_replaces_the_rest(database: str) -> None:
    premises, _funding = await make_codebook()
    officer = await make_officer()
    consultation = await make_consultation(points=[PREMISES, FUNDING])
    first, second = [each.id for each in await list_codings(consultation)]
    await suggest_codings(consultation)
    await decide(first, theme_id=premises, state=REJECTED, officer_id=officer, now=NOW)
    await make_coding(second, premises, state=SUGGESTED, score=0.9)

    count = await suggest_codings(consultation)

    assert count == 1
    assert await states_of(consultation) == [[("T1", REJECTED)], [("T2", SUGGESTED)]]


async def test_suggest_codings_leaves_dropped_points_and_other_consultations_alone(database: str) -> None:
    await make_codebook()
    consultation = await make_consultation()
    await make_consultation(points=[PREMISES])
    await make_point(consultation, dropped_at=NOW)

    assert await suggest_codings(consultation) == 0
    assert await Coding.count() == 0


async def test_suggest_codings_never_suggests_a_merged_theme(database: str) -> None:
    premises, funding = await make_codebook()
    await merge_themes(funding, fold=[premises], now=NOW)
    consultation = await make_consultation(points=[PREMISES])

    await suggest_codings(consultation)

    assert await states_of(consultation) == [[]]


async def test_decide_says_who_and_when(database: str) -> None:
    premises, _funding = await make_codebook()
    officer = await make_officer(name="Olga Officer")
    consultation = await make_consultation(points=[PREMISES])
    (coded,) = await list_codings(consultation)
    await suggest_codings(consultation)

    given = await decide(coded.id, theme_id=premises, state=CONFIRMED, officer_id=officer, now=NOW)

    assert given == consultation
    (coding,) = (await list_codings(consultation))[0].codings
    assert (coding.state, coding.decided_by, coding.decided_at) == (CONFIRMED, "Olga Officer", NOW)
    assert coding.because == ("premises",)


async def test_decide_adds_a_theme_that_was_not_suggested_and_twice_is_once(database: str) -> None:
    _premises, funding = await make_codebook()
    officer = await make_officer()
    consultation = await make_consultation(points=[NEITHER])
    (coded,) = await list_codings(consultation)

    for _ in range(2):
        await decide(coded.id, theme_id=funding, state=CONFIRMED, officer_id=officer, now=NOW)

    (coding,) = (await list_codings(consultation))[0].codings
    assert (coding.theme.id, coding.state, coding.score) == (funding, CONFIRMED, None)


async def test_decide_while_suggesting_and_twice_at_once_keeps_one_decision(database: str) -> None:
    premises, _funding = await make_codebook()
    officer = await make_officer()
    consultation = await make_consultation(points=[PREMISES])
    (coded,) = await list_codings(consultation)

    await asyncio.gather(
        suggest_codings(consultation),
        *(decide(coded.id, theme_id=premises, state=CONFIRMED, officer_id=officer, now=NOW) for _ in range(2)),
    )

    assert await states_of(consultation) == [[("T1", CONFIRMED)]]
    assert await Coding.count() == 1


async def test_decide_on_a_merged_theme_decides_on_the_one_it_went_into(database: str) -> None:
    premises, funding = await make_codebook()
    officer = await make_officer()
    consultation = await make_consultation(points=[PREMISES])
    (coded,) = await list_codings(consultation)
    await make_coding(coded.id, premises, state=CONFIRMED)
    await make_coding(coded.id, funding, state=REJECTED)
    await merge_themes(funding, fold=[premises], now=NOW)
    assert await states_of(consultation) == [[("T2", CONFIRMED)]]

    await decide(coded.id, theme_id=premises, state=REJECTED, officer_id=officer, now=NOW)

    assert await states_of(consultation) == [[("T2", REJECTED)]]
    assert await Coding.count() == 2


async def test_decide_for_what_is_not_there(database: str) -> None:
    premises, _funding = await make_codebook()
    officer = await make_officer()
    consultation = await make_consultation()
    dropped = await make_point(consultation, dropped_at=NOW)
    standing = await make_point(consultation)

    for point, theme in ((uuid4(), premises), (dropped, premises), (standing, uuid4())):
        with pytest.raises(NotFound):
            await decide(point, theme_id=theme, state=CONFIRMED, officer_id=officer, now=NOW)

    assert await Coding.count() == 0


async def test_undo_decision_makes_a_suggestion_one_again_and_takes_a_theme_by_hand_away(database: str) -> None:
    premises, funding = await make_codebook()
    officer = await make_officer()
    consultation = await make_consultation(points=[PREMISES])
    (coded,) = await list_codings(consultation)
    await suggest_codings(consultation)
    for theme in (premises, funding):
        await decide(coded.id, theme_id=theme, state=CONFIRMED, officer_id=officer, now=NOW)

    for theme in (premises, funding):
        await undo_decision(coded.id, theme_id=theme, officer_id=officer, now=NOW)

    (coding,) = (await list_codings(consultation))[0].codings
    assert (coding.theme.id, coding.state, coding.decided_by, coding.decided_at) == (premises, SUGGESTED, "", None)


async def test_confirmed_examples_under_current_themes(database: str) -> None:
    premises, funding = await make_codebook()
    consultation = await make_consultation(language="sv")
    one, two, dropped = [
        await make_point(consultation, text=text, **values)
        for text, values in ((PREMISES, {}), (FUNDING, {}), (NEITHER, {"dropped_at": NOW}))
    ]
    for point, theme, state in (
        (one, premises, CONFIRMED),
        (one, funding, CONFIRMED),
        (two, funding, SUGGESTED),
        (dropped, funding, CONFIRMED),
    ):
        await make_coding(point, theme, state=state)
    assert await confirmed_examples() == [Example(PREMISES, tuple(sorted((str(premises), str(funding)))), "sv")]

    await merge_themes(funding, fold=[premises], now=NOW)

    assert await confirmed_examples() == [Example(PREMISES, (str(funding),), "sv")]


async def test_suggest_codings_leaves_a_point_alone_that_no_theme_fits(database: str) -> None:
    await make_codebook()
    consultation = await make_consultation(points=[PREMISES])
    (coded,) = await list_codings(consultation)
    await decide_none_fits(coded.id, officer_id=await make_officer(), now=NOW)

    assert await suggest_codings(consultation) == 0
    assert (await list_codings(consultation))[0].is_decided


async def test_no_theme_fits_rejects_what_is_suggested_and_undone_it_is_as_before(database: str) -> None:
    premises, funding = await make_codebook()
    olga = await make_officer()
    point = await make_point(await make_consultation(), text=NEITHER)
    consultation, _point = await get_point(point)
    for theme, score in ((premises, 0.8), (funding, 0.6)):
        await make_coding(point, theme, state=SUGGESTED, score=score)
    await decide(point, theme_id=premises, state=REJECTED, officer_id=olga, now=NOW)

    await decide_none_fits(point, officer_id=olga, now=later(1))
    (coded,) = await list_codings(consultation.id)
    await undo_decision(point, theme_id=None, officer_id=olga, now=later(2))

    assert coded.none_fits == NoneFits("Olga Officer", later(1))
    assert [(each.theme.code, each.state) for each in coded.codings] == [("T1", REJECTED), ("T2", REJECTED)]
    # What was rejected for itself before stays rejected.
    assert await states_of(consultation.id) == [[("T2", SUGGESTED), ("T1", REJECTED)]]
    assert (await list_codings(consultation.id))[0].none_fits is None


async def test_no_theme_fits_beside_a_confirmed_theme_is_refused_and_a_theme_added_later_takes_it_back(
    database: str,
) -> None:
    premises, _funding = await make_codebook()
    olga = await make_officer()
    consultation = await make_consultation(points=[NEITHER])
    (coded,) = await list_codings(consultation)
    await decide_none_fits(coded.id, officer_id=olga, now=NOW)

    await decide(coded.id, theme_id=premises, state=CONFIRMED, officer_id=olga, now=later(1))

    with pytest.raises(Conflict):
        await decide_none_fits(coded.id, officer_id=olga, now=later(2))
    (after,) = await list_codings(consultation)
    assert (after.none_fits, after.codings[0].state) == (None, CONFIRMED)
    assert await lines_of(coded.id) == [("T1", "confirmed"), ("none", "confirmed"), ("none", "undone")]


async def test_every_decision_is_logged_with_what_was_suggested_and_the_code_books_version(database: str) -> None:
    premises, funding = await make_codebook()
    olga = await make_officer()
    point = await make_point(await make_consultation(), text=PREMISES)
    await make_coding(point, premises, state=SUGGESTED, score=0.75)
    await decide(point, theme_id=premises, state=CONFIRMED, officer_id=olga, now=NOW)
    await decide(point, theme_id=funding, state=REJECTED, officer_id=olga, now=later(1))
    await undo_decision(point, theme_id=premises, officer_id=olga, now=later(2))

    logged = await list_decisions(CodedKind.POINT, point)

    assert [(each.theme and each.theme.code, each.decision, each.score, each.at) for each in logged] == [
        ("T1", "undone", None, later(2)),
        ("T2", "rejected", None, later(1)),
        ("T1", "confirmed", 0.75, NOW),
    ]
    assert {each.officer for each in logged} == {"Olga Officer"}
    assert {each.codebook for each in logged} == {await current_version()}


async def test_undo_last_undoes_ones_own_decisions_one_after_the_other_and_nobody_elses(database: str) -> None:
    premises, funding = await make_codebook()
    olga, omar = await make_officer(), await make_officer(email="omar@example.org", name="Omar Officer")
    consultation, elsewhere = (
        await make_consultation(points=[PREMISES, FUNDING]),
        await make_consultation(points=[NEITHER]),
    )
    first, second = [each.id for each in await list_codings(consultation)]
    (other,) = [each.id for each in await list_codings(elsewhere)]
    await decide(first, theme_id=premises, state=CONFIRMED, officer_id=olga, now=NOW)
    await decide_none_fits(second, officer_id=olga, now=later(1))
    await decide(first, theme_id=funding, state=CONFIRMED, officer_id=omar, now=later(2))
    await decide(other, theme_id=funding, state=CONFIRMED, officer_id=olga, now=later(3))

    undone = [await undo_last(consultation, officer_id=olga, now=later(n)) for n in (4, 5, 6)]

    assert undone == [second, first, None]
    assert await states_of(consultation) == [[("T2", CONFIRMED)], []]
    assert await states_of(elsewhere) == [[("T2", CONFIRMED)]]


async def test_undo_last_of_a_theme_that_was_merged_since_is_done_once(database: str) -> None:
    premises, funding = await make_codebook()
    olga = await make_officer()
    consultation = await make_consultation(points=[PREMISES])
    (coded,) = await list_codings(consultation)
    await decide(coded.id, theme_id=premises, state=CONFIRMED, officer_id=olga, now=NOW)
    await merge_themes(funding, fold=[premises], officer_id=olga, now=later(1))

    undone = [await undo_last(consultation, officer_id=olga, now=later(n)) for n in (2, 3)]

    assert undone == [coded.id, None]
    assert await states_of(consultation) == [[]]


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


async def lines_of(point: UUID) -> list[tuple[str, str]]:
    logged = await list_decisions(CodedKind.POINT, point)
    return sorted((each.theme.code if each.theme else "none", each.decision.value) for each in logged)


async def test_undoing_for_all_leaves_what_another_officer_decided_since(database: str) -> None:
    premises, _funding = await make_codebook()
    consultation = await make_consultation(points=[PREMISES, PREMISES.upper()])
    first, second = [each.id for each in await list_codings(consultation)]
    one, other = await make_officer(), await make_officer(email="other@example.org")
    await decide(first, theme_id=premises, state=CONFIRMED, also=[second], officer_id=one, now=NOW)
    later = NOW + timedelta(minutes=1)
    await decide(second, theme_id=premises, state=REJECTED, officer_id=other, now=later)

    await undo_last(consultation, officer_id=one, now=later + timedelta(minutes=1))

    assert await states_of(consultation) == [[], [("T1", REJECTED)]]


async def test_undoing_what_is_not_decided_is_no_line_of_the_log(database: str) -> None:
    premises, _funding = await make_codebook()
    consultation = await make_consultation(points=[PREMISES])
    (point,) = [each.id for each in await list_codings(consultation)]
    officer = await make_officer()
    await decide(point, theme_id=premises, state=CONFIRMED, officer_id=officer, now=NOW)

    for minutes in (1, 2):
        at = NOW + timedelta(minutes=minutes)
        await undo_decision(point, theme_id=premises, officer_id=officer, now=at)
        await undo_decision(point, theme_id=None, officer_id=officer, now=at)

    assert len(await list_decisions(CodedKind.POINT, point)) == 2
