"""Participants' ways through a survey with every question type: by keyboard, without script and cookies, and at 400 % zoom."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser.conftest import CHROMIUM_ARGUMENTS, chromium_path
from tests.browser.participants import PHONE, SHOWN, STORED, Asking, Keyboard, fill, press, shown_answers, walk_to_check
from tests.participants.survey import FILLED

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 720}
Contexts = Callable[..., BrowserContext]


def test_the_whole_survey_is_answered_by_keyboard_alone(asking: Asking, context: Contexts) -> None:
    page = context(locale="en-GB", viewport=DESK, reduced_motion="reduce").new_page()
    keyboard = Keyboard(page)
    page.goto(asking.link)
    keyboard.walk(lambda at: at.tag == "button")
    keyboard.leave("Enter")

    # The required question is left out, and answered from the summary of what needs fixing.
    keyboard.answer({name: value for name, value in FILLED[1].items() if name not in ("q1", "q3")})
    keyboard.leave("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    assert keyboard.press("Tab").tag == "a"
    assert keyboard.press("Enter").id == "q1"
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    keyboard.walk(lambda at: at.name == "q3")
    page.keyboard.type("Abc")
    keyboard.walk_to("on")
    assert keyboard.press("Shift+Tab").name == "q4.z"
    keyboard.leave("Enter")

    assert keyboard.press("Tab").tag == "a"  # past everything above
    assert keyboard.press("Enter").id == "main"
    keyboard.answer(FILLED[2])
    keyboard.walk_to("back")
    keyboard.leave("Space")
    expect(page.locator("[name=q3]")).to_have_value("Abc")
    keyboard.walk_to("later")
    keyboard.walk_to("on", "Shift+Tab")
    keyboard.leave("Space")
    expect(page.locator("[name='q9.year']")).to_have_value("1998")
    keyboard.walk_to("on")
    keyboard.leave("Enter")

    for part in (3, 4):
        keyboard.answer(FILLED[part])
        keyboard.leave("Enter")
    keyboard.walk(lambda at: at.tag == "button")
    keyboard.leave("Enter")

    assert page.url.endswith("/receipt")
    assert shown_answers(page, "en") == SHOWN
    assert asking.responses() == [STORED]


@pytest.fixture
def device(chromium: Browser, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """Makes phones without JavaScript, which refuse all cookies."""
    made: list[BrowserContext] = []

    def make() -> BrowserContext:
        profile = tmp_path / f"device {len(made)}"
        (profile / "Default").mkdir(parents=True)
        # The setting "block all cookies" of the browser itself.
        refused = {"profile": {"default_content_setting_values": {"cookies": 2}}}
        (profile / "Default" / "Preferences").write_text(json.dumps(refused))
        made.append(
            chromium.browser_type.launch_persistent_context(
                profile,
                executable_path=chromium_path(),
                args=CHROMIUM_ARGUMENTS,
                java_script_enabled=False,
                viewport=PHONE,  # type: ignore[arg-type]
                locale="ar",
            )
        )
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_without_script_and_cookies_one_goes_on_elsewhere_changes_and_deletes(
    asking: Asking, device: Callable[[], BrowserContext]
) -> None:
    phone = device()
    requests = log_of(phone)
    page = phone.new_page()
    page.goto(asking.link)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    # Choosing a language is what would be kept in a cookie.
    page.locator(".survey-languages a[lang=ar]").click()
    page.locator("main form button").click()
    fill(page, 1)
    press(page, "on")
    fill(page, 2)
    press(page, "later")
    address = page.locator("p.address").inner_text()
    assert asking.responses() == []

    other = device()
    requests_elsewhere = log_of(other)
    page = other.new_page()
    page.goto(address)
    for part in (3, 4):
        fill(page, part)
        press(page, "on")
    page.locator("#send button").click()
    assert page.url.endswith("/receipt")
    assert len(shown_answers(page, "ar")) == len(SHOWN)
    assert asking.responses() == [STORED]

    page.locator("form[action$='/change'] button").click()
    page.locator("a[href$='#q5']").click()
    page.locator("[name=q5][value=no]").check()
    press(page, "on")
    assert asking.responses() == [STORED]
    page.locator("#send button").click()
    assert page.url.endswith("/receipt")
    assert asking.responses() == [STORED, {**STORED, "q5": "no"}]

    page.locator("main a[href$='/delete']").click()
    page.locator("button.danger").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/deleted/" in urlsplit(page.url).path
    assert (asking.responses(), asking.drafts()) == ([], [])

    assert (phone.cookies(), other.cookies()) == ([], [])
    assert [each.url for each in (*requests, *requests_elsewhere) if "cookie" in each.all_headers()] == []


def log_of(context: BrowserContext) -> list[Request]:
    """The requests of this browser from now on."""
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))
    return requests


#: Every control's name and size in CSS pixels, a choice with its label; what is hidden, and links within a sentence, left out.
SIZES = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select")]
  .filter((it) => it.checkVisibility() && !it.matches(".skip"))
  .filter((it) => !(it.matches("p a") && it.parentElement.textContent.trim() !== it.textContent.trim()))
  .map((it) => {
    const labels = it.matches("[type=radio], [type=checkbox]") ? it.labels : [];
    const boxes = [it, ...labels].map((each) => each.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
    const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
    return [`${it.tagName} ${it.name || it.textContent.trim()}`, width, height];
  })"""


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_at_400_percent_every_control_is_reached_and_large_enough(
    asking: Asking, context: Contexts, language: str
) -> None:
    zoomed = context(viewport={"width": 320, "height": 256}, device_scale_factor=4, reduced_motion="reduce")
    page = zoomed.new_page()
    keyboard = Keyboard(page)
    small: list[str] = []

    def look() -> None:
        small.extend(f"{page.url}: {name} {w}x{h}" for name, w, h in page.evaluate(SIZES) if min(w, h) < 24)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url

    page.goto(f"{asking.link}?lang={language}")
    look()
    keyboard.walk(lambda at: at.tag == "button")
    keyboard.leave("Enter")
    for part, wanted in FILLED.items():
        look()
        keyboard.met.clear()
        keyboard.answer(wanted)
        keyboard.walk_to("later")
        assert {at.name for at in keyboard.met} >= names_of_fields(page), part
        look()
        keyboard.walk_to("on", "Shift+Tab")
        keyboard.leave("Enter")
    look()
    keyboard.walk(lambda at: at.tag == "button")
    keyboard.leave("Enter")
    look()

    assert page.url.endswith("/receipt")
    assert small == []
    assert asking.responses() == [STORED]


def names_of_fields(page: Page) -> set[str]:
    fields = page.locator("main input:not([type=hidden]), main textarea")
    return {each.get_attribute("name") or "" for each in fields.all()}


def test_pages_ask_for_little_and_only_from_the_site_itself(asking: Asking, context: Contexts) -> None:
    browser = context(locale="en-GB")
    requests = log_of(browser)
    page = browser.new_page()
    walk_to_check(page, asking)
    token = page.url.removesuffix("/check")
    page.locator("#send button").click()
    receipt = page.url
    beginning = context(locale="en-GB").new_page()
    beginning.goto(asking.link)
    beginning.locator("main form button").click()
    fill(beginning, 1)
    press(beginning, "on")
    draft = beginning.url.rpartition("/")[0]

    asked: dict[str, list[str]] = {}
    for address in (
        asking.link,
        receipt,
        f"{token}/delete",
        *(f"{draft}/{name}" for name in (1, 2, 3, 4, "check", "later")),
    ):
        first_visit = context(locale="en-GB")
        log = log_of(first_visit)
        first_visit.new_page().goto(address, wait_until="networkidle")
        asked[address] = [each.url for each in log]

    everything = {each.url for each in requests}.union(*asked.values())
    assert {each for each in everything if urlsplit(each)[:2] != urlsplit(asking.link)[:2]} == set()
    # Beside the page: the style sheet and the icon, and either the script for conditions or a picture.
    assert {address: log for address, log in asked.items() if not 2 <= len(log) <= 1 + 3} == {}
