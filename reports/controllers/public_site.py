"""The public site: what anybody may read of consultations, issues, commitments and reports, without an account or script."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from feedback.action_plan import PlanFilter, matching
from feedback.blocks import Heading
from feedback.forms.issue_lists import filter_groups
from feedback.forms.plan_links import area_links, owner_links, show_links
from feedback.issue_filters import IssueFilter
from feedback.labels import CONSULTATION_KINDS, POINT_KINDS
from feedback.settings import settings
from feedback.slip_ledger import moved_days, public_slips
from feedback.themes import list_themes
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.page_cache import FOR_EVERYBODY, cached_answer, cached_page
from feedback.web.requests import Request, now, today
from reports.controllers.report_pages import disposition, parts_of, speak_asked
from reports.document import ChartBlock, Document
from reports.gaps import agreement_text
from reports.labels import label
from reports.pdf.building import pdf
from reports.public.addresses import slug
from reports.public.consultation_pages import read_consultation_page
from reports.public.documents import public_report
from reports.public.issue_pages import list_issue_page, read_issue_page
from reports.public.plan_pages import public_plan, read_commitment_page
from reports.public.published_reports import PublicReport, get_public_report, list_public_reports
from reports.public.selection import (
    get_public_consultation,
    get_public_issue,
    list_public_consultations,
    public_address,
    public_evidence,
)
from reports.public.start_page import read_start_page
from reports.public.timelines import LABELS

T = TypeVar("T")

PAGE_SIZE = 50


async def public_page(
    request: Request, template: str, read: Callable[[], Awaitable[Mapping[str, Any]]]
) -> Response[bytes]:
    """A page of the public site. `read` gives `address`, the path that it is known by, beside what the template shows."""

    async def read_all() -> Mapping[str, Any]:
        told = await read()
        return {
            **told,
            "canonical": settings().base_url + told["address"],
            "department": settings().department,
            "slug": slug,
            "today": today(),
        }

    return await cached_page(request, f"reports/public/{template}", read_all)


class PublicSiteController(Controller):
    path = "/public"
    opt = FOR_EVERYBODY

    @get("/", name="public.start")
    async def start(self, request: Request) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            return {"address": _path(request, "public.start"), "start": await read_start_page(today())}

        return await public_page(request, "start.html", read)

    @get("/consultations", name="public.consultations")
    async def consultations(self, request: Request) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            return {
                "address": _path(request, "public.consultations"),
                "consultations": await list_public_consultations(),
                "kinds": CONSULTATION_KINDS,
            }

        return await public_page(request, "consultations.html", read)

    @get("/consultations/{consultation_id:uuid}", name="public.consultation_by_id")
    async def consultation_by_id(self, request: Request, consultation_id: FromPath[UUID]) -> Redirect:
        found = await get_public_consultation(consultation_id)
        return _on(request, "public.consultation", consultation_id=consultation_id, slug=found.slug)

    @get("/consultations/{consultation_id:uuid}/{slug:str}", name="public.consultation")
    async def consultation(self, request: Request, consultation_id: FromPath[UUID]) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            contents = await read_consultation_page(consultation_id)
            words = contents.consultation.slug
            return {
                "address": _path(request, "public.consultation", consultation_id=consultation_id, slug=words),
                "contents": contents,
                "kinds": CONSULTATION_KINDS,
                "point_kinds": POINT_KINDS,
            }

        return await public_page(request, "consultation.html", read)

    @get("/issues", name="public.issues")
    async def issues(self, request: Request) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            wanted = IssueFilter.read(dict(request.query_params))
            listed, clocked = await list_issue_page(wanted, page=_number(request), today=today())
            themes = await list_themes() if listed.counts["theme"] else ()
            return {
                "address": _path(request, "public.issues"),
                "listed": listed,
                "clocked": clocked,
                "wanted": wanted,
                "filters": filter_groups(wanted, listed.counts, themes),
            }

        return await public_page(request, "issues.html", read)

    @get("/issues/{issue_id:uuid}", name="public.issue_by_id")
    async def issue_by_id(self, request: Request, issue_id: FromPath[UUID]) -> Redirect:
        found = await get_public_issue(issue_id)
        if found.merged_into:
            found = await get_public_issue(found.merged_into)
        return _on(request, "public.issue", issue_id=found.id, slug=slug(found.title, "issue"))

    @get("/issues/{issue_id:uuid}/{slug:str}", name="public.issue")
    async def issue(self, request: Request, issue_id: FromPath[UUID]) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            told = await read_issue_page(issue_id, today=today(), now=now())
            # One that was merged stays where it was, and says where it goes on: its address is in old letters and reports.
            into = await get_public_issue(told.issue.merged_into) if told.issue.merged_into else None
            known_as = into or told.issue
            words = slug(known_as.title, "issue")
            return {
                "address": _path(request, "public.issue", issue_id=known_as.id, slug=words),
                "told": told,
                "into": into,
                "labels": LABELS,
                "gap_label": label,
                "agreement_text": agreement_text,
                "public_address": public_address,
                "public_evidence": public_evidence,
                "threshold": settings().threshold,
            }

        return await public_page(request, "issue.html", read)

    @get("/commitments", name="public.commitments")
    async def commitments(self, request: Request) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            lines, wanted = await public_plan(today()), PlanFilter.read(dict(request.query_params))
            chosen, page, pages = _paged(matching(lines, wanted), _number(request))
            return {
                "address": _path(request, "public.commitments"),
                "lines": chosen,
                "found": len(matching(lines, wanted)),
                "total": len(lines),
                "page": page,
                "pages": pages,
                "wanted": wanted,
                "shows": show_links(lines, wanted),
                "owners": owner_links(lines, wanted),
                "areas": area_links(lines, wanted),
            }

        return await public_page(request, "commitments.html", read)

    @get("/commitments/slips", name="public.slips")
    async def slips(self, request: Request) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            every = await public_slips()
            chosen, page, pages = _paged(every, _number(request))
            return {
                "address": _path(request, "public.slips"),
                "slips": chosen,
                "found": len(every),
                "page": page,
                "pages": pages,
                "moved_days": moved_days,
            }

        return await public_page(request, "slips.html", read)

    @get("/commitments/{commitment_id:uuid}", name="public.commitment")
    async def commitment(self, request: Request, commitment_id: FromPath[UUID]) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            return {
                "address": _path(request, "public.commitment", commitment_id=commitment_id),
                "told": await read_commitment_page(commitment_id, today=today()),
                "public_address": public_address,
            }

        return await public_page(request, "commitment.html", read)

    @get("/reports", name="public.reports")
    async def reports(self, request: Request) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            return {"address": _path(request, "public.reports"), "reports": await list_public_reports()}

        return await public_page(request, "reports.html", read)

    @get("/reports/{report_id:uuid}", name="public.report")
    async def report(self, request: Request, report_id: FromPath[UUID]) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            report = await get_public_report(report_id)
            document = await _document(report, spoken_language())
            parts = [part for part in parts_of(document) if not isinstance(part.block, ChartBlock)]
            return {
                "address": _path(request, "public.report", report_id=report_id),
                "report": report,
                "document": document,
                "parts": parts,
                "chapters": [part for part in parts if isinstance(part.block, Heading) and part.block.level == 1],
            }

        return await public_page(request, "report.html", read)

    @get("/reports/{report_id:uuid}/report.pdf", name="public.report_pdf")
    async def report_pdf(
        self, request: Request, report_id: FromPath[UUID], language: FromQuery[str] = ""
    ) -> Response[bytes]:
        report = await get_public_report(report_id)
        chosen = speak_asked(language)
        year = _("The year %(year)s", year=report.year)

        async def make() -> bytes:
            return await asyncio.to_thread(pdf, await _document(report, chosen))

        answer = await cached_answer(request, make, "application/pdf")
        answer.headers["content-disposition"] = disposition(report.title or year, "pdf")
        return answer


async def _document(report: PublicReport, language: str) -> Document:
    return await public_report(
        consultation=report.consultation,
        year=None if report.consultation else report.year,
        language=language,
        today=today(),
    )


def _path(request: Request, route: str, **values: Any) -> str:
    return request.app.route_reverse(route, **values)


def _on(request: Request, route: str, **values: Any) -> Redirect:
    """To the address with the words of the title, which can change: not for ever."""
    return Redirect(_path(request, route, **values), status_code=302, headers={"cache-control": "no-cache"})


def _number(request: Request) -> int:
    """The number of a page in the address; the first where it is none."""
    text = request.query_params.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _paged(every: Sequence[T], number: int) -> tuple[Sequence[T], int, int]:
    """The page of this number, or the last, with its number and how many there are."""
    pages = max(1, -(-len(every) // PAGE_SIZE))
    number = max(1, min(number, pages))
    return every[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, pages
