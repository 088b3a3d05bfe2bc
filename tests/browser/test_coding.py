"""Coding by single keys in a real browser: one key for a decision, the next text in hand, marks for the suggestion looked at."""

from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from feedback.codings import list_codings
from feedback.enums import CodingState
from tests.browser.conftest import OFFICER, complaints
from tests.browser.test_watching import Contexts, at
from tests.factories import make_coding, make_consultation, make_theme
from tests.serving import Site

pytestmark = pytest.mark.browser

BOTH = "Premises are dear, and the bus is late."
BUS = "The bus stops at six."
COFFEE = "The coffee was good."


async def suggested() -> UUID:
    """Three points: the first with two themes suggested, the second with one, the third with none."""
    consultation = await make_consultation(points=[BOTH, BUS, COFFEE])
    both, bus, _coffee = [each.id for each in await list_codings(consultation)]
    premises, buses = await make_theme(code="T1", title="Premises"), await make_theme(code="T2", title="Buses")
    for point, theme, score, word in (
        (both, premises, 0.6, "Premises"),
        (both, buses, 0.55, "bus"),
        (bus, buses, 0.7, "bus"),
    ):
        await make_coding(point, theme, state=CodingState.SUGGESTED, score=score, because=f'["{word}"]')
    return consultation


async def states_of(consultation: UUID) -> dict[str, list[str]]:
    return {
        coded.text: [f"{each.theme.code} {each.state.value}" for each in coded.codings]
        + (["none fits"] if coded.none_fits else [])
        for coded in await list_codings(consultation)
    }


def code(site: Site, page: Page, consultation: UUID) -> None:
    page.goto(f"{site.address}/sign-in")
    page.get_by_label("E-mail address").fill(OFFICER[0])
    page.get_by_label("Password").fill(OFFICER[2])
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{site.address}/consultations/{consultation}/codings")


@pytest.fixture
def page(context: Contexts) -> Page:
    opened: BrowserContext = context(locale="en-GB", reduced_motion="reduce")
    return opened.new_page()


def press(page: Page, key: str) -> None:
    """Press a key that decides or moves, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_one_key_for_a_decision_and_the_next_text_has_the_focus(site: Site, page: Page) -> None:
    consultation = at(site, suggested)
    code(site, page, consultation)
    text, here = page.locator("[data-text]"), page.locator("#text")

    press(page, "2")
    expect(text).to_have_text(BOTH)
    expect(here).to_be_focused()
    press(page, "Shift+Digit1")
    expect(text).to_have_text(BUS)
    expect(here).to_be_focused()
    press(page, "r")
    expect(text).to_have_text(COFFEE)
    press(page, "n")

    assert at(site, lambda: states_of(consultation)) == {
        BOTH: ["T2 confirmed", "T1 rejected"],
        BUS: ["T2 rejected"],
        COFFEE: ["none fits"],
    }
    expect(page.locator("main")).to_contain_text("Nothing is left to decide here.")
    press(page, "u")
    expect(text).to_have_text(COFFEE)
    assert complaints(page) == []


def test_keys_move_and_show_themselves_and_stay_off_once_turned_off(site: Site, page: Page) -> None:
    consultation = at(site, suggested)
    code(site, page, consultation)
    text = page.locator("[data-text]")

    press(page, "j")
    expect(text).to_have_text(BUS)
    press(page, "k")
    expect(text).to_have_text(BOTH)
    page.keyboard.press("?")
    expect(page.get_by_text("Single keys work on this page")).to_be_visible()
    assert complaints(page) == []
    page.get_by_label("Single keys work on this page").uncheck()
    page.reload()
    page.keyboard.press("1")
    page.keyboard.press("n")

    expect(text).to_have_text(BOTH)
    assert at(site, lambda: states_of(consultation))[BOTH] == ["T1 suggested", "T2 suggested"]


def test_typing_a_theme_is_no_decision_and_marks_are_of_the_suggestion_with_the_focus(site: Site, page: Page) -> None:
    consultation = at(site, suggested)
    code(site, page, consultation)
    marks = page.locator("[data-text] mark:not(.other)")
    expect(marks).to_have_text(["Premises", "bus"])

    page.locator("[data-suggestion='2'] button").first.focus()
    expect(marks).to_have_text(["bus"])
    page.keyboard.press("t")
    expect(marks).to_have_text(["Premises", "bus"])
    page.keyboard.type("n1 run")

    expect(page.get_by_label("Another theme")).to_have_value("n1 run")
    assert at(site, lambda: states_of(consultation))[BOTH] == ["T1 suggested", "T2 suggested"]
