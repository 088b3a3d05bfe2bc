"""The first page: for strangers the public site, or what this is while nothing is published; the consultations, for officers."""

from litestar import Controller, get
from litestar.response import Redirect, Template

from feedback.publishing import is_anything_public
from feedback.web.authentication import PUBLIC
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request


class StartController(Controller):
    path = "/"

    @get("/", name="start.show", opt=PUBLIC)
    async def show(self, request: Request) -> Template | Redirect:
        if request.user:
            return see_other(request, "consultations.index")
        if await is_anything_public():
            return see_other(request, "public.start")
        return page("feedback/start.html")
