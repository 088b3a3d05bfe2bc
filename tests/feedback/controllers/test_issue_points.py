"""Merging, splitting and moving points on their pages, by the real forms."""

from feedback.issues import followed_issues, get_issue
from tests.factories import make_commitment, make_consultation, make_issue, make_point, make_reviewed_consultation
from tests.web import Page, Visitor


async def test_merge_leads_to_the_issue_that_stays_and_back(officer: Visitor) -> None:
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    gone = await make_issue(title="Rents", points=[premises])
    kept = await make_issue(title="Affordable premises", points=[funding])
    page = await officer.get(f"/issues/{gone}/merge")
    assert not page.tree.xpath("//input[@name='to']")

    nothing = await officer.get(f"/issues/{gone}/merge?words=orchids")
    assert "No other issue holds these words." in nothing.text
    page = await officer.get(f"/issues/{gone}/merge?words=afford")
    assert page.tree.xpath("//input[@name='to']/@value") == [str(kept)]
    page = await _send(page, "/merge", {"reason": "The same."})
    assert (page.status, page.errors) == (422, ["Choose the other issue."])
    page = await _send(page, "/merge", {"to": str(kept)})

    assert (page.h1, page.path) == ("Affordable premises", f"/issues/{kept}")
    assert page.tree.xpath("//dt[.='Merged into it']/following-sibling::dd//a/text()") == ["Rents"]
    old = await officer.get(page.links()["Rents"])
    assert "This issue was merged into another one and goes on there: Affordable premises" in old.text
    assert old.tree.xpath("//main//form") == []
    refused = await officer.get(f"/issues/{gone}/edit")
    refused = await refused.submit({"title": "Again"}, action="/edit")
    assert (refused.status, "was merged into another one" in refused.text) == (409, True)
    back = await officer.get(f"/issues/{kept}/merge")
    page = await _send(back, "/merge", {"to": str(gone), "reason": "They were not."})
    assert (page.h1, page.text.count("raise it")) == ("Rents", 1)


async def test_split_opens_an_issue_with_the_chosen_points(officer: Visitor) -> None:
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    issue = await make_issue(title="Rents", points=[premises, funding])
    await make_commitment(text="Map them.", issues=[issue])
    page = await officer.get(f"/issues/{issue}/split")

    page = await page.submit({"title": "Money"}, action="/split")
    assert (page.status, page.errors) == (
        422,
        ["Choose at least one point.", "Give the reason: it is kept in the logs of both issues."],
    )
    page = await page.submit({"point": str(funding), "reason": "Another matter."}, action="/split")

    assert (page.h1, page.notice) == (
        "Money",
        "The new issue is followed from now on. Both logs tell where it comes from.",
    )
    assert "Nothing is undertaken yet." in page.text
    assert [len(each.points) for each in await followed_issues()] == [1, 1]


async def test_move_asks_for_the_other_issue_and_keeps_what_was_chosen(officer: Visitor) -> None:
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    other = await make_issue(title="Short grants", points=[await make_point(await make_consultation(date="2012"))])
    issue = await make_issue(title="Rents", points=[premises, funding])
    page = await officer.get(f"/issues/{issue}/move?words=grants")

    page = await _send(page, "/move", {"to": str(other), "point": str(funding), "reason": ""})
    assert (page.status, page.errors) == (422, ["Give the reason: it is kept in the logs of both issues."])
    assert page.tree.xpath("//input[@checked]/@value") == [str(other), str(funding)]
    page = await _send(page, "/move", {"reason": "It belongs there."})

    assert (page.path, page.notice) == (f"/issues/{other}", "The points were moved. Both logs tell so.")
    assert "Moved from “Rents”. It belongs there." in page.text
    assert [point.id for point in (await get_issue(issue)).points] == [premises]


async def _send(page: Page, action: str, values: dict[str, object]) -> Page:
    """Send the page's form that posts; the search above it has the same address."""
    (form,) = [each for each in page.tree.xpath("//main//form[@method='post']") if action in each.get("action")]
    return await page.visitor.post(form.get("action"), dict(form.form_values()) | values)
