"""The page behind the link in every mail: no more mails about this survey. Opening it changes nothing; mail programs open links."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from feedback.translation import gettext as _
from feedback.web.authentication import PARTICIPANT
from feedback.web.forms import Submitted
from feedback.web.pages import page
from feedback.web.requests import Request
from surveys.controllers.participant_pages import PARTICIPANT_ERRORS, speak_for
from surveys.declining import MailWish, mail_wish, set_declined


class MailWishController(Controller):
    path = "/u/{token:str}"
    opt = PARTICIPANT
    exception_handlers = PARTICIPANT_ERRORS

    @get("/", name="participants.mail_wish")
    async def show(self, request: Request, token: FromPath[str]) -> Template:
        return _page(request, await mail_wish(token), token)

    # Answered with the page itself: a mail program that sends this by one click follows no redirects (RFC 8058, 3.1).
    @post("/", name="participants.decline_mails", status_code=200)
    async def decline(self, request: Request, token: FromPath[str], sent: NamedDependency[Submitted]) -> Template:
        return _page(request, await set_declined(token, is_declined=True), token)

    @post("/again", name="participants.want_mails", status_code=200)
    async def want(self, request: Request, token: FromPath[str], sent: NamedDependency[Submitted]) -> Template:
        return _page(request, await set_declined(token, is_declined=False), token)


def _page(request: Request, wish: MailWish, token: str) -> Template:
    spoken = speak_for(request, wish.definition, otherwise=wish.language)
    title = _("You get no more mails") if wish.is_declined else _("No more mails about this survey?")
    name = spoken.text(wish.definition.title)
    return page(
        "surveys/participants/mail_wish.html",
        title=title,
        wish=wish,
        token=token,
        survey=name,
        language=spoken.language,
    )
