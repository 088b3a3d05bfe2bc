"""Reviewing a draft by keyboard in a real browser: item and lines light up together, and single keys do the work."""

from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from feedback.documents import keep_document, read_document
from feedback.points import list_points
from tests.browser.conftest import OFFICER, complaints
from tests.browser.test_watching import Contexts, at
from tests.factories import NOW, make_consultation, make_point, make_question, make_reviewed_consultation, source_json
from tests.feedback.notes.files import pdf_file
from tests.serving import Site

pytestmark = pytest.mark.browser

PREMISES = "Associations need premises that they can afford."
FUNDING = "Funding for one year at a time makes planning hard."


async def reviewed() -> UUID:
    consultation, question, _points = await make_reviewed_consultation(state="under review")
    await make_question(consultation, text="What else?", position=2)
    await make_point(consultation, text="Unsure.", question=question, position=3, confidence=0.5, source=source_json(8))
    return consultation


async def with_pages() -> UUID:
    document = await keep_document("notes.pdf", content=pdf_file(), officer_id=None, now=NOW)
    lines = await read_document(document)
    number = next(line.number for line in lines if "Båthuset" in line.text)
    consultation = await make_consultation(document=document)
    await make_point(consultation, text="The boat house.", source=source_json(number))
    return consultation


def review(site: Site, page: Page, consultation: UUID) -> None:
    page.goto(f"{site.address}/sign-in")
    page.get_by_label("E-mail address").fill(OFFICER[0])
    page.get_by_label("Password").fill(OFFICER[2])
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{site.address}/consultations/{consultation}/review")


@pytest.fixture
def page(context: Contexts) -> Page:
    opened: BrowserContext = context(locale="en-GB", reduced_motion="reduce")
    return opened.new_page()


def in_hand(page: Page) -> list[str]:
    return [str(each.get_attribute("id")) for each in page.locator(".in-hand").all()]


def texts_at(site: Site, consultation: UUID) -> list[str]:
    return [point.text for point in at(site, lambda: list_points(consultation)) if not point.is_dropped]


def test_item_and_lines_light_up_together(site: Site, page: Page) -> None:
    consultation = at(site, reviewed)
    premises, funding, _unsure = at(site, lambda: list_points(consultation))
    review(site, page, consultation)

    page.keyboard.press("j")
    page.keyboard.press("j")

    expect(page.locator(f"#point-{premises.id}")).to_be_focused()
    assert in_hand(page) == [f"point-{premises.id}", "line-4", "line-5"]
    page.locator("#line-6 > span").first.click()
    assert in_hand(page) == [f"point-{funding.id}", "line-6"]
    page.keyboard.press("n")
    expect(page.locator(".unsure")).to_be_focused()
    assert complaints(page) == []


def test_divide_at_the_cursor_merge_again_and_undo(site: Site, page: Page) -> None:
    consultation = at(site, reviewed)
    review(site, page, consultation)
    page.keyboard.press("j")
    page.keyboard.press("j")

    page.keyboard.press("s")
    page.keyboard.press("Control+Home")
    for _ in range(len("Associations need premises ")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_have_text("The point was divided.")
    assert texts_at(site, consultation) == ["Associations need premises", "that they can afford.", FUNDING, "Unsure."]
    page.keyboard.press("m")
    expect(page.get_by_role("status").first).to_contain_text("The points were merged.")
    assert texts_at(site, consultation) == [PREMISES, FUNDING, "Unsure."]
    page.keyboard.press("u")
    expect(page.get_by_role("status").first).to_have_text("The change was undone.")
    assert texts_at(site, consultation) == ["Associations need premises", "that they can afford.", FUNDING, "Unsure."]


def test_move_make_a_question_and_find_right(site: Site, page: Page) -> None:
    consultation = at(site, reviewed)
    review(site, page, consultation)

    page.keyboard.press("n")
    page.keyboard.press("y")
    expect(page.get_by_role("status").first).to_have_text("The point is right as it is.")
    expect(page.locator(".item:focus")).to_have_count(1)  # the script of the page that was just opened has run
    page.keyboard.press("q")
    expect(page.get_by_role("status").first).to_have_text("The point was moved.")
    expect(page.locator(".item:focus")).to_have_count(1)  # the script of the page that was just opened has run
    page.keyboard.press("t")
    expect(page.get_by_role("status").first).to_contain_text("The point is a question now.")

    assert texts_at(site, consultation) == [PREMISES, FUNDING]
    expect(page.get_by_role("heading", name="3. Unsure.")).to_be_visible()


def test_keys_can_be_turned_off_and_stay_off(site: Site, page: Page) -> None:
    consultation = at(site, reviewed)
    review(site, page, consultation)
    page.keyboard.press("?")
    page.get_by_label("Single keys work on this page").uncheck()
    page.reload()
    page.locator(".item").first.focus()

    page.keyboard.press("d")
    page.keyboard.press("j")

    expect(page.locator(".item").first).to_be_focused()
    assert texts_at(site, consultation) == [PREMISES, FUNDING, "Unsure."]


def test_a_page_of_the_file_is_shown_with_the_lines_in_hand(site: Site, page: Page) -> None:
    consultation = at(site, with_pages)
    review(site, page, consultation)
    picture = page.locator(".page-image img")
    page.get_by_text("As the page looks").click()
    expect(picture).to_have_js_property("complete", value=True)

    page.keyboard.press("j")

    (point,) = at(site, lambda: list_points(consultation))
    assert point.source
    number = point.source.first_line
    assert str(picture.get_attribute("src")).endswith(f"?first={number}&last={number}")
    expect(picture).to_have_js_property("naturalWidth", 900)
    assert complaints(page) == []
