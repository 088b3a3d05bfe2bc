"""The officers' page about the languages of the service."""

from feedback.translation import LANGUAGES
from tests.web import Visitor, words


async def test_index_says_of_every_language_who_reviewed_it(officer: Visitor) -> None:
    page = await officer.get("/languages")

    rows = [[words(cell) for cell in row.xpath("th|td")] for row in page.tree.xpath("//main//tbody/tr")]
    assert [row[2] for row in rows] == list(LANGUAGES)
    by_code = {row[2]: row for row in rows}
    assert by_code["en"][-1] == "Written by the authors"
    assert by_code["fa"][:2] + by_code["fa"][3:4] == ["Persian", "فارسی", "from right to left"]
    assert by_code["so"][-1] == "Not reviewed by a native reader"
    assert "Northern Sami" in page.text


async def test_index_is_found_from_every_page_by_officers_alone(officer: Visitor) -> None:
    assert (await officer.get("/surveys")).links()["Languages of the service"] == "/languages"

    officer.client.cookies.clear()

    assert "Languages of the service" not in (await officer.get("/sign-in")).links()
