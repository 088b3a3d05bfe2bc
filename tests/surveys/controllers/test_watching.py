"""The page that watches a survey, as officers see it with and without its script."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from surveys.definition import Privacy, ShowIf
from surveys.edits import set_condition
from surveys.tables import Response, Survey
from tests.surveys.open_surveys import SURVEY, open_survey
from tests.surveys.watched import invited, sent, unsent
from tests.web import Page, Visitor, words


def rows(page: Page, table: str) -> list[list[str]]:
    found = page.tree.xpath(f"//*[@id='{table}']//tbody/tr")
    return [[words(cell) for cell in row if words(cell)] for row in found]


async def watched_survey() -> UUID:
    survey = await open_survey(replace(SURVEY, privacy=Privacy.CONFIDENTIAL), closes_on=None)
    await Survey.update({Survey.invited: 8}).where(Survey.id == survey)
    await invited(survey, organisation_type="association", used=2, unused=2)
    await invited(survey, organisation_type="faith", used=0, unused=4)
    for minutes in (3, 5, 5, 7, 20):
        await sent(survey, day=date.today(), minutes=minutes)
    await unsent(survey, page=1)
    return survey


async def test_watch_from_the_surveys_page(officer: Visitor) -> None:
    survey = await watched_survey()
    page = await officer.get(f"/surveys/{survey}")

    page = await officer.get(page.links()["Watch the responses"])

    assert page.h1 == "Responses so far"
    assert page.notice.startswith("5 responses.")
    assert "62% of the 8 invited" in page.text
    assert rows(page, "watch-invited") == [
        ["Association or other non-profit organisation", "4 (50%)", "2", "50%", "50 points more"],
        ["Faith community", "4 (50%)", "0", "0%", "50 points less"],
    ]
    assert "Most missing: Faith community." in page.text
    assert rows(page, "watch-stops-table") == [
        ["1. Om er", "6 (100%)", "1"],
        ["2. Det som sades", "5 (83%)", "0"],
        ["3. Sedan sist", "5 (83%)", "0"],
    ]
    assert "Median: 5 min. The middle half of the responses: 5 to 7 min." in page.text


async def test_refreshing_without_a_script_says_what_is_new(officer: Visitor) -> None:
    survey = await watched_survey()
    page = await officer.get(f"/surveys/{survey}/watch")
    await sent(survey, day=date.today())

    page = await officer.get(page.links()["Refresh"])

    assert page.notice.startswith("6 responses; new since you last looked: 1.")


async def test_small_types_of_an_anonymous_survey_are_not_told(officer: Visitor) -> None:
    survey = await open_survey()
    await invited(survey, organisation_type="association", used=12, unused=3)
    await invited(survey, organisation_type="faith", used=1, unused=9)

    page = await officer.get(f"/surveys/{survey}/watch")

    assert [row[2] for row in rows(page, "watch-invited")] == ["not shown", "not shown"]
    assert "The survey is anonymous: a type of organisation of which fewer than 5 answered is not shown" in page.text


async def test_a_closed_survey_is_not_refreshed_and_says_what_is_gone(officer: Visitor) -> None:
    survey = await watched_survey()
    await Survey.update({Survey.state: "closed", Survey.purged_on: date(2026, 1, 9)}).where(Survey.id == survey)
    await Response.delete().where(Response.survey == survey)

    page = await officer.get(f"/surveys/{survey}/watch")

    assert page.h1 == "How the survey was answered"
    assert "The responses were removed on 9 January 2026" in page.text
    assert "Refresh" not in page.links()
    assert page.tree.xpath("//script") == []


async def test_a_survey_that_nobody_was_invited_to(officer: Visitor) -> None:
    survey = await open_survey(closes_on=None)

    page = await officer.get(f"/surveys/{survey}/watch")

    assert "No invitations were made" in page.text
    assert "Nobody has said how many are asked to answer" in page.text


async def test_pages_that_a_condition_skips_are_told_of(officer: Visitor) -> None:
    plain, conditional = (
        await open_survey(),
        await open_survey(set_condition(SURVEY, "q2", ShowIf("q1")), link="conditional"),
    )

    told = [
        "counted on every page" in (await officer.get(f"/surveys/{each}/watch")).text for each in (plain, conditional)
    ]

    assert told == [False, True]


@pytest.mark.parametrize("seen", ["x", "-3", "99999"])
async def test_an_address_with_another_number_seen(officer: Visitor, seen: str) -> None:
    survey = await watched_survey()

    page = await officer.get(f"/surveys/{survey}/watch?seen={seen}")

    assert page.status == (400 if seen == "x" else 200)


async def test_a_draft_cannot_be_watched(officer: Visitor) -> None:
    survey = await open_survey(state="draft")

    page = await officer.get(f"/surveys/{survey}/watch")

    assert (page.status, page.h1) == (409, "This could not be done")


async def test_the_page_in_arabic(officer: Visitor) -> None:
    survey = await watched_survey()

    page = await officer.get(f"/surveys/{survey}/watch?lang=ar")

    assert (page.tree.get("dir"), rows(page, "watch-invited")[1][:2]) == (
        "rtl",
        ["طائفة دينية", "4 (50%)"],
    )
