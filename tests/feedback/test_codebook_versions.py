"""The log of the code book: every change a version, how it stood at each, and what differs between two."""

import asyncio
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.codebook_log import current_version
from feedback.codebook_versions import (
    ChangedPart,
    Entry,
    codebook_at,
    compare_versions,
    differences,
    list_changes,
    replay,
    themes_at,
)
from feedback.coding_tables import CodebookEntry
from feedback.enums import CodebookChange
from feedback.errors import Conflict
from feedback.themes import (
    ThemeWording,
    add_example,
    create_theme,
    edit_theme,
    get_theme,
    list_themes,
    merge_themes,
    separate_theme,
)
from tests.factories import NOW, make_officer, make_theme

LOKALER = ThemeWording({"sv": "Lokaler"}, "Rum.", ("lokal",))
RECORDED, ADDED, WORDED, MERGED, SEPARATED, SPLIT = CodebookChange


async def edit(theme: UUID, wording: ThemeWording, *, reason: str = "", officer_id: UUID | None = None) -> None:
    seen = (await get_theme(theme)).wording.fingerprint
    await edit_theme(theme, wording, seen=seen, reason=reason, officer_id=officer_id, now=NOW)


async def test_every_change_is_a_version_with_who_and_why(database: str) -> None:
    officer = await make_officer(name="Olga Officer")
    theme = await create_theme("T1", LOKALER, reason="Often said", officer_id=officer, now=NOW)
    await edit(theme, ThemeWording({"sv": "Rum"}), reason="Shorter", officer_id=officer)
    other = await create_theme("T2", ThemeWording({"sv": "Salar"}), now=NOW)
    await merge_themes(theme, fold=[other], reason="The same", now=NOW)
    await separate_theme(other, now=NOW)
    part = await create_theme("T3", ThemeWording({"sv": "Hyra"}), split_from=theme, now=NOW)

    changes = await list_changes()

    assert [(each.number, each.kind, each.theme.code, each.other and each.other.code) for each in changes] == [
        (6, SPLIT, "T3", "T1"),
        (5, SEPARATED, "T2", "T1"),
        (4, MERGED, "T2", "T1"),
        (3, ADDED, "T2", None),
        (2, WORDED, "T1", None),
        (1, ADDED, "T1", None),
    ]
    assert [(each.reason, each.officer, each.at) for each in changes[-2:]] == [
        ("Shorter", "Olga Officer", NOW),
        ("Often said", "Olga Officer", NOW),
    ]
    assert [each.number for each in await list_changes(theme_id=theme)] == [6, 5, 4, 2, 1]
    assert [each.number for each in await list_changes(theme_id=part)] == [6]
    assert [each.number for each in await list_changes(before=4, most=2)] == [3, 2]


async def test_the_code_book_as_it_stood_at_each_version(database: str) -> None:
    theme = await create_theme("T1", LOKALER, now=NOW)
    await edit(theme, ThemeWording({"sv": "Rum"}))
    other = await create_theme("T2", ThemeWording({"sv": "Salar"}), now=NOW)
    await merge_themes(theme, fold=[other], now=NOW)

    stood = [await codebook_at(number) for number in range(5)]

    assert [[(each.code, each.label, each.merged_into) for each in themes] for themes in stood] == [
        [],
        [("T1", "Lokaler", None)],
        [("T1", "Rum", None)],
        [("T1", "Rum", None), ("T2", "Salar", None)],
        [("T1", "Rum", None), ("T2", "Salar", theme)],
    ]
    assert stood[-1] == await list_themes()


async def test_themes_from_before_the_log_are_recorded_once_and_were_there_from_the_start(database: str) -> None:
    kept = await make_theme(code="T1", title="Premises")
    folded = await make_theme(code="T2", title="Rooms", merged_into=kept)
    assert (await current_version(), [theme.id for theme in await codebook_at(0)]) == (0, [kept, folded])

    await edit(kept, LOKALER)
    await separate_theme(folded, now=NOW)

    assert [(each.number, each.kind, each.theme.code) for each in await list_changes()] == [
        (4, SEPARATED, "T2"),
        (3, WORDED, "T1"),
        (2, RECORDED, "T2"),
        (1, RECORDED, "T1"),
    ]
    assert [(each.label, each.merged_into) for each in await codebook_at(0)] == [("Premises", None), ("Rooms", kept)]
    assert await codebook_at(4) == await list_themes()


async def test_what_changes_nothing_makes_no_version(database: str) -> None:
    theme = await create_theme("T1", LOKALER, now=NOW)
    await edit(theme, LOKALER)
    await separate_theme(theme, now=NOW)
    await add_example(theme, " ", now=NOW)
    with pytest.raises(Conflict):
        await merge_themes(theme, fold=[theme], now=NOW)

    assert await current_version() == 1


async def test_a_reason_that_cannot_be_kept_changes_nothing(database: str) -> None:
    theme = await create_theme("T1", LOKALER, now=NOW)

    with pytest.raises(Conflict, match="The reason is too long"):
        await edit(theme, ThemeWording({"sv": "Rum"}), reason="x" * 4001)

    assert ((await get_theme(theme)).wording, await CodebookEntry.count()) == (LOKALER, 1)


async def test_changes_at_the_same_moment_are_numbered_or_refused(database: str) -> None:
    async def add(code: str) -> bool:
        try:
            await create_theme(code, ThemeWording({"sv": code}), now=NOW)
        except Conflict:
            return False
        return True

    done = await asyncio.gather(*(add(f"T{number}") for number in range(6)))

    numbers = await CodebookEntry.select(CodebookEntry.number).order_by(CodebookEntry.number).output(as_list=True)
    assert numbers == list(range(1, sum(done) + 1))
    assert len(await list_themes()) == sum(done) > 0


async def test_compare_versions_tells_each_part_before_and_after(database: str) -> None:
    theme = await create_theme("T1", LOKALER, now=NOW)
    await edit(theme, ThemeWording({"sv": "Rum", "en": "Rooms"}, "Rum.", ("lokal", "sal")))
    other = await create_theme("T2", ThemeWording({"sv": "Salar"}), now=NOW)
    await add_example(theme, "Hyran är\nför hög.", now=NOW)
    await merge_themes(theme, fold=[other], now=NOW)

    found = await compare_versions(1, 5)

    assert [(each.after.code, each.is_new, each.is_merged, each.is_separated) for each in found] == [
        ("T1", False, False, False),
        ("T2", True, True, False),
    ]
    assert found[0].parts == (
        ChangedPart("label", "sv", ("Lokaler",), ("Rum",)),
        ChangedPart("label", "en", (), ("Rooms",)),
        ChangedPart("keywords", "", ("lokal",), ("lokal", "sal")),
        ChangedPart("examples", "", (), ("Hyran är för hög.",)),
    )
    assert await compare_versions(2, 2) == ()


@given(st.lists(st.tuples(st.sampled_from([ADDED, WORDED, MERGED, SEPARATED]), st.integers(0, 2), st.text(max_size=2))))
def test_replaying_the_log_ends_where_the_last_version_stands(steps: list[tuple[CodebookChange, int, str]]) -> None:
    entries = [
        Entry(
            number=number,
            theme=UUID(int=theme),
            code=f"T{theme}",
            kind=kind,
            other=UUID(int=0) if kind in (MERGED, SEPARATED) else None,
            wording=ThemeWording({"sv": text}),
            reason="",
            officer="",
            at=NOW,
        )
        for number, (kind, theme, text) in enumerate(steps, start=1)
    ]

    changes = replay(entries)

    last = {each.theme.id: each.theme for each in changes}
    assert themes_at(entries, len(entries)) == last
    assert {each.after.id for each in differences({}, last)} == set(last)
    assert differences(last, last) == ()
