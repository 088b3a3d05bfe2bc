"""Confirming that a point was raised before, by the real buttons."""

from uuid import UUID

from feedback.issues import followed_issues
from tests.factories import make_consultation, make_issue, make_point
from tests.feedback.matching.readers import endpoint, site_that_asks
from tests.web import Page, Visitor

LATE = "Associations need premises that they can afford in the evenings."
EARLY = "Associations cannot afford premises in the evenings. Rents are too high."


async def make_two_years() -> tuple[UUID, UUID, UUID]:
    """A consultation of 2024, its point, and a point of 2019 that raises the same."""
    early = await make_point(await make_consultation(title="Earlier", date="2019-10-22"), text=EARLY)
    consultation = await make_consultation(date="2024-06-04")
    return consultation, await make_point(consultation, text=LATE), early


async def issues() -> list[tuple[str, tuple[int, ...]]]:
    return [(issue.title, issue.years) for issue in await followed_issues()]


async def send(page: Page, point: UUID, address: str, **values: str) -> Page:
    """Send the first form of a point with this address."""
    form = page.tree.xpath("//form[@action=$action]", action=f"/points/{point}/{address}")[0]
    return await page.visitor.post(form.get("action"), dict(form.form_values()) | values)


async def test_confirm_opens_an_issue_for_both(officer: Visitor) -> None:
    consultation, late, _early = await make_two_years()
    page = await officer.get(f"/consultations/{consultation}/recurrence")
    assert EARLY in page.text
    assert "0 of 1 points decided; 0 belong to an issue" in page.text

    page = await send(page, late, "recurrence")

    assert page.notice == "The point is attached to the issue of the earlier one."
    assert await issues() == [("Associations cannot afford premises in the evenings", (2019, 2024))]
    assert "raised in 2019, 2024" in page.text
    assert "1 of 1 points decided; 1 belong to an issue" in page.text


async def test_confirm_with_a_title(officer: Visitor) -> None:
    consultation, late, _early = await make_two_years()
    page = await officer.get(f"/consultations/{consultation}/recurrence")

    await send(page, late, "recurrence", title="Rents")

    assert await issues() == [("Rents", (2019, 2024))]


async def test_confirm_without_an_earlier_point_says_so(officer: Visitor) -> None:
    consultation, late, _early = await make_two_years()
    page = await officer.get(f"/consultations/{consultation}/recurrence")

    page = await send(page, late, "recurrence", earlier="nonsense")

    assert (page.status, "There is no such point." in page.text) == (404, True)
    assert await issues() == []


async def test_attach_to_the_issue_of_a_candidate(officer: Visitor) -> None:
    consultation, late, early = await make_two_years()
    await make_issue(title="Premises", points=[early])
    page = await officer.get(f"/consultations/{consultation}/recurrence")
    assert "Issue: Premises raised in 2019" in page.text

    page = await send(page, late, "recurrence/issue")

    assert page.notice == "The point is attached to the issue."
    assert await issues() == [("Premises", (2019, 2024))]
    assert "Same issue Premises raised in 2019, 2024" in page.text


async def test_attach_to_another_issue_of_the_list(officer: Visitor) -> None:
    consultation, late, _early = await make_two_years()
    other = await make_issue(title="Evenings")
    page = await officer.get(f"/consultations/{consultation}/recurrence")

    await send(page, late, "recurrence/issue", issue=str(other))

    assert await issues() == [("Evenings", (2024,))]


async def test_attach_with_no_issue_chosen(officer: Visitor) -> None:
    consultation, late, _early = await make_two_years()
    await make_issue(title="Evenings")
    page = await officer.get(f"/consultations/{consultation}/recurrence")

    page = await send(page, late, "recurrence/issue")

    assert (page.status, page.errors) == (422, ["Choose an issue of the list."])
    assert page.tree.xpath("//details[@open]//select/@id") == [f"issue-{late}"]


async def test_open_a_new_issue(officer: Visitor) -> None:
    consultation, late, _early = await make_two_years()
    page = await officer.get(f"/consultations/{consultation}/recurrence")

    page = await send(page, late, "recurrence/new", title="Premises\nin the evenings")

    assert page.notice == "A new issue was opened for the point."
    assert await issues() == [("Premises in the evenings", (2024,))]


async def test_open_without_a_title(officer: Visitor) -> None:
    consultation, late, _early = await make_two_years()
    page = await officer.get(f"/consultations/{consultation}/recurrence")

    page = await send(page, late, "recurrence/new", title=" ")

    assert (page.status, page.errors) == (422, ["Give the issue a title."])
    assert await issues() == []


async def test_index_without_points(officer: Visitor) -> None:
    page = await officer.get(f"/consultations/{await make_consultation()}/recurrence")

    assert "This consultation has no points." in page.text


async def test_not_the_same_issue_is_kept_not_suggested_again_and_undone(officer: Visitor) -> None:
    consultation, late, early = await make_two_years()
    page = await officer.get(f"/consultations/{consultation}/recurrence")

    page = await send(page, late, "recurrence/different")

    assert page.notice == "It is recorded that the points raise different issues."
    assert "1 of 1 points decided; 0 belong to an issue" in page.text
    assert "Not the same issue: Olga Officer" in page.text
    assert not page.tree.xpath("//form[@action=$action]", action=f"/points/{late}/recurrence")
    page = await send(page, late, "recurrence/different/undo")
    assert "0 of 1 points decided; 0 belong to an issue" in page.text
    assert page.tree.xpath("//input[@name='earlier']/@value") == [str(early)] * 2


async def test_points_of_one_issue_are_not_said_to_differ(officer: Visitor) -> None:
    consultation, late, early = await make_two_years()
    page = await officer.get(f"/consultations/{consultation}/recurrence")
    await send(page, late, "recurrence")

    page = await send(page, late, "recurrence/different", earlier=str(early))

    assert page.status == 409
    assert "Both points belong to one issue." in page.text


async def test_earlier_points_are_found_by_their_words_where_the_reader_does_not_answer(officer: Visitor) -> None:
    consultation, _late, _early = await make_two_years()
    with endpoint() as asked, site_that_asks(asked):
        asked.statuses = [400] * 9

        page = await officer.get(f"/consultations/{consultation}/recurrence")

    assert asked.asked
    assert EARLY in page.text
