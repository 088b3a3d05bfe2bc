"""The public site: what anybody may read of consultations, issues, commitments and reports, without an account or script."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.action_plan import PlanFilter, matching
from feedback.forms.issue_lists import filter_groups
from feedback.forms.plan_links import area_links, owner_links, show_links
from feedback.issue_filters import IssueFilter
from feedback.labels import CONSULTATION_KINDS, POINT_KINDS
from feedback.settings import settings
from feedback.slip_ledger import moved_days, public_slips
from feedback.themes import list_themes
from feedback.web.page_cache import FOR_EVERYBODY, cached_page
from feedback.web.requests import Request, now, today
from reports.gaps import agreement_text
from reports.labels import label
from reports.public.addresses import slug
from reports.public.consultation_pages import read_consultation_page
from reports.public.issue_pages import list_issue_page, read_issue_page
from reports.public.plan_pages import public_plan, read_commitment_page
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
    request: Request,
    template: str,
    read: Callable[[], Awaitable[Mapping[str, Any]]],
    *,
    asked: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """A page of the public site. `read` gives `address`, the path that it is known by, beside what the template shows, and
    `preview` where it has a picture of its own.

    `asked` is as for `cached_answer`.
    """

    async def read_all() -> Mapping[str, Any]:
        told = await read()
        return {
            **told,
            "canonical": settings().base_url + told["address"],
            "department": settings().department,
            "preview": settings().base_url + told.get("preview", _path(request, "public.preview")),
            "slug": slug,
            "today": today(),
        }

    return await cached_page(request, f"reports/public/{template}", read_all, asked=asked)


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
                "preview": _path(request, "public.consultation_preview", consultation_id=consultation_id),
                "contents": contents,
                "kinds": CONSULTATION_KINDS,
                "point_kinds": POINT_KINDS,
            }

        return await public_page(request, "consultation.html", read)

    @get("/issues", name="public.issues")
    async def issues(self, request: Request) -> Response[bytes]:
        wanted, number = IssueFilter.read(dict(request.query_params)), _number(request)

        async def read() -> dict[str, Any]:
            listed, clocked = await list_issue_page(wanted, page=number, today=today())
            themes = await list_themes() if listed.counts["theme"] else ()
            return {
                "address": _path(request, "public.issues"),
                "listed": listed,
                "clocked": clocked,
                "wanted": wanted,
                "filters": filter_groups(wanted, listed.counts, themes),
            }

        return await public_page(request, "issues.html", read, asked=_asked(wanted.query, number))

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
                "preview": _path(request, "public.issue_preview", issue_id=known_as.id),
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
        wanted, number = PlanFilter.read(dict(request.query_params)), _number(request)

        async def read() -> dict[str, Any]:
            lines = await public_plan(today())
            found = matching(lines, wanted)
            chosen, page, pages = _paged(found, number)
            return {
                "address": _path(request, "public.commitments"),
                "lines": chosen,
                "found": len(found),
                "total": len(lines),
                "page": page,
                "pages": pages,
                "wanted": wanted,
                "shows": show_links(lines, wanted),
                "owners": owner_links(lines, wanted),
                "areas": area_links(lines, wanted),
            }

        return await public_page(request, "commitments.html", read, asked=_asked(wanted.query, number))

    @get("/commitments/slips", name="public.slips")
    async def slips(self, request: Request) -> Response[bytes]:
        number = _number(request)

        async def read() -> dict[str, Any]:
            every = await public_slips()
            chosen, page, pages = _paged(every, number)
            return {
                "address": _path(request, "public.slips"),
                "slips": chosen,
                "found": len(every),
                "page": page,
                "pages": pages,
                "moved_days": moved_days,
            }

        return await public_page(request, "slips.html", read, asked=_asked({}, number))

    @get("/commitments/{commitment_id:uuid}", name="public.commitment")
    async def commitment(self, request: Request, commitment_id: FromPath[UUID]) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            return {
                "address": _path(request, "public.commitment", commitment_id=commitment_id),
                "told": await read_commitment_page(commitment_id, today=today()),
                "public_address": public_address,
            }

        return await public_page(request, "commitment.html", read)


def _path(request: Request, route: str, **values: Any) -> str:
    return request.app.route_reverse(route, **values)


def _on(request: Request, route: str, **values: Any) -> Redirect:
    """To the address with the words of the title, which can change: not for ever."""
    return Redirect(_path(request, route, **values), status_code=302, headers={"cache-control": "no-cache"})


def _number(request: Request) -> int:
    """The number of a page in the address; the first where it is none."""
    text = request.query_params.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _asked(query: Mapping[str, str], number: int) -> dict[str, str]:
    """What a page of a list was asked for, as its address says it best."""
    return {**query, "page": str(number)} if number > 1 else dict(query)


def _paged(every: Sequence[T], number: int) -> tuple[Sequence[T], int, int]:
    """The page of this number, or the last, with its number and how many there are."""
    pages = max(1, -(-len(every) // PAGE_SIZE))
    number = max(1, min(number, pages))
    return every[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, pages
