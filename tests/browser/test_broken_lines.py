"""What participants send over a line that breaks: lost on the way, or heard by the site whose answer is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.participants import SHOWN, STORED, Asking, fill, shown_answers, walk_to_check

pytestmark = pytest.mark.browser

Contexts = Callable[..., BrowserContext]
#: Where the line breaks, and what the participant does then.
BREAKS = [(reaches, again) for reaches in (False, True) for again in ("pressing again", "reloading")]


def break_once(page: Page, address: str, *, reaches: bool, again: str) -> list[str]:
    """Let the next form that is sent to this address be lost, or its answer; gives the list where the loss is noted."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.request.url)
        if reaches:
            assert route.fetch(max_redirects=0).status == 303
        # One who presses "stop" stays on the page; a broken line leads to the browser's own page, which offers to reload.
        route.abort("aborted" if again == "pressing again" else "connectionreset")

    page.route(address, lose)
    return lost


def send_in_vain(page: Page, button: str, lost: list[str]) -> None:
    with page.expect_event("requestfailed"):
        page.locator(button).click(no_wait_after=True)
    assert len(lost) == 1


def send_again(page: Page, button: str, again: str) -> None:
    if again == "pressing again":
        page.locator(button).click()
    else:
        page.wait_for_url("chrome-error://chromewebdata/")
        page.reload()


@pytest.mark.parametrize(("reaches", "again"), BREAKS)
def test_answers_whose_sending_breaks_off_are_there_once(
    asking: Asking, context: Contexts, reaches: bool, again: str
) -> None:
    page = context(locale="en-GB").new_page()
    walk_to_check(page, asking)
    lost = break_once(page, "**/a/*/check", reaches=reaches, again=again)

    send_in_vain(page, "#send button", lost)
    assert len(asking.responses()) == reaches
    send_again(page, "#send button", again)

    page.wait_for_url("**/receipt")
    assert shown_answers(page, "en") == SHOWN
    assert (asking.responses(), asking.drafts()) == ([STORED], [])


@pytest.mark.parametrize(("reaches", "again"), BREAKS)
def test_a_part_whose_saving_breaks_off_is_there_once(
    asking: Asking, context: Contexts, reaches: bool, again: str
) -> None:
    page = context(locale="en-GB").new_page()
    page.goto(asking.link)
    page.locator("main form button").click()
    fill(page, 1)
    lost = break_once(page, "**/a/*/1", reaches=reaches, again=again)

    send_in_vain(page, "button[value=on]", lost)
    assert ["q3" in each for each in asking.drafts()] == [reaches]
    send_again(page, "button[value=on]", again)

    page.wait_for_url("**/a/*/2")
    assert [sorted(each) for each in asking.drafts()] == [["q1", "q2", "q3", "q4"]]
    assert asking.drafts()[0]["q3"] == ["Abc"]
