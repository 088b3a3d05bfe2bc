"""What a file changes of the code book: planned, then done, all or nothing; and the code book as the matching reads it."""

import json
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.codebook_files.file_themes import FileTheme, UnusableCodebook
from feedback.codebook_files.json_files import themes_in
from feedback.codebook_log import current_version
from feedback.codebooks import (
    CodebookImport,
    NewTheme,
    codebook,
    export_codebook,
    import_codebook,
    import_themes,
    plan,
    plan_import,
)
from feedback.errors import Conflict
from feedback.matching.suggest import ThemeEntry
from feedback.themes import NamedTheme, ThemeWording, create_theme, list_themes, merge_themes
from tests.factories import NOW, make_theme

PREMISES = {
    "id": "T1",
    "label_sv": "Lokaler",
    "label_en": "Premises",
    "definition": "Rooms to meet in.",
    "keywords": ["premises", "rooms"],
    "examples": ["The rent is too high."],
}
FUNDING = {"id": "T2", "label_sv": "Medel", "definition": "", "keywords": [], "examples": []}
LOKALER = NamedTheme(UUID(int=1), "T1", ThemeWording({"sv": "Lokaler", "en": "Premises"}, "Rum.", ("lokal",), ("x",)))
GUID = UUID(int=77)


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
    assert {code: theme.wording.labels for code, theme in themes.items()} == {
        "T1": {"sv": "Lokaler", "en": "Premises"},
        "T2": {"sv": "Finansiering"},
        "T3": {"ar": "ثقة"},
    }
    assert {code: themes[code].id for code in keys} == keys


async def test_import_codebook_with_one_bad_entry_changes_nothing(database: str) -> None:
    with pytest.raises(UnusableCodebook, match="Theme T2 has no label"):
        await import_codebook([PREMISES, {"id": "T2"}], now=NOW)

    assert await list_themes() == ()


def test_what_a_file_does_not_say_stays() -> None:
    planned = plan([FileTheme({"sv": "Mötesrum"}, "T1")], [LOKALER])

    assert [each.wording for each in planned.reworded] == [
        ThemeWording({"sv": "Mötesrum", "en": "Premises"}, "Rum.", ("lokal",), ("x",))
    ]
    assert [(part.part, part.before, part.after) for part in planned.reworded[0].parts] == [
        ("label", ("Lokaler",), ("Mötesrum",))
    ]


def test_what_a_file_says_is_empty_becomes_empty() -> None:
    planned = plan([FileTheme({}, "T1", definition="", keywords=(), examples=())], [LOKALER])

    assert [each.wording for each in planned.reworded] == [ThemeWording({"sv": "Lokaler", "en": "Premises"})]


@pytest.mark.parametrize(
    ("said", "is_known"),
    [
        (FileTheme({"sv": "Annat"}, id=LOKALER.id), True),
        (FileTheme({"sv": "Annat"}, "T1", id=GUID), True),
        (FileTheme({"sv": "lokaler"}, id=GUID), True),
        (FileTheme({"en": "Lokaler"}), False),  # the label of another language
        (FileTheme({"sv": "Lokaler"}, "T9"), False),  # a code of its own says that it is another
        (FileTheme({"sv": "Annat"}, "T9", id=LOKALER.id), False),
    ],
)
def test_a_theme_is_known_by_its_id_its_code_or_its_label(said: FileTheme, is_known: bool) -> None:
    planned = plan([said], [LOKALER])

    assert (len(planned.added), planned.others) == ((0, 0) if is_known else (1, 1))


def test_new_themes_without_a_code_get_the_next_ones_and_keep_their_ids() -> None:
    planned = plan([FileTheme({"sv": "A"}, id=GUID), FileTheme({"sv": "B"}, id=GUID)], [LOKALER])

    assert planned.added == (
        NewTheme("T2", ThemeWording({"sv": "A"}), GUID),
        NewTheme("T3", ThemeWording({"sv": "B"})),
    )


LABELS = st.dictionaries(st.sampled_from(["sv", "en"]), st.sampled_from("abc"), min_size=1)
THEMES = st.lists(st.builds(FileTheme, LABELS, st.sampled_from(["", "T1", "T2"])), unique_by=lambda it: it.code)


@given(THEMES)
def test_a_plan_can_be_planned_again_from_what_it_says(themes: list[FileTheme]) -> None:
    planned = plan(themes, [LOKALER])

    if planned.entries:
        again = plan(themes_in(json.loads(json.dumps(planned.entries))), [LOKALER])
        assert (again.added, again.reworded) == (planned.added, planned.reworded)


async def test_themes_of_another_program_are_known_again_when_they_come_back(database: str) -> None:
    guid = uuid4()
    await import_themes([FileTheme({"sv": "Lokaler"}, id=guid)], now=NOW)

    done = await import_themes([FileTheme({"sv": "Mötesrum"}, id=guid)], now=NOW)

    assert done == CodebookImport(added=0, changed=1)
    assert [(theme.id, theme.code, theme.label) for theme in await list_themes()] == [(guid, "T01", "Mötesrum")]


async def test_import_of_what_was_planned_for_an_earlier_version_is_refused(database: str) -> None:
    await make_theme(code="T1")
    themes = [FileTheme({"sv": "Medel"}, "T2")]
    planned = await plan_import(themes)
    await create_theme("T2", ThemeWording({"sv": "Annat"}), now=NOW)

    with pytest.raises(Conflict, match="Somebody else changed the code book meanwhile"):
        await import_themes(themes, seen=planned.version, now=NOW)

    assert [theme.label for theme in await list_themes()] == ["Premises", "Annat"]
    planned = await plan_import(themes)
    assert await import_themes(themes, seen=planned.version, now=NOW) == CodebookImport(0, 1)


async def test_import_of_what_is_there_already_makes_no_version(database: str) -> None:
    await import_codebook([PREMISES], now=NOW)
    version = await current_version()

    await import_codebook([PREMISES], now=NOW)

    assert await current_version() == version


async def test_export_codebook_leaves_merged_themes_out(database: str) -> None:
    await import_codebook([PREMISES, FUNDING], now=NOW)
    kept, folded = [theme.id for theme in await list_themes()]
    await merge_themes(kept, fold=[folded], now=NOW)

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
def test_themes_in_names_what_is_wrong(entries: object, message: str) -> None:
    with pytest.raises(UnusableCodebook) as refused:
        themes_in(entries)

    assert str(refused.value) == message


def nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    keys = st.sampled_from(["id", "label_sv", "label_", "label_x-y", "definition", "keywords", "examples", "guid"])
    return st.lists(inner) | st.dictionaries(keys, inner)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), nested, max_leaves=8))
def test_themes_in_refuses_or_keeps_anything(data: object) -> None:
    try:
        themes = themes_in(data)
    except UnusableCodebook:
        return
    assert [len(theme.labels) > 0 for theme in themes] == [True] * len(themes)
