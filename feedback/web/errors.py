"""Each error gets its status once, here, and a plain page that says what to do. Internals are never shown."""

import logging
import secrets

from litestar import MediaType, Response
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.response import Redirect, Template
from litestar.types import ExceptionHandlersMap

from feedback import errors
from feedback.translation import gettext as _
from feedback.web import problems
from feedback.web.pages import page
from feedback.web.requests import Request
from feedback.web.security import CSRF_COOKIE

logger = logging.getLogger("gensvar")

STATUS: dict[type[errors.ServiceError], int] = {
    errors.NotFound: 404,
    errors.Gone: 410,
    errors.NotAllowed: 403,
    errors.Conflict: 409,
    errors.TooMany: 429,
    errors.Unreachable: 503,
    problems.Refused: 422,
}


def _error_page(status: int, title: str, text: str) -> Template:
    return page("errors/error.html", status=status, title=title, text=text)


def domain_error(request: Request, error: errors.ServiceError) -> Response[object] | Template:
    """The domain said no, in words for the reader."""
    titles = {
        404: _("The page was not found"),
        410: _("This is no longer here"),
        403: _("You cannot do this"),
        409: _("This could not be done"),
        429: _("Too many attempts"),
        503: _("This could not be done"),
    }
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 0)
    if status and problems.is_api(request):
        return problems.domain_problem(status, error)
    return _error_page(status, titles[status], str(error)) if status else unexpected_error(request, error)


def http_error(request: Request, error: HTTPException) -> Response[object] | Template:
    """The framework said no: an unknown address, a form too large, a form that is too old."""
    if problems.is_api(request):
        return problems.http_problem(request, error) or unexpected_error(request, error)
    if error.status_code == 401:
        here = request.url.path if request.method == "GET" else "/"
        return Redirect(request.app.route_reverse("sign_in.form"), query_params={"next": here}, status_code=303)
    if isinstance(error, PermissionDeniedException):
        return _old_form(request)
    if error.status_code in (404, 405):
        return _error_page(404, _("The page was not found"), _("Check the address, or start from the first page."))
    if error.status_code == 413:
        return _error_page(413, _("The file is too large"), _("A file may be at most 25 MB. Nothing was saved."))
    if error.status_code < 500:
        text = _("Something in the address or the form could not be understood. Go back and try again.")
        return _error_page(error.status_code, _("The request could not be understood"), text)
    return unexpected_error(request, error)


def _old_form(request: Request) -> Template:
    answer = _error_page(
        403,
        _("The form was too old"),
        _("Nothing was saved. Go back, reload the page and send the form again."),
    )
    # A cookie that is no longer valid is never replaced by the framework: without this the browser would be stuck.
    answer.cookies = [Cookie(key=CSRF_COOKIE, value="", path="/", max_age=0, httponly=True, samesite="lax")]
    return answer


def unexpected_error(request: Request, error: Exception) -> Response[object] | Template:
    """Something we did not think of: the reader gets a reference, the log gets the same one with the traceback."""
    reference = secrets.token_hex(4)
    # The message of an error can hold what somebody answered, so only its kind and place are logged.
    logger.error("error %s: %s", reference, _place(error))
    try:
        text = _(
            "It is not your fault. Try again in a moment; if it stays, give us this reference: %(reference)s.",
            reference=reference,
        )
        if problems.is_api(request):
            return problems.problem(500, text)
        return _error_page(500, _("Something went wrong on our side"), text)
    except Exception:
        return Response(content=reference, status_code=500, media_type=MediaType.TEXT)


def _place(error: Exception) -> str:
    lines = []
    traceback = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        lines.append(f"{code.co_qualname}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return f"{type(error).__name__} at {' > '.join(lines)}"


HANDLERS: ExceptionHandlersMap = {
    errors.ServiceError: domain_error,
    HTTPException: http_error,
    Exception: unexpected_error,
}
