"""The page that says how long a survey's addresses and answers are kept."""

from surveys.retention import Retention, retention_of
from tests.surveys.open_surveys import open_survey
from tests.web import Visitor


async def test_retention_is_shown_and_changed_on_the_surveys_page(officer: Visitor) -> None:
    survey = await open_survey()
    shown = await officer.get(f"/surveys/{survey}")

    page = await officer.get(f"/surveys/{survey}/retention")
    saved = await page.submit({"addresses": "3", "answers": "24"}, action="/retention")

    assert "Names and addresses are kept 6 months after closing" in shown.text
    assert "Answers are kept For good" in shown.text
    assert (saved.notice, "Answers are kept 24 months after closing" in saved.text) == (
        "How long it is kept has been saved.",
        True,
    )
    assert await retention_of(survey) == Retention(3, 24)


async def test_retention_that_cannot_be_is_refused_with_what_was_typed(officer: Visitor) -> None:
    survey = await open_survey()
    page = await officer.get(f"/surveys/{survey}/retention")

    wrong = await page.submit({"addresses": "", "answers": "121"}, action="/retention")
    longer = await page.submit({"addresses": "7", "answers": ""}, action="/retention")

    assert (wrong.status, len(wrong.errors)) == (422, 2)
    assert wrong.form("/retention").fields["answers"] == "121"
    assert (longer.status, longer.form("/retention").fields["addresses"]) == (422, "7")
    assert longer.errors[0].startswith("Those who answered were promised when it is taken away.")
    assert longer.tree.xpath("//*[@id='error-summary']//a/@href") == ["#addresses"]
    assert await retention_of(survey) == Retention(6, None)
