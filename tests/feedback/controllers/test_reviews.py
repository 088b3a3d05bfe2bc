"""The review page: what to look at first, what it says where nothing was read, and how the file's pages look."""

from feedback.documents import keep_document, read_document
from tests.factories import NOW, make_consultation, make_document, make_point
from tests.feedback.notes.files import pdf_file
from tests.web import Visitor, words


async def test_review_asks_to_look_at_the_unsure_ones_first(officer: Visitor) -> None:
    consultation = await make_consultation(points=["Sure."], state="under review")
    less = await make_point(consultation, text="Less sure.", position=2, confidence=0.7)
    least = await make_point(consultation, text="Least sure.", position=3, confidence=0.5)
    await make_point(consultation, text="Rather sure.", position=4, confidence=0.9)
    page = await officer.get(f"/consultations/{consultation}/review")
    first = page.tree.xpath("//details[@class='look-first']//li")
    assert [words(each) for each in first] == ["Point 3: Least sure.", "Point 2: Less sure."]

    page = await officer.get(page.links()["Least sure first"])

    said = page.tree.xpath("//ol[@class='points']//*[@class='said']")
    assert [words(each) for each in said] == ["Least sure.", "Less sure.", "Rather sure.", "Sure."]
    page = await page.submit(action=f"/points/{least}/right")
    assert page.notice == "The point is right as it is."
    assert page.tree.xpath("//li[contains(@class, 'unsure')]/@id") == [f"point-{less}"]


async def test_review_of_notes_without_points_says_so(officer: Visitor) -> None:
    document = await make_document(["Notes", "The minister welcomed everybody."])
    consultation = await make_consultation(document=document, state="under review")

    page = await officer.get(f"/consultations/{consultation}/review")

    assert "No points were read from these notes: nothing in them tells what participants said." in page.text


async def test_review_shows_the_pages_of_a_pdf(officer: Visitor) -> None:
    content = pdf_file()
    document = await keep_document("notes.pdf", content=content, officer_id=None, now=NOW)
    await read_document(document)
    consultation = await make_consultation(document=document)
    page = await officer.get(f"/consultations/{consultation}/review")
    (picture,) = page.tree.xpath("//details[@class='page-image']//img/@src")

    shown = await officer.get(picture)

    assert (shown.response.headers["content-type"], shown.response.content[:4]) == ("image/png", b"\x89PNG")
    assert shown.response.headers["cache-control"] == "private, max-age=3600"


async def test_pictures_of_pages_are_for_officers(visitor: Visitor) -> None:
    document = await keep_document("notes.pdf", content=pdf_file(), officer_id=None, now=NOW)

    page = await visitor.get(f"/documents/{document}/pages/1")

    assert page.path == "/sign-in"
