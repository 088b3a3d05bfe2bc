"""A survey and its responses out of the service, and a survey in, as an officer does it."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from surveys.building import get_survey, list_surveys
from surveys.definition import Option, Privacy, SurveyDefinition, to_json
from surveys.images import keep_image
from surveys.responses import send
from surveys.tables import Survey
from tests.factories import make_consultation, make_issue
from tests.surveys.open_surveys import ANSWERS, SURVEY, TODAY, answer, begin, open_survey, revise
from tests.surveys.portable import EVERY_TYPE, PNG
from tests.web import Page, Visitor

WITHOUT_VERDICT = replace(SURVEY, sections=SURVEY.sections[:2])
LSS = """<document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>366</DBVersion>
<groups><rows><row><gid>1</gid><group_name>Om er</group_name><language>sv</language></row></rows></groups>
<questions><rows>
<row><qid>1</qid><gid>1</gid><type>T</type><title>Q1</title><question>&lt;b&gt;Varf&#246;r?&lt;/b&gt;</question><language>sv</language></row>
<row><qid>2</qid><gid>1</gid><type>|</type><title>Q2</title><question>Ladda upp</question><language>sv</language></row>
</rows></questions><surveys><rows><row><sid>1</sid><language>sv</language></row></rows></surveys>
<surveys_languagesettings><rows><row><surveyls_language>sv</surveyls_language><surveyls_title>Enkät</surveyls_title></row></rows>
</surveys_languagesettings></document>"""


async def upload(officer: Visitor, consultation: UUID, content: bytes) -> Page:
    page = await officer.get(f"/consultations/{consultation}/surveys/import")
    return await page.submit(files={"file": ("survey.txt", content, "application/octet-stream")}, action="/import")


async def bound_survey() -> tuple[UUID, SurveyDefinition]:
    """A survey with every type and a picture, whose verdict is bound to an issue that is known."""
    issue = str(await make_issue())
    sections = tuple(
        replace(section, questions=tuple(replace(each, issue_id=each.issue_id and issue) for each in section.questions))
        for section in EVERY_TYPE.sections
    )
    definition = replace(EVERY_TYPE, sections=sections)
    survey_id = await open_survey(definition)
    await keep_image(survey_id, PNG)
    return survey_id, definition


async def test_survey_is_brought_in_as_it_went_out(officer: Visitor) -> None:
    survey_id, definition = await bound_survey()
    content = (await officer.get(f"/surveys/{survey_id}/survey.json")).response.content
    consultation = await make_consultation(title="Another")

    preview = await upload(officer, consultation, content)
    page = await preview.submit(action="/import/draft")

    [survey] = await list_surveys(consultation)
    again = await officer.get(f"/surveys/{survey.id}/survey.json")
    assert "Vilka är ni?" in preview.text
    assert page.notice == "The survey was brought in as a draft. Look it through before you publish it."
    assert (survey.definition, survey.left_out) == (definition, ())
    assert again.response.content == content


async def test_form_sent_twice_makes_one_draft(officer: Visitor) -> None:
    survey_id, _ = await bound_survey()
    content = (await officer.get(f"/surveys/{survey_id}/survey.json")).response.content
    consultation = await make_consultation()
    preview = await upload(officer, consultation, content)

    pages = [await preview.submit(action="/import/draft") for _ in range(2)]

    assert pages[0].path == pages[1].path
    assert len(await list_surveys(consultation)) == 1


async def test_what_is_not_known_here_is_cut_loose_and_told_of(officer: Visitor) -> None:
    other = "00000000-0000-4000-8000-000000000001"
    asked = replace(SURVEY.questions[1], options=(Option("p1", {"sv": "Synpunkt"}, point_id=other),), asks=other)
    verdict = replace(SURVEY.questions[3], issue_id=other)
    definition = replace(SURVEY, sections=(replace(SURVEY.sections[0], questions=(asked, verdict)),))
    document = {"format": "gensvar-survey", "version": 1, "survey": json.loads(to_json(definition))}
    consultation = await make_consultation()

    preview = await upload(officer, consultation, json.dumps(document).encode())
    await preview.submit(action="/import/draft")

    [survey] = await list_surveys(consultation)
    told = (
        "q4: Har lokalerna åtgärdats? – The issue it asks about is not known here. Bind it to one before you publish."
    )
    assert told in preview.text
    assert [(each.issue_id, each.asks) for each in survey.definition.questions] == [(None, None), (None, None)]
    assert survey.definition.questions[0].options[0].point_id is None
    assert [each.text for each in survey.left_out] == ["q4: Har lokalerna åtgärdats?"]


async def test_survey_of_limesurvey(officer: Visitor) -> None:
    consultation = await make_consultation()

    preview = await upload(officer, consultation, LSS.encode())
    page = await preview.submit(action="/import/draft")

    assert "Q2: Ladda upp – Questions of this type (|) cannot be asked here." in preview.text
    assert "Q2: Ladda upp" in page.text
    [survey] = await list_surveys(consultation)
    assert [each.text for each in survey.definition.questions] == [{"sv": "Varför?"}]


async def test_survey_without_a_title(officer: Visitor) -> None:
    document = {"format": "gensvar-survey", "version": 1, "survey": {"title": {"sv": " "}}}

    page = await upload(officer, await make_consultation(), json.dumps(document).encode())

    assert page.errors == ["The survey in the file has no title."]


async def test_file_that_is_no_survey(officer: Visitor) -> None:
    consultation = await make_consultation()

    page = await upload(officer, consultation, b'{"format": "gensvar-survey", "version": 1, "survey": {"title": 3}}')

    assert (page.status, page.errors) == (422, ["The file is wrong at $.survey.title: Expected `object`, got `int`."])
    assert await list_surveys(consultation) == ()


async def test_xlsform_and_schema_are_downloaded(officer: Visitor) -> None:
    survey_id, _ = await bound_survey()

    workbook = await officer.get(f"/surveys/{survey_id}/survey.xlsx")
    schema = await officer.get("/surveys/schema.json")

    assert workbook.response.content.startswith(b"PK")
    assert workbook.response.headers["content-disposition"] == 'attachment; filename="survey.xlsx"'
    assert schema.response.json()["title"] == "Gensvar survey, version 1"


async def close(survey_id: UUID, **values: Any) -> None:
    await Survey.update({"state": "closed", **values}, force=True).where(Survey.id == survey_id)


async def test_anonymous_responses_are_taken_out_when_the_survey_is_closed(officer: Visitor) -> None:
    survey_id = await open_survey(WITHOUT_VERDICT)
    await answer(ANSWERS)

    early = await officer.get(f"/surveys/{survey_id}/files")
    refused = await officer.get(f"/surveys/{survey_id}/responses?kind=csv")
    await close(survey_id)
    page = await (await officer.get(f"/surveys/{survey_id}/files")).submit(
        {"kind": "csv", "language": "en"}, action="/responses"
    )

    assert "The survey is anonymous. Its responses can be taken out when it is closed" in early.text
    assert refused.status == 409
    head, row = page.response.content.decode("utf-8-sig").splitlines()
    assert head == "version;language;source;q1;q2_p1;q2_p2;q2_p3;q3"
    assert row == "1;sv;web;association;1;0;1;Lokaler som är öppna på kvällen."


async def test_confidential_responses_are_taken_out_any_time(officer: Visitor) -> None:
    survey_id = await open_survey(replace(WITHOUT_VERDICT, privacy=Privacy.CONFIDENTIAL))
    token = await begin(ANSWERS)
    receipt = await send(token, today=TODAY)
    await revise(token, {"q1": "other"}, revision=2)

    found = (await officer.get(f"/surveys/{survey_id}/responses?kind=json&language=ar")).response.json()

    assert found["language"] == "ar"
    assert [(each["reference"], each["q1"]) for each in found["responses"]] == [(receipt.reference, "other")]
    assert next(each["label"] for each in found["variables"] if each["name"] == "q1") == "ما نوع المنظمة؟"


async def test_responses_that_were_taken_away(officer: Visitor) -> None:
    survey_id = await open_survey(WITHOUT_VERDICT)
    await close(survey_id, purged_on=date(2026, 5, 1))

    page = await officer.get(f"/surveys/{survey_id}/files")
    refused = await officer.get(f"/surveys/{survey_id}/responses")

    told = "The responses were taken away on 1 May 2026, as was promised. Only their figures remain."
    assert told in page.text
    assert (refused.status, told in refused.text) == (410, True)


async def test_kind_of_file_that_is_none(officer: Visitor) -> None:
    survey_id = await open_survey(WITHOUT_VERDICT)

    assert (await officer.get(f"/surveys/{survey_id}/responses?kind=exe")).status == 404
    assert (await get_survey(survey_id)).state == "open"
