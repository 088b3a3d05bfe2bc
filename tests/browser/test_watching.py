"""Watching a survey in a real browser: a new response shows by itself, and whoever reads the page stays where they are."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from feedback.database import open_database
from tests.browser.conftest import OFFICER, complaints
from tests.database import run_apart
from tests.serving import Site
from tests.surveys.open_surveys import open_survey
from tests.surveys.watched import invited, sent, unsent

pytestmark = pytest.mark.browser

T = TypeVar("T")
Contexts = Callable[..., BrowserContext]


def at(site: Site, work: Callable[[], Awaitable[T]]) -> T:
    """Do this in the site's database, and give what it gives."""
    found: list[T] = []

    async def inside() -> None:
        async with open_database(site.environment["GENSVAR_DATABASE"]):
            found.append(await work())

    run_apart(inside())
    return found[0]


async def asked() -> UUID:
    survey = await open_survey(closes_on=None)
    await invited(survey, organisation_type="association", used=6, unused=3)
    await invited(survey, organisation_type="faith", unused=4)
    for minutes in range(5, 11):
        await sent(survey, day=date.today(), minutes=minutes)
    await unsent(survey, page=2)
    return survey


def watched(site: Site, page: Page, survey: UUID) -> None:
    page.clock.install()
    page.goto(f"{site.address}/sign-in")
    page.get_by_label("E-mail address").fill(OFFICER[0])
    page.get_by_label("Password").fill(OFFICER[2])
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{site.address}/surveys/{survey}/watch")


def test_a_new_response_shows_without_reloading(site: Site, context: Contexts) -> None:
    survey = at(site, asked)
    page = context(locale="en-GB", reduced_motion="reduce").new_page()
    watched(site, page, survey)
    status = page.locator("#watch-status")
    expect(status).to_have_text("6 responses.")
    page.locator("#watch-days-table").focus()
    before = page.locator("#watch-days-table").bounding_box()
    at(site, lambda: sent(survey, day=date.today(), language="ar"))

    page.clock.fast_forward(16_000)

    expect(status).to_have_text("7 responses; new since you last looked: 1.")
    expect(page.get_by_role("row", name="العربية").or_(page.get_by_role("row", name="Arabic"))).to_contain_text("1")
    expect(page.locator("#watch-days-table")).to_be_focused()
    assert page.locator("#watch-days-table").bounding_box() == before


def test_a_broken_line_is_told_and_got_over(site: Site, context: Contexts) -> None:
    survey = at(site, asked)
    page = context(locale="en-GB").new_page()
    watched(site, page, survey)
    page.route("**/watch?**", lambda route: route.abort())

    with page.expect_event("requestfailed"):
        page.clock.fast_forward(16_000)
    with page.expect_event("requestfailed"):
        page.clock.fast_forward(31_000)
    expect(page.locator("#watch-trouble")).to_be_visible()
    page.unroute("**/watch?**")
    at(site, lambda: sent(survey, day=date.today()))
    page.clock.fast_forward(61_000)

    expect(page.locator("#watch-status")).to_contain_text("7 responses")
    expect(page.locator("#watch-trouble")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible(site: Site, context: Contexts, language: str, width: int) -> None:
    survey = at(site, asked)
    page = context(locale="en-GB", viewport={"width": width, "height": 800}).new_page()
    watched(site, page, survey)

    page.goto(f"{site.address}/surveys/{survey}/watch?lang={language}")

    assert complaints(page) == []
