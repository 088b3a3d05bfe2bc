"""One consultation's results: the dashboard, and its follow-up report to download."""

from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from feedback.consultations import get_consultation
from feedback.personal_data_flags import count_undecided
from feedback.translation import language as spoken_language
from feedback.web.requests import today
from reports.controllers.chart_downloads import chart_download
from reports.controllers.report_pages import download, report_page, speak_asked
from reports.exports import tables_csv
from reports.figures_json import figures_json
from reports.issuing import follow_up_document
from reports.pdf.building import pdf
from surveys.building import SurveyState, list_surveys
from surveys.definition import text_in


class ResultController(Controller):
    path = "/consultations/{consultation_id:uuid}"

    @get("/results", name="results.show")
    async def show(self, consultation_id: FromPath[UUID]) -> Template:
        document = await follow_up_document(consultation_id, language=spoken_language(), today=today())
        consultation = await get_consultation(consultation_id)
        surveys = [
            (each.id, text_in(each.definition.title, spoken_language()))
            for each in await list_surveys(consultation_id)
            if each.state is not SurveyState.DRAFT
        ]
        return report_page(
            "reports/results/show.html",
            document,
            consultation=consultation,
            surveys=surveys,
            undecided=await count_undecided(consultation_id),
        )

    @get("/report.pdf", name="results.pdf")
    async def report(self, consultation_id: FromPath[UUID], language: FromQuery[str] = "") -> Response[bytes]:
        document = await follow_up_document(consultation_id, language=speak_asked(language), today=today())
        return await download(document, pdf, "pdf")

    @get("/report.csv", name="results.csv")
    async def tables(self, consultation_id: FromPath[UUID], language: FromQuery[str] = "") -> Response[bytes]:
        document = await follow_up_document(consultation_id, language=speak_asked(language), today=today())
        return await download(document, lambda it: tables_csv(it).encode(), "csv")

    @get("/report.json", name="results.json")
    async def figures(self, consultation_id: FromPath[UUID], language: FromQuery[str] = "") -> Response[bytes]:
        document = await follow_up_document(consultation_id, language=speak_asked(language), today=today())
        return await download(document, figures_json, "json")

    @get("/report/charts/{file:str}", name="results.chart")
    async def chart(
        self, consultation_id: FromPath[UUID], file: FromPath[str], language: FromQuery[str] = ""
    ) -> Response[bytes]:
        document = await follow_up_document(consultation_id, language=speak_asked(language), today=today())
        return await chart_download(document, file)
