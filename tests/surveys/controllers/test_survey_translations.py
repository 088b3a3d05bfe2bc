"""The translator's page, and files to and from an agency, on the officers' pages."""

from uuid import UUID

import pytest

from surveys.building import get_draft, get_survey
from surveys.definition import SurveyDefinition
from tests.surveys.records import POINTS, make_draft, make_open_survey
from tests.web import Page, Visitor, words


async def draft_of(survey_id: UUID) -> SurveyDefinition:
    return (await get_draft(survey_id)).definition


async def sent_file(officer: Visitor, survey_id: UUID, content: bytes, *, language: str = "ar") -> Page:
    page = await officer.get(f"/surveys/{survey_id}/translate/{language}")
    return await page.submit(action="/translation-files", files={"file": ("back.xlf", content)})


async def test_translate_shows_first_what_is_missing_with_the_words_it_goes_with(officer: Visitor) -> None:
    survey_id = await make_draft()

    page = await officer.get(f"/surveys/{survey_id}/translate/ar")

    assert [words(each) for each in page.tree.xpath("//main//h2")] == [
        "Not translated (6)",
        "Translated (30)",
        "Translated elsewhere",
    ]
    first = page.tree.xpath("//main//*[contains(@class, 'translation')]")[0]
    field = first.xpath(".//textarea")[0]
    assert (field.get("lang"), field.get("dir")) == ("ar", "rtl")
    context = page.tree.xpath("//*[@id=$id]", id=field.get("aria-describedby"))[0]
    assert words(context) == "Question 2 – Question 1"
    assert words(first.xpath(".//label")[0]) == "How can more people find a meeting place?"
    assert page.links()["Swedish (30 of 36 translated)"] == f"/surveys/{survey_id}/translate/sv"


async def test_translate_says_which_recalled_answer_was_left_out(officer: Visitor) -> None:
    survey_id = await make_draft()
    texts = await officer.get(f"/surveys/{survey_id}/texts")
    await texts.submit({"section.meeting.title": "You said {q1}"}, action="/texts")

    page = await officer.get(f"/surveys/{survey_id}/translate/sv")

    assert "The answer to an earlier question is left out: {q1}" in page.text


@pytest.mark.parametrize("kind", ["xlf", "csv"])
async def test_file_goes_to_a_translator_and_back(officer: Visitor, kind: str) -> None:
    survey_id = await make_draft()
    option = (await draft_of(survey_id)).question("q3").options[0]
    file = await officer.get(f"/surveys/{survey_id}/translation-files/ar/translation.{kind}")
    assert file.response.headers["content-disposition"] == f'attachment; filename="translation-ar.{kind}"'
    content = file.response.text
    if kind == "xlf":
        segment = f"<source>{POINTS[0]}</source>"
        content = content.replace(segment, f"{segment}<target>الإيجارات مرتفعة.</target>")
    else:
        content = content.replace(f"{POINTS[0]};;", f"{POINTS[0]};الإيجارات مرتفعة.;")

    page = await sent_file(officer, survey_id, content.encode())

    assert page.text.startswith("What the file would change: Arabic")
    assert "1 text would change. 30 are as they are here. 5 are not translated in the file." in page.text
    assert "ar" not in (await draft_of(survey_id)).question("q3").options[0].labels
    page = await page.submit(action="/translate")
    assert (page.notice, page.path) == ("The translation was saved.", f"/surveys/{survey_id}/translate/ar")
    assert (await draft_of(survey_id)).question("q3").options[0].labels["ar"] == "الإيجارات مرتفعة."
    assert option.value.startswith("point ")


async def test_file_whose_original_changed_meanwhile_is_saved_and_marked(officer: Visitor) -> None:
    survey_id = await make_draft()
    file = await officer.get(f"/surveys/{survey_id}/translation-files/sv/translation.csv")
    rows = [
        f"{row.split(';')[0]};{row.split(';')[1]};Ny rubrik;" if row.startswith("title;") else row
        for row in file.response.text.splitlines()
    ]
    texts = await officer.get(f"/surveys/{survey_id}/texts")
    await texts.submit({"title": "Tell us"}, action="/texts")

    page = await sent_file(officer, survey_id, "\n".join(rows).encode(), language="sv")

    assert "The original was changed after the file was made" in page.text
    assert "Until now:" in page.text
    await page.submit(action="/translate")
    definition = await draft_of(survey_id)
    assert definition.title["sv"] == "Ny rubrik"
    assert ("title", "sv") in definition.outdated


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Choose the file that the translator sent back."),
        (b"<xliff", "The file cannot be read as XLIFF: something is wrong on line 1."),
        (
            b"place;original;translation\nsurvey;x;en > ar",
            "The file belongs to another survey, so nothing was read from it.",
        ),
    ],
)
async def test_file_that_cannot_be_used_says_why(officer: Visitor, content: bytes, reason: str) -> None:
    page = await sent_file(officer, await make_draft(), content)

    assert (page.status, page.errors) == (422, [reason])


async def test_file_with_nothing_new_says_so(officer: Visitor) -> None:
    survey_id = await make_draft()
    file = await officer.get(f"/surveys/{survey_id}/translation-files/sv/translation.xlf")

    page = await sent_file(officer, survey_id, file.response.content, language="sv")

    assert "0 texts would change. 30 are as they are here." in page.text
    assert page.tree.xpath("//main//form") == []


async def test_what_a_large_file_brings_can_be_saved(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/translate/ar")

    page = await page.submit({"title": "ا" * 500_000}, action="/translate")

    assert page.notice == "The translation was saved."
    assert len((await draft_of(survey_id)).title["ar"]) == 500_000


async def test_language_that_the_survey_is_written_in_has_no_files(officer: Visitor) -> None:
    survey_id = await make_draft()

    page = await officer.get(f"/surveys/{survey_id}/translation-files/en/translation.xlf")

    assert page.status == 404
    assert "Translated elsewhere" not in (await officer.get(f"/surveys/{survey_id}/translate/en")).text


async def test_languages_of_an_open_survey_change_in_its_next_version(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    page = await officer.get((await officer.get(f"/surveys/{survey_id}")).links()["Change languages and translations"])
    assert "not seen by anybody until you publish the change" in page.text

    page = await page.submit({"language": "sv-simple"}, action="/languages")

    assert page.notice == "The survey will be offered in one more language: Easy-read Swedish."
    assert "sv-simple" in (await draft_of(survey_id)).languages
    assert "sv-simple" not in (await get_survey(survey_id)).definition.languages
    translated = await officer.get(page.links()["Translate – Easy-read Swedish"])
    assert translated.status == 200
