"""From a consultation to an open survey and its end, on the officers' pages."""

from uuid import UUID

from surveys.building import InvitedAre, SurveyState, get_survey, list_surveys
from surveys.publishing import close
from tests.factories import NOW, make_consultation
from tests.surveys.records import make_asked_consultation, make_complete_draft, make_draft, make_open_survey
from tests.web import Visitor


async def state_of(survey_id: UUID) -> SurveyState:
    return (await get_survey(survey_id)).state


async def test_surveys_are_for_officers_only(visitor: Visitor) -> None:
    survey_id = await make_draft()

    for path in (
        "/surveys",
        f"/surveys/{survey_id}",
        f"/surveys/{survey_id}/invitations",
        f"/surveys/{survey_id}/edit",
    ):
        assert (await visitor.get(path)).path == "/sign-in"


async def test_index_without_surveys_leads_to_the_consultations(officer: Visitor) -> None:
    page = await officer.get("/surveys")

    assert page.h1 == "Surveys"
    assert page.links()["To the consultations"].endswith("/consultations")


async def test_index_lists_surveys(officer: Visitor) -> None:
    survey_id = await make_open_survey()

    page = await officer.get("/surveys")

    assert page.links()["Survey after the consultation, 4 June 2024"].endswith(f"/surveys/{survey_id}")
    assert "Consultation on meeting places Open" in page.text


async def test_create_drafts_a_survey_from_the_consultation(officer: Visitor) -> None:
    consultation, _issue, _points = await make_asked_consultation()
    page = await officer.get(f"/consultations/{consultation}")

    page = await officer.get(page.links()["Draft a survey from it"])
    assert page.h1 == "Draft a survey"
    page = await page.submit(action="/surveys/new")

    (survey,) = await list_surveys(consultation)
    assert page.path == f"/surveys/{survey.id}"
    assert page.notice == "The survey was drafted. Look it through, translate it, and publish it when it is ready."
    assert "Swedish 30 of 36 translated" in page.text
    assert "about 4 minutes" in page.text


async def test_new_warns_of_an_unconfirmed_consultation_and_names_its_surveys(officer: Visitor) -> None:
    survey = await get_survey(await make_draft())
    unconfirmed = await make_consultation(state="under review")

    page = await officer.get(f"/consultations/{survey.consultation_id}/surveys/new")
    warned = await officer.get(f"/consultations/{unconfirmed}/surveys/new")

    assert page.links()["Survey after the consultation, 4 June 2024"].endswith(f"/surveys/{survey.id}")
    assert "The consultation has not been confirmed." in warned.text
    assert "The consultation has not been confirmed." not in page.text


async def test_show_names_what_blocks_and_leaving_languages_out_clears_it(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}")
    assert "6 texts are missing in one of the languages: Arabic." in page.text
    assert page.tree.xpath("//main//form[contains(@action, 'publish')]") == []

    for _language in ("sv", "ar"):
        form = page.tree.xpath("//main//form[contains(@action, 'withdraw')]")[0]
        page = await officer.post(form.get("action"), dict(form.form_values()))

    assert page.notice == "The language was left out. Its translations are kept, should you offer it again."
    assert (await get_survey(survey_id)).definition.languages == ("en",)
    assert "Nothing stands in the way." in page.text

    page = await page.submit({"language": "ar"}, action="/languages")
    assert (await get_survey(survey_id)).definition.languages == ("en", "ar")
    assert page.notice == "The survey will be offered in one more language: Arabic."


async def test_publish_opens_the_survey_and_shows_its_link(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}")

    page = await page.submit({"invited": "34", "closes_on": "2099-01-31"}, action="/publish")

    survey = await get_survey(survey_id)
    assert page.notice == "The survey is open. Send its links to those who took part."
    assert (survey.state, survey.invited, str(survey.closes_on)) == (SurveyState.OPEN, 34, "2099-01-31")
    address = f"http://127.0.0.1:8000/s/{survey.link}"
    assert page.links()[address] == address
    assert "Edit the questions" not in page.links()
    assert (await officer.get(f"/s/{survey.link}")).h1 == "Survey after the consultation, 4 June 2024"


async def test_publish_says_whether_a_sample_was_invited_and_it_can_be_put_right(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}")
    assert page.form("/publish").fields["invited_are"] == "everyone"

    page = await page.submit({"invited_are": "sample"}, action="/publish")

    assert (await get_survey(survey_id)).invited_are is InvitedAre.SAMPLE
    await close(survey_id, now=NOW)
    page = await officer.get(f"/surveys/{survey_id}")
    assert page.form("/invited-are").fields["invited_are"] == "sample"
    page = await page.submit({"invited_are": "everyone"}, action="/invited-are")
    assert page.notice == "Whom the invited stand for has been saved."
    assert (await get_survey(survey_id)).invited_are is InvitedAre.EVERYONE


async def test_publish_with_an_unknown_choice_of_the_invited_is_refused(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}")

    page = await page.submit({"invited_are": "nobody"}, action="/publish")

    assert (page.status, page.errors) == (422, ["Choose whom the invited stand for."])
    assert await state_of(survey_id) == SurveyState.DRAFT


async def test_publish_with_every_field_wrong(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}")

    page = await page.submit({"invited": "many", "closes_on": "2020-01-01"}, action="/publish")

    assert page.status == 422
    assert page.errors == [
        "Write a whole number, or leave it empty.",
        "The last day to answer has passed. Choose today or later.",
    ]
    fields = page.form("/publish").fields
    assert (fields["invited"], fields["closes_on"]) == ("many", "2020-01-01")
    assert await state_of(survey_id) == SurveyState.DRAFT


async def test_publish_a_draft_that_somebody_changed_meanwhile(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}")
    theirs = await officer.get(f"/surveys/{survey_id}/questions/q2/edit")
    await theirs.submit({"text": "Theirs?"}, action="/edit")

    page = await page.submit({"invited": "34"}, action="/publish")

    assert (page.status, page.errors) == (
        422,
        ["Somebody else changed the draft meanwhile. Look through it before you publish it."],
    )
    assert await state_of(survey_id) == SurveyState.DRAFT
    page = await page.submit(action="/publish")
    assert (page.status, await state_of(survey_id)) == (200, SurveyState.OPEN)


async def test_publish_where_something_blocks_says_what(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}")
    values = dict(page.form("/publish").form_values())
    survey = await get_survey(survey_id)
    new = await officer.get(f"/surveys/{survey_id}/questions/new")
    await new.submit({"section": "meeting", "kind": "single_choice", "text": "Which?"}, action="/new")
    values["seen"] = (await get_survey(survey_id)).fingerprint

    page = await officer.post(f"/surveys/{survey_id}/publish", values)

    assert page.status == 422
    assert len(page.errors) == 1
    assert page.errors[0].startswith(
        "The survey cannot be published yet. Question 7: There must be at least two answers to choose from."
    )
    assert (await get_survey(survey_id)).state == survey.state == SurveyState.DRAFT


async def test_close_ends_the_survey(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    page = await officer.get(f"/surveys/{survey_id}")

    page = await page.submit(action="/close")

    assert (page.notice, await state_of(survey_id)) == ("The survey is closed.", SurveyState.CLOSED)
    assert "The survey takes no more answers. Its link says so." in page.text


async def test_pages_of_a_closed_survey_that_cannot_be_edited(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    await close(survey_id, now=NOW)

    page = await officer.get(f"/surveys/{survey_id}/edit")

    assert (page.status, page.h1) == (409, "This could not be done")
    assert "its wording is frozen" in page.text


async def test_show_a_survey_that_is_not_there(officer: Visitor) -> None:
    page = await officer.get("/surveys/00000000-0000-4000-8000-000000000000")

    assert (page.status, page.text) == (404, "The page was not found There is no such survey. To the first page")
