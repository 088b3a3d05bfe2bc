"""The API of this package: the participants' verdicts on an issue, and published reports."""

from enum import StrEnum
from uuid import UUID

import msgspec
from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from feedback.api.paging import PageWanted
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES
from feedback.web.api import READ, USUAL_LIMIT, Cursor, Limit, answer, answer_with, sees_all
from feedback.web.page_cache import kept_page
from feedback.web.problems import responses
from feedback.web.requests import Request, now
from reports.api import (
    Report,
    ReportPage,
    ReportTables,
    Verdicts,
    read_report,
    read_report_tables,
    read_reports,
    read_verdicts,
)
from reports.controllers.evidence_figure_api import EvidenceFigureApi

Language = StrEnum("Language", {code: code for code in LANGUAGES})  # type: ignore[misc]
DEFAULT = Language(DEFAULT_LANGUAGE)


class VerdictApi(Controller):
    path = "/issues"
    tags = ("issues",)

    @get("/{issue_id:uuid}/verdicts", name="api.issues.verdicts", security=READ, responses=responses(304))
    async def show(self, request: Request, issue_id: FromPath[UUID]) -> Response[Verdicts]:
        """What participants say has become of an issue."""
        return answer(request, await read_verdicts(issue_id, sees_all=sees_all(request)))


class ReportApi(Controller):
    path = "/reports"
    tags = ("reports",)

    @get("/", name="api.reports.index", security=READ, responses=responses(304))
    async def index(self, request: Request, cursor: Cursor = None, limit: Limit = USUAL_LIMIT) -> Response[ReportPage]:
        """Published reports."""
        return answer(request, await read_reports(PageWanted(cursor or "", limit), sees_all=sees_all(request)))

    @get("/{report_id:uuid}", name="api.reports.show", security=READ, responses=responses(304))
    async def show(self, request: Request, report_id: FromPath[UUID]) -> Response[Report]:
        """One report."""
        return answer(request, await read_report(report_id, sees_all=sees_all(request)))

    @get("/{report_id:uuid}/tables", name="api.reports.tables", security=READ, responses=responses(304))
    async def tables(
        self, request: Request, report_id: FromPath[UUID], language: FromQuery[Language] = DEFAULT
    ) -> Response[ReportTables]:
        """The tables of a report, in one of the service's languages."""

        async def make() -> bytes:
            return msgspec.json.encode(await read_report_tables(report_id, language=language.value, now=now()))

        # The same for everybody, and long to make.
        kept = await kept_page(("api", "report tables", str(report_id), language.value), make, "application/json")
        return answer_with(request, kept.body)


API_CONTROLLERS: list[ControllerRouterHandler] = [VerdictApi, ReportApi, EvidenceFigureApi]
