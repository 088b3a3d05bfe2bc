"""Questions that are asked only after some answers, as participants without script meet them, and answers to "other"."""

from dataclasses import replace

from surveys.definition import Question, QuestionType, Section, ShowIf
from surveys.tables import Response, ResponseDraft
from tests.surveys.examples import HOBBY, MEALS, NAME, SURVEY, WORDS
from tests.surveys.open_surveys import begin, open_survey
from tests.web import Page, Visitor

BOILED = Question("q4", QuestionType.SHORT_TEXT, {"sv": "Hur kokas den?"}, show_if=ShowIf("q1", ("soup",)))
#: The second part asks those who eat soup one question more; the question after it there depends on that one.
BRANCHING = replace(
    SURVEY,
    sections=(
        Section("first", {"sv": "Först"}, (MEALS,)),
        Section("second", {"sv": "Sedan"}, (BOILED, replace(WORDS, show_if=ShowIf("q4")), NAME)),
    ),
)


async def draft() -> dict[str, list[str]]:
    (row,) = await ResponseDraft.select(ResponseDraft.answers).output(load_json=True)
    return dict(row["answers"])


async def answer_with_soup(visitor: Visitor) -> Page:
    """The page where answers are checked, of somebody who eats soup and has told how it is boiled."""
    await open_survey(BRANCHING, closes_on=None)
    page = await (await visitor.get("/s/the-open-link")).submit()
    page = await page.submit({"q1": "soup"}, button="button=on")
    return await page.submit({"q4": "Slowly", "q3": "All day", "q11": "The choir"}, button="button=on")


async def corrected(check: Page, number: int, **values: object) -> Page:
    part = await check.visitor.get(f"{check.path.removesuffix('check')}{number}?correction=1")
    return await part.submit(dict(values), button="button=on")


async def test_an_answer_is_kept_while_its_question_is_not_asked_and_sent_only_where_it_is(visitor: Visitor) -> None:
    check = await answer_with_soup(visitor)

    check = await corrected(check, 1, q1="bread")
    check = await corrected(check, 2, q11="The band")
    kept = await draft()
    sent_with_bread = await check.submit(action="/check")

    assert kept == {"q1": ["bread"], "q4": ["Slowly"], "q3": ["All day"], "q11": ["The band"]}
    assert "Slowly" not in check.text
    assert sent_with_bread.path.endswith("/receipt")
    (response,) = await Response.select(Response.answers).output(load_json=True)
    assert response["answers"] == {"q1": "bread", "q11": "The band"}


async def test_an_answer_is_there_again_when_its_question_is(visitor: Visitor) -> None:
    check = await corrected(await answer_with_soup(visitor), 1, q1="bread")
    check = await corrected(check, 2, q11="The band")

    check = await corrected(check, 1, q1="soup")

    assert check.h1 == "Check your answers"
    assert ["Slowly" in check.text, "All day" in check.text] == [True, True]


async def test_without_script_an_answer_that_another_on_its_page_calls_for_is_taken(visitor: Visitor) -> None:
    check = await answer_with_soup(visitor)

    emptied = await corrected(check, 2, q4="", q3="Typed all the same")

    assert "Typed all the same" not in emptied.text
    assert (await draft())["q3"] == ["Typed all the same"]
    assert "Typed all the same" in (await corrected(emptied, 2, q4="Slowly")).text


async def test_a_correction_leads_to_the_questions_it_calls_for(visitor: Visitor) -> None:
    await open_survey(BRANCHING, closes_on=None)
    page = await (await visitor.get("/s/the-open-link")).submit()
    page = await page.submit({"q1": "bread"}, button="button=on")
    check = await page.submit({"q11": "The choir"}, button="button=on")

    called_for = await corrected(check, 1, q1="soup")

    assert (check.h1, called_for.h1) == ("Check your answers", "Sedan")


async def test_a_change_of_what_was_sent_leads_to_the_questions_it_calls_for(visitor: Visitor) -> None:
    await open_survey(BRANCHING, closes_on=None)
    token = await begin({"q1": ["bread"], "q11": ["The choir"]}, language="en")
    receipt = await (await visitor.get(f"/a/{token}/check")).submit(action="/check")

    check = await receipt.submit(action="/change")

    assert (await corrected(check, 1, q1="soup")).h1 == "Sedan"


async def test_what_another_device_has_changed_meanwhile_loses_no_words(visitor: Visitor) -> None:
    check = await answer_with_soup(visitor)
    part = await visitor.get(f"{check.path.removesuffix('check')}2")
    await corrected(check, 1, q1="bread")

    await part.submit({"q4": "Typed on the first device"}, button="button=on")

    assert (await draft())["q4"] == ["Typed on the first device"]


async def test_a_question_is_quoted_with_the_answer_that_it_recalls(visitor: Visitor) -> None:
    about = replace(BOILED, text={"sv": "Hur gör man {q1}?"}, show_if=None)
    second = replace(BRANCHING.sections[1], questions=(about, replace(WORDS, show_if=ShowIf("q4"))))
    await open_survey(replace(BRANCHING, sections=(BRANCHING.sections[0], second)), closes_on=None)

    page = await (await visitor.get("/s/the-open-link")).submit()
    page = await page.submit({"q1": "bread"}, button="button=on")

    assert "Answer this only if you have answered “Hur gör man \u2068Bröd\u2069?”." in page.text


async def test_an_answer_taken_back_takes_the_words_of_other_with_it(visitor: Visitor) -> None:
    await open_survey(replace(SURVEY, sections=(Section("one", {"sv": "Ett"}, (HOBBY,)),)), closes_on=None)
    page = await (await visitor.get("/s/the-open-link")).submit()
    page = await (await page.submit({"q6": "other", "q6.other": "Dancing"}, button="button=later")).visitor.get(
        page.path
    )

    check = await page.submit({"q6": ""}, button="button=on")
    again = await visitor.get(page.path)

    assert "Dancing" not in check.text
    assert [(each.get("value"), each.get("checked")) for each in again.tree.xpath("//main//input[@id]")] == [
        ("sing", None),
        ("other", None),
        ("", None),
    ]
