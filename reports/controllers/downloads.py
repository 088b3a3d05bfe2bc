"""Reports in other forms than a PDF: Word and Excel, in easy words, as a poster. For officers, and of editions for everybody."""

import asyncio
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery

from feedback.consultations import get_consultation
from feedback.errors import NotFound
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.translation import speaking
from feedback.web.page_cache import FOR_EVERYBODY, cached_answer
from feedback.web.requests import Request, today
from reports.controllers.report_pages import disposition, speak_asked
from reports.downloads import MEDIA_TYPES, Written, issued_file, public_address, short_file, whole_file
from reports.editions import Edition, edition_document, edition_facts, get_edition, kept_file
from reports.frozen_facts import ReportSubject
from reports.issuing import read_facts
from reports.public.data_dictionary import public_page
from reports.public.published_reports import get_public_report
from reports.report_forms import FILE_NAMES, SHORT, ReportForm

#: Those that have no route of their own.
FORMS = {
    name: form
    for form, name in FILE_NAMES.items()
    if form in (ReportForm.DOCX, ReportForm.XLSX, ReportForm.EASY, ReportForm.POSTER)
}


class DownloadController(Controller):
    path = "/"

    @get("/consultations/{consultation_id:uuid}/report/files/{file:str}", name="results.file")
    async def of_consultation(
        self, consultation_id: FromPath[UUID], file: FromPath[str], language: FromQuery[str] = ""
    ) -> Response[bytes]:
        form, chosen = _asked(file), speak_asked(language)
        await get_consultation(consultation_id)
        return await _issued(ReportSubject(consultation=str(consultation_id)), form, chosen)

    @get("/reports/{year:int}/files/{file:str}", name="yearly.file")
    async def of_year(self, year: FromPath[int], file: FromPath[str], language: FromQuery[str] = "") -> Response[bytes]:
        form, chosen = _asked(file), speak_asked(language)
        if not 1900 <= year <= today().year:
            raise NotFound(_("There is no report of that year."))
        return await _issued(ReportSubject(year=year), form, chosen)


class PublicDownloadController(Controller):
    path = "/public/reports/{report_id:uuid}/editions/{number:int}/files"
    opt = FOR_EVERYBODY

    @get("/{file:str}", name="public.edition_file")
    async def of_edition(
        self,
        request: Request,
        report_id: FromPath[UUID],
        number: FromPath[int],
        file: FromPath[str],
        language: FromQuery[str] = "",
    ) -> Response[bytes]:
        form, chosen = _asked(file), speak_asked(language)
        await get_public_report(report_id)
        edition = await get_edition(report_id, number)

        async def make() -> bytes:
            return await _of_edition(edition, form, chosen)

        answer = await cached_answer(request, make, MEDIA_TYPES[form], asked={})
        document = await edition_document(edition.id, chosen)
        ending = FILE_NAMES[form] if form in SHORT else form.value
        answer.headers["content-disposition"] = disposition(document.title, ending)
        return answer


def _asked(file: str) -> ReportForm:
    if file not in FORMS:
        raise NotFound(_("There is no such kind of file."))
    return FORMS[file]


async def _issued(about: ReportSubject, form: ReportForm, language: str) -> Response[bytes]:
    with speaking(language):
        facts = await read_facts(today=today())
    address = await public_address(about) if form in SHORT else ""
    written = await asyncio.to_thread(
        issued_file, facts, about, form, language=language, today=today(), address=address
    )
    return _download(written, form)


async def _of_edition(edition: Edition, form: ReportForm, language: str) -> bytes:
    """The short forms are told from the facts that the edition keeps, the others from its document; all are kept."""

    async def make() -> bytes:
        if form not in SHORT:
            document = await edition_document(edition.id, language)
            return (await asyncio.to_thread(whole_file, document, form)).content
        address = public_page(settings().base_url, "reports", edition.report)
        frozen = await edition_facts(edition.id)
        return (await asyncio.to_thread(short_file, frozen, form, language=language, address=address)).content

    return await kept_file(edition.id, language, form.value, make)


def _download(written: Written, form: ReportForm) -> Response[bytes]:
    ending = FILE_NAMES[form].rpartition(".")[2]
    headers = {"content-disposition": disposition(written.title, ending)}
    return Response(written.content, media_type=MEDIA_TYPES[form], headers=headers)
