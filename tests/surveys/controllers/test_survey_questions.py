"""Editing the questions of a draft on its pages, by the real forms."""

from uuid import UUID

from surveys.building import get_survey
from surveys.definition import Question, QuestionType
from tests.surveys.records import make_draft
from tests.web import Page, Visitor


async def question_of(survey_id: UUID, key: str) -> Question:
    return (await get_survey(survey_id)).definition.question(key)


async def keys_of(survey_id: UUID) -> list[str]:
    return [question.key for question in (await get_survey(survey_id)).definition.questions]


async def press(page: Page, address: str, *, number: int = 0) -> Page:
    form = page.tree.xpath("//main//form[contains(@action, $address)]", address=address)[number]
    return await page.visitor.post(form.get("action"), dict(form.form_values()))


async def test_edit_shows_questions_in_order_with_their_why(officer: Visitor) -> None:
    survey_id = await make_draft()

    page = await officer.get(f"/surveys/{survey_id}/edit")

    headings = [" ".join(each.text_content().split()) for each in page.tree.xpath("//h3")]
    assert headings[:2] == [
        "1. What kind of organisation do you represent?",
        "2. How can more people find a meeting place?",
    ]
    assert "Was asked at the consultation as question 1." in page.text


async def test_move_and_remove(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/edit")

    page = await press(page, "/questions/q3/move")
    assert (page.notice, await keys_of(survey_id)) == ("The question was moved.", ["q1", "q3", "q2", "q4", "q5", "q6"])
    page = await press(page, "/questions/q3/move", number=1)
    assert await keys_of(survey_id) == ["q1", "q2", "q3", "q4", "q5", "q6"]
    page = await press(page, "/questions/q5/remove")
    assert (page.notice, await keys_of(survey_id)) == ("The question was removed.", ["q1", "q2", "q3", "q4", "q6"])


async def test_move_in_a_draft_that_changed_meanwhile(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/edit")
    await press(page, "/questions/q5/remove")

    page = await press(page, "/questions/q3/move")

    assert (page.status, page.h1) == (409, "This could not be done")
    assert await keys_of(survey_id) == ["q1", "q2", "q3", "q4", "q6"]


async def test_update_saves_wording_help_options_and_rules(officer: Visitor) -> None:
    survey_id = await make_draft()
    first, second, third = (option.value for option in (await question_of(survey_id, "q3")).options)
    page = await officer.get(f"/surveys/{survey_id}/questions/q3/edit")

    page = await page.submit(
        {
            "text": "Which points\nmatter?",
            "help": "Think of\nyour members.",
            f"option {first}": "Rents are too high.",
            f"option {second}": "",
            "new_options": "Something else\n",
            "max_choices": "2",
            "required": "1",
        },
        action="/edit",
    )

    assert (page.path, page.notice) == (f"/surveys/{survey_id}/edit", "The question was saved.")
    question = await question_of(survey_id, "q3")
    assert (question.text["en"], question.help["en"]) == ("Which points matter?", "Think of\nyour members.")
    assert (question.required, question.max_choices) == (True, 2)
    assert [(option.value, option.labels["en"]) for option in question.options] == [
        (first, "Rents are too high."),
        (third, "Funding lasts one year."),
        ("answer 1", "Something else"),
    ]


async def test_update_with_every_field_wrong(officer: Visitor) -> None:
    survey_id = await make_draft()
    before = await question_of(survey_id, "q3")
    page = await officer.get(f"/surveys/{survey_id}/questions/q3/edit")

    page = await page.submit({"text": " ", "help": "Kept", "max_choices": "9"}, action="/edit")

    assert page.status == 422
    assert page.errors == [
        "Write the question, or remove it on the page before.",
        "Write a number from 1 to 3, or leave it empty.",
    ]
    assert page.form("/edit").fields["help"].strip() == "Kept"
    assert await question_of(survey_id, "q3") == before


async def test_a_limit_counts_an_other_that_is_ticked_with_it_and_an_emptied_one_is_none(officer: Visitor) -> None:
    survey_id = await make_draft()
    edit = f"/surveys/{survey_id}/questions/q3/edit"
    answers = len((await question_of(survey_id, "q3")).options)

    refused = await (await officer.get(edit)).submit({"max_choices": str(answers + 1)}, action="/edit")
    limited = await refused.submit({"other": "1"}, action="/edit")
    with_other = await question_of(survey_id, "q3")
    await (await officer.get(edit)).submit({"max_choices": ""}, action="/edit")

    assert (refused.status, limited.status) == (422, 200)
    assert (len(with_other.options), with_other.max_choices) == (answers + 1, answers + 1)
    assert (await question_of(survey_id, "q3")).max_choices is None


async def test_update_changed_meanwhile_keeps_what_was_typed_and_saves_when_sent_again(officer: Visitor) -> None:
    survey_id = await make_draft()
    mine = await officer.get(f"/surveys/{survey_id}/questions/q2/edit")
    theirs = await officer.get(f"/surveys/{survey_id}/questions/q6/edit")
    await theirs.submit({"text": "Theirs?"}, action="/edit")

    page = await mine.submit({"text": "Mine?"}, action="/edit")

    assert (page.status, page.errors) == (
        422,
        ["Somebody else changed the draft meanwhile. Look at it as it is now, and send your change again."],
    )
    assert page.form("/edit").fields["text"].strip() == "Mine?"
    await page.submit(action="/edit")
    assert (await question_of(survey_id, "q2")).text == {"en": "Mine?"}
    assert (await question_of(survey_id, "q6")).text["en"] == "Theirs?"


async def test_edit_a_question_that_is_not_there(officer: Visitor) -> None:
    page = await officer.get(f"/surveys/{await make_draft()}/questions/q99/edit")

    assert page.status == 404
    assert "The survey has no such question" in page.text


async def test_create_adds_a_question_to_its_section(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/questions/new?section=meeting")
    assert page.form("/new").fields["section"] == "meeting"

    page = await page.submit(
        {"kind": "single_choice", "text": "Would you come again?", "options": "Yes\n\nNo"}, action="/new"
    )

    assert page.notice == "The question was added."
    question = await question_of(survey_id, "q7")
    assert (question.type, [option.labels for option in question.options]) == (
        QuestionType.SINGLE_CHOICE,
        [{"en": "Yes"}, {"en": "No"}],
    )


async def test_create_a_verdict_takes_the_title_of_its_issue(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/questions/new?section=issues")
    issue = page.tree.xpath("//select[@id='issue']/option/@value")[1]

    await page.submit({"kind": "verdict", "issue": issue}, action="/new")

    question = await question_of(survey_id, "q7")
    assert (question.text, question.issue_id) == ({"en": "Premises are too expensive"}, issue)


async def test_create_with_every_field_wrong(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/questions/new")

    wrong = await page.submit(
        {"section": "none", "kind": "joke", "text": "", "options": "Kept", "issue": "none"}, action="/new"
    )
    verdict = await page.submit({"section": "issues", "kind": "verdict", "text": "Kept?"}, action="/new")

    assert (wrong.status, wrong.errors) == (
        422,
        ["Choose a section of the list.", "Choose how the question is answered.", "Write the question."],
    )
    assert wrong.form("/new").fields["options"].strip() == "Kept"
    assert (verdict.status, verdict.errors) == (422, ["Choose the issue that the question asks about."])
    assert verdict.form("/new").fields["text"] == "Kept?"
    assert len(await keys_of(survey_id)) == 6
