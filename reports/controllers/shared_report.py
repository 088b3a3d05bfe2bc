"""The follow-up report for those who were invited to its survey, by their own link."""

from litestar import Controller, Response, get
from litestar.params import FromPath

from feedback.translation import LANGUAGES, speak
from feedback.web.authentication import PARTICIPANT
from feedback.web.locale import asked_language
from feedback.web.requests import Request, today
from reports.controllers.report_pages import download
from reports.issuing import follow_up_document
from reports.pdf.building import pdf
from surveys.shared_reports import shared_report


class SharedReportController(Controller):
    path = "/i/{invitation:str}"
    opt = PARTICIPANT

    @get("/report", name="participants.report")
    async def show(self, request: Request, invitation: FromPath[str]) -> Response[bytes]:
        """In the language that the address asks for, else in the invitee's."""
        report = await shared_report(invitation)
        language = asked_language(request) or (report.language if report.language in LANGUAGES else "sv")
        speak(language)
        document = await follow_up_document(report.consultation_id, language=language, today=today())
        return await download(document, pdf, "pdf")
