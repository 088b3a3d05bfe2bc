"""Coders' agreement on its pages: two officers draw, code blind, close, read the result and settle."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Litestar

from feedback.accounts import SESSION_LENGTH, token_hash
from feedback.coding_samples import drawn_texts
from feedback.codings import list_codings
from feedback.enums import CodingState
from feedback.sample_codings import close_sample, own_codings
from feedback.sampled_points import SAMPLED_POINTS
from feedback.tables import Officer, SignIn
from feedback.web.authentication import COOKIE
from tests.factories import NOW, make_consultation, make_theme
from tests.web import Page, Visitor

TEXTS = ("Associations need premises.", "Funding comes too late.", "The coffee was good.")


async def colleague(site: Litestar) -> Visitor:
    """Another officer, signed in."""
    ali = Officer(email="ali@example.org", name="Ali Officer", password_hash="")
    await ali.save()
    await SignIn(officer=ali.id, token_hash=token_hash("ali"), expires_at=datetime.now(UTC) + SESSION_LENGTH).save()
    visitor = Visitor(site)
    visitor.client.cookies.set(COOKIE, "ali")
    return visitor


async def draw(officer: Visitor) -> tuple[Page, UUID]:
    consultation = await make_consultation(title="Meeting on premises", points=TEXTS)
    await make_theme(code="T1", title="Premises")
    await make_theme(code="T2", title="Funding")
    page = await officer.get("/coding-samples/new")
    return await page.submit(
        {"drawn_from": f"point {consultation}", "size": "10"}, action="/coding-samples/new"
    ), consultation


async def press(page: Page, pressed: str, *, theme: str = "") -> Page:
    (button,) = page.tree.xpath(
        "//article//button[@value=$pressed and contains(., $theme) and not(ancestor::ul)]", pressed=pressed, theme=theme
    )
    (form,) = button.xpath("ancestor::form")
    return await page.visitor.post(form.get("action"), dict(form.form_values()) | {"pressed": pressed})


def in_hand(page: Page) -> str:
    found: str = page.tree.xpath("string(//article//p[@data-text])")
    return found


async def code_all(officer: Visitor, path: str, themes: dict[str, str]) -> Page:
    """Give each text the theme that it is to have; the others none."""
    page = await officer.get(path)
    for _ in TEXTS:
        text = in_hand(page)
        if text in themes:
            page = await press(page, "confirm", theme=themes[text])
            assert in_hand(page) == text
            page = await officer.get(path)
        else:
            page = await press(page, "none")
    return page


async def test_a_sample_is_drawn_and_has_its_first_text_in_hand(officer: Visitor) -> None:
    page, _consultation = await draw(officer)

    assert page.h1 == "Code: Meeting on premises"
    assert in_hand(page) in TEXTS
    assert "You have coded 0 of 3 texts." in page.text
    assert [" ".join(each.text_content().split()) for each in page.tree.xpath("//li[@data-suggestion]")] == [
        "T1 Premises",
        "T2 Funding",
    ]
    index = await officer.get("/coding-samples")
    assert "Meeting on premises 3" in index.text


async def test_what_cannot_be_drawn_comes_back_as_typed(officer: Visitor) -> None:
    await make_consultation(points=TEXTS)
    page = await officer.get("/coding-samples/new")

    page = await page.submit({"size": "1", "title": "First try"}, action="/coding-samples/new")

    assert page.status == 422
    assert page.errors == ["Write a number from 2 to 500."]
    assert dict(page.form("/coding-samples/new").form_values())["title"] == "First try"


async def test_a_text_gets_several_themes_by_button_and_by_typing_and_they_are_taken_away(officer: Visitor) -> None:
    page, _consultation = await draw(officer)
    text = in_hand(page)

    page = await press(page, "confirm", theme="Premises")
    (form,) = page.tree.xpath("//form[@class='add-theme']")
    page = await officer.post(form.get("action"), dict(form.form_values()) | {"typed": "funding", "pressed": "confirm"})

    assert in_hand(page) == text
    assert [each.text_content() for each in page.tree.xpath("//article//ul//span[@class='tag confirmed']")] == [
        "T1 Premises",
        "T2 Funding",
    ]
    page = await press(page, "reject", theme="Premises")
    assert [each.text_content() for each in page.tree.xpath("//article//ul//span[@class='tag confirmed']")] == [
        "T2 Funding"
    ]
    page = await press(page, "undo")
    assert "You have coded 0 of 3 texts." in page.text


async def test_what_is_typed_and_is_no_theme_comes_back(officer: Visitor) -> None:
    page, _consultation = await draw(officer)
    (form,) = page.tree.xpath("//form[@class='add-theme']")

    page = await officer.post(form.get("action"), dict(form.form_values()) | {"typed": "weather", "pressed": "confirm"})

    assert page.errors == ["Choose a theme of the list."]
    assert page.tree.xpath("string(//input[@name='typed']/@value)") == "weather"


async def test_no_page_or_interface_shows_anothers_codings_before_the_sample_is_closed(
    officer: Visitor, site: Litestar
) -> None:
    page, consultation = await draw(officer)
    sample = page.path
    await code_all(officer, sample, {TEXTS[0]: "Premises", TEXTS[1]: "Funding"})

    async with await colleague(site) as ali:
        page = await ali.get(sample)

        assert "You have coded 0 of 3 texts." in page.text
        assert "Olga Officer: 3 of 3 coded" in page.text
        assert page.tree.xpath("//*[contains(@class, 'confirmed') or @aria-pressed='true']") == []
        texts = page.tree.xpath("//ol[@class='texts']/li/a/@href")
        pages = [f"{sample}?at={text.partition('at=')[2].partition('#')[0]}" for text in texts]
        codings = f"/consultations/{consultation}/codings"
        untouched = "Themes confirmed by officers: 0. Suggestions that nobody has decided on: 0."
        for each in pages:
            assert (await ali.get(each)).tree.xpath("//*[@aria-pressed='true']") == []
        assert untouched in (await ali.get(codings)).text
        assert all(each.codings == () for each in await list_codings(consultation))
        assert "alpha" not in (await ali.get("/themes")).text
        for export in ("/themes.json", "/themes.csv", "/themes.qdc"):
            assert "Olga" not in (await ali.get(export)).response.text
        page = await (await ali.get(sample)).submit(action="/close")
        assert page.status == 422
        assert page.errors == ["Two officers have to code the sample before it is closed."]
        assert page.tree.xpath("//*[@aria-pressed='true']") == []


async def test_a_closed_sample_tells_agreement_and_what_is_settled_counts(officer: Visitor, site: Litestar) -> None:
    page, consultation = await draw(officer)
    sample = page.path
    await code_all(officer, sample, {TEXTS[0]: "Premises", TEXTS[1]: "Funding"})
    async with await colleague(site) as ali:
        page = await code_all(ali, sample, {TEXTS[0]: "Premises"})
        assert "You have coded all texts." in page.text

        page = await page.submit(action="/close")

    assert page.h1 == "Agreement: Meeting on premises"
    assert "3 texts were coded by two officers or more" in page.text
    assert "Coders: Ali Officer, Olga Officer." in page.text
    rows = [[" ".join(c.text_content().split()) for c in row] for row in page.tree.xpath("//table[1]//tbody/tr")]
    told = {row[0]: (row[1], row[2], row[4]) for row in rows}
    assert told.keys() == {"All themes", "T1 Premises", "T2 Funding"}
    assert told["T1 Premises"] == ("1", "1.00", "1.00")
    assert told["T2 Funding"][2] == "0.00"
    (differing,) = page.tree.xpath("//ol[@class='texts']/li")
    assert [" ".join(each.text_content().split()) for each in differing.xpath(".//dl/div/*")] == [
        "Ali Officer",
        "No theme fits",
        "Olga Officer",
        "T2 Funding",
    ]
    page = await officer.get(sample)
    box = page.form("/texts/").xpath(".//input[@name='theme']/@value")
    page = await page.submit({"theme": box}, action="/texts/")
    page = await page.submit(action=f"{sample}/settle")
    assert page.notice == "2 texts are settled as agreed."
    assert [[(c.theme.code, c.state) for c in each.codings] for each in await list_codings(consultation)] == [
        [("T1", CodingState.CONFIRMED)],
        [("T2", CodingState.CONFIRMED)],
        [],
    ]
    index = await officer.get("/themes")
    assert "Coders' agreement (alpha)" in index.text
    theme = await officer.get(index.tree.xpath("//table//th[@scope='row']/a/@href")[0])
    assert "Latest blind sample: Meeting on premises" in theme.text
    told = theme.tree.xpath("string(//dt[contains(., 'alpha')]/following-sibling::dd[1])")
    assert told.split() == ["1.00", "(1.00", "to", "1.00)"]


async def test_a_closed_sample_cannot_be_coded_from_a_page_that_is_still_open(officer: Visitor, site: Litestar) -> None:
    page, _consultation = await draw(officer)
    sample = page.path
    async with await colleague(site) as ali:
        for each in (officer, ali):
            await code_all(each, sample, {TEXTS[0]: "Premises"})
        old = await ali.get(f"{sample}?at={page.tree.xpath('string(//article//form/@action)').split('/')[-2]}")
        await close_sample(UUID(sample.split("/")[-1]), (SAMPLED_POINTS,), now=NOW)

        page = await press(old, "confirm", theme="Funding")

    assert page.status == 409
    assert "The sample is closed." in page.text
    coder = await Officer.select(Officer.id).where(Officer.name == "Ali Officer").first()
    own = await own_codings(UUID(sample.split("/")[-1]), coder_id=coder["id"])
    drawn = await drawn_texts(UUID(sample.split("/")[-1]), (SAMPLED_POINTS,))
    assert sorted(len(own[each.id]) for each in drawn) == [0, 0, 1]
