"""Which issue a written answer raises, through the pages: suggested, confirmed, rejected, none, a new one, and undone."""

from uuid import UUID

from feedback.enums import CodingState
from feedback.issues import followed_issues
from surveys.statement_issue_decisions import decide_issue
from surveys.statement_issues import count_statements
from surveys.statements import list_statements
from surveys.tables import Statement, StatementIssue
from tests.factories import NOW, make_consultation, make_issue, make_officer, make_point
from tests.surveys.open_surveys import open_survey
from tests.surveys.test_statement_codings import BUSES, PREMISES, survey_with
from tests.web import Page, Visitor

SAID = "Föreningarna behöver lokaler som de har råd med på kvällen."


async def make_premises() -> UUID:
    """An issue about premises, which a Swedish point raised."""
    point = await make_point(await make_consultation(language="sv", date="2020-03-02"), text=SAID)
    return await make_issue(title="Lokaler för föreningar", points=[point])


async def index(officer: Visitor, survey: UUID) -> Page:
    return await officer.get(f"/surveys/{survey}/statement-issues")


async def press(page: Page, pressed: str, *, issue: UUID | None = None) -> Page:
    """Press the first such button in the text in hand, or beside the list of issues where one is chosen there."""
    where = "//article//form[.//select]" if issue else "//article//form[.//button[@value=$pressed]]"
    form = page.tree.xpath(where, pressed=pressed)[0]
    values = dict(form.form_values()) | ({"issue": str(issue)} if issue else {})
    return await page.visitor.post(form.get("action"), values | {"pressed": pressed})


async def test_the_likeliest_issue_is_shown_with_its_reasons_and_confirmed(officer: Visitor) -> None:
    issue = await make_premises()
    other = await make_issue(title="Nattåg till Norrland")
    survey = await survey_with(PREMISES)
    page = await index(officer, survey)
    assert page.tree.xpath("string(//li[@data-suggestion='1']//strong)") == "Lokaler för föreningar"
    assert SAID in page.text
    assert "0 of 1 answers decided, 1 left" in page.text

    page = await press(page, "confirm")

    assert page.notice == "The issue was confirmed."
    assert "1 of 1 answers decided, 0 left" in page.text
    assert [await count_statements([each]) for each in (issue, other)] == [1, 0]
    page = await officer.get(f"/issues/{issue}")
    assert "1 written answer in surveys raises it for officers only" in page.text
    page = await officer.get(f"/issues/{issue}/statements")
    assert PREMISES in page.text


async def test_a_rejected_issue_is_not_suggested_again_and_undone(officer: Visitor) -> None:
    await make_premises()
    survey = await survey_with(PREMISES)
    page = await index(officer, survey)

    page = await press(page, "reject")

    assert not page.tree.xpath("//li[@data-suggestion]")
    assert "0 of 1 answers decided" in page.text
    page = await press(page, "undo")
    assert page.tree.xpath("//li[@data-suggestion]")


async def test_none_of_the_issues_is_a_decision_until_one_is_confirmed(officer: Visitor) -> None:
    issue = await make_premises()
    survey = await survey_with(BUSES)
    page = await press(await index(officer, survey), "none")
    assert "1 of 1 answers decided" in page.text

    page = await officer.get(f"/surveys/{survey}/statement-issues?show=decided")
    page = await press(page, "confirm", issue=issue)

    assert "None of the issues" not in page.tree.xpath("string(//ul[@class='themes-of-point'])")
    assert await count_statements([issue]) == 1
    page = await press(page, "none") if page.tree.xpath("//article//button[@value='none']") else page
    assert await StatementIssue.count() == 1


async def test_a_new_issue_is_opened_from_the_words_of_an_answer(officer: Visitor) -> None:
    survey = await survey_with(BUSES)
    page = await index(officer, survey)
    assert page.tree.xpath("//input[@id='title']/@value") == ["Bussen slutar gå klockan sex"]

    page = await page.submit({"title": "Bussar på kvällen"}, action="/issues/new")

    [issue] = await followed_issues()
    assert (issue.title, await count_statements([issue.id])) == ("Bussar på kvällen", 1)
    assert "1 of 1 answers decided" in page.text
    assert (await officer.get(f"/issues/{issue.id}")).status == 200


async def test_a_title_that_is_missing_is_asked_for(officer: Visitor) -> None:
    survey = await survey_with(BUSES)

    page = await (await index(officer, survey)).submit({"title": " "}, action="/issues/new")

    assert (page.status, page.errors) == (422, ["Give the issue a title."])
    assert await followed_issues() == []


async def test_one_decision_counts_for_all_with_the_same_wording_and_is_undone_for_all(officer: Visitor) -> None:
    issue = await make_premises()
    survey = await survey_with(PREMISES, PREMISES.upper(), BUSES)
    [at, *_others] = [each.id for each in await list_statements(survey, "q3") if each.text == PREMISES]
    page = await officer.get(f"/surveys/{survey}/statement-issues?at={at}")

    page = await press(page, "confirm")

    assert await count_statements([issue]) == 2
    page = await page.submit(action="/statement-issues/undo")
    assert page.notice == "The decision was undone."
    assert await StatementIssue.count() == 0
    page = await page.submit(action="/statement-issues/undo")
    assert page.notice == "There is no decision of yours to undo."


async def test_an_answer_that_was_taken_back_is_told_to_be_gone(officer: Visitor) -> None:
    await make_premises()
    survey = await survey_with(PREMISES)
    page = await index(officer, survey)
    await Statement.delete(force=True)

    page = await press(page, "confirm")

    assert (page.status, "There is no such answer." in page.text) == (404, True)


async def test_a_survey_without_answers_says_so(officer: Visitor) -> None:
    survey = await open_survey()

    page = await index(officer, survey)

    assert "Nobody has written an answer yet." in page.text


async def test_strangers_see_nothing(visitor: Visitor) -> None:
    issue = await make_premises()
    survey = await survey_with(PREMISES)

    for address in (f"/surveys/{survey}/statement-issues", f"/issues/{issue}/statements"):
        page = await visitor.get(address)
        assert page.path == "/sign-in"
        assert PREMISES not in page.text


async def test_undoing_for_all_leaves_what_another_officer_decided(officer: Visitor) -> None:
    issue = await make_premises()
    survey = await survey_with(PREMISES, PREMISES.upper())
    first, second = [each.id for each in await list_statements(survey, "q3")]
    other = await make_officer(email="other@example.org")
    await decide_issue(second, issue_id=issue, state=CodingState.CONFIRMED, officer_id=other, now=NOW)
    page = await press(await officer.get(f"/surveys/{survey}/statement-issues?at={first}"), "confirm")
    page = await officer.get(f"/surveys/{survey}/statement-issues?at={first}&show=decided")

    page = await press(page, "undo")

    assert page.notice == "The decision was undone."
    assert await StatementIssue.select(StatementIssue.statement).output(as_list=True) == [second]


async def test_a_new_issue_that_is_sent_twice_is_opened_once(officer: Visitor) -> None:
    survey = await survey_with(BUSES)
    page = await index(officer, survey)

    for _time in range(2):
        await page.submit({"title": "Bussar på kvällen"}, action="/issues/new")

    assert [each.title for each in await followed_issues()] == ["Bussar på kvällen"]
