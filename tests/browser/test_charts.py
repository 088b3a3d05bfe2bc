"""Charts in a real browser: drawn without the script, put in its place with it, and nothing for axe to find in either."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from feedback.translation import direction
from reports.charts.svg import chart_svg
from tests.browser.conftest import OFFICER, complaints
from tests.browser.test_watching import at
from tests.reports.chart_samples import ALL, in_arabic
from tests.reports.records import make_told_consultation
from tests.serving import Site

pytestmark = pytest.mark.browser

Contexts = Callable[..., BrowserContext]


def results(site: Site, page: Page) -> str:
    """Sign in; the address of the results of a consultation with everything in it."""
    told = at(site, make_told_consultation)
    page.goto(f"{site.address}/sign-in")
    page.get_by_label("E-mail address").fill(OFFICER[0])
    page.get_by_label("Password").fill(OFFICER[2])
    page.get_by_role("button", name="Sign in").click()
    return f"{site.address}/consultations/{told.consultation}/results"


def test_the_script_puts_its_chart_in_the_place_of_the_drawing(site: Site, context: Contexts) -> None:
    page = context(locale="en-GB", viewport={"width": 800, "height": 640}).new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    address = results(site, page)

    page.goto(address)

    expect(page.locator(".chart .main-svg").first).to_be_visible()
    expect(page.locator(".chart-drawing:visible")).to_have_count(0)
    page.locator("figure summary").first.press("Enter")
    expect(page.locator("figure table").first).to_be_visible()
    assert (complaints(page), said) == ([], [])


def test_the_drawings_stay_where_there_is_no_room_for_the_charts(site: Site, context: Contexts) -> None:
    page = context(locale="en-GB", viewport={"width": 320, "height": 640}).new_page()
    address = results(site, page)
    page.goto(address)
    charts, drawings = page.locator(".chart .main-svg"), page.locator(".chart-drawing:visible")
    expect(drawings.first).to_be_visible()
    expect(charts).to_have_count(0)
    assert complaints(page) == []

    page.set_viewport_size({"width": 800, "height": 640})

    expect(charts.first).to_be_visible()
    expect(drawings).to_have_count(0)
    page.set_viewport_size({"width": 320, "height": 640})
    expect(drawings.first).to_be_visible()
    expect(page.locator(".chart:visible")).to_have_count(0)


def test_without_the_script_the_drawings_stay(site: Site, context: Contexts) -> None:
    browser = context(locale="en-GB", viewport={"width": 320, "height": 640})
    page = browser.new_page()
    address = results(site, page)
    browser.route("**/plotly-*", lambda route: route.abort())

    page.goto(address)

    drawings = page.locator(".chart-drawing svg[role=img]")
    assert drawings.count() >= 3
    expect(drawings.first).to_be_visible()
    expect(page.locator(".chart:visible")).to_have_count(0)
    assert complaints(page) == []


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_axe_finds_nothing_in_a_drawing_of_any_shape(context: Contexts, language: str) -> None:
    page = context(viewport={"width": 800, "height": 900}).new_page()
    charts = [in_arabic(chart) if language == "ar" else chart for chart in ALL]
    drawings = "".join(chart_svg(chart, language=language, id=f"part-{place}") for place, chart in enumerate(charts))
    head = f'<!doctype html><html lang="{language}" dir="{direction(language)}"><title>T</title>'

    page.set_content(f"{head}<main><h1>T</h1>{drawings}</main>")

    assert complaints(page) == []
    assert page.get_by_role("img").count() == len(ALL)


def test_texts_of_a_drawing_stay_inside_it_in_the_letters_of_the_browser(context: Contexts) -> None:
    """Its measures come from the letters of the PDF, which are wider than most."""
    page = context(viewport={"width": 800, "height": 900}).new_page()
    drawings = "".join(chart_svg(chart, language="sv", id=f"part-{place}") for place, chart in enumerate(ALL))
    page.set_content(f"<!doctype html><title>T</title>{drawings}")

    outside = page.evaluate(
        """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
          const frame = svg.getBoundingClientRect();
          return [...svg.querySelectorAll("text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 3;
          }).map((text) => text.textContent);
        })"""
    )

    assert outside == []
