"""One consultation's results: the dashboard, and its follow-up report to download."""

from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from feedback.consultations import get_consultation
from feedback.translation import language as spoken_language
from feedback.web.requests import today
from reports.controllers.report_pages import download, report_page, speak_asked
from reports.exports import tables_csv
from reports.issuing import follow_up_document
from reports.pdf.building import pdf


class ResultController(Controller):
    path = "/consultations/{consultation_id:uuid}"

    @get("/results", name="results.show")
    async def show(self, consultation_id: FromPath[UUID]) -> Template:
        document = await follow_up_document(consultation_id, language=spoken_language(), today=today())
        consultation = await get_consultation(consultation_id)
        return report_page("reports/results/show.html", document, consultation=consultation)

    @get("/report.pdf", name="results.pdf")
    async def report(self, consultation_id: FromPath[UUID], language: FromQuery[str] = "") -> Response[bytes]:
        document = await follow_up_document(consultation_id, language=speak_asked(language), today=today())
        return await download(document, pdf, "pdf")

    @get("/report.csv", name="results.csv")
    async def tables(self, consultation_id: FromPath[UUID], language: FromQuery[str] = "") -> Response[bytes]:
        document = await follow_up_document(consultation_id, language=speak_asked(language), today=today())
        return await download(document, lambda it: tables_csv(it).encode(), "csv")
