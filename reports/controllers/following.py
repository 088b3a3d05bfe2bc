"""Following by mail: asking for it, confirming it by the link in a mail, and stopping by the link in every mail.

Opening a link changes nothing, since mail programs open links; a button does.
"""

from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.settings import settings
from feedback.translation import LANGUAGES, speak
from feedback.translation import language as spoken_language
from feedback.web.attempts import Attempts
from feedback.web.authentication import PARTICIPANT
from feedback.web.forms import Submitted
from feedback.web.locale import asked_language
from feedback.web.pages import page
from feedback.web.requests import Request, now
from reports.follower_news import subject_text
from reports.followers import ask_to_follow, asked_for, confirm, followings, stop
from reports.forms.following import FollowForm, read_subject
from reports.public.subjects import named_subject

#: By address of the visitor: mails go to whoever is typed in.
asking = Attempts(limit=20, seconds=3600)


class FollowingController(Controller):
    path = "/public/follow"
    opt = PARTICIPANT

    @get("/", name="public.follow")
    async def show(self, request: Request) -> Template:
        given = Submitted({name: [value] for name, value in request.query_params.items()})
        return await _form_page(request, FollowForm(read_subject(given), language=spoken_language()))

    @post("/", name="public.ask_to_follow")
    async def ask(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = FollowForm.read(sent)
        if form.errors or settings().mail is None:
            return await _form_page(request, form)
        visitor = request.client.host if request.client else ""
        asking.check(visitor)
        asking.failed(visitor)
        await ask_to_follow(form.email, form.subject, language=form.language, now=now())
        return Redirect(request.app.route_reverse("public.asked_to_follow"), status_code=303)

    @get("/asked", name="public.asked_to_follow")
    async def asked(self, request: Request) -> Template:
        return _page(request, "asked")

    @get("/confirm/{token:str}", name="public.confirm_following")
    async def show_confirm(self, request: Request, token: FromPath[str]) -> Template:
        following = await asked_for(token)
        return _page(request, "confirm", following=following, token=token, is_confirmed=False)

    @post("/confirm/{token:str}", name="public.confirmed_following", status_code=200)
    async def confirm(self, request: Request, token: FromPath[str]) -> Template:
        following = await confirm(token, now=now())
        return _page(request, "confirm", following=following, token=token, is_confirmed=True)

    @get("/stop/{token:str}", name="public.stop_following")
    async def show_stop(self, request: Request, token: FromPath[str]) -> Template:
        return await _stop_page(request, token)

    # Answered with the page itself: a mail program that sends this by one click follows no redirects (RFC 8058, 3.1).
    @post("/stop/{token:str}", name="public.stopped_following", status_code=200)
    async def stop(self, request: Request, token: FromPath[str]) -> Template:
        await stop(token)
        return await _stop_page(request, token)

    @post("/stop/{token:str}/{following_id:uuid}", name="public.stopped_following_one", status_code=200)
    async def stop_one(self, request: Request, token: FromPath[str], following_id: FromPath[UUID]) -> Template:
        await stop(token, only=following_id)
        return await _stop_page(request, token)


async def _form_page(request: Request, form: FollowForm) -> Template:
    named = await named_subject(form.subject)
    status = 422 if form.errors else 200
    can_mail = settings().mail is not None
    return _page(request, "ask", status=status, form=form, named=named, can_mail=can_mail, options=[*LANGUAGES.items()])


async def _stop_page(request: Request, token: str) -> Template:
    followed, language = await followings(token)
    if followed and not asked_language(request) and language in LANGUAGES:
        speak(language)
    return _page(request, "stop", followed=followed, token=token)


def _page(request: Request, name: str, *, status: int = 200, **context: Any) -> Template:
    address = request.app.route_reverse("public.follow")
    return page(
        f"reports/public/follow/{name}.html",
        status=status,
        address=address,
        canonical=settings().base_url + address,
        department=settings().department,
        subject_text=subject_text,
        **context,
    )
