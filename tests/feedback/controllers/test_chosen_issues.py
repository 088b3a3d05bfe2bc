"""The same for many issues at once, by the real forms: what is refused is named, the rest is done."""

from uuid import UUID

from feedback.enums import Answer
from feedback.issue_commitments import By
from feedback.issue_merging import merge_issues
from feedback.issues import followed_issues, get_issue
from tests.factories import NOW, make_issue, make_reviewed_consultation
from tests.web import Page, Visitor


async def _chosen(officer: Visitor, *issues: UUID) -> Page:
    """The page that the list leads to with these issues ticked."""
    listed = await officer.get("/issues")
    (form,) = listed.tree.xpath("//form[contains(@action, 'chosen')]")
    ticked = [box.get("value") for box in form.xpath(".//input[@name='issue']") if UUID(box.get("value")) in issues]
    return await officer.get(form.get("action"), params={"issue": ticked})


async def test_set_the_owner_unit_and_policy_area_of_many(officer: Visitor) -> None:
    issues = [await make_issue(title=title) for title in ("Rents", "Halls", "Money")]
    page = await _chosen(officer, *issues[:2])
    assert page.tree.xpath("//input[@name='issue']/@value") == [str(issues[1]), str(issues[0])]

    page = await page.submit({"owner_unit": "Unit K"}, action="/chosen", button="do=owner_unit")
    assert (page.path.rstrip("/"), page.notice) == ("/issues", "2 issues were changed.")
    page = await _chosen(officer, issues[0])
    page = await page.submit({"policy_area": "Area 17"}, action="/chosen", button="do=policy_area")

    assert page.notice == "1 issue was changed."
    found = [(each.title, each.owner_unit, each.policy_area) for each in await followed_issues()]
    assert found == [("Halls", "Unit K", ""), ("Money", "", ""), ("Rents", "Unit K", "Area 17")]


async def test_the_same_answer_is_refused_for_each_that_lacks_a_reason(officer: Visitor) -> None:
    issues = [await make_issue(title=title) for title in ("Rents", "Halls")]
    page = await _chosen(officer, *issues)

    page = await page.submit(action="/chosen", button="do=answer")
    assert (page.status, page.errors) == (422, ["Choose one of the values."])
    page = await page.submit({"answer": "declined"}, action="/chosen", button="do=answer")
    assert page.status == 422
    assert page.text.count("Give the reason: those who raised the issue will read it.") == 2
    page = await page.submit({"answer_reason": "No money this year."}, action="/chosen", button="do=answer")

    assert page.notice == "2 issues were changed."
    assert {(await get_issue(issue)).state.answer for issue in issues} == {Answer.DECLINED}


async def test_what_is_refused_is_named_and_the_rest_done(officer: Visitor) -> None:
    rents, halls, money = [await make_issue(title=title) for title in ("Rents", "Halls", "Money")]
    page = await _chosen(officer, rents, halls)
    await merge_issues(halls, into=money, by=By("The same.", None, NOW))

    page = await page.submit({"owner_unit": "Unit K"}, action="/chosen", button="do=owner_unit")

    assert (page.status, page.notice) == (422, "1 issue was changed.")
    assert "1 issue was left as it is Halls: This issue was merged into another one. Go on there." in page.text
    assert [(await get_issue(issue)).owner_unit for issue in (rents, halls)] == ["Unit K", ""]


async def test_merge_many_into_one_of_them(officer: Visitor) -> None:
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    rents, money = await make_issue(title="Rents", points=[premises]), await make_issue(title="Money", points=[funding])
    halls = await make_issue(title="Halls")
    page = await _chosen(officer, rents, money, halls)

    page = await page.submit(action="/chosen", button="do=merge")
    assert (page.status, page.errors) == (
        422,
        ["Choose the issue that stays.", "Give the reason: it is kept in the logs of both issues."],
    )
    page = await page.submit({"into": str(rents), "merge_reason": "One concern."}, action="/chosen", button="do=merge")

    assert page.notice == "2 issues were changed."
    (issue,) = await followed_issues()
    assert (issue.title, {point.id for point in issue.points}) == ("Rents", {premises, funding})


async def test_nothing_chosen(officer: Visitor) -> None:
    page = await officer.get("/issues/chosen?issue=nonsense")

    assert (page.status, "No issue was chosen." in page.text) == (200, True)
