"""The dashboards: all consultations, for officers and for everybody, and one consultation; and their charts as files."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from markupsafe import Markup

from feedback.blocks import Heading
from feedback.consultations import get_consultation
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.page_cache import FOR_EVERYBODY, cached_answer, kept_page
from feedback.web.pages import page
from feedback.web.requests import Request, today
from reports.charts.files import MEDIA_TYPES, chart_file
from reports.controllers.chart_downloads import chart_download, chart_named, place_and_kind
from reports.controllers.public_site import public_page
from reports.controllers.report_pages import disposition, parts_of, speak_asked
from reports.dashboard_filters import DashboardFilter
from reports.forms.dashboards import choices_in_words, chosen_in_words
from reports.shown_dashboards import Dashboard, officers_consultation, officers_portfolio, public_portfolio


class DashboardController(Controller):
    @get("/dashboard", name="dashboards.portfolio")
    async def portfolio(self, request: Request) -> Template | Redirect:
        wanted = DashboardFilter.read(request.query_params)
        if elsewhere := _normal_address(request, wanted):
            return elsewhere

        async def read() -> Dashboard:
            return await officers_portfolio(wanted, language=spoken_language(), today=today())

        contents = await _kept_contents(request, wanted, read, chart_route="dashboards.chart")
        return page("reports/dashboards/portfolio.html", contents=contents)

    @get("/dashboard/charts/{file:str}", name="dashboards.chart")
    async def chart(self, request: Request, file: FromPath[str], language: FromQuery[str] = "") -> Response[bytes]:
        wanted = DashboardFilter.read(request.query_params)
        shown = await officers_portfolio(wanted, language=speak_asked(language), today=today())
        return await chart_download(shown.document, file)

    @get("/consultations/{consultation_id:uuid}/dashboard", name="dashboards.consultation")
    async def consultation(self, request: Request, consultation_id: FromPath[UUID]) -> Template | Redirect:
        wanted = DashboardFilter(theme=DashboardFilter.read(request.query_params).theme)
        consultation = await get_consultation(consultation_id)
        if elsewhere := _normal_address(request, wanted):
            return elsewhere

        async def read() -> Dashboard:
            return await officers_consultation(consultation_id, wanted, language=spoken_language(), today=today())

        contents = await _kept_contents(
            request,
            wanted,
            read,
            chart_route="dashboards.consultation_chart",
            chart_values={"consultation_id": consultation_id},
        )
        return page("reports/dashboards/consultation.html", contents=contents, consultation=consultation)

    @get("/consultations/{consultation_id:uuid}/dashboard/charts/{file:str}", name="dashboards.consultation_chart")
    async def consultation_chart(
        self, request: Request, consultation_id: FromPath[UUID], file: FromPath[str], language: FromQuery[str] = ""
    ) -> Response[bytes]:
        wanted = DashboardFilter.read(request.query_params)
        shown = await officers_consultation(consultation_id, wanted, language=speak_asked(language), today=today())
        return await chart_download(shown.document, file)


class PublicDashboardController(Controller):
    path = "/public/dashboard"
    opt = FOR_EVERYBODY

    @get("/", name="public.dashboard")
    async def show(self, request: Request) -> Response[bytes] | Redirect:
        wanted = _public_filter(request)
        if elsewhere := _normal_address(request, wanted):
            return elsewhere

        async def read() -> dict[str, Any]:
            shown = await public_portfolio(wanted, language=spoken_language(), today=today())
            address = request.app.route_reverse("public.dashboard")
            return {
                **_contents(shown, address, chart_route="public.dashboard_chart", is_still=True),
                "address": address + wanted.address,
                "nothing": _("Nothing is published yet."),
            }

        return await public_page(request, "dashboard.html", read, asked=wanted.query)

    @get("/charts/{file:str}", name="public.dashboard_chart")
    async def chart(self, request: Request, file: FromPath[str], language: FromQuery[str] = "") -> Response[bytes]:
        wanted, chosen = _public_filter(request), speak_asked(language)
        place, kind = place_and_kind(file)

        async def make() -> bytes:
            shown = await public_portfolio(wanted, language=chosen, today=today())
            return await asyncio.to_thread(_file, shown, file)

        answer = await cached_answer(request, make, MEDIA_TYPES[kind], asked=wanted.query)
        answer.headers["content-disposition"] = disposition(f"{_('All consultations')} {place}", kind)
        return answer


def _file(shown: Dashboard, file: str) -> bytes:
    chart, origin = chart_named(shown.document, file)
    return chart_file(chart, place_and_kind(file)[1], origin)


def _public_filter(request: Request) -> DashboardFilter:
    """Who attended is not public, and no choice."""
    asked = {name: value for name, value in request.query_params.items() if name != "organisation_type"}
    return DashboardFilter.read(asked)


def _normal_address(request: Request, wanted: DashboardFilter) -> Redirect | None:
    """To the one address of what was asked for, where this is another: without what is empty, in the order that holds."""
    # As it stands: Litestar does not keep the order.
    pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    asked = [pair for pair in pairs if pair[0] != "lang"]
    if asked == list(wanted.query.items()):
        return None
    language = request.query_params.get("lang")
    query = urlencode({**wanted.query, **({"lang": language} if language else {})})
    where = f"{request.url.path}?{query}" if query else request.url.path
    return Redirect(where, status_code=302, headers={"cache-control": "no-cache"})


async def _kept_contents(
    request: Request,
    wanted: DashboardFilter,
    read: Callable[[], Awaitable[Dashboard]],
    *,
    chart_route: str,
    chart_values: dict[str, Any] | None = None,
) -> Markup:
    """What an officers' page shows, kept as public pages are: it is the same for all of them."""

    async def make() -> bytes:
        engine = request.app.template_engine
        assert engine is not None
        told = _contents(await read(), request.url.path, chart_route=chart_route, chart_values=chart_values or {})
        nothing = _("There is nothing to report on yet. Import the notes of a consultation first.")
        template = engine.get_template("reports/dashboards/_contents.html")
        return str(template.render(**told, nothing=nothing, request=request)).encode()

    kept = await kept_page((request.url.path, urlencode(wanted.query), "contents"), make, "text/html")
    return Markup(kept.body.decode())  # noqa: S704  (made by a template of ours)


def _contents(
    shown: Dashboard,
    action: str,
    *,
    chart_route: str,
    chart_values: dict[str, Any] | None = None,
    is_still: bool = False,
) -> dict[str, Any]:
    """What the template of the contents is given."""
    parts = tuple(parts_of(shown.document))
    return {
        "action": action,
        "document": shown.document,
        "parts": parts,
        "chapters": [part for part in parts if isinstance(part.block, Heading) and part.block.level == 1],
        "wanted": shown.wanted,
        "choices": choices_in_words(shown.choices),
        "chosen": chosen_in_words(shown.choices, shown.wanted),
        "chart_route": chart_route,
        "chart_values": chart_values or {},
        "is_still": is_still,
    }
