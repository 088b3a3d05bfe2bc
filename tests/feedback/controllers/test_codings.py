"""Coding points on their page, by the real buttons."""

from uuid import UUID, uuid4

import pytest

from feedback.codings import list_codings
from feedback.enums import CodingState
from feedback.forms.codings import theme_typed
from feedback.themes import NamedTheme, ThemeWording
from tests.factories import make_coding, make_consultation, make_point, make_theme
from tests.feedback.matching.readers import endpoint, site_that_asks
from tests.web import Page, Visitor

PREMISES = "Associations need premises that they can afford."
FUNDING = "Funding for one year at a time makes planning hard."
COFFEE = "The coffee was good."


async def make_suggestions() -> tuple[UUID, list[UUID], list[UUID]]:
    """A consultation with three points, of which the last has no suggestion and the first is the least certain; with two themes."""
    consultation = await make_consultation()
    points = [
        await make_point(consultation, text=text, position=n)
        for n, text in enumerate((PREMISES, FUNDING, COFFEE), start=1)
    ]
    themes = [
        await make_theme(code="T1", title="Premises", keywords=["premises"]),
        await make_theme(code="T2", title="Funding", keywords=["funding"]),
    ]
    for point, theme, word, score in zip(points, themes, ("premises", "Funding"), (0.55, 0.7), strict=False):
        await make_coding(point, theme, state=CodingState.SUGGESTED, score=score, because=f'["{word}"]')
    return consultation, points, themes


async def states_of(consultation: UUID) -> list[list[tuple[str, str]]]:
    return [[(each.theme.code, each.state) for each in coded.codings] for coded in await list_codings(consultation)]


async def press(page: Page, pressed: str, *, theme: str = "") -> Page:
    """Press a button beside the text in hand: that of a theme by its code, or one that there is only once."""
    (button,) = page.tree.xpath(
        "//article//button[@value=$pressed and contains(., $theme)]", pressed=pressed, theme=theme
    )
    (form,) = button.xpath("ancestor::form")
    return await page.visitor.post(form.get("action"), dict(form.form_values()) | {"pressed": pressed})


def in_hand(page: Page) -> str:
    """The text in hand."""
    found: str = page.tree.xpath("string(//article//p[@data-text])")
    return found


async def test_index_has_the_least_certain_point_in_hand_with_reasons_and_the_others_in_a_list(
    officer: Visitor,
) -> None:
    consultation, points, _themes = await make_suggestions()

    page = await officer.get(f"/consultations/{consultation}/codings")

    assert in_hand(page) == PREMISES
    assert [mark.text for mark in page.tree.xpath("//mark")] == ["premises"]
    assert "Suggested T1 Premises 55% – matched: premises" in page.text
    assert "0 of 3 decided, 3 left, of them 2 uncertain" in page.text
    assert "Themes confirmed by officers: 0. Suggestions that nobody has decided on: 2." in page.text
    assert page.links()["Next text"] == f"/consultations/{consultation}/codings?at={points[1]}#text"
    assert [" ".join(each.text_content().split()) for each in page.tree.xpath("//ul[@class='texts']/li/a")] == [
        f"1. {PREMISES}",
        f"2. {FUNDING}",
        f"3. {COFFEE}",
    ]


async def test_suggest_makes_suggestions(officer: Visitor) -> None:
    consultation = await make_consultation(points=[PREMISES])
    await make_theme(code="T1", title="Premises", keywords=["premises"])
    page = await officer.get(f"/consultations/{consultation}/codings")

    page = await page.submit(action="/codings/suggest")

    assert page.notice == "1 theme is suggested."
    assert await states_of(consultation) == [[("T1", "suggested")]]


async def test_decide_confirms_and_goes_on_to_the_next(officer: Visitor) -> None:
    consultation, points, _themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings")
    officer.client.follow_redirects = False

    answer = await press(page, "confirm", theme="T1")

    assert answer.response.headers["location"] == f"/consultations/{consultation}/codings?at={points[1]}#text"
    assert await states_of(consultation) == [[("T1", "confirmed")], [("T2", "suggested")], []]


async def test_decide_rejects_and_undo_takes_it_back(officer: Visitor) -> None:
    consultation, points, _themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings")

    page = await press(page, "reject", theme="T1")
    assert (page.notice, in_hand(page)) == ("The theme was rejected.", FUNDING)
    page = await officer.get(f"/consultations/{consultation}/codings?at={points[0]}")
    page = await press(page, "undo", theme="T1")

    assert (page.notice, in_hand(page)) == ("The decision was undone.", PREMISES)
    assert await states_of(consultation) == [[("T1", "suggested")], [("T2", "suggested")], []]


async def test_undo_my_last_decision_wherever_it_was(officer: Visitor) -> None:
    consultation, _points, _themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings")
    for theme in ("T1", "T2"):
        page = await press(page, "confirm", theme=theme)
    assert in_hand(page) == COFFEE

    page = await page.submit(action="/codings/undo")
    assert (page.notice, in_hand(page)) == ("The decision was undone.", FUNDING)
    page = await page.submit(action="/codings/undo")

    assert in_hand(page) == PREMISES
    assert await states_of(consultation) == [[("T1", "suggested")], [("T2", "suggested")], []]
    assert not page.tree.xpath("//form[@data-undo]")


async def test_no_theme_fits_is_recorded_and_told_with_who_said_so(officer: Visitor) -> None:
    consultation, points, _themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings?at={points[0]}")

    page = await press(page, "none")

    assert page.notice == "It is recorded that no theme fits."
    assert "1 of 3 decided" in page.text
    page = await officer.get(f"/consultations/{consultation}/codings?at={points[0]}")
    assert "No theme fits Olga Officer" in page.text
    assert "Rejected T1 Premises" in page.text
    page = await press(page, "undo", theme="No theme fits")
    assert await states_of(consultation) == [[("T1", "suggested")], [("T2", "suggested")], []]


async def test_add_a_theme_by_words_of_its_label_under_the_officers_name(officer: Visitor) -> None:
    consultation, points, _themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings?at={points[2]}")
    (form,) = page.tree.xpath("//form[.//input[@name='typed']]")
    assert form.xpath(".//datalist/option/@value") == ["T1 Premises", "T2 Funding"]

    page = await officer.post(form.get("action"), dict(form.form_values()) | {"typed": "fund"})

    assert await states_of(consultation) == [[("T1", "suggested")], [("T2", "suggested")], [("T2", "confirmed")]]
    page = await officer.get(f"/consultations/{consultation}/codings?show=decided")
    assert in_hand(page) == COFFEE
    assert "Confirmed T2 Funding Olga Officer" in page.text
    assert "Olga Officer: Confirmed – T2 Funding code book, version" in page.text


async def test_a_theme_that_is_none_comes_back_as_typed(officer: Visitor) -> None:
    consultation, points, _themes = await make_suggestions()
    page = await officer.get(f"/consultations/{consultation}/codings?at={points[1]}")
    (form,) = page.tree.xpath("//form[.//input[@name='typed']]")

    page = await officer.post(form.get("action"), dict(form.form_values()) | {"typed": "Weather"})

    assert (page.status, page.errors, in_hand(page)) == (422, ["Choose a theme of the list."], FUNDING)
    assert page.tree.xpath("//input[@name='typed']/@value") == ["Weather"]
    assert await states_of(consultation) == [[("T1", "suggested")], [("T2", "suggested")], []]


async def test_certain_suggestions_that_were_not_drawn_are_apart(officer: Visitor) -> None:
    consultation = await make_consultation(points=[f"We need premises, number {n}." for n in range(13)])
    theme = await make_theme(code="T1", title="Premises")
    for coded in await list_codings(consultation):
        await make_coding(coded.id, theme, state=CodingState.SUGGESTED, score=0.9)

    page = await officer.get(f"/consultations/{consultation}/codings")
    certain = await officer.get(f"/consultations/{consultation}/codings?show=certain")

    assert "To decide 10 Certain, not drawn 3 Decided 0" in page.text
    assert (len(page.tree.xpath("//ul[@class='texts']/li")), len(certain.tree.xpath("//ul[@class='texts']/li"))) == (
        10,
        3,
    )
    assert "Drawn by lot" in page.text
    assert "Drawn by lot" not in certain.text


async def test_index_without_themes_or_points(officer: Visitor) -> None:
    consultation = await make_consultation()

    page = await officer.get(f"/consultations/{consultation}/codings")
    assert page.links()["Import a code book"] == "/themes/import"
    await make_theme()
    page = await officer.get(f"/consultations/{consultation}/codings?at=nothing&page=x&show=y")

    assert "This consultation has no points." in page.text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("T1", "T1"),
        ("t1  Premises", "T1"),
        ("lokaler", "T1"),
        ("premises", "T1"),
        ("Local", "T10"),
        ("T1 Lokaler", "T1"),
        ("at night", "T10"),
        ("mises", None),
        ("weather", None),
    ],
)
def test_theme_typed_is_the_one_meant_or_none(typed: str, found: str | None) -> None:
    themes = [
        NamedTheme(uuid4(), "T1", ThemeWording({"sv": "Lokaler", "en": "Premises"})),
        NamedTheme(uuid4(), "T10", ThemeWording({"sv": "Nattbuss", "en": "Local premises at night"})),
    ]

    theme = theme_typed(typed, themes)

    assert next((each.code for each in themes if each.id == theme), None) == found


async def test_an_endpoint_that_answers_with_an_error_is_told_of_and_changes_nothing(officer: Visitor) -> None:
    consultation, _points, _themes = await make_suggestions()
    before = await states_of(consultation)
    page = await officer.get(f"/consultations/{consultation}/codings")
    with endpoint() as asked, site_that_asks(asked):
        asked.statuses = [400] * 9

        page = await page.submit(action="/codings/suggest")

    assert (page.status, page.h1) == (503, "This could not be done")
    assert "The endpoint answered with status 400." in page.text
    assert await states_of(consultation) == before
