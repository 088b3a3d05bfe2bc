"""What the API answers where it cannot do what was asked: problem details by RFC 9457, in the caller's language."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec

from feedback.api_calls import KeyUsed
from feedback.errors import ServiceError
from feedback.issue_states import ReasonNeeded
from feedback.translation import gettext as _
from feedback.web.page_cache import TO_EVERY_SITE
from feedback.web.requests import Request
from feedback.web.value_faults import fault_text

PATH = "/api/"
MEDIA_TYPE = "application/problem+json"
METHODS = ("GET", "POST", "PUT", "DELETE")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong, and where: a field of the body as a JSON pointer (RFC 6901), or the name of a parameter."""

    detail: str
    pointer: str = ""
    parameter: str = ""


class Refused(ServiceError):
    """A value that was sent cannot be taken; `pointer` leads to it."""

    def __init__(self, text: str, *, pointer: str) -> None:
        super().__init__(text)
        self.pointer = pointer


class Problem(msgspec.Struct, frozen=True):
    """RFC 9457. The type is always `about:blank`: the status says what sort of problem it is."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault]


def responses(*statuses: int) -> Mapping[int, ResponseSpec]:
    """For `responses=` of a handler: the problems that it can answer with, beside those that all can."""
    every = sorted({400, 401, 403, 404, 429, *statuses} - {304})
    told = {
        status: ResponseSpec(Problem, generate_examples=False, description=_DESCRIPTIONS[status], media_type=MEDIA_TYPE)
        for status in every
    }
    unchanged = ResponseSpec(None, description=_DESCRIPTIONS[304])
    return told | ({304: unchanged} if 304 in statuses else {})


_DESCRIPTIONS = {
    304: "Not changed since the ETag in If-None-Match",
    400: "The request could not be understood",
    401: "The token is missing, unknown, revoked or too old",
    403: "The token is not good for this",
    404: "It is not there, or not to be seen with this token",
    409: "A rule forbids it now, somebody else was quicker, or the same request is still being answered",
    410: "It was there and has been taken away",
    412: "It has changed since the ETag in If-Match",
    413: "The body is too large",
    415: "The body is not JSON",
    422: "A value is missing or wrong, or the Idempotency-Key was used for another request",
    429: "Too many requests in a short time",
}


def is_api(request: Request) -> bool:
    """Whether a program asks, and not a reader; of an address that leads nowhere too."""
    return bool(request.scope["path"].startswith(PATH))


def problem(
    status: int, detail: str, *, errors: list[Fault] | None = None, headers: Mapping[str, str] | None = None
) -> Response[Any]:
    """A problem with its title, in the language of the moment."""
    body = Problem("about:blank", _title(status), status, detail, errors or [])
    content = msgspec.json.encode(body)
    return Response(content, status_code=status, media_type=MEDIA_TYPE, headers={**TO_EVERY_SITE, **(headers or {})})


def _title(status: int) -> str:
    titles = {
        401: _("A token is needed"),
        403: _("You cannot do this"),
        404: _("There is nothing here"),
        405: _("This cannot be done here"),
        409: _("This could not be done"),
        410: _("This is no longer here"),
        412: _("It has changed"),
        413: _("The request is too large"),
        415: _("Only JSON is read"),
        422: _("A value is missing or wrong"),
        429: _("Too many requests"),
    }
    other = _("The request could not be understood") if status < 500 else _("Something went wrong on our side")
    return titles.get(status, other)


def http_problem(request: Request, error: HTTPException) -> Response[Any] | None:
    """The framework said no; None where it is a fault of ours."""
    status = error.status_code
    if isinstance(error, ValidationException):
        return _invalid(error)
    match status:
        case 401:
            challenge = {"www-authenticate": 'Bearer realm="Gensvar"'}
            return problem(401, _("Send a token that works, as Authorization: Bearer TOKEN."), headers=challenge)
        case 403:
            return problem(403, _("The token is not good for this: it needs %(scope)s.", scope=error.detail))
        case 404:
            return problem(404, _("Check the address."))
        case 405:
            allowed = {"allow": ", ".join(_methods_at(request))}
            return problem(405, _("The address does not take this method."), headers=allowed)
        case 412:
            return problem(412, _("It has changed since you read it. Read it again and decide anew."))
        case 413:
            return problem(413, _("Send less at a time."))
        case 415:
            return problem(415, _("Send the body as application/json."))
        case _ if status < 500:
            return problem(status, _("The body of the request is not JSON, or something in its address is wrong."))
        case _:
            return None


def _methods_at(request: Request) -> list[str]:
    found = []
    for method in METHODS:
        try:
            request.app.asgi_router.handle_routing(path=request.scope["path"].rstrip("/"), method=method)
        except HTTPException:
            continue
        found.append(method)
    return found


def _invalid(error: ValidationException) -> Response[Any]:
    found = [each for each in error.extra or [] if isinstance(each, dict)]
    faults = [_fault(each) for each in found]
    # A body that is JSON and says what cannot be is understood all the same.
    in_body = any(each.get("source", "body") == "body" for each in found)
    return problem(422 if in_body else 400, _("A value is missing or wrong."), errors=faults)


def _fault(told: Mapping[str, Any]) -> Fault:
    message, key = fault_text(str(told.get("message", ""))), str(told.get("key", ""))
    if told.get("source", "body") == "body":
        return Fault(message, pointer="/" + key.replace(".", "/") if key and key != "data" else "")
    return Fault(message, parameter=key)


def domain_problem(status: int, error: Exception) -> Response[Any]:
    """The domain said no, in words for the reader."""
    if isinstance(error, KeyUsed):
        return problem(422, str(error), errors=[Fault(str(error), parameter="Idempotency-Key")])
    if isinstance(error, ReasonNeeded | Refused):
        pointer = error.pointer if isinstance(error, Refused) else "/reason"
        return problem(422, str(error), errors=[Fault(str(error), pointer=pointer)])
    return problem(status, str(error), headers={"retry-after": "60"} if status == 429 else None)
