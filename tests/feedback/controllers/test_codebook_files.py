"""The code book in from a file, with a look at what it changes first, and out to one."""

import json

import pytest
from lxml import etree

from feedback.themes import ThemeWording, create_theme, get_theme, list_themes
from tests.factories import NOW, make_theme
from tests.web import Page, Visitor

CODEBOOK = [
    {
        "id": "T1",
        "label_sv": "Lokaler",
        "label_en": "Premises",
        "definition": "Rum.",
        "keywords": ["lokal"],
        "examples": ["Hyran är för hög."],
    }
]
QDC = """<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>
<Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55295" name="Buses" isCodable="true"/></Codes></CodeBook>"""


async def labels() -> dict[str, object]:
    return {theme.code: theme.wording.labels for theme in await list_themes()}


async def upload(officer: Visitor, content: bytes, **values: object) -> Page:
    page = await officer.get("/themes/import")
    return await page.submit(values, action="/themes/import", files={"file": ("themes", content, "text/plain")})


async def test_import_shows_what_changes_and_changes_it_when_told_to(officer: Visitor) -> None:
    theme = await make_theme(code="T1", title="Rooms")
    await make_theme(code="T2", title="Funding")
    page = await upload(officer, json.dumps([*CODEBOOK, {"id": "T3", "label_sv": "Tillit"}]).encode())

    assert page.h1 == "What the file changes"
    for sentence in (
        "1 theme is added",
        "1 theme is worded anew",
        "1 theme is not in the file, and stays",
        "T3 Tillit",
        "Label in Svenska Rooms Lokaler",
    ):
        assert sentence in page.text
    assert await labels() == {"T1": {"sv": "Rooms", "en": "Rooms"}, "T2": {"sv": "Funding", "en": "Funding"}}
    page = await page.submit({"reason": "As agreed"}, action="/themes/import/confirm")
    assert (page.path, page.notice) == ("/themes", "Themes added: 1. Themes changed: 1.")
    assert (await labels())["T3"] == {"sv": "Tillit"}
    assert (await get_theme(theme)).wording.examples == ("Hyran är för hög.",)
    assert "As agreed" in (await officer.get("/themes/versions")).text


async def test_export_comes_back_as_nothing_new(officer: Visitor) -> None:
    page = await upload(officer, json.dumps(CODEBOOK).encode())
    await page.submit(action="/themes/import/confirm")

    exported = [await officer.get(path) for path in ("/themes.json", "/themes.csv", "/themes.qdc?names_in=en")]

    assert exported[0].response.json() == CODEBOOK
    assert [each.response.headers["content-disposition"] for each in exported] == [
        f'attachment; filename="themes.{kind}"' for kind in ("json", "csv", "qdc")
    ]
    assert etree.fromstring(exported[2].response.content)[0][0].get("name") == "Premises"
    for each in exported:
        page = await upload(officer, each.response.content)
        assert (page.path, page.notice) == ("/themes", "The code book has all of the file already.")


async def test_export_page_leads_to_the_files(officer: Visitor) -> None:
    await make_theme(code="T1")
    page = await officer.get("/themes/export")

    assert {"/themes.json", "/themes.csv"} <= set(page.links().values())
    page = await page.submit({"names_in": "ar"}, action="/themes.qdc")
    assert page.response.headers["content-type"].startswith("application/xml")


async def test_import_of_another_programs_codes_in_the_language_chosen(officer: Visitor) -> None:
    page = await upload(officer, QDC.encode(), names_in="en")

    await page.submit(action="/themes/import/confirm")

    assert await labels() == {"T01": {"en": "Buses"}}


async def test_import_after_somebody_else_changed_the_code_book_is_looked_through_again(officer: Visitor) -> None:
    page = await upload(officer, json.dumps(CODEBOOK).encode())
    await create_theme("T1", ThemeWording({"sv": "Deras"}), now=NOW)

    page = await page.submit({"reason": "Kept"}, action="/themes/import/confirm")

    assert (page.status, page.errors) == (
        422,
        ["Somebody else changed the code book meanwhile. Look through the changes once more."],
    )
    assert "1 theme is worded anew" in page.text
    assert page.form("/confirm").fields["reason"].strip() == "Kept"
    assert await labels() == {"T1": {"sv": "Deras"}}
    page = await page.submit(action="/themes/import/confirm")
    assert await labels() == {"T1": {"sv": "Lokaler", "en": "Premises"}}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"[", "The file is not JSON. A code book is a JSON list of themes."),
        (b"", "The file is not a code book that can be read here: JSON, CSV or .qdc."),
        (b"%PDF-1.7 \xff", "The file is not a code book that can be read here: JSON, CSV or .qdc."),
        (json.dumps([*CODEBOOK, {"id": "T2"}]).encode(), "Theme T2 has no label, such as label_sv."),
        (b" " * 3_000_000, "The file is larger than 2 MB; a code book is much smaller."),
        (b"<!DOCTYPE x [<!ENTITY y 'z'>]><CodeBook/>", "The file defines abbreviations of its own"),
    ],
)
async def test_import_of_a_bad_file(officer: Visitor, content: bytes, error: str) -> None:
    page = await upload(officer, content)

    assert page.status == 422
    assert page.errors[0].startswith(error)
    assert await labels() == {}


async def test_import_without_a_file_keeps_the_language(officer: Visitor) -> None:
    page = await officer.get("/themes/import")

    page = await page.submit(
        {"names_in": "fi"}, action="/themes/import", files={"file": ("", b"", "application/octet-stream")}
    )

    assert (page.status, page.errors) == (422, ["Choose a file with themes."])
    assert page.form("/themes/import").fields["names_in"] == "fi"
