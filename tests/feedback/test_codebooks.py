"""The code book in and out: round trips, and bad files named clearly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.codebooks import (
    CodebookImport,
    UnusableCodebook,
    codebook,
    export_codebook,
    import_codebook,
    read_codebook,
    wordings_of,
)
from feedback.matching.suggest import ThemeEntry
from feedback.themes import ThemeWording, list_themes, merge_themes
from tests.factories import NOW, make_theme

PREMISES = {
    "id": "T1",
    "label_sv": "Lokaler",
    "label_en": "Premises",
    "definition": "Rooms to meet in.",
    "keywords": ["premises", "rooms"],
}
FUNDING = {"id": "T2", "label_sv": "Medel", "definition": "", "keywords": []}


async def test_import_codebook_adds_and_exports_the_same(database: str) -> None:
    done = await import_codebook([PREMISES, FUNDING], now=NOW)

    assert done == CodebookImport(added=2, changed=0)
    assert await export_codebook() == [PREMISES, FUNDING]


async def test_import_codebook_words_known_codes_anew_and_leaves_others(database: str) -> None:
    await import_codebook([PREMISES, FUNDING], now=NOW)
    keys = {theme.code: theme.id for theme in await list_themes()}

    done = await import_codebook(
        [PREMISES, FUNDING | {"label_sv": "Finansiering"}, {"id": "T3", "label_ar": "ثقة"}], now=NOW
    )

    assert done == CodebookImport(added=1, changed=1)
    themes = {theme.code: theme for theme in await list_themes()}
    assert {code: theme.wording for code, theme in themes.items()} == {
        "T1": ThemeWording({"sv": "Lokaler", "en": "Premises"}, "Rooms to meet in.", ("premises", "rooms")),
        "T2": ThemeWording({"sv": "Finansiering"}),
        "T3": ThemeWording({"ar": "ثقة"}),
    }
    assert {code: themes[code].id for code in keys} == keys


async def test_import_codebook_with_one_bad_entry_changes_nothing(database: str) -> None:
    with pytest.raises(UnusableCodebook, match="Theme T2 has no label"):
        await import_codebook([PREMISES, {"id": "T2"}], now=NOW)

    assert await list_themes() == ()


async def test_export_codebook_leaves_merged_themes_out(database: str) -> None:
    await import_codebook([PREMISES, FUNDING], now=NOW)
    kept, folded = [theme.id for theme in await list_themes()]
    await merge_themes(kept, fold=[folded])

    assert await export_codebook() == [PREMISES]


async def test_codebook_is_what_matching_reads(database: str) -> None:
    key = await make_theme(code="T1", title="Premises", keywords=["rooms"])

    assert await codebook() == (ThemeEntry(str(key), {"sv": "Premises", "en": "Premises"}, "", ("rooms",)),)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({}, "A code book is a list of themes with at least one entry."),
        ([], "A code book is a list of themes with at least one entry."),
        ([PREMISES, "T2"], "Entry 2 of the code book is not an object."),
        ([{"label_sv": "x"}], "Entry 1 of the code book has no id."),
        ([PREMISES, PREMISES], "The code book has two themes with the id T1."),
        ([PREMISES | {"keywords": "rooms"}], "The keywords of theme T1 are not a list of words."),
        ([PREMISES | {"definition": 3}], "The definition of theme T1 is not a text."),
        ([PREMISES | {"id": "T" * 21}], f"The id {'T' * 21} must be one line of at most 20 characters."),
        ([PREMISES | {"id": "T\x00"}], "The id T must be one line of at most 20 characters."),
        ([PREMISES | {"label_script": "x"}], "Theme T1 has a label in an unknown language: script."),
        ([PREMISES | {"label_sv": "\x00"}], "Theme T1 has no label, such as label_sv."),
        ([PREMISES | {"id": str(n)} for n in range(1001)], "A code book can have at most 1000 themes."),
    ],
)
def test_wordings_of_names_what_is_wrong(entries: object, message: str) -> None:
    with pytest.raises(UnusableCodebook) as refused:
        wordings_of(entries)

    assert str(refused.value) == message


def nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    keys = st.sampled_from(["id", "label_sv", "label_", "label_x-y", "definition", "keywords"])
    return st.lists(inner) | st.dictionaries(keys, inner)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), nested, max_leaves=8))
def test_wordings_of_refuses_or_keeps_anything(data: object) -> None:
    try:
        wordings = wordings_of(data)
    except UnusableCodebook:
        return
    assert [len(wording.labels) > 0 for wording in wordings.values()] == [True] * len(wordings)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is not JSON. A code book is a JSON list of themes."),
        (b"[" * 100_000, "The file is not JSON. A code book is a JSON list of themes."),
        ("ö".encode("latin-1"), "The file is not UTF-8 text. Save the code book as JSON in UTF-8."),
        (b" " * (2 * 1024 * 1024 + 1), "The file is larger than 2 MB; a code book is much smaller."),
    ],
)
def test_read_codebook_refuses(content: bytes, message: str) -> None:
    with pytest.raises(UnusableCodebook) as refused:
        read_codebook(content)

    assert str(refused.value) == message


def test_read_codebook_with_a_byte_order_mark() -> None:
    assert read_codebook(b"\xef\xbb\xbf" + json.dumps([PREMISES]).encode()) == [PREMISES]
