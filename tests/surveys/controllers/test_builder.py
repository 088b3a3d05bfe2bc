"""Building a survey on its pages: question types, conditions, pictures, sections, the library, trials, versions and deleting."""

from uuid import UUID

import pytest

from surveys.building import get_draft, get_survey, list_surveys
from surveys.definition import Privacy, Question, QuestionType, ShowIf, SurveyDefinition
from surveys.tables import SurveyImage, SurveyVersion
from tests.participants.survey import PICTURE as PNG
from tests.surveys.records import make_asked_consultation, make_complete_draft, make_draft, make_open_survey
from tests.web import Page, Visitor, words


async def definition_of(survey_id: UUID) -> SurveyDefinition:
    return (await get_draft(survey_id)).definition


async def question_of(survey_id: UUID, key: str) -> Question:
    return (await definition_of(survey_id)).question(key)


async def press(page: Page, address: str, *, number: int = 0) -> Page:
    form = page.tree.xpath("//main//form[contains(@action, $address)]", address=address)[number]
    return await page.visitor.post(form.get("action"), dict(form.form_values()))


@pytest.mark.parametrize("kind", [each for each in QuestionType if each is not QuestionType.VERDICT])
async def test_every_type_is_added_and_can_be_edited(officer: Visitor, kind: QuestionType) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/questions/new?section=meeting")
    fields = {"kind": kind.value, "text": "Something new?", "options": "One\nTwo", "other": "1", "scale": "agree"}

    page = await page.submit(fields, action="/new")
    assert page.notice == "The question was added."
    page = await officer.get(f"/surveys/{survey_id}/questions/q7/edit")
    page = await page.submit({"text": "Reworded?"}, action="/edit")

    assert page.notice == "The question was saved."
    question = await question_of(survey_id, "q7")
    assert (question.type, question.text) == (kind, {"en": "Reworded?"})


async def test_a_choice_ends_with_other_and_its_answers_are_sorted(officer: Visitor) -> None:
    survey_id = await make_draft()
    first, second, third = (option.value for option in (await question_of(survey_id, "q3")).options)
    page = await officer.get(f"/surveys/{survey_id}/questions/q3/edit")

    await page.submit({f"place {first}": "9", "other": "1", "new_options": "More"}, action="/edit")

    question = await question_of(survey_id, "q3")
    assert [option.value for option in question.options] == [second, third, first, "answer 1", "other"]
    assert (question.other, question.options[-1].labels["sv"]) == (True, "Annat, nämligen")
    page = await officer.get(f"/surveys/{survey_id}/questions/q3/edit")
    form = page.form("/edit")
    form.fields["other"] = None
    await officer.post(form.get("action"), dict(form.form_values()))
    assert "other" not in [option.value for option in (await question_of(survey_id, "q3")).options]


async def test_edit_with_wrong_numbers_gives_everything_back(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/questions/new?section=meeting")
    await page.submit({"kind": "number", "text": "How many came?"}, action="/new")
    page = await officer.get(f"/surveys/{survey_id}/questions/q7/edit")

    many = await page.submit(
        {"minimum": "many", "maximum": "9", "required": "1", "reason": "We count."}, action="/edit"
    )
    lower = await page.submit({"minimum": "10", "maximum": "9"}, action="/edit")

    assert (many.status, many.errors) == (422, ["Write a whole number, or leave it empty."])
    assert (many.form("/edit").fields["minimum"], many.form("/edit").fields["reason"]) == ("many", "We count.")
    assert lower.errors == ["The highest number is lower than the lowest."]
    await page.submit({"minimum": "1", "maximum": "9", "required": "1", "reason": "We count."}, action="/edit")
    question = await question_of(survey_id, "q7")
    assert (question.minimum, question.maximum, question.reason) == (1, 9, {"en": "We count."})


async def test_a_condition_is_chosen_from_lists_and_said_in_a_sentence(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/questions/q2/condition")
    assert "Asked of everybody." in page.text

    forms = page.tree.xpath("//main//form")
    page = await officer.get(forms[0].get("action"), params={"question": "q1"})
    nothing = await officer.post(
        forms[0].get("action"), dict(page.tree.xpath("//main//form[@method='post']")[0].form_values())
    )
    form = nothing.tree.xpath("//main//form[@method='post']")[0]
    page = await officer.post(form.get("action"), {**dict(form.form_values()), "value": ["association", "faith"]})

    assert nothing.errors == ["Choose the answers after which the question is asked."]
    assert page.notice == "Whom the question is asked of was saved."
    sentence = (
        "Asked only if the answer to question 1 is “Association or other non-profit organisation” or “Faith community”."
    )
    assert sentence in page.text
    assert (await question_of(survey_id, "q2")).show_if == ShowIf("q1", ("association", "faith"))
    shown = await officer.get(f"/surveys/{survey_id}/preview/en?part=2&width=320")
    assert "Answer this only if your answer to" in shown.text
    page = await officer.get(f"/surveys/{survey_id}/questions/q2/condition")
    await press(page, "/condition/remove")
    assert (await question_of(survey_id, "q2")).show_if is None


async def test_a_condition_that_points_forward_blocks(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}/questions/q2/condition?question=q1")
    form = page.tree.xpath("//main//form[@method='post']")[0]
    await officer.post(form.get("action"), {**dict(form.form_values()), "value": "association"})
    page = await officer.get(f"/surveys/{survey_id}/edit")

    page = await press(page, "/questions/q1/move", number=0)
    await press(page, "/questions/q1/move", number=1)

    page = await officer.get(f"/surveys/{survey_id}")
    assert "Question 1: It depends on a question that is not asked before it." in page.text
    assert page.tree.xpath("//main//form[contains(@action, 'publish')]") == []


async def test_a_picture_needs_words_and_is_shown(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/questions/q1/image")

    wrong = await page.submit({"alt": ""}, action="/image", files={"file": ("x.png", b"no picture", "image/png")})
    no_picture = await wrong.submit({"alt": "A hall"}, action="/image", files={"file": ("x.png", b"text", "image/png")})
    kept = await no_picture.submit({"alt": "A hall"}, action="/image", files={"file": ("x.png", PNG, "image/png")})

    assert wrong.errors == ["Say in words what the picture shows, for those who do not see it."]
    assert no_picture.errors == ["The file is no picture in PNG, JPEG or WebP."]
    assert no_picture.form("/image").fields["alt"] == "A hall"
    image = (await question_of(survey_id, "q1")).image
    assert image
    assert (kept.notice, image.alt, await SurveyImage.count()) == ("The picture was saved.", {"en": "A hall"}, 1)
    assert kept.tree.xpath("//img[@alt='A hall'][@lang]") == []
    preview = await officer.get(f"/surveys/{survey_id}/preview/en?part=1")
    (address,) = preview.tree.xpath("//img[@alt='A hall']/@src")
    assert (await officer.get(address)).response.content == PNG
    page = await officer.get(f"/surveys/{survey_id}/questions/q1/image")
    await press(page, "/image/remove")
    assert (await question_of(survey_id, "q1")).image is None
    assert (await officer.get(address)).response.status_code == 404


async def test_the_builder_leads_to_the_points_and_the_issue_behind_a_question(officer: Visitor) -> None:
    survey_id = await make_draft()
    definition = await definition_of(survey_id)
    points = {option.point_id for question in definition.questions for option in question.options if option.point_id}
    (issue,) = [question.issue_id for question in definition.questions if question.issue_id]

    page = await officer.get(f"/surveys/{survey_id}/edit")

    review = f"/consultations/{(await get_survey(survey_id)).consultation_id}/review"
    links = set(page.tree.xpath("//main//a/@href"))
    assert {f"{review}#point-{point}" for point in points} <= links
    assert len(points) == 3
    assert f"/issues/{issue}" in links
    shown = await officer.get(review)
    assert all(shown.tree.xpath("//*[@id=$id]", id=f"point-{point}") for point in points)


async def test_sections_are_added_moved_and_removed(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/edit")
    before = [section.key for section in (await definition_of(survey_id)).sections]

    page = await page.submit({"title": "At last"}, action="/sections/new")
    page = await press(page, "/sections/section/move")
    page = await press(page, f"/sections/{before[0]}/remove")

    assert page.notice == "The section was removed. Its questions are in the one beside it."
    definition = await definition_of(survey_id)
    assert [section.key for section in definition.sections] == [*before[1:-1], "section", before[-1]]
    assert definition.sections[0].questions[0].key == "q1"
    assert definition.sections[-2].title == {"en": "At last"}


async def test_privacy_is_chosen_with_its_explanation(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}")
    assert "It is noted that an invitation has been used, and not which answers were sent with it." in page.text

    page = await page.submit({"privacy": "confidential"}, action="/privacy")

    assert page.notice == "What is kept of who answers was saved."
    assert (await definition_of(survey_id)).privacy is Privacy.CONFIDENTIAL


async def test_questions_are_taken_from_the_library_and_from_an_earlier_survey(officer: Visitor) -> None:
    survey_id, earlier = await make_draft(), await make_open_survey()
    page = await officer.get(f"/surveys/{survey_id}/library?earlier={earlier}")

    nothing = await page.submit({}, action="/library?")
    page = await nothing.submit(
        {"pick": ["representativeness area", "representativeness region", f"{earlier} q2"]}, action="/library?"
    )

    assert nothing.errors == ["Choose at least one question."]
    assert page.notice == "3 questions were added."
    added = (await definition_of(survey_id)).questions[-3:]
    assert [question.key for question in added] == ["q7", "q8", "q9"]
    assert added[1].show_if == ShowIf("q7", ("local", "regional"))
    assert added[2].text["en"] == "How can more people find a meeting place?"


async def test_edit_shows_time_reading_level_and_hints(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/questions/q2/edit")
    page = await page.submit({"text": "How were the room and the food?"}, action="/edit")

    (item,) = page.tree.xpath("//*[@id='question-q2']")
    assert "About 80 seconds. 9 words." in words(item)
    assert "It may ask two things at once (“and”)." in words(item)
    assert "Reading level, for Swedish: LIX" in page.text


async def test_new_survey_from_a_template_and_a_double_click(officer: Visitor) -> None:
    consultation, _issue, _points = await make_asked_consultation()
    page = await officer.get(f"/consultations/{consultation}/surveys/new")

    first = await page.submit({"start": "principles"}, action="/surveys/new")
    again = await page.submit({"start": "principles"}, action="/surveys/new")

    (survey,) = await list_surveys(consultation)
    assert first.path == again.path == f"/surveys/{survey.id}"
    assert len(survey.definition.questions) == 6


async def test_a_trial_opens_with_a_band_and_is_thrown_away(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}")

    welcome = await press(page, "/trial")
    page = await officer.get(f"/surveys/{survey_id}")

    assert welcome.path.startswith("/s/")
    assert "Trial: the answers are thrown away." in words(welcome.tree)
    assert "0 responses have been sent in the trial." in page.text
    page = await press(page, "/trial/remove")
    assert page.notice == "The trial was ended and its answers were thrown away."
    assert (await officer.get(welcome.path)).status == 404


async def test_an_open_survey_is_changed_and_its_versions_compared(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    page = await officer.get(f"/surveys/{survey_id}")
    page = await officer.get(page.links()["Change this survey"])
    assert "The survey is open. What you change here is not seen by anybody until you publish the change." in page.text
    page = await officer.get(f"/surveys/{survey_id}/questions/q2/edit")
    page = await page.submit({"text": "How can more meet?"}, action="/edit")
    page = await officer.get(page.links()["See what has been changed, and publish it"])
    assert "Question 2 How can more people find a meeting place? How can more meet?" in page.text

    nothing = await page.submit({"note": ""}, action="/change/publish")
    page = await nothing.submit({"note": "Shorter."}, action="/change/publish")

    assert nothing.errors == ["Write what you have changed, and why."]
    assert (page.path, page.notice) == (f"/surveys/{survey_id}/versions", "The change is published.")
    assert "Shorter." in page.text
    assert (await get_survey(survey_id)).definition.question("q2").text["en"] == "How can more meet?"
    assert await SurveyVersion.count() == 2


async def test_the_last_day_is_moved(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    page = await officer.get(f"/surveys/{survey_id}/last-day")

    wrong = await page.submit({"closes_on": "soon"}, action="/last-day")
    past = await page.submit({"closes_on": "2020-01-31"}, action="/last-day")
    moved = await page.submit({"closes_on": "2099-01-31"}, action="/last-day")

    assert wrong.errors == ["Write the day as year-month-day, for example 2025-03-31, or leave it empty."]
    assert past.errors == ["The last day to answer has passed. Choose today or later."]
    assert moved.notice == "The last day to answer was moved."
    assert str((await get_survey(survey_id)).closes_on) == "2099-01-31"


async def test_a_draft_is_deleted_after_asking_and_an_open_survey_is_not(officer: Visitor) -> None:
    survey_id, opened = await make_draft(), await make_open_survey()
    page = await officer.get(f"/surveys/{survey_id}")
    page = await officer.get(page.links()["Delete this draft"])

    page = await page.submit(action="/delete")

    assert page.notice == "The draft was deleted."
    assert [survey.id for survey in await list_surveys()] == [opened]
    assert (await officer.get(f"/surveys/{opened}/delete")).status == 409
