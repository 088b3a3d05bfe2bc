"""Which language a page speaks: asked for in the address, then the cookie, then the browser's list, then Swedish."""

from collections.abc import Iterable

from babel.core import negotiate_locale
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES, language, speaking
from feedback.web.requests import Request

COOKIE = "gensvar_language"
ONE_YEAR = 365 * 24 * 3600


def asked_language(request: Request) -> str | None:
    """The language that the address asks for with `?lang=`, where we have it."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else None


def browser_language(accept_language: str) -> str | None:
    """The best of the browser's languages that we have, by its own order of quality.

    `fa-AF` finds `fa`; easy-read Swedish is chosen only by its own name, for who asks for `sv` may not want it.
    """
    wanted = sorted(_weighed(accept_language), key=lambda pair: -pair[1])
    return negotiate_locale([tag.lower() for tag, quality in wanted if quality > 0], list(LANGUAGES), sep="-")


def _weighed(accept_language: str) -> Iterable[tuple[str, float]]:
    for part in accept_language.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            yield tag, float(quality or 1)
        except ValueError:
            continue


class LocaleMiddleware(ASGIMiddleware):
    """Speaks one language for the length of a request, and says so in the headers. `?lang=` is remembered in a cookie."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, *, secure_cookies: bool) -> None:
        self.secure_cookies = secure_cookies

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        request = Request(scope)
        asked = asked_language(request)
        remembered = request.cookies.get(COOKIE, "")
        chosen = (
            asked
            or (remembered if remembered in LANGUAGES else None)
            or browser_language(request.headers.get("accept-language", ""))
            or DEFAULT_LANGUAGE
        )

        async def send_with_language(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers["content-language"] = language()
                headers.add("vary", "Accept-Language, Cookie")
                if asked and asked != remembered:
                    cookie = Cookie(
                        key=COOKIE, value=asked, max_age=ONE_YEAR, samesite="lax", secure=self.secure_cookies, path="/"
                    )
                    headers.add("set-cookie", cookie.to_header(header=""))
            await send(message)

        with speaking(chosen):
            await next_app(scope, receive, send_with_language)
