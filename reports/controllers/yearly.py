"""The years: which there are, each one's dashboard, and its yearly report to download."""

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from feedback.consultations import list_consultations
from feedback.enums import ConsultationKind
from feedback.errors import NotFound
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.pages import page
from feedback.web.requests import today
from reports.controllers.chart_downloads import chart_download
from reports.controllers.report_pages import download, report_page, speak_asked
from reports.document import Document
from reports.exports import tables_csv
from reports.figures_json import figures_json
from reports.issuing import yearly_document
from reports.pdf.building import pdf


class YearlyController(Controller):
    path = "/reports"

    @get("/", name="reports.index")
    async def index(self) -> Template:
        held = [each for each in await list_consultations() if each.kind is not ConsultationKind.DECISION]
        years = sorted({each.year for each in held if each.year}, reverse=True)
        return page("reports/index.html", consultations=held, years=years)

    @get("/{year:int}", name="yearly.show")
    async def show(self, year: FromPath[int]) -> Template:
        return report_page("reports/yearly/show.html", await _document(year, spoken_language()), year=year)

    @get("/{year:int}/report.pdf", name="yearly.pdf")
    async def report(self, year: FromPath[int], language: FromQuery[str] = "") -> Response[bytes]:
        return await download(await _document(year, speak_asked(language)), pdf, "pdf")

    @get("/{year:int}/report.csv", name="yearly.csv")
    async def tables(self, year: FromPath[int], language: FromQuery[str] = "") -> Response[bytes]:
        document = await _document(year, speak_asked(language))
        return await download(document, lambda it: tables_csv(it).encode(), "csv")

    @get("/{year:int}/report.json", name="yearly.json")
    async def figures(self, year: FromPath[int], language: FromQuery[str] = "") -> Response[bytes]:
        return await download(await _document(year, speak_asked(language)), figures_json, "json")

    @get("/{year:int}/charts/{file:str}", name="yearly.chart")
    async def chart(self, year: FromPath[int], file: FromPath[str], language: FromQuery[str] = "") -> Response[bytes]:
        return await chart_download(await _document(year, speak_asked(language)), file)


async def _document(year: int, language: str) -> Document:
    if not 1900 <= year <= today().year:
        raise NotFound(_("There is no report of that year."))
    return await yearly_document(year, language=language, today=today())
