"""Coding a sample blind by single keys in a real browser, and its pages looked at by axe."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from feedback.coding_samples import draw_sample, drawn_texts
from feedback.enums import CodedKind
from feedback.sample_codings import close_sample, find_none, give_theme, own_codings
from feedback.sampled_points import SAMPLED_POINTS
from feedback.tables import Officer
from tests.browser.conftest import OFFICER, complaints
from tests.browser.test_watching import Contexts, at
from tests.factories import NOW, make_consultation, make_theme
from tests.serving import Site

pytestmark = pytest.mark.browser

SOURCES = (SAMPLED_POINTS,)
POINTS = ["Premises are dear, and the bus is late.", "The bus stops at six.", "The coffee was good."]


async def officers() -> tuple[UUID, UUID]:
    """The one who is at the browser, and a colleague."""
    rows = await Officer.select(Officer.id, Officer.email)
    (olga,) = [row["id"] for row in rows if row["email"] == OFFICER[0]]
    (kim,) = [row["id"] for row in rows if row["email"] != OFFICER[0]]
    return olga, kim


async def drawn() -> tuple[UUID, list[str]]:
    """A sample of three points, with its texts in the order drawn."""
    consultation = await make_consultation(points=POINTS)
    await make_theme(code="T1", title="Premises")
    await make_theme(code="T2", title="Buses")
    olga, _kim = await officers()
    sample = await draw_sample(SOURCES, size=3, place=(CodedKind.POINT, consultation), seed=1, officer_id=olga, now=NOW)
    return sample, [each.text.text for each in await drawn_texts(sample, SOURCES)]


async def coded(sample: UUID) -> list[int | None]:
    """How many themes the one at the browser gave each text; None where it is not coded."""
    olga, _kim = await officers()
    own = await own_codings(sample, coder_id=olga)
    return [len(own[each.id]) if each.id in own else None for each in await drawn_texts(sample, SOURCES)]


async def close(sample: UUID) -> None:
    """A colleague finds themes for none of the texts, and the sample is closed."""
    olga, kim = await officers()
    theme = await make_theme(code="T3", title="Other")
    for each in await drawn_texts(sample, SOURCES):
        await find_none(each.id, coder_id=kim, now=NOW)
        await give_theme(each.id, theme_id=theme, coder_id=olga, now=NOW)
    await close_sample(sample, SOURCES, now=NOW)


@pytest.fixture
def page(site: Site, context: Contexts) -> Page:
    opened = context(locale="en-GB", reduced_motion="reduce").new_page()
    opened.goto(f"{site.address}/sign-in")
    opened.get_by_label("E-mail address").fill(OFFICER[0])
    opened.get_by_label("Password").fill(OFFICER[2])
    opened.get_by_role("button", name="Sign in").click()
    return opened


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_keys_give_themes_take_them_away_and_find_none(site: Site, page: Page) -> None:
    sample, texts = at(site, drawn)
    page.goto(f"{site.address}/coding-samples/{sample}")
    text, here = page.locator("[data-text]"), page.locator("#text")

    press(page, "1")
    press(page, "2")
    expect(text).to_have_text(texts[0])
    expect(here).to_be_focused()
    press(page, "Shift+Digit1")
    press(page, "j")
    expect(text).to_have_text(texts[1])
    press(page, "n")
    expect(text).to_have_text(texts[2])
    press(page, "1")
    press(page, "u")

    assert at(site, lambda: coded(sample)) == [1, 0, None]
    assert complaints(page) == []


@pytest.mark.parametrize(("language", "width"), [("sv", 320), ("ar", 320), ("en", 1280)])
def test_the_pages_are_accessible(site: Site, page: Page, language: str, width: int) -> None:
    sample, _texts = at(site, drawn)
    page.set_viewport_size({"width": width, "height": 800})
    found = []

    for address in ("", "/new", f"/{sample}"):
        page.goto(f"{site.address}/coding-samples{address}?lang={language}")
        found += complaints(page)
    at(site, lambda: close(sample))
    for address in (f"/coding-samples/{sample}", "/themes"):
        page.goto(f"{site.address}{address}?lang={language}")
        found += complaints(page)

    assert found == []
