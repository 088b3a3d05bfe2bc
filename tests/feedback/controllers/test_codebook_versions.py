"""The pages of the code book's versions."""

from feedback.themes import ThemeWording, create_theme, edit_theme, get_theme
from tests.factories import NOW
from tests.web import Visitor


async def test_versions_before_anything_was_changed(officer: Visitor) -> None:
    page = await officer.get("/themes/versions")

    assert "Nothing was changed since the log of the code book was begun." in page.text
    assert (await officer.get("/themes/versions/0")).status == 200
    page = await officer.get("/themes/versions/1")
    assert (page.status, "The code book has no version 1." in page.text) == (404, True)


async def test_versions_lead_to_how_it_was_and_to_what_changed(officer: Visitor) -> None:
    theme = await create_theme("T1", ThemeWording({"en": "Premises"}), now=NOW)
    seen = (await get_theme(theme)).wording.fingerprint
    await edit_theme(theme, ThemeWording({"en": "Rooms"}), seen=seen, reason="Plainer", now=NOW)
    await create_theme("T2", ThemeWording({"en": "Buses"}), split_from=theme, now=NOW)
    index = await officer.get("/themes")
    page = await officer.get(index.links()["Version 3: what was changed and when"])
    assert "Plainer" in page.text

    page = await officer.get(page.links()["What changed – version 2"])

    assert "Label in English Premises Rooms" in page.text
    then = await officer.get("/themes/versions/1")
    assert "T1 Premises" in then.text
    assert "It is now at version 3." in then.text
    page = await officer.get(then.links()["What changed since"])
    assert page.h1 == "What changed from version 1 to 3"
    assert "New, split from: T1 Rooms" in page.text
    page = await officer.get("/themes/versions")
    page = await page.submit({"from": "0"}, action="/changes")
    assert "New." in page.text
    assert (await officer.get("/themes/versions/1/changes?from=3")).path == "/themes/versions/1"
