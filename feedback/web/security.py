"""Headers that keep a page to itself: nothing from elsewhere, no inline script or style, no frame, no address leaked."""

from litestar.config.csrf import CSRFConfig
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

CSRF_COOKIE = "gensvar_csrf"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    # Survey links hold a token in their address: it is told to nobody.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class SecurityHeadersMiddleware(ASGIMiddleware):
    """Sets the headers on every answer; pages are not kept in caches unless a handler says otherwise."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, *, is_https: bool) -> None:
        self.is_https = is_https

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
                if self.is_https:
                    headers.setdefault("strict-transport-security", "max-age=31536000")
            await send(message)

        await next_app(scope, receive, send_with_headers)


def csrf_config(secret: str, *, secure: bool) -> CSRFConfig:
    """Double-submit cookie with an HMAC; every officer form carries `_csrf_token`."""
    return CSRFConfig(
        secret=secret,
        cookie_name=CSRF_COOKIE,
        cookie_httponly=True,
        cookie_secure=secure,
        cookie_samesite="lax",
    )
