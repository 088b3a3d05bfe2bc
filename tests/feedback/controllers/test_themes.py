"""The code book's pages, by their real forms."""

import json

import pytest

from feedback.enums import CodingState
from feedback.themes import ThemeWording, create_theme, list_themes
from tests.factories import NOW, make_coding, make_consultation, make_point, make_theme
from tests.web import Page, Visitor

CODEBOOK = [{"id": "T1", "label_sv": "Lokaler", "label_en": "Premises", "definition": "Rum.", "keywords": ["lokal"]}]


async def wordings() -> dict[str, ThemeWording]:
    return {theme.code: theme.wording for theme in await list_themes()}


async def upload(officer: Visitor, content: bytes) -> Page:
    page = await officer.get("/themes/import")
    return await page.submit(action="/themes/import", files={"file": ("themes.json", content, "application/json")})


async def test_index_without_themes(officer: Visitor) -> None:
    page = await officer.get("/themes")

    assert (page.h1, "There are no themes yet." in page.text) == ("Code book", True)


async def test_index_shows_points_by_year(officer: Visitor) -> None:
    theme = await make_theme(code="T1", title="Premises", definition="Rooms to meet in.")
    for date, state in (
        ("2019", CodingState.CONFIRMED),
        ("2024", CodingState.CONFIRMED),
        ("2024", CodingState.SUGGESTED),
    ):
        await make_coding(await make_point(await make_consultation(date=date)), theme, state=state)

    page = await officer.get("/themes")

    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.tree.xpath("//table//tr")]
    assert rows == [
        ["Code", "Theme", "2019", "2024", "All years", "Change"],
        ["T1", "PremisesRooms to meet in.", "1", "1 (1 suggested)", "2 (1 suggested)", "Edit – T1"],
    ]


async def test_create_adds_a_theme_under_the_next_code(officer: Visitor) -> None:
    await make_theme(code="T07")
    page = await officer.get("/themes/new")
    assert page.form("/themes/new").fields["code"] == "T08"

    page = await page.submit(
        {
            "label_sv": "Lokaler",
            "label_ar": "أماكن",
            "definition": "Rum\natt mötas i.",
            "keywords": "lokal, rum\nlokal\n",
        },
        action="/themes/new",
    )

    assert (page.path, page.notice) == ("/themes", "The theme was added.")
    assert (await wordings())["T08"] == ThemeWording(
        {"sv": "Lokaler", "ar": "أماكن"}, "Rum att mötas i.", ("lokal", "rum")
    )


async def test_create_with_every_field_wrong_keeps_what_was_typed(officer: Visitor) -> None:
    page = await officer.get("/themes/new")

    page = await page.submit({"code": "T" * 21, "definition": "Kept", "keywords": "kept"}, action="/themes/new")

    assert (page.status, page.errors) == (
        422,
        ["Write a short code, for example T41; at most 20 characters.", "Write a label in at least one language."],
    )
    fields = page.form("/themes/new").fields
    assert (fields["code"], fields["definition"].strip(), fields["keywords"].strip()) == ("T" * 21, "Kept", "kept")
    assert await wordings() == {}


async def test_create_with_a_code_in_use(officer: Visitor) -> None:
    await make_theme(code="T1", title="Premises")
    page = await officer.get("/themes/new")

    page = await page.submit({"code": "T1", "label_sv": "Medel"}, action="/themes/new")

    assert (page.status, page.errors) == (422, ["Another theme has the code T1. Choose a different one."])
    assert page.form("/themes/new").fields["label_sv"] == "Medel"


async def test_update_words_a_theme_anew_and_keeps_labels_the_form_does_not_offer(officer: Visitor) -> None:
    theme = await create_theme("T1", ThemeWording({"fi": "Tilat", "sv": "Lokaler", "en": "Premises"}), now=NOW)
    page = await officer.get(f"/themes/{theme}/edit")

    page = await page.submit({"label_en": "", "label_sv": "Rum"}, action="/edit")

    assert (page.path, page.notice) == ("/themes", "The theme was saved.")
    assert await wordings() == {"T1": ThemeWording({"fi": "Tilat", "sv": "Rum"})}


async def test_update_changed_meanwhile_is_told_and_saves_when_sent_again(officer: Visitor) -> None:
    theme = await make_theme(code="T1")
    mine = await officer.get(f"/themes/{theme}/edit")
    theirs = await officer.get(f"/themes/{theme}/edit")
    await theirs.submit({"definition": "Theirs"}, action="/edit")

    page = await mine.submit({"definition": "Mine"}, action="/edit")

    assert (page.status, page.errors) == (
        422,
        ["Somebody else changed this theme meanwhile. Compare it with the code book, then save again."],
    )
    assert (await wordings())["T1"].definition == "Theirs"
    await page.submit(action="/edit")
    assert (await wordings())["T1"].definition == "Mine"


async def test_merge_and_undo(officer: Visitor) -> None:
    kept, folded = await make_theme(code="T1", title="Premises"), await make_theme(code="T2", title="Rooms")
    page = await officer.get("/themes/merge")

    page = await page.submit({"keep": str(kept), "fold": [str(folded)]}, action="/themes/merge")

    assert page.notice == "The themes were merged. What was coded with them counts for the theme that stays."
    assert [theme.merged_into for theme in await list_themes()] == [None, kept]
    assert "T2 Rooms (merged into: T1 Premises)" in page.text
    page = await page.submit(action="/separate")
    assert page.notice == "The theme stands by itself again."
    assert [theme.merged_into for theme in await list_themes()] == [None, None]


async def test_merge_with_nothing_chosen(officer: Visitor) -> None:
    await make_theme(code="T1"), await make_theme(code="T2")
    page = await officer.get("/themes/merge")

    page = await page.submit(action="/themes/merge")

    assert (page.status, page.errors) == (
        422,
        ["Choose the theme that stays.", "Choose at least one other theme to merge."],
    )


async def test_merge_with_a_theme_merged_meanwhile(officer: Visitor) -> None:
    a, b, c = [await make_theme(code=code) for code in ("T1", "T2", "T3")]
    page = await officer.get("/themes/merge")
    await page.submit({"keep": str(a), "fold": [str(b)]}, action="/themes/merge")

    page = await page.submit({"keep": str(c), "fold": [str(b)]}, action="/themes/merge")

    assert (page.status, page.errors) == (422, ["The theme T2 is merged into another one already."])


async def test_import_and_export(officer: Visitor) -> None:
    page = await upload(officer, json.dumps(CODEBOOK).encode())

    assert (page.path, page.notice) == ("/themes", "Themes added: 1. Themes changed: 0.")
    exported = await officer.get("/themes.json")
    assert exported.response.json() == CODEBOOK
    assert exported.response.headers["content-disposition"] == 'attachment; filename="themes.json"'


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "The file is not JSON. A code book is a JSON list of themes."),
        (b"%PDF-1.7 \xff", "The file is not UTF-8 text. Save the code book as JSON in UTF-8."),
        (json.dumps([*CODEBOOK, {"id": "T2"}]).encode(), "Theme T2 has no label, such as label_sv."),
        (b" " * 3_000_000, "The file is larger than 2 MB; a code book is much smaller."),
    ],
)
async def test_import_of_a_bad_file(officer: Visitor, content: bytes, error: str) -> None:
    page = await upload(officer, content)

    assert (page.status, page.errors) == (422, [error])
    assert await wordings() == {}


async def test_import_without_a_file(officer: Visitor) -> None:
    page = await officer.get("/themes/import")

    page = await page.submit(action="/themes/import", files={"file": ("", b"", "application/octet-stream")})

    assert (page.status, page.errors) == (422, ["Choose a JSON file with themes."])
