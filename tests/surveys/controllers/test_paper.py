"""Papers as officers meet them: printing, keying in, reading filled files, and the second officer's check."""

import io
from dataclasses import replace
from uuid import UUID

import pypdf
import pytest

from feedback.tables import Officer
from surveys.definition import SurveyDefinition, to_json
from surveys.publishing import close
from surveys.tables import PaperEntry, Response, SurveyVersion
from tests.factories import NOW
from tests.surveys.open_surveys import SURVEY, begin, invite, open_survey
from tests.surveys.paper.forms import EVERYTHING, FILLED, filled, named, with_fields
from tests.web import Page, Visitor

ENTERED = {"q1": "association", "q2": ["p1", "p3"], "q3": "Lokaler", "q4": "partly", "q5": "4"}


async def open_today(definition: SurveyDefinition = SURVEY) -> UUID:
    return await open_survey(definition, closes_on=None)


async def key_in(officer: Visitor, survey_id: UUID, mark: str) -> Page:
    page = await officer.get(f"/surveys/{survey_id}/paper/enter")
    return await page.submit({"mark": mark, **ENTERED}, action="/enter")


async def upload(officer: Visitor, survey_id: UUID, content: bytes, *, mark: str = "F 1") -> Page:
    page = await officer.get(f"/surveys/{survey_id}/paper")
    return await page.submit({"mark": mark}, action="/read", files={"file": ("form.pdf", content, "application/pdf")})


async def form_of(officer: Visitor, survey_id: UUID, language: str = "sv") -> bytes:
    return (await officer.get(f"/surveys/{survey_id}/paper/{language}/form.pdf")).response.content


async def test_survey_is_printed_in_each_of_its_languages(officer: Visitor) -> None:
    survey_id = await open_today()
    page = await officer.get(f"/surveys/{survey_id}/paper")

    addresses = [address for text, address in page.links().items() if "(PDF)" in text]
    files = [await officer.get(address) for address in addresses]

    assert len(files) == 6
    assert {file.response.headers["content-type"] for file in files} == {"application/pdf"}
    languages = {str(pypdf.PdfReader(io.BytesIO(file.response.content)).trailer["/Root"]["/Lang"]) for file in files}
    assert languages == {"sv", "en", "ar"}
    assert (await officer.get(f"/surveys/{survey_id}/paper/fi/survey.pdf")).status == 404


async def test_draft_is_not_printed(officer: Visitor) -> None:
    survey_id = await open_survey(state="draft")

    assert "when it is published" in (await officer.get(f"/surveys/{survey_id}/paper")).text
    assert (await officer.get(f"/surveys/{survey_id}/paper/sv/survey.pdf")).status == 409


async def test_paper_is_keyed_in_and_listed(officer: Visitor) -> None:
    survey_id = await open_today()
    page = await key_in(officer, survey_id, "A 1")

    assert (page.h1, page.notice) == ("On paper", "The answers were kept.")
    assert "A 1" in page.text
    assert "Waits for somebody else" in page.text
    row = await Response.objects().first()
    assert row is not None
    assert (row.source, row.language) == ("paper", "sv")


async def test_what_is_wrong_is_shown_and_what_was_typed_comes_back(officer: Visitor) -> None:
    survey_id = await open_today(EVERYTHING)
    page = await officer.get(f"/surveys/{survey_id}/paper/enter?language=ar")
    page = await page.submit({"q9": "many", "q1": "association", "q3": "مكان"}, action="/enter")

    assert page.status == 422
    assert len(page.errors) == 3
    assert "Write a mark on the paper, such as a number, and here too." in page.errors
    assert (page.form("/enter").fields["q9"], page.form("/enter").fields["q1"]) == ("many", "association")
    assert page.form("/enter").fields["language"] == "ar"
    assert page.tree.xpath("//div[@class='preview']/@dir") == ["rtl"]
    assert await Response.count() == 0


async def test_same_mark_is_refused_with_the_answers_kept_on_the_page(officer: Visitor) -> None:
    survey_id = await open_today()
    await key_in(officer, survey_id, "1")
    page = await key_in(officer, survey_id, "1")

    assert (page.status, len(page.errors)) == (422, 1)
    assert page.form("/enter").fields["q4"] == "partly"


async def test_filled_form_is_looked_through_and_then_kept_once(officer: Visitor) -> None:
    survey_id = await open_today(EVERYTHING)
    content = filled(await form_of(officer, survey_id))
    page = await upload(officer, survey_id, content)

    assert (page.status, page.h1, page.errors) == (200, "Look through what was read", [])
    assert await Response.count() == 0
    page = await page.submit(action="/enter")
    assert page.notice == "The answers were kept."
    row = await Response.objects().first()
    assert row is not None
    assert (row.source, row.language) == ("pdf", "sv")
    page = await upload(officer, survey_id, content)
    assert page.errors == ["This file has been read before, and its answers are kept."]


async def test_what_could_not_be_read_is_marked(officer: Visitor) -> None:
    survey_id = await open_today(named(EVERYTHING))
    content = filled(await form_of(officer, survey_id), {**FILLED, "q10-month": "13", "organisation": "Byarådet"})
    page = await upload(officer, survey_id, content)

    assert page.status == 200
    assert page.errors == ["There is no such day. Write it in digits, such as 31 1 2026."]
    page = await page.submit({"q10.month": "1"}, action="/enter")
    row = await Response.objects().first()
    assert row is not None
    assert row.organisation == "Byarådet"


async def test_what_is_in_a_file_and_no_answer_is_said_before_it_is_kept(officer: Visitor) -> None:
    survey_id = await open_today(EVERYTHING)
    fields = {**FILLED, "q1": "/v2", "q9": "120", "q4": "/v9", "stranger": "Hej"}
    content = with_fields(await form_of(officer, survey_id), fields)
    page = await upload(officer, survey_id, content)

    assert "Question 4: the file has a mark, “v9”, that is none of the answers." in page.text
    assert "The file has a field that the survey does not have, “stranger”: Hej" in page.text
    assert "Question 9 is answered, but is not for those who answer as they did" in page.text
    again = await page.submit({"mark": ""}, action="/enter")
    assert "“v9”" in again.text
    page = await page.submit(action="/enter")
    assert page.notice == "The answers were kept."
    row = await Response.objects().first()
    assert row is not None
    assert '"q9"' not in row.answers


async def test_answer_that_will_not_be_kept_is_told_once_while_keying_in(officer: Visitor) -> None:
    survey_id = await open_today(EVERYTHING)
    page = await officer.get(f"/surveys/{survey_id}/paper/enter")
    typed = {"mark": "1", "q1": "other", "q9": "120", "q13": "yes"}
    page = await page.submit(typed, action="/enter")

    assert (page.status, await Response.count()) == (422, 0)
    assert "Question 9 is answered, but is not for those who answer as they did" in page.text
    page = await page.submit(action="/enter")
    assert page.notice == "The answers were kept."


async def test_other_version_or_language_is_chosen_without_losing_what_was_typed(officer: Visitor) -> None:
    survey_id = await open_today(EVERYTHING)
    shorter = replace(EVERYTHING, sections=EVERYTHING.sections[:1])
    await SurveyVersion(survey=survey_id, number=2, definition=to_json(shorter)).save()
    page = await officer.get(f"/surveys/{survey_id}/paper/enter")
    assert page.form("/enter").fields["version"] == "2"

    page = await page.submit({"mark": "1", "q1": "other", "version": "1", "language": "ar"}, action="/enter")
    assert (page.status, await Response.count()) == (200, 0)
    page = await page.submit({"q3": "Lokaler"}, action="/enter", button="choose=1")
    page = await page.submit({"version": "2"}, action="/enter")
    assert "Something was typed for questions that this version does not have" in page.text
    page = await page.submit({"version": "1"}, action="/enter")
    fields = page.form("/enter").fields
    assert (fields["q3"].strip(), fields["q1"], fields["mark"]) == ("Lokaler", "other", "1")
    page = await page.submit({"q13": "yes"}, action="/enter")

    row = await Response.select(Response.version.number, Response.language).first()
    assert row == {"version.number": 1, "language": "ar"}


async def test_what_was_typed_comes_back_when_the_survey_closes_meanwhile(officer: Visitor) -> None:
    survey_id = await open_today()
    page = await officer.get(f"/surveys/{survey_id}/paper/enter")
    await close(survey_id, now=NOW)
    page = await page.submit({"mark": "1", **ENTERED}, action="/enter")

    assert (page.status, page.errors) == (422, ["The survey is closed and takes no more answers."])
    assert page.form("/enter").fields["q3"].strip() == "Lokaler"


async def test_corrections_come_back_when_the_survey_closes_meanwhile(officer: Visitor) -> None:
    survey_id = await open_today()
    await key_in(officer, survey_id, "1")
    await PaperEntry.update({PaperEntry.entered_by: None}, force=True)
    entry = await PaperEntry.objects().first()
    assert entry is not None
    page = await officer.get(f"/paper/{entry.response}/check")
    await close(survey_id, now=NOW)
    page = await page.submit({"q3": "Fler lokaler"}, action="/check")

    assert (page.status, page.errors) == (422, ["The survey is closed and takes no more answers."])
    assert page.form("/check").fields["q3"].strip() == "Fler lokaler"


async def test_questions_have_the_numbers_of_the_paper(officer: Visitor) -> None:
    survey_id = await open_today(EVERYTHING)
    page = await officer.get(f"/surveys/{survey_id}/paper/enter")

    assert "3. Vad behövs?" in page.text
    assert "13. Ni svarade" in page.text


async def test_invitee_is_chosen_on_the_page(officer: Visitor) -> None:
    survey_id = await open_today()
    await invite(survey_id, organisation="Byarådet")
    page = await officer.get(f"/surveys/{survey_id}/paper/enter")
    choices = page.tree.xpath("//select[@id='invitation']/option")
    assert [each.text for each in choices] == ["Nobody on the list, or not known", "Byarådet"]

    page = await page.submit({"mark": "1", "invitation": choices[1].get("value"), **ENTERED}, action="/enter")
    assert page.notice == "The answers were kept."
    page = await officer.get(f"/surveys/{survey_id}/paper/enter")
    page = await page.submit({"mark": "2", "invitation": choices[1].get("value"), **ENTERED}, action="/enter")

    assert page.errors == ["This invitation has been answered already. Choose another, or nobody on the list."]


async def test_wrong_paper_is_removed_after_a_question(officer: Visitor) -> None:
    survey_id = await open_today()
    page = await key_in(officer, survey_id, "1")
    page = await officer.get(page.links()["Remove – 1"])
    assert await Response.count() == 1

    page = await page.submit(action="/remove")

    assert (page.notice, await Response.count()) == ("The paper was removed.", 0)


async def test_file_is_found_again_by_its_mark(officer: Visitor) -> None:
    survey_id = await open_today(EVERYTHING)
    content = filled(await form_of(officer, survey_id))
    assert (await upload(officer, survey_id, content, mark="")).errors == [
        "Give the file a mark of at most 24 characters."
    ]
    page = await upload(officer, survey_id, content, mark="Mapp 7")
    await page.submit(action="/enter")
    await PaperEntry.update({PaperEntry.entered_by: None}, force=True)
    entry = await PaperEntry.objects().first()
    assert entry is not None

    assert "Mapp 7" in (await officer.get(f"/paper/{entry.response}/check")).text


async def test_form_of_an_earlier_version_is_read_for_that_version(officer: Visitor) -> None:
    survey_id = await open_today(EVERYTHING)
    content = filled(await form_of(officer, survey_id))
    later = replace(EVERYTHING, sections=EVERYTHING.sections[:1])
    await SurveyVersion(survey=survey_id, number=2, definition=to_json(later)).save()
    page = await upload(officer, survey_id, content)
    await page.submit(action="/enter")

    row = await Response.select(Response.version.number, Response.answers).first()
    assert row is not None
    assert row["version.number"] == 1
    assert '"q14"' in row["answers"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"nonsense", "The file is no PDF"), (b"", "The file is no PDF"), (None, "another survey")],
)
async def test_other_files_are_refused_in_words(officer: Visitor, content: bytes | None, reason: str) -> None:
    survey_id = await open_today()
    other = await open_survey(link="other")
    page = await upload(officer, survey_id, await form_of(officer, other) if content is None else content)

    assert page.status == 422
    assert reason in page.errors[0]


async def test_closed_survey_takes_no_papers(officer: Visitor) -> None:
    survey_id = await open_survey(state="closed")

    for address in (f"/surveys/{survey_id}/paper", f"/surveys/{survey_id}/paper/enter"):
        assert "can no longer be keyed in" in (await officer.get(address)).text


async def test_somebody_else_checks_the_paper(officer: Visitor) -> None:
    survey_id = await open_today()
    await key_in(officer, survey_id, "1")
    entry = await PaperEntry.objects().first()
    assert entry is not None
    assert (await officer.get(f"/paper/{entry.response}/check")).status == 403
    colleague = Officer(email="colleague@example.org", name="Bo", password_hash="")
    await colleague.save()
    await PaperEntry.update({PaperEntry.entered_by: colleague.id}, force=True)

    page = await officer.get(f"/surveys/{survey_id}/paper")
    page = await officer.get(page.links()["Check it – 1"])
    assert page.form("/check").fields["q3"].strip() == "Lokaler"
    page = await page.submit({"q3": "Fler lokaler"}, action="/check")

    assert page.notice == "1 answer was corrected."
    assert "1 of 5 (20%)" in page.text
    assert await Response.count() == 2


async def test_answers_that_were_not_sent_have_no_pdf(visitor: Visitor) -> None:
    await open_survey()

    statuses = [(await visitor.get(f"/a/{token}/receipt.pdf")).status for token in (await begin(), "nothing")]

    assert statuses == [404, 404]


async def test_receipt_leads_to_its_pdf(visitor: Visitor) -> None:
    await open_today()
    page = await (await visitor.get("/s/the-open-link")).submit()
    page = await page.submit({"q1": "association"})
    page = await (await page.submit()).submit()
    page = await page.submit(action="/check")

    file = await visitor.get(page.links()["Save your answers as a PDF"])

    assert file.response.headers["content-type"] == "application/pdf"
    assert file.response.content.startswith(b"%PDF")
