"""Proposed themes through the pages: looked for, tried, accepted with a wording, merged and dropped."""

from feedback.themes import list_themes
from tests.factories import make_consultation, make_point, make_theme
from tests.feedback.matching.test_clusters import ALONE, DOGS, SWIMMING
from tests.web import Page, Visitor


async def proposed(officer: Visitor, *texts: str) -> Page:
    """The page of the first proposal from these points."""
    await make_theme(code="T1", title="Lokaler", keywords=["lokaler"])
    consultation = await make_consultation(language="sv")
    for n, text in enumerate(texts, 1):
        await make_point(consultation, text=text, position=n)
    page = await (await officer.get("/themes/proposals")).submit(action="/look")
    return await officer.get(page.tree.xpath("//main//li/h2/a/@href")[0])


async def test_a_proposal_is_accepted_with_a_wording_that_can_be_edited(officer: Visitor) -> None:
    page = await proposed(officer, *SWIMMING)
    assert all(text in page.text for text in SWIMMING)
    page = await officer.get(page.tree.xpath("//a[contains(@href, '/accept')]/@href")[0])
    assert page.tree.xpath("//input[@id='label_sv']/@value")[0].startswith("Simhall")
    assert "The theme is added to the code book and suggested for 4 texts. Nothing is confirmed." in page.text

    page = await page.submit({"code": "T2", "label_sv": "Simhallar"}, action="/accept")

    assert page.notice == "The theme was added. It is suggested for its texts, to confirm or reject."
    assert [(theme.code, theme.label) for theme in await list_themes()][1] == ("T2", "Simhallar")
    page = await officer.get("/themes/proposals")
    assert "Became a theme: T2 Simhallar Olga Officer" in page.text


async def test_a_wording_that_is_refused_comes_back_as_typed(officer: Visitor) -> None:
    page = await proposed(officer, *SWIMMING)
    page = await officer.get(page.tree.xpath("//a[contains(@href, '/accept')]/@href")[0])

    page = await page.submit({"code": "T1", "label_sv": "Simhallar"}, action="/accept")

    assert (page.status, page.errors) == (422, ["Another theme has the code T1. Choose a different one."])
    assert page.tree.xpath("//input[@id='label_sv']/@value") == ["Simhallar"]


async def test_a_trial_is_judged_text_by_text_and_its_result_stands_beside_accept(officer: Visitor) -> None:
    page = await proposed(officer, *SWIMMING, *ALONE)
    page = await page.submit(action="/trial")
    n = len(page.tree.xpath("//button[@value='yes']"))
    assert f"0 of {n} judged" in page.text

    form = page.tree.xpath("//form[.//button[@value='no']]")[0]
    page = await officer.post(form.get("action"), dict(form.form_values()) | {"fits": "no"})

    assert f"1 of {n} judged" in page.text
    assert "1 of 1 right: 100%" in page.text.replace("\N{NO-BREAK SPACE}", "")
    page = await officer.get(page.tree.xpath("//a[contains(@href, '/accept')]/@href")[0])
    assert "1 of 1 right" in page.text


async def test_merging_asks_where_to_and_suggests_the_theme(officer: Visitor) -> None:
    page = await proposed(officer, *DOGS)
    page = await page.submit(action="/merge")
    assert (page.status, page.errors) == (422, ["Choose a theme or another proposal of the list."])
    (into,) = page.tree.xpath("//option[starts-with(@value, 'theme:')]/@value")

    page = await page.submit({"into": into}, action="/merge")

    assert page.notice == "The theme is suggested for the texts of the proposal, to confirm or reject."
    assert "Merged: T1 Lokaler" in page.text


async def test_a_dropped_proposal_is_gone_from_the_list(officer: Visitor) -> None:
    page = await proposed(officer, *DOGS)

    page = await page.submit(action="/drop")

    assert page.notice == "The proposal was dropped."
    assert "No theme is proposed now." in page.text


async def test_too_few_texts_are_told(officer: Visitor) -> None:
    page = await (await officer.get("/themes/proposals")).submit(action="/look")

    assert page.notice == "Too few texts fit nowhere to propose a theme: there are 0."
