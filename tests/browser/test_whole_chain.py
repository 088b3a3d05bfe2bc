"""The main job in a real browser: an officer's desk, and a participant's phone without JavaScript, in Arabic."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import OFFICER, complaints
from tests.feedback.pdf.reading import pages_of
from tests.serving import Site

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 700}
Contexts = Callable[..., BrowserContext]


class Desk:
    """An officer's browser, which checks each page it is shown."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site = site
        self.page = page
        self.complaints: list[str] = []

    def look(self) -> None:
        self.complaints += complaints(self.page)

    def open(self, path: str) -> None:
        self.page.goto(self.site.address + path if path.startswith("/") else path)
        self.look()

    def press(self, name: str) -> None:
        """Press the first button or link of this name in the main part, and look at the page it leads to."""
        main = self.page.locator("main")
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
        self.page.wait_for_load_state()
        self.look()

    def sign_in(self) -> None:
        self.open("/sign-in")
        self.page.get_by_label("E-mail address").fill(OFFICER[0])
        self.page.get_by_label("Password").fill(OFFICER[2])
        self.press("Sign in")


def test_whole_chain(site: Site, context: Contexts, shared: Path) -> None:
    site.command("import", str(shared / "seeds" / "samrad_2023-11-07.txt"))
    site.command("codebook", "import", str(shared / "gold" / "themes.json"))
    desk = Desk(site, context(locale="en-GB", viewport={"width": 1280, "height": 900}).new_page())
    desk.sign_in()

    consultation = import_and_confirm(desk, shared / "seeds" / "sakrad_2024-06-04.txt")
    issue = find_the_issue_raised_before(desk, consultation)
    link = draft_translate_and_publish(desk, consultation)
    answer_in_arabic(context, link)
    see_what_a_screen_reader_sees(desk, context, link)
    confirm_a_theme_by_keyboard(desk, consultation)
    record_commitment_with_evidence(desk, issue)
    pdf = download_report(desk, consultation)

    assert desk.complaints == []
    text = " ".join(pages_of(pdf))
    assert "Follow-up of the consultation of 4 June 2024" in text
    assert "Ta fram en modell för fleråriga bidrag." in text
    assert "Uppdraget är beslutat." in text


def import_and_confirm(desk: Desk, notes: Path) -> str:
    """From the file to a confirmed consultation; gives its address."""
    desk.open("/documents/new")
    desk.page.get_by_label("File").set_input_files(notes)
    desk.press("Import")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("sakråd")
    assert desk.page.locator("main li.item[id^=point-]").count() == 32
    desk.press("Confirm the consultation")
    expect(desk.page.get_by_role("status")).to_be_visible()
    return re.search(r"/consultations/[0-9a-f-]{36}", desk.page.url).group()  # type: ignore[union-attr]


def find_the_issue_raised_before(desk: Desk, consultation: str) -> str:
    """Confirm that a point of 2024 raises what one of 2023 raised; gives the issue's address."""
    desk.open(f"{consultation}/recurrence")
    point = desk.page.locator("li.item", has_text="statsbidraget till organisationer").first
    candidate = point.locator("li.candidate", has_text="statens bidrag till etniska").first
    candidate.get_by_role("button", name="Raises the same issue").click()
    desk.look()
    link = desk.page.locator("li.item", has_text="statsbidraget till organisationer").first.locator(
        "a[href^='/issues/']"
    )
    expect(link.first.locator("xpath=..")).to_contain_text("2023, 2024")
    return str(link.first.get_attribute("href"))


def draft_translate_and_publish(desk: Desk, consultation: str) -> str:
    """A survey in Swedish and Arabic; gives the address for participants."""
    desk.open(consultation)
    desk.press("Draft a survey from it")
    desk.press("Draft the survey")
    if desk.page.locator("#publish").count() == 0:
        desk.page.get_by_role("row", name=re.compile("English")).get_by_role("button", name="Leave out").click()
    desk.page.get_by_role("row", name=re.compile("Arabic")).get_by_role("link", name="Translate").click()
    for number, field in enumerate(desk.page.locator("main textarea").all()):
        if not field.input_value():
            field.fill(f"نص عربي {number}")
    desk.press("Save the translation")
    desk.open(re.sub(r"/translate.*", "", desk.page.url))
    desk.page.get_by_label("How many are asked to answer?").fill("30")
    desk.press("Publish the survey")
    return str(desk.page.locator("p.address a").get_attribute("href"))


def answer_in_arabic(context: Contexts, link: str) -> None:
    """Answer every question on a phone without JavaScript; go back once, and find what was written."""
    page = context(locale="ar", viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(link)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("main form button").first.click()
    went_back = False
    while page.locator("progress").count():
        answer_section(page)
        if not went_back and page.locator("button[value=back]").count():
            page.locator("button[value=back]").click()
            page.locator("button[value=on]").click()
            went_back = True
            assert all(each.input_value() for each in page.locator("main textarea").all())
        page.locator("button[value=on]").click()
    assert went_back
    assert page.locator(".error-summary").count() == 0
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("شكرًا لك، لقد استلمنا إجاباتك")
    assert page.url.endswith("/receipt")


def answer_section(page: Page) -> None:
    for group in page.locator("main fieldset").all():
        group.locator("input").first.check()
    for number, field in enumerate(page.locator("main textarea").all()):
        field.fill(f"نحتاج إلى تمويل طويل الأمد {number}")


def see_what_a_screen_reader_sees(desk: Desk, context: Contexts, link: str) -> None:
    """The same pages through axe, which needs JavaScript: empty, with errors, checked."""
    page = context(locale="ar", viewport=PHONE).new_page()
    page.goto(link)
    desk.complaints += complaints(page)
    page.locator("main form button").first.click()
    desk.complaints += complaints(page)
    while page.locator("progress").count():
        page.locator("button[value=on]").click()
        desk.complaints += complaints(page)
        if page.locator(".error-summary").count():
            answer_section(page)
            page.locator("button[value=on]").click()
    desk.complaints += complaints(page)


def confirm_a_theme_by_keyboard(desk: Desk, consultation: str) -> None:
    desk.open(f"{consultation}/codings")
    desk.press("Suggest themes")
    suggested = desk.page.locator(".texts .tag.suggested").count()
    assert suggested >= 10
    expect(desk.page.locator("main")).to_contain_text("Themes confirmed by officers: 0.")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("1")
    expect(desk.page.locator("main")).to_contain_text("Themes confirmed by officers: 1.")
    desk.look()


def record_commitment_with_evidence(desk: Desk, issue: str) -> None:
    desk.open(issue)
    desk.press("Record a commitment")
    desk.page.get_by_label("What is undertaken").fill("Ta fram en modell för fleråriga bidrag.")
    desk.page.get_by_label("Who undertakes it").fill("Enheten för civilsamhället")
    desk.page.get_by_label("By when").fill("2027-06-30")
    desk.press("Record the commitment")
    desk.press("Add evidence")
    desk.page.get_by_label("What it shows").fill("Uppdraget är beslutat.")
    desk.page.get_by_label("Kind").select_option("link")
    desk.page.get_by_label("Address").fill("https://www.example.org/beslut")
    desk.page.get_by_label("Anybody can see this evidence").check()
    desk.press("Add the evidence")
    expect(desk.page.locator("main")).to_contain_text("Uppdraget är beslutat.")


def download_report(desk: Desk, consultation: str) -> bytes:
    desk.open(f"{consultation}/results")
    with desk.page.expect_download() as download:
        desk.page.locator("main").get_by_role("link", name=re.compile("English")).first.click()
    return Path(download.value.path()).read_bytes()
