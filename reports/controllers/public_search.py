"""Searching the public site."""

from typing import Any

from litestar import Controller, Response, get

from feedback.issue_filters import IssueFilter
from feedback.web.page_cache import FOR_EVERYBODY
from feedback.web.requests import Request
from reports.controllers.public_site import public_page
from reports.public.site_search import MOST, search_site

LONGEST = 200  # characters of what is looked for


class PublicSearchController(Controller):
    path = "/public/search"
    opt = FOR_EVERYBODY

    @get("/", name="public.search")
    async def show(self, request: Request) -> Response[bytes]:
        words = IssueFilter.read({"words": request.query_params.get("words", "")[:LONGEST]}).words

        async def read() -> dict[str, Any]:
            return {
                "address": request.app.route_reverse("public.search"),
                "words": words,
                "found": await search_site(words),
                "most": MOST,
            }

        return await public_page(request, "search.html", read, asked={"words": words} if words else {})
