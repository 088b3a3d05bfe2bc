"""The editions of a published report, for officers: making a later one, and what differs between two."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of, today
from reports.controllers.public_reports import asked_since, compared_editions
from reports.editions import list_editions
from reports.public.published_reports import current_edition, get_public_report, publish_again


class EditionController(Controller):
    path = "/publishing/reports/{report_id:uuid}/editions"

    @get("/", name="editions.index")
    async def index(self, report_id: FromPath[UUID]) -> Template:
        return await _page(report_id)

    @post("/", name="editions.publish_again")
    async def publish_again(
        self, request: Request, report_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        try:
            number = await publish_again(report_id, officer=officer_of(request).id, today=today(), now=now())
        except Conflict as error:
            return await _page(report_id, refused=str(error))
        notice = _("Edition %(number)s is published.", number=number)
        return see_other(request, "editions.index", notice=notice, report_id=report_id)

    @get("/{number:int}/changes", name="editions.changes")
    async def changes(self, request: Request, report_id: FromPath[UUID], number: FromPath[int]) -> Template:
        report = await get_public_report(report_id)
        compared = await compared_editions(report_id, asked_since(request, number), number)
        return page("reports/editions/changes.html", report=report, **compared)


async def _page(report_id: UUID, refused: str = "") -> Template:
    report = await get_public_report(report_id)
    await current_edition(report, now=now())
    return page(
        "reports/editions/index.html",
        status=422 if refused else 200,
        report=report,
        editions=await list_editions(report_id),
        refused=refused,
    )
