"""The follow-up report for those who were invited to its survey, by the link in the mail that tells them of it."""

from litestar import Controller, Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.translation import language
from feedback.web.authentication import PARTICIPANT
from feedback.web.requests import Request, today
from reports.controllers.report_pages import download
from reports.issuing import follow_up_document
from reports.pdf.building import pdf
from reports.public.published_reports import public_report_of
from surveys.controllers.participant_pages import PARTICIPANT_ERRORS
from surveys.shared_reports import shared_report


class SharedReportController(Controller):
    path = "/r/{token:str}"
    opt = PARTICIPANT
    exception_handlers = PARTICIPANT_ERRORS

    @get("/", name="participants.report")
    async def show(self, request: Request, token: FromPath[str]) -> Response[bytes] | Redirect:
        """In the language that the address asks for: the mail's link has the one that its reader is written to in.

        Where the report is public, they are led to it.
        """
        consultation_id = await shared_report(token)
        public = await public_report_of(consultation_id)
        if public is not None:
            page = request.app.route_reverse("public.report", report_id=public.id)
            return Redirect(f"{page}?lang={language()}", status_code=303, headers={"cache-control": "no-store"})
        document = await follow_up_document(consultation_id, language=language(), today=today())
        return await download(document, pdf, "pdf")
