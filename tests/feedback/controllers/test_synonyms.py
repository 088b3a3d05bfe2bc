"""The pages of the synonyms, by their real forms."""

from feedback.synonyms import synonym_groups
from tests.web import Visitor


async def test_add_edit_and_remove(officer: Visitor) -> None:
    codebook = await officer.get("/themes")
    page = await officer.get(codebook.links()["Synonyms"])
    page = await page.submit({"language": "sv", "words": "lokal, sal\nmötesrum"}, action="/synonyms/add")
    assert page.notice == "The words were added."
    page = await officer.get(page.links()["Edit – lokal"])
    assert page.form("/themes/synonyms/").fields["words"].strip() == "lokal\nsal\nmötesrum"

    page = await page.submit({"words": "lokal\naula"}, action="/themes/synonyms/")

    assert (page.path, page.notice) == ("/themes/synonyms", "The words were saved.")
    assert "lokal, aula" in page.text
    assert await synonym_groups() == (("lokal", "aula"),)
    page = await page.submit(action="/remove")
    assert page.notice == "The words were removed."
    assert await synonym_groups() == ()


async def test_what_is_wrong_is_told_and_what_was_typed_stays(officer: Visitor) -> None:
    page = await officer.get("/themes/synonyms")
    page = await page.submit({"language": "fi", "words": "tila"}, action="/synonyms/add")

    fields = page.tree.xpath("//form[not(@enctype)]//textarea[@name='words']")
    assert (page.status, page.errors) == (422, ["Write at least two different words that mean the same."])
    assert (fields[0].text or "").strip() == "tila"
    assert page.tree.xpath("//option[@value='fi']/@selected")


async def test_import_and_export(officer: Visitor) -> None:
    page = await officer.get("/themes/synonyms")
    content = b"language;words\r\nsv;lokal, sal\r\nen;grant, funding\r\n"
    page = await page.submit(action="/import", files={"file": ("words.csv", content, "text/csv")})
    assert page.notice == "Groups added: 2. Groups given more words: 0."

    exported = await officer.get("/themes/synonyms.csv")

    assert exported.response.content == b"\xef\xbb\xbf" + content
    page = await officer.get("/themes/synonyms")
    page = await page.submit(action="/import", files={"file": ("words.csv", b"words\na\n", "text/csv")})
    assert (page.status, page.errors) == (422, ["Row 2: Write at least two different words that mean the same."])
    page = await page.submit(action="/import", files={"file": ("", b"", "text/csv")})
    assert page.errors == ["Choose a CSV file with words."]
