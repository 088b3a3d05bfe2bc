"""Coding points on their page, by the real buttons."""

from uuid import UUID

from feedback.codings import list_codings
from feedback.enums import CodingState
from tests.factories import make_coding, make_consultation, make_point, make_theme
from tests.web import Page, Visitor

PREMISES = "Associations need premises that they can afford."
FUNDING = "Funding for one year at a time makes planning hard."


async def make_suggestions() -> tuple[UUID, list[UUID], list[UUID]]:
    """A consultation with two points, one suggested theme each; gives it, the points and the themes."""
    consultation = await make_consultation()
    points = [
        await make_point(consultation, text=text, position=n) for n, text in enumerate((PREMISES, FUNDING), start=1)
    ]
    themes = [
        await make_theme(code="T1", title="Premises", keywords=["premises"]),
        await make_theme(code="T2", title="Funding", keywords=["funding"]),
    ]
    for point, theme, word in zip(points, themes, ("premises", "Funding"), strict=True):
        await make_coding(point, theme, state=CodingState.SUGGESTED, score=0.81, because=f'["{word}"]')
    return consultation, points, themes


async def states_of(consultation: UUID) -> list[list[tuple[str, str]]]:
    return [[(each.theme.code, each.state) for each in coded.codings] for coded in await list_codings(consultation)]


async def press(page: Page, point: UUID, theme: UUID, state: str) -> Page:
    """Press one suggestion's button."""
    (form,) = page.tree.xpath("//li[@id=$key]//form", key=f"coding-{point}-{theme}")
    assert [button.get("value") for button in form.xpath(".//button")] == ["confirmed", "rejected"]
    return await page.visitor.post(form.get("action"), dict(form.form_values()) | {"state": state})


async def test_index_shows_suggestions_with_score_and_marked_words(officer: Visitor) -> None:
    consultation, points, themes = await make_suggestions()

    page = await officer.get(f"/consultations/{consultation}/codings")

    assert [mark.text for mark in page.tree.xpath("//mark")] == ["premises", "Funding"]
    assert "Suggested T1 Premises 81% – matched: premises" in page.text
    assert "0 of 2 points decided" in page.text
    assert page.links()["Go to the first undecided suggestion"] == f"#coding-{points[0]}-{themes[0]}"


async def test_suggest_makes_suggestions(officer: Visitor) -> None:
    consultation = await make_consultation(points=[PREMISES])
    await make_theme(code="T1", title="Premises", keywords=["premises"])
    page = await officer.get(f"/consultations/{consultation}/codings")

    page = await page.submit(action="/codings/suggest")

    assert page.notice == "1 theme is suggested."
    assert await states_of(consultation) == [[("T1", "suggested")]]


async def test_decide_confirms_and_goes_on_to_the_next(officer: Visitor) -> None:
    consultation, points, themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings")
    officer.client.follow_redirects = False

    answer = await press(page, points[0], themes[0], "confirmed")

    assert answer.status == 303
    assert (
        answer.response.headers["location"] == f"/consultations/{consultation}/codings#coding-{points[1]}-{themes[1]}"
    )
    assert await states_of(consultation) == [[("T1", "confirmed")], [("T2", "suggested")]]


async def test_decide_rejects_and_undo_takes_it_back(officer: Visitor) -> None:
    consultation, points, themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings")

    page = await press(page, points[0], themes[0], "rejected")
    assert (page.notice, "1 of 2 points decided" in page.text) == ("The theme was rejected.", True)
    page = await page.submit(action=f"{points[0]}/codings/undo")

    assert page.notice == "The decision was undone."
    assert await states_of(consultation) == [[("T1", "suggested")], [("T2", "suggested")]]


async def test_decide_adds_a_theme_by_hand_under_the_officers_name(officer: Visitor) -> None:
    consultation, points, themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings")
    (form,) = page.tree.xpath("//li[@id=$key]/form", key=f"point-{points[0]}")

    page = await officer.post(form.get("action"), dict(form.form_values()) | {"theme": str(themes[1])})

    assert "Confirmed T2 Funding by Olga Officer" in page.text
    assert await states_of(consultation) == [[("T2", "confirmed"), ("T1", "suggested")], [("T2", "suggested")]]


async def test_decide_without_a_theme_chosen(officer: Visitor) -> None:
    consultation, points, _themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings")
    (form,) = page.tree.xpath("//li[@id=$key]/form", key=f"point-{points[0]}")

    page = await officer.post(form.get("action"), dict(form.form_values()))

    assert (page.status, page.errors) == (422, ["Choose a theme of the list."])
    assert await states_of(consultation) == [[("T1", "suggested")], [("T2", "suggested")]]


async def test_index_without_themes_or_points(officer: Visitor) -> None:
    consultation = await make_consultation()

    page = await officer.get(f"/consultations/{consultation}/codings")
    assert page.links()["Import a code book"] == "/themes/import"
    await make_theme()
    page = await officer.get(f"/consultations/{consultation}/codings")

    assert "This consultation has no points." in page.text
