"""Marking what was written as a quote, through the pages: refused with names, confirmed, listed, withdrawn."""

from uuid import UUID

from surveys.digest import digest
from surveys.quotes import shown_quotes
from surveys.tables import Statement
from tests.surveys.open_surveys import ANSWERS, SURVEY, answer, open_survey
from tests.surveys.test_quotes import FIT, QUOTING, SAID
from tests.web import Visitor


async def said(*, may_quote: bool = True) -> tuple[UUID, UUID]:
    """A survey with one answer in words, and the statement."""
    survey = await open_survey(QUOTING if may_quote else SURVEY)
    await answer({**ANSWERS, "q3": [SAID]})
    await digest(survey)
    row = await Statement.select(Statement.id).where(Statement.survey == survey).first()
    assert row is not None
    return survey, row["id"]


async def test_a_quote_is_marked_and_withdrawn(officer: Visitor) -> None:
    survey, statement = await said()
    page = await officer.get(f"/surveys/{survey}/statements")
    assert page.links()["Mark as quote"] == f"/statements/{statement}/quote"

    page = await officer.get(f"/statements/{statement}/quote")
    page = await page.submit({"text": SAID}, action="/quote")
    assert page.status == 422
    assert "“Anna Karlsson”" in page.errors[0]
    page = await page.submit({"text": FIT}, action="/quote")
    assert (page.notice, page.path) == ("The quote was saved.", f"/surveys/{survey}/quotes")
    assert FIT in page.text
    assert [quote.text for quote in (await shown_quotes([survey]))[survey]] == [FIT]
    page = await page.submit(action="/withdraw")

    assert (page.notice, await shown_quotes([survey])) == ("The quote was withdrawn.", {})
    assert "withdrawn" in page.text


async def test_what_looks_like_a_person_can_be_confirmed_not_to_be(officer: Visitor) -> None:
    survey, statement = await said()
    page = await officer.get(f"/statements/{statement}/quote")
    assert not page.tree.xpath("//input[@name='tells_of_nobody']")
    page = await page.submit({"text": SAID}, action="/quote")

    page = await page.submit({"text": SAID, "tells_of_nobody": "1"}, action="/quote")

    assert page.notice == "The quote was saved."
    assert [quote.text for quote in (await shown_quotes([survey]))[survey]] == [SAID]


async def test_nothing_is_quoted_of_those_who_were_not_told(officer: Visitor) -> None:
    survey, statement = await said(may_quote=False)

    page = await officer.get(f"/statements/{statement}/quote")

    assert "Those who answered were not told that they may be quoted" in page.text
    assert not page.tree.xpath("//main//form")
    assert "Mark as quote" not in (await officer.get(f"/surveys/{survey}/statements")).links()


async def test_participants_are_told_where_they_may_be_quoted(visitor: Visitor) -> None:
    await open_survey(QUOTING, closes_on=None)
    await open_survey(SURVEY, link="another-link", closes_on=None)

    told = await visitor.get("/s/the-open-link?lang=en")
    not_told = await visitor.get("/s/another-link?lang=en")

    sentence = "may be quoted word for word in reports that everybody can read"
    assert (sentence in told.text, sentence in not_told.text) == (True, False)


async def test_quotes_are_not_for_strangers(visitor: Visitor) -> None:
    survey, statement = await said()

    for path in (f"/surveys/{survey}/quotes", f"/statements/{statement}/quote"):
        page = await visitor.get(path)
        assert (SAID in page.text, page.path) == (False, "/sign-in")
