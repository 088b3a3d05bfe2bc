"""The dashboard in a real browser: nothing for axe to find, and on paper the drawings and every number."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import OFFICER, complaints
from tests.browser.test_watching import at
from tests.reports.records import make_told_consultation
from tests.serving import Site

pytestmark = pytest.mark.browser

Contexts = Callable[..., BrowserContext]


def dashboard(site: Site, page: Page) -> None:
    """Sign in, and open it on a department with everything."""
    at(site, make_told_consultation)
    page.goto(f"{site.address}/sign-in")
    page.get_by_label("E-mail address").fill(OFFICER[0])
    page.get_by_label("Password").fill(OFFICER[2])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Dashboard").click()


def test_axe_finds_nothing_and_a_choice_is_kept_in_the_address(site: Site, context: Contexts) -> None:
    page = context(locale="en-GB", viewport={"width": 320, "height": 640}).new_page()
    dashboard(site, page)
    assert complaints(page) == []

    page.get_by_label("From the year").select_option("2024")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page).to_have_url(f"{site.address}/dashboard?from=2024")
    expect(page.get_by_label("From the year")).to_have_value("2024")
    assert complaints(page) == []


def test_paper_has_the_drawings_and_every_number(site: Site, context: Contexts) -> None:
    page = context(locale="en-GB", viewport={"width": 1280, "height": 900}).new_page()
    dashboard(site, page)
    expect(page.locator(".chart .main-svg").first).to_be_visible(timeout=30_000)

    page.emulate_media(media="print")

    expect(page.locator(".chart:visible")).to_have_count(0)
    expect(page.locator("form.search:visible")).to_have_count(0)
    drawings, tables = page.locator(".chart-drawing svg"), page.locator("main table")
    assert drawings.count() >= 4
    assert [each.is_visible() for each in drawings.all()] == [True] * drawings.count()
    assert [each.is_visible() for each in tables.all()] == [True] * tables.count()
