"""Coding what participants wrote, through the pages: suggest, confirm, reject, add, undo, and nothing for strangers."""

from uuid import UUID

import pytest

from feedback.enums import CodingState
from surveys.definition import SurveyDefinition
from surveys.statements import list_statements
from surveys.tables import Statement
from tests.surveys.open_surveys import open_survey
from tests.surveys.test_statement_codings import BUSES, PREMISES, make_codebook, survey_with
from tests.web import Page, Visitor


async def states(survey: UUID) -> dict[str, CodingState]:
    (statement,) = await list_statements(survey, "q3")
    return {coding.theme.code: coding.state for coding in statement.codings}


async def press(page: Page, pressed: str, *, typed: str = "") -> Page:
    """Press a button beside the text in hand: that of the first theme, or of the field for another one where that is typed in."""
    where = "//article//form[.//input[@name='typed']]" if typed else "//article//form[.//button[@value=$pressed]]"
    form = page.tree.xpath(where, pressed=pressed)[0]
    values = dict(form.form_values()) | ({"typed": typed} if typed else {})
    return await page.visitor.post(form.get("action"), values | {"pressed": pressed})


async def test_suggest_confirm_and_undo(officer: Visitor) -> None:
    await make_codebook()
    survey = await survey_with(PREMISES)

    page = await officer.get(f"/surveys/{survey}/statements")
    assert (page.path, page.h1) == (f"/surveys/{survey}/statements/q3/1", "What participants wrote")
    assert "0 of 1 decided" in page.text
    page = await page.submit(action="/suggest")
    assert (page.notice, await states(survey)) == ("1 theme is suggested.", {"T1": CodingState.SUGGESTED})
    assert [mark.text for mark in page.tree.xpath("//mark")] == ["lokaler"]
    page = await press(page, "confirm")
    assert (page.notice, await states(survey)) == ("The theme was confirmed.", {"T1": CodingState.CONFIRMED})
    assert "1 of 1 decided" in page.text
    assert "Nothing is left to decide here." in page.text
    page = await officer.get(f"/surveys/{survey}/statements/q3/1?show=decided")
    assert "Olga Officer: Confirmed – T1 Lokaler (suggested," in page.text
    page = await press(page, "undo")

    assert (page.notice, await states(survey)) == ("The decision was undone.", {"T1": CodingState.SUGGESTED})


async def test_another_theme_is_added_by_its_code(officer: Visitor) -> None:
    await make_codebook()
    survey = await survey_with(PREMISES)
    page = await officer.get(f"/surveys/{survey}/statements")

    page = await press(page, "confirm", typed="t2")

    assert (page.status, await states(survey)) == (200, {"T2": CodingState.CONFIRMED})


async def test_a_theme_that_is_none_comes_back_as_typed(officer: Visitor) -> None:
    await make_codebook()
    survey = await survey_with(PREMISES)
    page = await officer.get(f"/surveys/{survey}/statements")

    page = await press(page, "confirm", typed="Väder")

    assert (page.status, page.errors) == (422, ["Choose a theme of the list."])
    assert page.tree.xpath("//input[@name='typed']/@value") == ["Väder"]
    assert await states(survey) == {}


async def test_no_theme_fits_and_undone_from_another_text(officer: Visitor) -> None:
    survey = await survey_with(PREMISES, BUSES)
    page = await officer.get(f"/surveys/{survey}/statements")
    first = page.tree.xpath("string(//p[@data-text])")

    page = await press(page, "none")
    assert (page.notice, page.tree.xpath("string(//p[@data-text])") == first) == (
        "It is recorded that no theme fits.",
        False,
    )
    assert "1 of 2 decided, 1 left" in page.text
    page = await page.submit(action="/statements/undo")

    assert (page.notice, page.tree.xpath("string(//p[@data-text])")) == ("The decision was undone.", first)
    assert "0 of 2 decided, 2 left" in page.text


async def test_the_list_has_pages(officer: Visitor) -> None:
    survey = await survey_with(*(f"Svar {n}" for n in range(22)))
    page = await officer.get(f"/surveys/{survey}/statements")
    assert len(page.tree.xpath("//ul[@class='texts']/li")) == 20

    page = await officer.get(page.links()["Next page"])

    assert (page.path, len(page.tree.xpath("//ul[@class='texts']/li"))) == (f"/surveys/{survey}/statements/q3/2", 2)
    # What is in hand is of the page that is shown.
    assert page.tree.xpath("//ul[@class='texts']/li/@aria-current") == ["true"]
    assert await officer.get(page.links()["Previous page"])


async def test_statements_of_a_survey_nobody_answered(officer: Visitor) -> None:
    survey = await open_survey()

    page = await officer.get(f"/surveys/{survey}/statements")

    assert "Nobody has written an answer to this question yet." in page.text


async def test_statements_of_a_survey_without_written_answers(officer: Visitor) -> None:
    survey = await open_survey(SurveyDefinition(title={"en": "Short"}, languages=("en",)))

    page = await officer.get(f"/surveys/{survey}/statements")

    assert "This survey asks for no written answers." in page.text


@pytest.mark.parametrize("place", ["q1/1", "q9/1", "q3/0", "q3/2"])
async def test_statements_that_are_not_there(officer: Visitor, place: str) -> None:
    survey = await survey_with(PREMISES)

    page = await officer.get(f"/surveys/{survey}/statements/{place}")

    assert (page.status, "The survey has no such written answers." in page.text) == (404, True)


async def test_statement_is_shown_as_text_in_its_language(officer: Visitor) -> None:
    survey = await survey_with("<b>Lokaler</b>")
    page = await officer.get(f"/surveys/{survey}/statements")

    (text,) = page.tree.xpath("//article/p[@data-text]")

    assert (text.text_content(), text.get("lang"), text.get("dir")) == ("<b>Lokaler</b>", "sv", "auto")


async def test_statements_are_not_for_strangers(visitor: Visitor) -> None:
    survey = await survey_with(BUSES)
    statement = await Statement.select(Statement.id).first()
    assert statement is not None

    page = await visitor.get(f"/surveys/{survey}/statements/q3/1")
    post = await visitor.post(f"/statements/{statement['id']}/codings", {"pressed": "confirm"})

    assert page.path == "/sign-in"
    assert (post.status, BUSES in page.text) == (403, False)


CAMPAIGN = "Vi kräver lokaler som är öppna på kvällen och som föreningarna i Norrby har råd med hela året."


async def test_one_decision_counts_for_all_with_the_same_wording_and_each_is_logged(officer: Visitor) -> None:
    await make_codebook()
    survey = await survey_with(CAMPAIGN, CAMPAIGN.upper(), CAMPAIGN + " Tack.", BUSES)
    page = await officer.get(f"/surveys/{survey}/statements")
    page = await page.submit(action="/suggest")
    page = await officer.get(page.tree.xpath("//ul[@class='texts']//a[contains(., 'kräver')]/@href")[0])
    assert "2 other texts have the same wording, or nearly." in page.text
    assert "Of 4 texts, 3 have the same wording, or nearly, as at least two others." in page.text

    page = await press(page, "confirm")

    found = await list_statements(survey, "q3")
    assert sorted(each.confirmed[0].theme.code for each in found if each.confirmed) == ["T1", "T1", "T1"]
    page = await officer.get(f"/surveys/{survey}/statements/q3/1?show=decided")
    assert "Decided once for 3 texts with the same wording." in page.text
    await page.submit(action="/undo")
    assert not [each for each in await list_statements(survey, "q3") if each.confirmed]


async def test_one_of_many_with_the_same_wording_is_decided_on_alone(officer: Visitor) -> None:
    await make_codebook()
    survey = await survey_with(CAMPAIGN, CAMPAIGN, CAMPAIGN)
    page = await officer.get(f"/surveys/{survey}/statements")
    page = await officer.get(page.tree.xpath("//a[contains(@href, 'alone=1')]/@href")[0])
    assert "You decide on this one alone." in page.text

    await press(page, "none")

    found = await list_statements(survey, "q3")
    assert [each.none_fits is not None for each in found].count(True) == 1


async def test_what_was_decided_about_one_stays_when_the_others_are_decided(officer: Visitor) -> None:
    await make_codebook()
    survey = await survey_with(CAMPAIGN, CAMPAIGN, CAMPAIGN)
    page = await officer.get(f"/surveys/{survey}/statements")
    alone = await officer.get(page.tree.xpath("//a[contains(@href, 'alone=1')]/@href")[0])
    page = await press(alone, "confirm", typed="t2")

    page = await press(page, "none")

    found = await list_statements(survey, "q3")
    assert sorted((len(each.confirmed), each.none_fits is not None) for each in found) == [
        (0, True),
        (0, True),
        (1, False),
    ]
