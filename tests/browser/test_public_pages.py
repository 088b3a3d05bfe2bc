"""Every public page in a real browser: axe finds nothing, and nothing scrolls sideways at 320 px."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.conftest import complaints
from tests.public_pages import PublicPage, PublicSite

pytestmark = pytest.mark.browser

HOST = "http://public.test"
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


class Shelf:
    """A browser that is given the collected pages; nothing else is there to be asked for."""

    def __init__(self, site: PublicSite, context: BrowserContext) -> None:
        self.site = site
        self.page: Page = context.new_page()
        self.missed: set[str] = set()
        self._shown: PublicPage | None = None
        context.route("**/*", self._give)

    def show(self, page: PublicPage) -> Page:
        self._shown = page
        self.page.goto(HOST + page.path)
        return self.page

    def _give(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        if address in self.site.resources:
            body, _size, media_type = self.site.resources[address]
            route.fulfill(body=body, headers={"content-type": media_type})
        elif self._shown is not None and address == self._shown.path:
            route.fulfill(body=self._shown.source, headers={"content-type": "text/html; charset=utf-8"})
        else:
            self.missed.add(route.request.url)
            route.abort()


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_axe_finds_nothing_on_public_pages(
    public_site: PublicSite, context: Callable[..., BrowserContext], language: str, viewport: dict[str, int]
) -> None:
    shelf = Shelf(public_site, context(viewport=viewport))

    found = [
        f"{name}: {each}"
        for (name, spoken), page in public_site.pages.items()
        if spoken == language
        for each in complaints(shelf.show(page))
    ]

    assert (found, shelf.missed) == ([], set())
