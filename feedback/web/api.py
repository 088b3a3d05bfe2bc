"""The kit of the API's handlers: who calls, how much they may ask, what an answer carries, and how a write holds what was read.

No cookie counts here: only a token does, so that no page elsewhere can make a browser write. Nothing is compressed, so that an
ETag stands for the very bytes.
"""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar
from uuid import UUID

import msgspec
from litestar import Litestar, Response, Router
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotAuthorizedException,
    PermissionDeniedException,
)
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.params import HeaderParameter, QueryParameter
from litestar.types import ControllerRouterHandler, Method
from litestar.types.internal_types import PathParameterDefinition

from feedback.api.paging import CURSOR, MOST, USUAL
from feedback.api.resources import Receipt
from feedback.api_tokens import Caller, TokenScope, caller_of
from feedback.errors import NotFound
from feedback.log_chain import writing_logs
from feedback.web.attempts import Attempts
from feedback.web.page_cache import TO_EVERY_SITE
from feedback.web.requests import Request, today

UUID_TEXT = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
T = TypeVar("T", bound=msgspec.Struct)

PATH = "/api/v1"
#: For `opt=` of all of the API.
API = {"public": True, "exclude_from_csrf": True, "compressed": True}
#: How much one token may ask in a minute, and one address without a token; each process of the service counts for itself.
BY_TOKEN = Attempts(limit=600, seconds=60)
BY_ADDRESS = Attempts(limit=120, seconds=60)

Cursor: TypeAlias = Annotated[
    str | None, QueryParameter(pattern=CURSOR, description="`next` of the page before; without it the first page")
]
#: Not a `UUID | None`, which would take the word "null" for one.
OfConsultation: TypeAlias = Annotated[
    str | None, QueryParameter(pattern=UUID_TEXT, description="the id of a consultation; without it those of all")
]
Limit: TypeAlias = Annotated[int, QueryParameter(ge=1, le=MOST, description="how many at most")]
IfMatch: TypeAlias = Annotated[
    str | None,
    HeaderParameter(name="If-Match", description="the ETag of what was read; 412 where it has changed since"),
]
USUAL_LIMIT = USUAL
#: For `security=`: what anybody may read, and what needs a token.
READ: list[dict[str, list[str]]] = [{}, {"token": []}]
WRITE: list[dict[str, list[str]]] = [{"token": []}]


def needs(scope: TokenScope) -> dict[str, Any]:
    """For `opt=` of a handler that writes."""
    return {**API, "scope": scope}


async def admit(connection: ASGIConnection[Any, Any, Any, Any], route_handler: BaseRouteHandler) -> None:
    """The guard of the API: counts who asks, knows their token, and sees that it is good for this.

    Raises `TooMany`, and the framework's errors for 401, 403, 405 and 415.
    """
    if connection.scope.get("method") == "OPTIONS":
        raise MethodNotAllowedException  # the framework's own answer names the methods of one handler alone
    caller = await _caller(connection)
    connection.state.caller = caller
    needed = route_handler.opt.get("scope")
    if needed and caller is None:
        raise NotAuthorizedException
    if needed and caller and needed not in caller.scopes:
        raise PermissionDeniedException(needed.value)
    media_type = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    if needed and connection.scope.get("method") == "POST" and media_type != "application/json":
        raise HTTPException(status_code=415)


async def _caller(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller | None:
    address = connection.client.host if connection.client else ""
    given = connection.headers.get("authorization")
    if given is None:
        _count(BY_ADDRESS, address)
        return None
    scheme, _space, token = given.strip().partition(" ")
    caller = await caller_of(token.strip(), today=today()) if scheme.lower() == "bearer" else None
    if caller is None:
        _count(BY_ADDRESS, address)
        raise NotAuthorizedException
    _count(BY_TOKEN, str(caller.token))
    return caller


def _count(limits: Attempts, key: str) -> None:
    limits.check(key)
    limits.failed(key)


def caller_of_request(request: Request) -> Caller | None:
    """Who calls; None for the public."""
    caller: Caller | None = request.state.get("caller")
    return caller


def sees_all(request: Request) -> bool:
    """Whether the caller reads what is not published too."""
    caller = caller_of_request(request)
    return caller is not None and TokenScope.READ_ALL in caller.scopes


def writer(request: Request) -> Caller:
    """Who writes. The guard lets nobody else so far."""
    caller = caller_of_request(request)
    if caller is None:
        raise NotAuthorizedException
    return caller


def etag_of(content: msgspec.Struct) -> str:
    return _etag(msgspec.json.encode(content))


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def answer(request: Request, content: T, *, status: int = 200, location: str = "") -> Response[T]:
    """The content with its ETag; 304 where the caller has it already."""
    return answer_with(request, msgspec.json.encode(content), status=status, location=location)


def answer_with(
    request: Request, body: bytes, *, status: int = 200, location: str = "", etag: str = ""
) -> Response[Any]:
    """As `answer`, of what is JSON already; `etag` where it is not that of the body."""
    etag = etag or _etag(body)
    headers = {"etag": etag, "cache-control": "no-cache", "vary": "Authorization", **TO_EVERY_SITE}
    if location:
        headers["location"] = location
    if request.method == "GET" and _names(request.headers.get("if-none-match", ""), etag):
        return Response(None, status_code=304, headers=headers)
    return Response(body, status_code=status, media_type="application/json", headers=headers)


async def written(
    request: Request, id: UUID, address: str, read: Callable[[bool], Awaitable[T]], *, status: int = 201
) -> Response[T | Receipt]:
    """What a write is answered with: the thing as the token may read it, or where it may not, that it was written.

    `read` is told whether to give all. The ETag of what is not read is that of all of it, for `If-Match`.
    """
    whole = await read(True)
    shown = whole if sees_all(request) else await _if_there(read(False))
    body = msgspec.json.encode(Receipt(id, address) if shown is None else shown)
    return answer_with(
        request,
        body,
        status=status,
        location=address if status == 201 else "",
        etag=etag_of(whole) if shown is None else "",
    )


def address_of(request: Request, route: str, **values: Any) -> str:
    """The path of a thing, by the name of its route."""
    return request.app.route_reverse(route, **values)


def _names(header: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return etag in tags or "*" in tags


@asynccontextmanager
async def unless_changed(request: Request, read: Callable[[bool], Awaitable[T]]) -> AsyncIterator[T]:
    """What is written inside is written to what the caller has read, where they say so in `If-Match`; else 412.

    `read` is told whether to give all. Gives all as it is now, before the writing. Nobody else writes in a log meanwhile.
    """
    async with writing_logs():
        current = await read(True)
        expected = request.headers.get("if-match", "")
        if expected and not _names(expected, etag_of(current)):
            # Who does not see all has read what the public reads, and the ETag of all in the answer to a write.
            public = None if sees_all(request) else await _if_there(read(False))
            if public is None or not _names(expected, etag_of(public)):
                raise HTTPException(status_code=412)
        yield current


async def _if_there(reading: Awaitable[T]) -> T | None:
    try:
        return await reading
    except NotFound:
        return None


def api_router(controllers: Sequence[ControllerRouterHandler]) -> Router:
    """The routes of the API under one guard, and its description for programs."""

    @cache
    def description() -> Description:
        # When a program first asks for it: a site or a command that starts does not wait for it.
        return described(controllers)

    return Router(
        path=PATH,
        route_handlers=list(controllers),
        guards=[admit],
        opt=API,
        dependencies={"description": Provide(description, sync_to_thread=True)},
    )


class Description(msgspec.Struct, frozen=True):
    """The OpenAPI document."""

    document: dict[str, Any] = {}


def described(controllers: Sequence[ControllerRouterHandler]) -> Description:
    """The OpenAPI document of these routes."""
    # An application that serves nothing: the site itself describes no routes but these, and shows no page of the framework's.
    nothing = Provide(Description, sync_to_thread=False)
    app = Litestar(
        route_handlers=[Router(path=PATH, route_handlers=list(controllers), dependencies={"description": nothing})],
        openapi_config=OpenAPIConfig(
            title="Gensvar",
            version="1",
            description=(
                "What became of what was said at consultations. Without a token that reads all, what is published; with "
                "one, all that is kept. Problems are told by RFC 9457. Lists stand in a fixed order and are read on by `next`."
            ),
            use_handler_docstrings=True,
            operation_id_creator=_named,
            components=Components(
                security_schemes={
                    "token": SecurityScheme(type="http", scheme="bearer", description="A token made by an officer")
                }
            ),
        ),
    )
    return Description(_polished(app.openapi_schema.to_schema()))


def _named(route_handler: HTTPRouteHandler, _method: Method, _path: list[str | PathParameterDefinition]) -> str:
    return (route_handler.name or "").removeprefix("api.").replace(".", "_")


def _polished(document: dict[str, Any]) -> dict[str, Any]:
    """The document with what the framework leaves out: ETags, and that fields which are not known are refused."""
    for name, schema in document["components"]["schemas"].items():
        if name.startswith("Written"):
            schema["additionalProperties"] = False
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                # What can be left out is never sent as null in an address.
                told = parameter["schema"]
                schemas = [each for each in told.pop("oneOf", []) if each != {"type": "null"}]
                parameter["schema"] = {**(schemas[0] if schemas else {}), **told}
            for status, response in operation["responses"].items():
                if status in ("200", "201", "304"):
                    response["headers"] = {
                        "ETag": {"schema": {"type": "string"}, "description": "for If-None-Match and If-Match"}
                    }
    return document
