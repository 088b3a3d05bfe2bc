"""Themes: wording them, and merging them without losing what was coded."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.errors import Conflict, NotFound
from feedback.tables import Theme
from feedback.themes import (
    NamedTheme,
    ThemeWording,
    clean_words,
    create_theme,
    current_themes,
    edit_theme,
    get_theme,
    list_themes,
    merge_themes,
    next_code,
    resolve_merges,
    separate_theme,
)
from feedback.translation import speaking
from tests.factories import NOW, make_theme

WORDING = ThemeWording({"sv": "Lokaler", "en": "Premises"}, "Rooms to meet in.", ("premises", "rooms"))


def named(code: str, **labels: str) -> NamedTheme:
    return NamedTheme(uuid4(), code, ThemeWording(labels))


async def test_create_theme_and_get_it(database: str) -> None:
    key = await create_theme("T1", WORDING, now=NOW)

    assert await get_theme(key) == NamedTheme(key, "T1", WORDING)


async def test_create_theme_with_a_code_in_use(database: str) -> None:
    await create_theme("T1", WORDING, now=NOW)

    with pytest.raises(Conflict, match="Another theme has the code T1"):
        await create_theme("T1", ThemeWording({"sv": "Annat"}), now=NOW)

    assert [(theme.code, theme.wording) for theme in await list_themes()] == [("T1", WORDING)]


async def test_get_theme_unknown(database: str) -> None:
    with pytest.raises(NotFound):
        await get_theme(uuid4())


async def test_list_themes_in_the_order_of_their_numbers(database: str) -> None:
    for code in ("T10", "T2", "A", "T02b"):
        await make_theme(code=code)

    assert [theme.code for theme in await list_themes()] == ["A", "T2", "T02b", "T10"]


async def test_edit_theme(database: str) -> None:
    key = await make_theme(code="T1")
    seen = (await get_theme(key)).wording.fingerprint

    await edit_theme(key, WORDING, seen=seen, now=NOW)

    assert (await get_theme(key)).wording == WORDING


async def test_edit_theme_changed_meanwhile(database: str) -> None:
    key = await make_theme(code="T1")
    seen = (await get_theme(key)).wording.fingerprint
    await edit_theme(key, WORDING, seen=seen, now=NOW)

    with pytest.raises(Conflict, match="Somebody else changed this theme"):
        await edit_theme(key, ThemeWording({"sv": "Mitt"}), seen=seen, now=NOW)

    assert (await get_theme(key)).wording == WORDING


@pytest.mark.parametrize(
    ("language", "labels", "label", "spoken"),
    [
        ("en", {"sv": "Lokaler", "en": "Premises"}, "Premises", "en"),
        ("ar", {"en": "Premises", "sv": "Lokaler"}, "Lokaler", "sv"),
        ("ar", {"fi": "Tilat"}, "Tilat", "fi"),
        ("en", {}, "T1", "sv"),
    ],
)
def test_label_in_the_readers_language_or_the_next_best(
    language: str, labels: dict[str, str], label: str, spoken: str
) -> None:
    with speaking(language):
        theme = named("T1", **labels)
        assert (theme.label, theme.label_language) == (label, spoken)


@pytest.mark.parametrize(
    ("codes", "following"),
    [([], "T01"), (["T01", "T40", "X"], "T41"), (["T9"], "T10"), (["M-099"], "M-100"), (["Other"], "T01")],
)
def test_next_code(codes: list[str], following: str) -> None:
    assert next_code(codes) == following


async def test_merge_themes_keeps_the_folded_one_and_points_on(database: str) -> None:
    a, b, c = [await make_theme(code=code) for code in "ABC"]

    await merge_themes(b, fold=[a], now=NOW)
    await merge_themes(c, fold=[b], now=NOW)

    assert await current_themes() == {a: c, b: c, c: c}
    assert [(theme.code, theme.merged_into) for theme in await list_themes()] == [("A", b), ("B", c), ("C", None)]


async def test_merge_themes_that_are_merged_already(database: str) -> None:
    a, b, c = [await make_theme(code=code) for code in "ABC"]
    await merge_themes(b, fold=[a], now=NOW)

    with pytest.raises(Conflict, match="The theme A is merged into another one already"):
        await merge_themes(a, fold=[b], now=NOW)
    with pytest.raises(Conflict, match="The theme A is merged into another one already"):
        await merge_themes(c, fold=[b, a], now=NOW)

    assert await current_themes() == {a: b, b: b, c: c}


async def test_merge_themes_with_itself_alone(database: str) -> None:
    a = await make_theme(code="A")

    with pytest.raises(Conflict, match="Choose at least one other theme"):
        await merge_themes(a, fold=[a], now=NOW)


async def test_merge_themes_with_one_that_does_not_exist(database: str) -> None:
    a = await make_theme(code="A")

    with pytest.raises(NotFound):
        await merge_themes(a, fold=[uuid4()], now=NOW)

    assert await Theme.count().where(Theme.merged_into.is_not_null()) == 0


async def test_separate_theme_undoes_a_merge(database: str) -> None:
    a, b = [await make_theme(code=code) for code in "AB"]
    await merge_themes(b, fold=[a], now=NOW)

    await separate_theme(a, now=NOW)

    assert await current_themes() == {a: a, b: b}


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8))))
def test_resolve_merges_ends_at_a_theme_that_stays(pairs: list[tuple[int, int]]) -> None:
    keys = [UUID(int=n) for n in range(9)]
    merged_into: dict[UUID, UUID | None] = dict.fromkeys(keys)
    for folded, kept in pairs:
        # What merge_themes allows: both still stand by themselves.
        if folded != kept and merged_into[keys[folded]] is None and merged_into[keys[kept]] is None:
            merged_into[keys[folded]] = keys[kept]

    current = resolve_merges(merged_into)

    assert set(current) == set(keys)
    assert {merged_into[last] for last in current.values()} == {None}
    assert {key for key in keys if current[key] == key} == {key for key in keys if merged_into[key] is None}


def test_resolve_merges_ends_on_a_circle_too() -> None:
    a, b = UUID(int=1), UUID(int=2)

    assert resolve_merges({a: b, b: a}) == {a: b, b: a}


def test_clean_words() -> None:
    assert clean_words(" Two\n\twords\x00\ud800 и\u200dx ") == "Two words и\u200dx"
