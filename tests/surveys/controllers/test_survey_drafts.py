"""The words around the questions, the translation and the preview, on the officers' pages."""

from dataclasses import replace
from uuid import UUID

from surveys.building import edit_draft, get_survey
from surveys.definition import Privacy, SurveyDefinition
from tests.surveys.records import POINTS, make_draft, make_open_survey
from tests.web import Visitor, words


async def definition_of(survey_id: UUID) -> SurveyDefinition:
    return (await get_survey(survey_id)).definition


async def test_reword_saves_title_and_headings(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/texts")

    page = await page.submit({"title": "Tell us", "section.meeting.title": "The day itself"}, action="/texts")

    definition = await definition_of(survey_id)
    assert page.notice == "The texts were saved."
    assert (definition.title["en"], definition.sections[-1].title["en"]) == ("Tell us", "The day itself")
    assert ("title", "sv") in definition.outdated


async def test_reword_without_a_title(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/texts")

    page = await page.submit({"title": "", "intro": "Kept."}, action="/texts")

    assert (page.status, page.errors) == (422, ["Give the survey a title."])
    assert page.form("/texts").fields["intro"].strip() == "Kept."


async def test_translate_saves_and_counts(officer: Visitor) -> None:
    survey_id = await make_draft()
    option = (await definition_of(survey_id)).question("q3").options[0]
    page = await officer.get(f"/surveys/{survey_id}/translate/ar")
    assert "30 of 36 translated." in page.text

    page = await page.submit({f"question.q3.option.{option.value}": "الإيجارات مرتفعة."}, action="/translate")

    assert page.notice == "The translation was saved."
    assert "31 of 36 translated." in page.text
    labels = (await definition_of(survey_id)).question("q3").options[0].labels
    assert labels == {"en": POINTS[0], "ar": "الإيجارات مرتفعة."}


async def test_translate_marks_what_is_outdated_until_it_is_still_right(officer: Visitor) -> None:
    survey_id = await make_draft()
    texts = await officer.get(f"/surveys/{survey_id}/texts")
    await texts.submit({"title": "Tell us"}, action="/texts")
    page = await officer.get(f"/surveys/{survey_id}/translate/sv")
    assert "The original was changed after this was written" in page.text

    page = await page.submit({"still_right": "title"}, action="/translate")

    assert "The original was changed after this was written" not in page.text
    outdated = (await definition_of(survey_id)).outdated
    assert ("title", "sv") not in outdated
    assert ("title", "ar") in outdated


async def test_translate_changed_meanwhile_keeps_what_was_typed(officer: Visitor) -> None:
    survey_id = await make_draft()
    mine = await officer.get(f"/surveys/{survey_id}/translate/sv")
    texts = await officer.get(f"/surveys/{survey_id}/texts")
    await texts.submit({"intro": "Welcome."}, action="/texts")

    page = await mine.submit({"question.q2.text": "Var träffas fler?"}, action="/translate")

    assert page.status == 422
    assert page.errors[0].startswith("Somebody else changed the draft meanwhile.")
    assert page.form("/translate").fields["question.q2.text"].strip() == "Var träffas fler?"
    await page.submit(action="/translate")
    assert (await definition_of(survey_id)).question("q2").text["sv"] == "Var träffas fler?"


async def test_translate_into_a_language_that_is_not_offered(officer: Visitor) -> None:
    page = await officer.get(f"/surveys/{await make_draft()}/translate/tlh")

    assert (page.status, page.text) == (
        404,
        "The page was not found The survey is not offered in this language. To the first page",
    )


async def test_preview_shows_each_part_as_participants_see_it(officer: Visitor) -> None:
    survey_id = await make_draft()

    first = await officer.get(f"/surveys/{survey_id}/preview/ar?part=1")
    second = await officer.get(first.links()["Next part"])

    shown = first.tree.xpath("//section[contains(@class, 'preview')]")[0]
    assert (shown.get("lang"), shown.get("dir")) == ("ar", "rtl")
    assert "ما نوع المنظمة التي تمثلونها؟" in words(shown)
    assert "Part 2 of 4" in second.text
    fallback = second.tree.xpath("//section[contains(@class, 'preview')]//label//span[@lang='en']")[0]
    assert (words(fallback), fallback.get("dir")) == ("How can more people find a meeting place?", "ltr")
    assert second.tree.xpath("//main//form") == []


async def test_preview_speaks_the_language_of_the_survey_in_the_officers_page(officer: Visitor) -> None:
    from feedback.translation import ngettext, speaking

    survey_id = await make_draft()
    with speaking("sv"):
        rule = ngettext("Choose up to %(n)s answer.", "Choose up to %(n)s answers.", 2)

    page = await officer.get(f"/surveys/{survey_id}/preview/sv?part=2")

    assert page.h1 == "Preview: Swedish"
    assert rule in words(page.tree.xpath("//section[contains(@class, 'preview')]")[0])


async def test_preview_of_an_open_survey_and_a_part_that_is_not_there(officer: Visitor) -> None:
    page = await officer.get(f"/surveys/{await make_open_survey()}/preview/en?part=99")

    assert "Send my answers" in page.text
    assert "Part 4 of 4" in (await officer.get(page.links()["Previous part"])).text


async def test_preview_begins_with_the_first_page_and_ends_with_the_check(officer: Visitor) -> None:
    survey_id = await make_draft()
    seen = (await get_survey(survey_id)).fingerprint
    await edit_draft(survey_id, lambda draft: replace(draft, privacy=Privacy.ORGANISATION_NAMED), seen=seen)

    first = await officer.get(f"/surveys/{survey_id}/preview/en")
    last = await officer.get(f"/surveys/{survey_id}/preview/sv?part=5")

    shown = words(first.tree.xpath("//section[contains(@class, 'preview')]")[0])
    assert "The name of your organisation is kept with your answers" in shown
    assert "becomes an official document" in shown
    assert "The answers are kept as part of the department's records." in shown
    assert "Kontrollera dina svar" in words(last.tree.xpath("//section[contains(@class, 'preview')]")[0])
    for page in (first, last):
        assert page.tree.xpath("//main//form") == []
        assert page.tree.xpath("//script[contains(@src, 'conditions.js')]")
