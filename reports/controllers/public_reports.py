"""Published reports for everybody: each of their editions as a page and as files, and what differs between two of them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery

from feedback.blocks import Heading
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.page_cache import FOR_EVERYBODY, cached_answer
from feedback.web.requests import Request, now
from reports.controllers.public_site import public_page
from reports.controllers.report_pages import disposition, parts_of, speak_asked
from reports.edition_changes import value_text
from reports.editions import (
    Edition,
    changes_of,
    edition_document,
    edition_figures,
    edition_pdf,
    get_edition,
    kept_file,
    latest_editions,
    list_editions,
)
from reports.exports import tables_csv
from reports.figures_json import figures_json
from reports.public.published_reports import PublicReport, current_edition, get_public_report, list_public_reports

_MEDIA_TYPES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json"}


async def _pdf(edition: Edition, language: str) -> bytes:
    return await edition_pdf(edition.id, language)


async def _csv(edition: Edition, language: str) -> bytes:
    async def make() -> bytes:
        return tables_csv(await edition_document(edition.id, language)).encode()

    return await kept_file(edition.id, language, "csv", make)


async def _json(edition: Edition, language: str) -> bytes:
    async def make() -> bytes:
        return await asyncio.to_thread(figures_json, await edition_document(edition.id, language))

    return await kept_file(edition.id, language, "json", make)


_FILES: dict[str, Callable[[Edition, str], Awaitable[bytes]]] = {"pdf": _pdf, "csv": _csv, "json": _json}


class PublicReportController(Controller):
    path = "/public/reports"
    opt = FOR_EVERYBODY

    @get("/", name="public.reports")
    async def index(self, request: Request) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            return {
                "address": request.app.route_reverse("public.reports"),
                "reports": await list_public_reports(),
                "latest": await latest_editions(),
            }

        return await public_page(request, "reports.html", read, asked={})

    @get("/{report_id:uuid}", name="public.report")
    async def show(self, request: Request, report_id: FromPath[UUID]) -> Response[bytes]:
        return await _page(request, report_id, None)

    @get("/{report_id:uuid}/report.pdf", name="public.report_pdf")
    async def pdf(self, request: Request, report_id: FromPath[UUID], language: FromQuery[str] = "") -> Response[bytes]:
        return await _file(request, report_id, None, "pdf", language)

    @get("/{report_id:uuid}/report.csv", name="public.report_csv")
    async def csv(self, request: Request, report_id: FromPath[UUID], language: FromQuery[str] = "") -> Response[bytes]:
        return await _file(request, report_id, None, "csv", language)

    @get("/{report_id:uuid}/figures.json", name="public.report_figures")
    async def figures(
        self, request: Request, report_id: FromPath[UUID], language: FromQuery[str] = ""
    ) -> Response[bytes]:
        return await _file(request, report_id, None, "json", language)

    @get("/{report_id:uuid}/editions/{number:int}", name="public.edition")
    async def edition(self, request: Request, report_id: FromPath[UUID], number: FromPath[int]) -> Response[bytes]:
        return await _page(request, report_id, number)

    @get("/{report_id:uuid}/editions/{number:int}/report.pdf", name="public.edition_pdf")
    async def edition_pdf(
        self, request: Request, report_id: FromPath[UUID], number: FromPath[int], language: FromQuery[str] = ""
    ) -> Response[bytes]:
        return await _file(request, report_id, number, "pdf", language)

    @get("/{report_id:uuid}/editions/{number:int}/report.csv", name="public.edition_csv")
    async def edition_csv(
        self, request: Request, report_id: FromPath[UUID], number: FromPath[int], language: FromQuery[str] = ""
    ) -> Response[bytes]:
        return await _file(request, report_id, number, "csv", language)

    @get("/{report_id:uuid}/editions/{number:int}/figures.json", name="public.edition_figures")
    async def edition_figures(
        self, request: Request, report_id: FromPath[UUID], number: FromPath[int], language: FromQuery[str] = ""
    ) -> Response[bytes]:
        return await _file(request, report_id, number, "json", language)

    @get("/{report_id:uuid}/editions/{number:int}/changes", name="public.edition_changes")
    async def changes(self, request: Request, report_id: FromPath[UUID], number: FromPath[int]) -> Response[bytes]:
        since = asked_since(request, number)

        async def read() -> dict[str, Any]:
            report = await get_public_report(report_id)
            return {
                "address": request.app.route_reverse("public.edition_changes", report_id=report_id, number=number),
                "report": report,
                **await compared_editions(report_id, since, number),
            }

        return await public_page(request, "edition_changes.html", read, asked={"from": str(since)})


async def compared_editions(report_id: UUID, since: int, number: int) -> dict[str, Any]:
    """What a page that compares two editions shows. Raises `NotFound`."""
    before, after = await get_edition(report_id, since), await get_edition(report_id, number)
    changes = changes_of(await edition_figures(before.id), await edition_figures(after.id))
    return {"before": before, "after": after, "changes": changes, "value_text": value_text}


def asked_since(request: Request, number: int) -> int:
    """The edition to compare with; the one before where none is named."""
    text = request.query_params.get("from", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else max(1, number - 1)


async def _page(request: Request, report_id: UUID, number: int | None) -> Response[bytes]:
    async def read() -> dict[str, Any]:
        report, edition = await _edition(report_id, number)
        document = await edition_document(edition.id, spoken_language())
        parts = tuple(parts_of(document))
        editions = await list_editions(report_id)
        is_latest = edition.number == editions[0].number
        route, values = ("public.report", {}) if is_latest else ("public.edition", {"number": edition.number})
        return {
            # What is cited stays: the page of an edition is known by its own address as soon as there is a later one.
            "address": request.app.route_reverse(route, report_id=report_id, **values),
            "report": report,
            "edition": edition,
            "editions": editions,
            "document": document,
            "parts": parts,
            "chapters": [part for part in parts if isinstance(part.block, Heading) and part.block.level == 1],
        }

    return await public_page(request, "report.html", read, asked={})


async def _file(request: Request, report_id: UUID, number: int | None, kind: str, language: str) -> Response[bytes]:
    report, edition = await _edition(report_id, number)
    chosen = speak_asked(language)

    async def make() -> bytes:
        return await _FILES[kind](edition, chosen)

    answer = await cached_answer(request, make, _MEDIA_TYPES[kind], asked={})
    answer.headers["content-disposition"] = disposition(report.title or _("The year %(year)s", year=report.year), kind)
    return answer


async def _edition(report_id: UUID, number: int | None) -> tuple[PublicReport, Edition]:
    report = await get_public_report(report_id)
    latest = await current_edition(report, now=now())
    return report, latest if number is None else await get_edition(report_id, number)
