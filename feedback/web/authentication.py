"""Who is asking. Every route is denied to strangers unless it says `opt=PUBLIC`: one guard, on the whole application."""

from datetime import UTC, datetime
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult

from feedback.accounts import SESSION_LENGTH, signed_in

COOKIE = "gensvar_session"
#: For `opt=` of the routes that anybody may open.
PUBLIC = {"public": True}
#: For `opt=` of participants' forms: the unguessable token in their address stands in for the CSRF cookie, which some block.
PARTICIPANT = {"public": True, "exclude_from_csrf": True}


class SessionMiddleware(AbstractAuthenticationMiddleware):
    """Looks the session cookie up; an unknown or expired one is nobody, never a new session."""

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        token = connection.cookies.get(COOKIE)
        officer = await signed_in(token, now=datetime.now(UTC)) if token else None
        return AuthenticationResult(user=officer, auth=token if officer else None)


def officers_only(connection: ASGIConnection[Any, Any, Any, Any], route_handler: BaseRouteHandler) -> None:
    """Deny by default; a page that strangers may see says so at its route."""
    if connection.scope.get("method") == "OPTIONS":
        return  # which methods an address takes is no secret, and nobody is looked up for it
    if connection.user is None and not route_handler.opt.get("public"):
        raise NotAuthorizedException


def session_cookie(token: str, *, secure: bool) -> Cookie:
    """The cookie that carries a session; an empty token takes it away."""
    return Cookie(
        key=COOKIE,
        value=token,
        max_age=int(SESSION_LENGTH.total_seconds()) if token else 0,
        path="/",
        httponly=True,
        secure=secure,
        samesite="lax",
    )
