"""The participants' way through a survey: real forms, no account, no script, in several languages and directions."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from litestar import Litestar

from feedback.translation import LANGUAGES
from feedback.web.attempts import Attempts
from surveys.controllers import participant_pages
from surveys.definition import SurveyDefinition
from surveys.tables import Invitation, Response, ResponseDraft, Survey
from tests.surveys.open_surveys import ANSWERS, SURVEY, begin, invite, open_survey
from tests.web import Page, Visitor

#: Those of every page of an officer: to its main part, to what is said of the languages, and to the tokens.
SITE_LINKS = {"#main", "/languages", "/api-tokens"}


@pytest.fixture(autouse=True)
def _no_wrong_links_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(participant_pages, "wrong_links", Attempts(limit=30, seconds=600))


async def open_today(definition: SurveyDefinition = SURVEY) -> UUID:
    """A survey that takes answers today, whatever day it is."""
    return await open_survey(definition, closes_on=None)


async def first_part(visitor: Visitor, address: str = "/s/the-open-link") -> Page:
    return await (await visitor.get(address)).submit()


def ticked(page: Page) -> list[str]:
    return [str(each) for each in page.tree.xpath("//main//input[@checked]/@value")]


def written(page: Page) -> str:
    """The text of the third question; browsers drop a line break right after the tag, lxml does not."""
    return str(page.tree.get_element_by_id("q3").value).removeprefix("\n")


async def test_welcome_says_what_it_is_and_how_long_it_takes(visitor: Visitor) -> None:
    await open_survey(closes_on=date(2030, 11, 30))

    page = await visitor.get("/s/the-open-link")

    assert (page.status, page.h1) == (200, "Survey about the meeting")
    assert "Thank you!" in page.text
    assert "It takes about 3 minutes." in page.text
    assert "There are 3 parts." in page.text
    assert "You can answer until 30 November 2030." in page.text
    assert "Departementet uses the answers" in page.text
    assert "Departementet is responsible for personal data" in page.text
    assert "becomes an official document" in page.text
    assert "You can change or delete your answers until 30 November 2030." in page.text
    assert "The answers are kept as part of the department's records." in page.text
    assert "Your name and address" not in page.text


async def test_pages_of_participants_lead_nowhere_else(officer: Visitor) -> None:
    await open_today()

    welcome = await officer.get("/s/the-open-link")
    section = await welcome.submit()

    assert set(welcome.links().values()) - SITE_LINKS == {"?lang=sv", "?lang=en", "?lang=ar"}
    assert set(section.links().values()) - SITE_LINKS == {"?lang=sv", "?lang=en", "?lang=ar"}
    assert section.tree.xpath("//header//form | //header//a") == []


async def test_whole_journey_in_english(visitor: Visitor) -> None:
    await open_today()

    page = await first_part(visitor)
    assert (page.h1, page.text.startswith("Part 1 of 3")) == ("About you", True)
    page = await page.submit({"q1": "association"}, button="button=on")
    assert (page.h1, page.text.startswith("Part 2 of 3")) == ("What was said", True)
    page = await page.submit({"q2": ["p1", "p3"], "q3": "Premises open at night."}, button="button=on")
    page = await page.submit({"q4": "partly", "q5": "4"}, button="button=on")
    assert page.h1 == "Check your answers"
    assert [" ".join(each.text_content().split()) for each in page.tree.xpath("//dd[not(a)]")] == [
        "Association",
        "Synpunkt p1",
        "Synpunkt p3",
        "Premises open at night.",
        "partly",
        "4",
    ]
    page = await page.submit(action="/check")

    (response,) = await Response.select(Response.id, Response.language, Response.answers).output(load_json=True)
    assert response["language"] == "en"
    assert response["answers"] == {
        "q1": "association",
        "q2": ["p1", "p3"],
        "q3": "Premises open at night.",
        "q4": "partly",
        "q5": 4,
    }
    reference = response["id"].hex[:8].upper()
    assert page.h1 == "Thank you, your answers have been received"
    assert page.path.endswith("/receipt")
    assert f"Reference{reference[:4]}-{reference[4:]}" in page.text
    assert "Premises open at night." in page.text
    assert not [text for text in page.links() if text.startswith("Change")]


async def test_whole_journey_in_arabic(visitor: Visitor) -> None:
    token = await invite(await open_today(), language="ar")

    welcome = await visitor.get(f"/i/{token}")
    assert (welcome.h1, welcome.tree.get("lang"), welcome.tree.get("dir")) == ("استبيان عن اللقاء", "ar", "rtl")
    assert welcome.response.headers["content-language"] == "ar"
    page = await welcome.submit()
    assert (page.h1, page.tree.get("lang"), page.tree.get("dir")) == ("عنكم", "ar", "rtl")
    page = await page.submit({"q1": "association"}, button="button=on")
    foreign = page.tree.xpath("//h1/span")[0]
    assert (page.h1, foreign.get("lang"), foreign.get("dir")) == ("Det som sades", "sv", "ltr")
    page = await page.submit({"q3": "نحتاج إلى أماكن."}, button="button=on")
    page = await page.submit({"q5": "5"}, button="button=on")
    page = await page.submit(action="/check")

    (response,) = await Response.select().output(load_json=True)
    (invitation,) = await Invitation.select()
    assert page.path.endswith("/receipt")
    assert (page.tree.get("lang"), "نحتاج إلى أماكن." in page.text) == ("ar", True)
    assert response["answers"] == {"q1": "association", "q3": "نحتاج إلى أماكن.", "q5": 5}
    assert (response["language"], invitation["is_used"], response["minutes"]) == ("ar", True, 0)


async def test_language_is_switched_on_the_way_and_kept(visitor: Visitor) -> None:
    await open_today()
    page = await first_part(visitor)

    swedish = await visitor.get(f"{page.path}?lang=sv")
    after = await swedish.submit({"q1": "other"}, button="button=on")

    assert (swedish.tree.get("lang"), swedish.h1) == ("sv", "Om er")
    assert (after.tree.get("lang"), after.h1) == ("sv", "Det som sades")
    assert (await ResponseDraft.select().first())["language"] == "sv"  # type: ignore[index]


async def test_language_that_the_survey_lacks_is_not_spoken(visitor: Visitor) -> None:
    await open_today(replace(SURVEY, languages=("sv", "en")))

    page = await visitor.get("/s/the-open-link?lang=ar")

    assert (page.tree.get("lang"), "العربية" in page.links()) == ("sv", False)


async def test_section_with_a_question_left_out_keeps_what_was_typed(visitor: Visitor) -> None:
    await open_today()
    page = await (await first_part(visitor)).submit({"q1": "other"}, button="button=on")

    page = await page.submit({"q2": ["p1", "p2", "p3"], "q3": "a" * 5001}, button="button=on")

    assert page.status == 422
    assert page.errors == [
        "Choose up to 2 answers. You have chosen 3.",
        "An answer may have 5,000 characters. Shorten yours by at least 1.",
    ]
    assert page.tree.xpath("//*[@id='error-summary']//a/@href") == ["#q2", "#q3"]
    assert page.tree.xpath("//title")[0].text.startswith("Error: ")
    assert (ticked(page), written(page)) == (["p1", "p2", "p3"], "a" * 5001)


async def test_section_with_every_field_wrong(visitor: Visitor) -> None:
    await open_today()
    page = await first_part(visitor)

    first = await visitor.post(page.path, {"q1": ["association", "other"]})
    second = await visitor.post(f"{page.path[:-1]}2", {"q2": ["nothing"], "q3": "é" * 9000})
    third = await visitor.post(f"{page.path[:-1]}3", {"q4": "maybe", "q5": "0", "q9": "x"})

    assert (first.status, first.errors) == (422, ["Choose only one answer."])
    assert (second.status, len(second.errors)) == (422, 2)
    assert (third.status, third.errors) == (422, ["Choose one of the answers in the list."] * 2)


async def test_back_keeps_what_was_typed_even_if_it_is_wrong(visitor: Visitor) -> None:
    await open_today()
    page = await (await first_part(visitor)).submit({"q1": "other"}, button="button=on")

    first = await page.submit({"q2": ["p1", "p2", "p3"], "q3": "half a sen"}, button="button=back")
    second = await first.submit(button="button=on")

    assert (first.h1, first.status, ticked(first)) == ("About you", 200, ["other"])
    assert (second.h1, second.errors, ticked(second)) == ("What was said", [], ["p1", "p2", "p3"])
    assert written(second) == "half a sen"


async def test_later_gives_a_link_that_goes_on_on_another_device(visitor: Visitor, site: Litestar) -> None:
    await open_today()
    page = await (await first_part(visitor)).submit({"q1": "other"}, button="button=on")
    saved = await page.submit({"q3": "Begun on the phone"}, button="button=later")
    path = saved.links()["Continue now"]

    async with Visitor(site) as computer:
        went_on = await computer.get(path)
        back = await went_on.submit(button="button=back")

    assert saved.h1 == "Your answers are saved"
    assert f"http://127.0.0.1:8000{path}" in saved.text
    assert went_on.h1 == "Since then"
    assert written(back) == "Begun on the phone"


async def test_check_shows_what_is_missing_and_where(visitor: Visitor) -> None:
    await open_today()
    token = await begin({"q2": [], "q3": ["Lokaler"], "q4": [], "q5": []}, language="en")

    check = await visitor.get(f"/a/{token}/check")
    refused = await check.submit(action="/check")
    mended = await (await visitor.get(refused.links()["Change: What kind of organisation?"])).submit(
        {"q1": "other"}, button="button=on"
    )

    assert (check.status, check.errors) == (200, ["Choose one of the answers."])
    assert (refused.status, refused.errors) == (422, ["Choose one of the answers."])
    assert (mended.h1, mended.errors) == ("Check your answers", [])
    assert await Response.count() == 0


async def test_send_twice_is_one_response(visitor: Visitor) -> None:
    await open_today()
    token = await begin()

    first = await visitor.post(f"/a/{token}/check", {})
    second = await visitor.post(f"/a/{token}/check", {})

    assert first.path == second.path == f"/a/{token}/receipt"
    assert first.text == second.text
    assert await Response.count() == 1


@pytest.mark.parametrize("page", ["", "/1", "/3", "/later", "/check"])
async def test_every_page_is_the_receipt_after_sending(visitor: Visitor, page: str) -> None:
    await open_today()
    token = await begin(language="en")
    await visitor.post(f"/a/{token}/check", {})

    after = await visitor.get(f"/a/{token}{page}")

    assert (after.status, after.path) == (200, f"/a/{token}/receipt")


async def test_saving_after_sending_changes_nothing(visitor: Visitor) -> None:
    await open_today()
    token = await begin(language="en")
    await visitor.post(f"/a/{token}/check", {})

    after = await visitor.post(f"/a/{token}/2", {"q3": "Something else"})

    assert (after.path, ANSWERS["q3"][0] in after.text) == (f"/a/{token}/receipt", True)


@pytest.mark.parametrize(
    "path", ["/s/wrong", "/i/wrong", "/a/wrong", "/a/wrong/1", "/a/wrong/check", "/a/wrong/receipt"]
)
async def test_wrong_link_is_told_plainly(visitor: Visitor, path: str) -> None:
    page = await visitor.get(path)

    assert (page.status, page.h1) == (404, "This link does not work")
    assert "Check that you have the whole address" in page.text
    assert set(page.links().values()) - SITE_LINKS == {f"?lang={code}" for code in LANGUAGES}


async def test_part_that_the_survey_lacks(visitor: Visitor) -> None:
    await open_today()
    token = await begin(language="en")

    page = await visitor.get(f"/a/{token}/4")

    assert (page.status, page.text) == (404, "This link does not work The survey has no such part.")


async def test_used_invitation(visitor: Visitor) -> None:
    token = await invite(await open_today(), language="en")
    page = await (await first_part(visitor, f"/i/{token}")).submit({"q1": "other"}, button="button=on")
    await visitor.post(f"{page.path[:-1]}check", {})

    again = await visitor.get(f"/i/{token}")
    begun = await visitor.post(f"/i/{token}", {"language": "en"})

    assert (again.status, begun.status) == (410, 410)
    assert again.h1 == "You cannot answer here any more"
    assert "This invitation has been used" in again.text
    assert await Response.count() == 1


async def test_survey_whose_last_day_has_passed(visitor: Visitor) -> None:
    survey = await open_today()
    token = await begin(language="en")
    await Survey.update({Survey.closes_on: date.today() - timedelta(days=1)}).where(Survey.id == survey)

    pages = [await visitor.get(path) for path in ("/s/the-open-link", f"/a/{token}/1", f"/a/{token}/check")]
    sent = await visitor.post(f"/a/{token}/check", {})

    assert [page.status for page in (*pages, sent)] == [410] * 4
    assert all("The survey is closed. The last day to answer was" in page.text for page in (*pages, sent))
    assert await Response.count() == 0


async def test_many_wrong_links_have_to_wait(visitor: Visitor) -> None:
    await open_today()
    for _ in range(30):
        await visitor.get("/i/guess")

    page = await visitor.get("/i/guess")

    assert (page.status, page.h1) == (429, "Too many attempts")
    assert (await visitor.get("/s/the-open-link")).status == 200


async def test_answers_are_shown_as_text(visitor: Visitor) -> None:
    await open_today()
    token = await begin({"q1": ["other"], "q3": ["<script>alert(1)</script>"]}, language="en")

    page = await visitor.get(f"/a/{token}/check")

    assert "<script>alert(1)</script>" in page.text
    assert page.tree.xpath("//main//script") == []
