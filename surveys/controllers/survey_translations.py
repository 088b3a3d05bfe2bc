"""A survey's texts on their way to a translation agency and back: XLIFF and CSV files, looked through before anything is saved."""

import asyncio
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from feedback.errors import NotFound
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys import building
from surveys.building import BuiltSurvey
from surveys.controllers.survey_drafts import must_offer
from surveys.controllers.survey_languages import translate_page
from surveys.controllers.survey_pages import survey_page
from surveys.forms.survey_texts import TextsForm, TranslationFileForm, translation_fields
from surveys.interchange.reading import UnusableFile
from surveys.interchange.translation_tables import is_xml, read_translation_csv, write_translation_csv
from surveys.interchange.translations import MAX_BYTES, incoming, must_be_of
from surveys.interchange.xliff import read_xliff, write_xliff

LARGEST_UPLOAD = MAX_BYTES + 64 * 1024  # bytes; the file and the form around it


class SurveyTranslationController(Controller):
    path = "/surveys/{survey_id:uuid}/translation-files/{language:str}"

    @get("/translation.xlf", name="surveys.translation_xliff")
    async def xliff(self, survey_id: FromPath[UUID], language: FromPath[str]) -> Response[bytes]:
        survey = await _translatable(survey_id, language)
        content = write_xliff(survey.definition, language, survey_id=survey_id)
        return _file(content, "application/xliff+xml", f"translation-{language}.xlf")

    @get("/translation.csv", name="surveys.translation_csv")
    async def csv(self, survey_id: FromPath[UUID], language: FromPath[str]) -> Response[bytes]:
        survey = await _translatable(survey_id, language)
        content = write_translation_csv(survey.definition, language, survey_id=survey_id)
        return _file(content, "text/csv; charset=utf-8", f"translation-{language}.csv")

    @post("/", name="surveys.read_translation", request_max_body_size=LARGEST_UPLOAD)
    async def read(
        self, survey_id: FromPath[UUID], language: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template:
        """What a file would change, in fields that can be changed still; nothing is saved yet."""
        survey = await _translatable(survey_id, language)
        upload = await TranslationFileForm.read(sent)
        if upload.errors:
            return translate_page(survey, language, TextsForm.of(survey), upload)
        reads = read_xliff if is_xml(upload.content) else read_translation_csv
        try:
            read = await asyncio.to_thread(reads, upload.content)
            must_be_of(read, survey.definition, language, survey_id=survey_id)
        except UnusableFile as error:
            return translate_page(survey, language, TextsForm.of(survey), upload.refused(str(error)))
        found = incoming(survey.definition, language, read)
        form = TextsForm.of_file(found, seen=survey.fingerprint)
        fields = [field for field in translation_fields(survey, language, form) if field.place in found.texts]
        return survey_page(
            "surveys/translation_file.html",
            survey=survey,
            language=language,
            found=found,
            form=form,
            fields=fields,
        )


async def _translatable(survey_id: UUID, language: str) -> BuiltSurvey:
    survey = await building.get_draft(survey_id)
    must_offer(survey, language)
    if language == survey.definition.languages[0]:
        raise NotFound(_("The survey is written in this language, so there is nothing to translate."))
    return survey


def _file(content: bytes, media_type: str, name: str) -> Response[bytes]:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
