"""Files of a survey: the survey itself and its responses to take out, and a survey from a file to bring in."""

import asyncio
from uuid import UUID, uuid4

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback.consultations import get_consultation
from feedback.errors import NotFound
from feedback.translation import LANGUAGES
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request, now
from surveys.building import get_survey
from surveys.controllers.survey_pages import survey_page
from surveys.definition import Texts, Wording, text_in
from surveys.exported_responses import exported_responses, purged_on, why_not_yet
from surveys.forms.survey_files import SurveyFileForm
from surveys.interchange.json_file import json_schema
from surveys.interchange.reading import MAX_BYTES, ReadSurvey, UnusableFile
from surveys.response_files import MEDIA_TYPES, FileKind, responses_file
from surveys.survey_files import draft_from_file, read_survey_file, survey_json, survey_xlsform, tied_here

LARGEST_UPLOAD = MAX_BYTES + 64 * 1024  # bytes; the file and the form around it
LARGEST_SENT_BACK = 2 * MAX_BYTES  # bytes; the same file as text


class SurveyFileController(Controller):
    path = "/"

    @get("/surveys/{survey_id:uuid}/files", name="survey_files.index")
    async def index(self, survey_id: FromPath[UUID]) -> Template:
        survey = await get_survey(survey_id)
        return survey_page(
            "surveys/files/index.html",
            survey=survey,
            purged_on=await purged_on(survey_id),
            why_not_yet=why_not_yet(survey),
            chosen=spoken_language() if spoken_language() in survey.definition.languages else "",
        )

    @get("/surveys/{survey_id:uuid}/survey.json", name="survey_files.json")
    async def as_json(self, survey_id: FromPath[UUID]) -> Response[bytes]:
        return _file(await survey_json(survey_id), "survey.json", MEDIA_TYPES[FileKind.JSON])

    @get("/surveys/{survey_id:uuid}/survey.xlsx", name="survey_files.xlsform")
    async def as_xlsform(self, survey_id: FromPath[UUID]) -> Response[bytes]:
        return _file(await survey_xlsform(survey_id), "survey.xlsx", MEDIA_TYPES[FileKind.XLSX])

    @get("/surveys/{survey_id:uuid}/responses", name="survey_files.responses")
    async def responses(
        self, survey_id: FromPath[UUID], kind: FromQuery[str] = FileKind.XLSX.value, language: FromQuery[str] = ""
    ) -> Response[bytes]:
        if kind not in list(FileKind):
            raise NotFound(_("There is no such kind of file."))
        survey = await get_survey(survey_id)
        chosen = language if language in LANGUAGES else survey.definition.languages[0]
        table = await exported_responses(survey_id, language=chosen)
        content = await asyncio.to_thread(responses_file, table, FileKind(kind))
        return _file(content, f"responses.{kind}", MEDIA_TYPES[FileKind(kind)])

    @get("/surveys/schema.json", name="survey_files.schema")
    async def schema(self) -> Response[bytes]:
        return Response(json_schema(), media_type="application/schema+json")

    @get("/consultations/{consultation_id:uuid}/surveys/import", name="survey_files.upload")
    async def upload(self, consultation_id: FromPath[UUID]) -> Template:
        return await _upload_page(consultation_id, SurveyFileForm())

    @post(
        "/consultations/{consultation_id:uuid}/surveys/import",
        name="survey_files.preview",
        request_max_body_size=LARGEST_UPLOAD,
    )
    async def preview(self, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Template:
        """What was understood of the file, before a draft is made of it; nothing of it is kept."""
        form = await SurveyFileForm.read(sent)
        if form.errors:
            return await _upload_page(consultation_id, form)
        try:
            read = await asyncio.to_thread(read_survey_file, form.content)
        except UnusableFile as error:
            return await _upload_page(consultation_id, form.refused(str(error)))
        return await _preview_page(consultation_id, form, await tied_here(consultation_id, read))

    @post(
        "/consultations/{consultation_id:uuid}/surveys/import/draft",
        name="survey_files.create",
        request_max_body_size=LARGEST_SENT_BACK,
    )
    async def create(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = SurveyFileForm.looked_at(sent)
        if form.errors:
            return await _upload_page(consultation_id, form)
        try:
            survey_id = await draft_from_file(consultation_id, form.content, now=now(), id=form.id)
        except UnusableFile as error:
            return await _upload_page(consultation_id, form.refused(str(error)))
        notice = _("The survey was brought in as a draft. Look it through before you publish it.")
        return see_other(request, "surveys.show", notice=notice, survey_id=survey_id)


def _file(content: bytes, name: str, media_type: str) -> Response[bytes]:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


async def _upload_page(consultation_id: UUID, form: SurveyFileForm) -> Template:
    consultation = await get_consultation(consultation_id)
    status = 422 if form.errors else 200
    megabytes = MAX_BYTES // (1024 * 1024)
    return survey_page(
        "surveys/files/import.html", status=status, consultation=consultation, form=form, megabytes=megabytes
    )


async def _preview_page(consultation_id: UUID, form: SurveyFileForm, read: ReadSurvey) -> Template:
    def text(texts: Texts) -> Wording:
        return text_in(texts, read.definition.languages[0])

    return survey_page(
        "surveys/files/preview.html",
        consultation=await get_consultation(consultation_id),
        form=form,
        read=read,
        text=text,
        id=uuid4(),
    )
