"""The request as our handlers know it: its user is a signed-in officer or nobody."""

from datetime import UTC, date, datetime
from typing import TypeAlias

from litestar import Request as LitestarRequest
from litestar.datastructures import State

from feedback.accounts import SignedIn
from feedback.errors import NotAllowed
from feedback.translation import gettext as _

Request: TypeAlias = LitestarRequest[SignedIn | None, str | None, State]


def officer_of(request: Request) -> SignedIn:
    """The officer who asks. Routes are guarded, so that nobody else gets this far."""
    if request.user is None:
        raise NotAllowed(_("You need to sign in to do this."))
    return request.user


def today() -> date:
    """The day of the request, at the edge; everything below takes it as an argument."""
    return date.today()


def now() -> datetime:
    """The moment of the request, at the edge too."""
    return datetime.now(UTC)
