"""Samples: drawn by lot, coded blind, closed, told, and settled as codings that count."""

from datetime import timedelta
from uuid import UUID

import pytest

from feedback.agreement import agreement
from feedback.coding_log import list_decisions
from feedback.coding_samples import Sources, draw_sample, drawn_texts, get_sample, list_places, list_samples
from feedback.codings import decide, decide_none_fits, list_codings
from feedback.consultations import delete_consultation
from feedback.enums import CodedKind, CodingState
from feedback.errors import Conflict, NotFound
from feedback.sample_codings import (
    close_sample,
    every_coding,
    find_none,
    give_theme,
    list_coders,
    own_codings,
    take_coding_back,
    take_theme,
)
from feedback.sample_results import closed_samples, latest_agreements, read_result, settle_agreed, settle_text
from feedback.sampled_points import SAMPLED_POINTS
from feedback.tables import Point
from feedback.themes import merge_themes
from tests.factories import NOW, make_coding, make_consultation, make_officer, make_point, make_theme

SOURCES: Sources = (SAMPLED_POINTS,)
LATER = NOW + timedelta(hours=1)


async def draw(consultation: UUID | None, officer: UUID, *, size: int = 50, seed: int = 1) -> UUID:
    place = (CodedKind.POINT, consultation) if consultation else None
    return await draw_sample(SOURCES, size=size, place=place, seed=seed, officer_id=officer, now=NOW)


async def make_sample(points: int = 4) -> tuple[UUID, tuple[UUID, UUID], tuple[UUID, UUID], list[UUID], UUID]:
    """A sample of this many points: it, two officers, two themes, the places of its texts in the order drawn, and the
    consultation."""
    olga = await make_officer()
    ali = await make_officer(email="ali@example.org", name="Ali Officer")
    themes = (await make_theme(code="T1"), await make_theme(code="T2", title="Funding"))
    consultation = await make_consultation()
    for n in range(1, points + 1):
        await make_point(consultation, text=f"Point {n}.", position=n)
    sample = await draw(consultation, olga)
    return sample, (olga, ali), themes, [each.id for each in await drawn_texts(sample, SOURCES)], consultation


async def test_a_sample_is_drawn_by_lot_and_the_seed_draws_it_again(database: str) -> None:
    officer = await make_officer()
    consultation, other = await make_consultation(), await make_consultation(title="Another")
    for n in range(1, 21):
        await make_point(consultation, text=f"Point {n}.", position=n)
    await make_point(other, text="Elsewhere.")

    first, again, another = [await draw(consultation, officer, size=8, seed=seed) for seed in (1, 1, 2)]

    texts = {each: [drawn.text.text for drawn in await drawn_texts(each, SOURCES)] for each in (first, again, another)}
    assert texts[first] == texts[again]
    assert texts[first] != texts[another]
    assert len(set(texts[first])) == 8
    assert texts[first] != sorted(texts[first], key=lambda text: int(text.strip("Point .")))
    assert "Elsewhere." not in {text for each in texts.values() for text in each}
    assert [drawn.number for drawn in await drawn_texts(first, SOURCES)] == list(range(1, 9))


async def test_a_sample_of_all_takes_what_there_is_but_nothing_dropped_or_deleted(database: str) -> None:
    officer = await make_officer()
    consultation, deleted = await make_consultation(), await make_consultation(title="Deleted")
    kept = await make_point(consultation, text="Kept.")
    await make_point(consultation, text="Dropped.", dropped_at=NOW)
    await make_point(deleted, text="Deleted.")
    await delete_consultation(deleted, now=NOW)

    sample = await draw(None, officer)

    assert [each.text.id for each in await drawn_texts(sample, SOURCES)] == [kept]
    assert (await get_sample(sample)).title == "All points and free-text answers"
    assert [(each.id, each.texts) for each in await list_places(SOURCES)] == [(consultation, 1)]


async def test_nothing_is_drawn_from_nothing_or_nowhere(database: str) -> None:
    officer = await make_officer()

    with pytest.raises(Conflict, match="no texts"):
        await draw(None, officer)
    with pytest.raises(NotFound):
        await draw(await make_consultation(), officer)
    assert await list_samples() == ()


async def test_a_coder_gives_themes_takes_them_away_and_finds_none(database: str) -> None:
    sample, (olga, _ali), (one, two), texts, _consultation = await make_sample()

    await give_theme(texts[0], theme_id=one, coder_id=olga, now=NOW)
    await give_theme(texts[0], theme_id=two, coder_id=olga, now=NOW)
    await give_theme(texts[1], theme_id=one, coder_id=olga, now=NOW)
    await take_theme(texts[1], theme_id=one, coder_id=olga, now=NOW)
    await find_none(texts[2], coder_id=olga, now=NOW)
    await find_none(texts[3], coder_id=olga, now=NOW)
    await give_theme(texts[3], theme_id=two, coder_id=olga, now=NOW)

    assert await own_codings(sample, coder_id=olga) == {
        texts[0]: {one, two},
        texts[2]: frozenset(),
        texts[3]: {two},
    }
    assert [(each.name, each.coded, each.left) for each in await list_coders(sample, SOURCES)] == [
        ("Olga Officer", 3, 1)
    ]
    await take_coding_back(texts[2], coder_id=olga, now=NOW)
    assert texts[2] not in await own_codings(sample, coder_id=olga)


async def test_nobody_reads_anothers_codings_before_the_sample_is_closed(database: str) -> None:
    sample, (olga, ali), (one, _two), texts, consultation = await make_sample()
    for text in texts:
        await give_theme(text, theme_id=one, coder_id=olga, now=NOW)

    assert await own_codings(sample, coder_id=ali) == {}
    for ask in (every_coding(sample), read_result(sample, SOURCES)):
        with pytest.raises(Conflict, match="not closed"):
            await ask
    with pytest.raises(Conflict, match="not closed"):
        await settle_text(texts[0], themes=[one], sources=SOURCES, officer_id=ali, now=NOW)
    assert await closed_samples() == ()
    assert await latest_agreements() == {}
    assert [each.codings for each in await list_codings(consultation)] == [()] * 4


async def test_a_sample_is_closed_when_two_have_coded_all_or_early_on_purpose(database: str) -> None:
    sample, (olga, ali), (one, two), texts, _consultation = await make_sample()
    for text in texts:
        await give_theme(text, theme_id=one, coder_id=olga, now=NOW)
    with pytest.raises(Conflict, match="coded by two"):
        await close_sample(sample, SOURCES, is_early=True, now=NOW)
    await find_none(texts[0], coder_id=ali, now=NOW)

    with pytest.raises(Conflict, match="Ali Officer has 3 texts left"):
        await close_sample(sample, SOURCES, now=NOW)
    await close_sample(sample, SOURCES, is_early=True, now=NOW)

    assert not (await get_sample(sample)).is_open
    with pytest.raises(Conflict, match="closed"):
        await give_theme(texts[1], theme_id=two, coder_id=ali, now=NOW)
    with pytest.raises(Conflict, match="closed already"):
        await close_sample(sample, SOURCES, now=LATER)
    assert (await read_result(sample, SOURCES)).agreement.texts == 1


async def test_a_point_that_is_dropped_is_not_asked_for_any_more(database: str) -> None:
    sample, (olga, ali), (one, _two), texts, _consultation = await make_sample(points=2)
    gone = (await drawn_texts(sample, SOURCES))[1].text.id
    for coder in (olga, ali):
        await give_theme(texts[0], theme_id=one, coder_id=coder, now=NOW)
    await Point.update({Point.dropped_at: NOW}).where(Point.id == gone)

    await close_sample(sample, SOURCES, now=NOW)

    assert (await read_result(sample, SOURCES)).agreement.texts == 1


async def closed(points: int = 4) -> tuple[UUID, tuple[UUID, UUID], tuple[UUID, UUID], list[UUID], UUID]:
    """A closed sample: both gave the first T1 and the second none; they differ on the third, and partly on the fourth."""
    sample, (olga, ali), (one, two), texts, consultation = await make_sample(points)
    given = {
        texts[0]: ({one}, {one}),
        texts[1]: (set(), set()),
        texts[2]: ({one}, {two}),
        texts[3]: ({one, two}, {two}),
    }
    for text, both in given.items():
        for coder, themes in zip((olga, ali), both, strict=True):
            for theme in themes:
                await give_theme(text, theme_id=theme, coder_id=coder, now=NOW)
            if not themes:
                await find_none(text, coder_id=coder, now=NOW)
    await close_sample(sample, SOURCES, now=NOW)
    return sample, (olga, ali), (one, two), texts, consultation


async def test_the_result_is_the_agreement_and_where_coders_differ(database: str) -> None:
    sample, (olga, ali), (one, two), texts, _consultation = await closed()

    result = await read_result(sample, SOURCES)

    by_hand = agreement(
        {
            texts[0]: {olga: frozenset({one}), ali: frozenset({one})},
            texts[1]: {olga: frozenset(), ali: frozenset()},
            texts[2]: {olga: frozenset({one}), ali: frozenset({two})},
            texts[3]: {olga: frozenset({one, two}), ali: frozenset({two})},
        }
    )
    assert result.agreement.alpha.value == by_hand.alpha.value
    assert {each.theme: each.f1.value for each in result.agreement.themes} == {one: 0.5, two: 2 / 3}
    assert result.coders == ("Ali Officer", "Olga Officer")
    assert [(each.drawn.id, each.given) for each in result.differing] == [
        (texts[2], (("Ali Officer", {two}), ("Olga Officer", {one}))),
        (texts[3], (("Ali Officer", {two}), ("Olga Officer", {one, two}))),
    ]
    assert [each.drawn.id for each in result.agreed_and_open] == texts[:2]
    assert result.differing[1].shared == {two}


async def test_themes_merged_since_count_for_the_one_that_stays(database: str) -> None:
    sample, (olga, _ali), (one, two), _texts, _consultation = await closed()

    await merge_themes(one, fold=[two], officer_id=olga, now=LATER)

    result = await read_result(sample, SOURCES)
    assert [(each.theme, each.f1.value) for each in result.agreement.themes] == [(one, 1.0)]
    assert result.differing == ()


async def test_settling_confirms_what_was_agreed_and_rejects_the_rest(database: str) -> None:
    sample, (olga, _ali), (one, two), texts, consultation = await closed()
    third = (await drawn_texts(sample, SOURCES))[2].text

    await settle_text(texts[2], themes=[two], sources=SOURCES, officer_id=olga, now=LATER)

    coded = {each.id: each for each in await list_codings(consultation)}[third.id]
    assert {each.theme.id: each.state for each in coded.codings} == {
        two: CodingState.CONFIRMED,
        one: CodingState.REJECTED,
    }
    logged = await list_decisions(CodedKind.POINT, third.id)
    assert {each.reason for each in logged} == {
        f"Settled after it was coded blind: {(await get_sample(sample)).title}."
    }
    assert [each.is_settled for each in (await read_result(sample, SOURCES)).differing] == [True, False]


async def test_settling_with_nothing_ticked_records_that_none_fits(database: str) -> None:
    sample, (olga, _ali), _themes, texts, consultation = await closed()
    third = (await drawn_texts(sample, SOURCES))[2].text

    await settle_text(texts[2], themes=[], sources=SOURCES, officer_id=olga, now=LATER)

    coded = {each.id: each for each in await list_codings(consultation)}[third.id]
    assert coded.none_fits is not None
    assert coded.confirmed == ()


async def test_settling_what_all_agree_on_leaves_what_was_decided_otherwise(database: str) -> None:
    sample, (olga, ali), (one, two), _texts, consultation = await closed()
    first, second, *_rest = [each.text.id for each in await drawn_texts(sample, SOURCES)]
    await make_coding(second, two, decided_by=ali, decided_at=NOW - timedelta(days=1))

    count = await settle_agreed(sample, sources=SOURCES, officer_id=olga, now=LATER)

    assert count == 1
    coded = {each.id: each for each in await list_codings(consultation)}
    assert [each.theme.id for each in coded[first].confirmed] == [one]
    assert [each.theme.id for each in coded[second].confirmed] == [two]
    assert coded[second].none_fits is None
    assert [each.drawn.text.id for each in (await read_result(sample, SOURCES)).agreed_and_open] == [second]


async def test_what_was_decided_before_the_closing_is_not_taken_for_settled(database: str) -> None:
    sample, (olga, ali), (one, _two), texts, _consultation = await make_sample(points=2)
    points = [each.text.id for each in await drawn_texts(sample, SOURCES)]
    await decide(points[0], theme_id=one, state=CodingState.CONFIRMED, officer_id=olga, now=NOW)
    for coder in (olga, ali):
        for text in texts:
            await give_theme(text, theme_id=one, coder_id=coder, now=NOW)
    await close_sample(sample, SOURCES, now=LATER)

    await decide_none_fits(points[1], officer_id=olga, now=LATER)

    assert [each.is_settled for each in (await read_result(sample, SOURCES)).texts] == [False, True]


async def test_the_latest_agreement_on_a_theme_is_that_of_the_sample_closed_last(database: str) -> None:
    first, (olga, ali), (one, two), _texts, consultation = await closed()
    second = await draw(consultation, olga, size=2, seed=7)
    for text in await drawn_texts(second, SOURCES):
        for coder in (olga, ali):
            await give_theme(text.id, theme_id=two, coder_id=coder, now=LATER)
    await close_sample(second, SOURCES, now=LATER)

    latest = await latest_agreements()

    assert {theme: sample.id for theme, (_on, sample) in latest.items()} == {one: first, two: second}
    assert latest[two][0].f1.value == 1
    assert latest[two][0].alpha.value is None
    assert [(each.sample.id, each.has_statements) for each in await closed_samples()] == [
        (second, False),
        (first, False),
    ]
