"""A sentence that the next page shows once: "The issue was saved." Carried over the redirect in a short-lived cookie."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import pass_context
from jinja2.runtime import Context
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.response import Redirect
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from feedback.web.requests import Request

COOKIE = "gensvar_notice"
LONGEST = 300


def see_other(
    request: Request,
    route: str,
    *,
    notice: str = "",
    query: Mapping[str, str] | None = None,
    fragment: str = "",
    **values: Any,
) -> Redirect:
    """Send the reader on to a page by its route name after a form did its work (303), with a sentence about it.

    `fragment` is the id of the place on that page.
    """
    path = request.app.route_reverse(route, **values)
    path += (f"?{urlencode(query)}" if query else "") + (f"#{fragment}" if fragment else "")
    cookies = [Cookie(key=COOKIE, value=quote(notice[:LONGEST]), path="/", httponly=True, samesite="lax", max_age=60)]
    return Redirect(path, status_code=303, cookies=cookies if notice else None)


@pass_context
def notice(context: Context) -> str:
    """For templates: the sentence to show, or nothing."""
    request: Request = context["request"]
    return unquote(request.cookies.get(COOKIE, ""))


class NoticeMiddleware(ASGIMiddleware):
    """Takes the notice away with the page that shows it."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if COOKIE not in Request(scope).cookies:
            await next_app(scope, receive, send)
            return

        async def send_without_notice(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                if _is_page(headers) and not any(COOKIE in value for value in headers.getall("set-cookie", [])):
                    gone = Cookie(key=COOKIE, value="", path="/", max_age=0, httponly=True, samesite="lax")
                    headers.add("set-cookie", gone.to_header(header=""))
            await send(message)

        await next_app(scope, receive, send_without_notice)


def _is_page(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").startswith("text/html")
