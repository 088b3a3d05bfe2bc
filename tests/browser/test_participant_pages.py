"""Every page of participants, in every state and language, in a real browser: axe finds nothing, and nothing scrolls
sideways at 320 px, which is 400 % zoom of 1280. The pages are those that `tests.participants` has collected; nothing
else is there to be asked for."""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from feedback.translation import LANGUAGES
from tests.browser.conftest import complaints
from tests.participants.collecting import Collected, Seen
from tests.participants.states import STATES

pytestmark = pytest.mark.browser

HOST = "http://participants.test"
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
Contexts = Callable[..., BrowserContext]


class Shelf:
    """A browser that is given the collected pages, and notes what else it asks for."""

    def __init__(self, collected: Collected, context: BrowserContext) -> None:
        self.collected = collected
        self.page: Page = context.new_page()
        self.missed: set[str] = set()
        self._shown: Seen | None = None
        context.route("**/*", self._give)

    def show(self, seen: Seen) -> Page:
        self._shown = seen
        self.page.goto(HOST + seen.path)
        return self.page

    def _give(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        resource = self.collected.resources.get(address)
        if resource is not None:
            route.fulfill(body=resource.content, headers={"content-type": resource.media_type})
        elif self._shown is not None and address == self._shown.path:
            route.fulfill(body=self._shown.source, headers={"content-type": "text/html; charset=utf-8"})
        else:
            self.missed.add(route.request.url)
            route.abort()


@pytest.fixture
def shelf(collected: Collected, context: Contexts) -> Callable[[Mapping[str, int]], Shelf]:
    return lambda viewport: Shelf(collected, context(viewport=viewport))


def found_by_axe(shelf: Shelf, language: str) -> Iterator[str]:
    for name in STATES:
        page = shelf.show(shelf.collected.pages[name, language])
        yield from (f"{name}, {language}: {each}" for each in complaints(page))


@pytest.mark.parametrize(("language", "viewport"), [("sv", WIDE), ("ar", NARROW)], ids=["sv, wide", "ar, narrow"])
def test_axe_finds_nothing(shelf: Callable[..., Shelf], language: str, viewport: dict[str, int]) -> None:
    opened = shelf(viewport)

    assert list(found_by_axe(opened, language)) == []
    assert opened.missed == set()


@pytest.mark.long
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_language(
    shelf: Callable[..., Shelf], language: str, viewport: dict[str, int]
) -> None:
    assert list(found_by_axe(shelf(viewport), language)) == []


def test_no_page_scrolls_sideways_at_400_percent_in_the_language_of_the_longest_words(
    shelf: Callable[..., Shelf],
) -> None:
    """Finnish; the others are looked at by `test_axe_finds_nothing…`, which tells of it too."""
    opened = shelf(NARROW)
    wide = []

    for name in STATES:
        page = opened.show(opened.collected.pages[name, "fi"])
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(name)

    assert wide == []
