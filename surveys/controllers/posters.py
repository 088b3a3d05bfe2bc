"""The open link of a survey for walls and slides: a QR code as a file, and a poster in each of the survey's languages."""

import asyncio
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath

from feedback.errors import Conflict, NotFound
from feedback.qr_codes import qr_png_file, qr_svg_file
from feedback.settings import settings
from feedback.translation import gettext as _
from surveys.building import BuiltSurvey, get_survey
from surveys.invitation_lists import survey_address
from surveys.posters import PosterFacts, poster_pdf


class PosterController(Controller):
    path = "/surveys/{survey_id:uuid}"

    @get("/poster/{language:str}", name="posters.pdf")
    async def poster(self, survey_id: FromPath[UUID], language: FromPath[str]) -> Response[bytes]:
        survey = await _opened(survey_id)
        if language not in survey.definition.languages:
            raise NotFound(_("The survey is not offered in this language."))
        address = survey_address(settings().base_url, survey.link)
        facts = PosterFacts(survey.definition, address, survey.closes_on, settings().department)
        content = await asyncio.to_thread(poster_pdf, facts, language=language)
        return _file(content, "application/pdf", f"poster-{language}.pdf")

    @get("/qr.svg", name="posters.svg")
    async def svg(self, survey_id: FromPath[UUID]) -> Response[bytes]:
        survey = await _opened(survey_id)
        return _file(qr_svg_file(survey_address(settings().base_url, survey.link)), "image/svg+xml", "qr.svg")

    @get("/qr.png", name="posters.png")
    async def png(self, survey_id: FromPath[UUID]) -> Response[bytes]:
        survey = await _opened(survey_id)
        return _file(qr_png_file(survey_address(settings().base_url, survey.link)), "image/png", "qr.png")


async def _opened(survey_id: UUID) -> BuiltSurvey:
    survey = await get_survey(survey_id)
    if survey.is_draft:
        raise Conflict(_("The survey has not been opened, so its link leads nowhere yet."))
    return survey


def _file(content: bytes, media_type: str, name: str) -> Response[bytes]:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
