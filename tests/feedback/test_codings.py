"""Coding points: suggested, confirmed, rejected, undone; what was decided is never suggested over."""

import asyncio
from uuid import UUID, uuid4

import pytest

from feedback.codings import (
    CodedPoint,
    ThemeCoding,
    confirmed_examples,
    decide,
    join_codings,
    list_codings,
    next_undecided,
    suggest_codings,
    suggestions_for,
    undo_decision,
)
from feedback.enums import CodingState, PointKind
from feedback.errors import NotFound
from feedback.matching.suggest import Example, Text, ThemeEntry
from feedback.points import NotedPoint
from feedback.tables import Coding
from feedback.themes import NamedTheme, ThemeWording, merge_themes
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


def theme_named(code: str) -> NamedTheme:
    return NamedTheme(uuid4(), code, ThemeWording({"en": code}))


def coded_point(*codings: ThemeCoding, text: str = PREMISES) -> CodedPoint:
    return CodedPoint(NotedPoint(uuid4(), 1, text, PointKind.STATEMENT), codings)


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
    first, second = [each.point.id for each in await list_codings(consultation)]
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
    await merge_themes(funding, fold=[premises])
    consultation = await make_consultation(points=[PREMISES])

    await suggest_codings(consultation)

    assert await states_of(consultation) == [[]]


async def test_decide_says_who_and_when(database: str) -> None:
    premises, _funding = await make_codebook()
    officer = await make_officer(name="Olga Officer")
    consultation = await make_consultation(points=[PREMISES])
    (coded,) = await list_codings(consultation)
    await suggest_codings(consultation)

    given = await decide(coded.point.id, theme_id=premises, state=CONFIRMED, officer_id=officer, now=NOW)

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
        await decide(coded.point.id, theme_id=funding, state=CONFIRMED, officer_id=officer, now=NOW)

    (coding,) = (await list_codings(consultation))[0].codings
    assert (coding.theme.id, coding.state, coding.score) == (funding, CONFIRMED, None)


async def test_decide_while_suggesting_and_twice_at_once_keeps_one_decision(database: str) -> None:
    premises, _funding = await make_codebook()
    officer = await make_officer()
    consultation = await make_consultation(points=[PREMISES])
    (coded,) = await list_codings(consultation)

    await asyncio.gather(
        suggest_codings(consultation),
        *(decide(coded.point.id, theme_id=premises, state=CONFIRMED, officer_id=officer, now=NOW) for _ in range(2)),
    )

    assert await states_of(consultation) == [[("T1", CONFIRMED)]]
    assert await Coding.count() == 1


async def test_decide_on_a_merged_theme_decides_on_the_one_it_went_into(database: str) -> None:
    premises, funding = await make_codebook()
    officer = await make_officer()
    consultation = await make_consultation(points=[PREMISES])
    (coded,) = await list_codings(consultation)
    await make_coding(coded.point.id, premises, state=CONFIRMED)
    await make_coding(coded.point.id, funding, state=REJECTED)
    await merge_themes(funding, fold=[premises])
    assert await states_of(consultation) == [[("T2", CONFIRMED)]]

    await decide(coded.point.id, theme_id=premises, state=REJECTED, officer_id=officer, now=NOW)

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
        await decide(coded.point.id, theme_id=theme, state=CONFIRMED, officer_id=officer, now=NOW)

    for theme in (premises, funding):
        await undo_decision(coded.point.id, theme_id=theme)

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

    await merge_themes(funding, fold=[premises])

    assert await confirmed_examples() == [Example(PREMISES, (str(funding),), "sv")]


@pytest.mark.parametrize(
    ("states", "joined"),
    [
        ((REJECTED, CONFIRMED), CONFIRMED),
        ((REJECTED, SUGGESTED), SUGGESTED),
        ((SUGGESTED, CONFIRMED, REJECTED), CONFIRMED),
        ((REJECTED,), REJECTED),
    ],
)
def test_join_codings(states: tuple[CodingState, ...], joined: CodingState) -> None:
    theme = theme_named("T1")

    assert join_codings([ThemeCoding(theme, state) for state in states]).state is joined


def test_is_decided() -> None:
    done, undone = ThemeCoding(theme_named("T1"), REJECTED), ThemeCoding(theme_named("T2"), SUGGESTED, 0.6)

    assert [coded_point(*codings).is_decided for codings in ((), (done,), (done, undone), (undone,))] == [
        False,
        True,
        False,
        False,
    ]


def test_marked_text_marks_what_undecided_suggestions_go_by() -> None:
    coded = coded_point(
        ThemeCoding(theme_named("T1"), SUGGESTED, 0.8, ("premises",)),
        ThemeCoding(theme_named("T2"), CONFIRMED, 0.9, ("need",)),
    )

    assert [passage.text for passage in coded.marked_text if passage.is_matched] == ["premises"]


def test_next_undecided_goes_on_and_round() -> None:
    first, second = ThemeCoding(theme_named("T1"), SUGGESTED, 0.8), ThemeCoding(theme_named("T2"), SUGGESTED, 0.7)
    done = ThemeCoding(theme_named("T3"), CONFIRMED)
    a, b, c = coded_point(first, second), coded_point(done), coded_point(second)

    found = [next_undecided([a, b, c], after=each.point.id) for each in (a, b, c)]

    assert found == [(a.point.id, first.theme.id), (c.point.id, second.theme.id), (c.point.id, second.theme.id)]
    assert next_undecided([a, b], after=b.point.id) == (a.point.id, first.theme.id)
    assert next_undecided([b], after=b.point.id) is None
    assert next_undecided([], after=b.point.id) is None
