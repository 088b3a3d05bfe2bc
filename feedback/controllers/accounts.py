"""Signing in and out."""

from datetime import UTC, datetime

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from feedback import accounts
from feedback.forms.accounts import SignInForm, local_path
from feedback.settings import settings
from feedback.web.attempts import Attempts
from feedback.web.authentication import PUBLIC, session_cookie
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request

_attempts = Attempts(limit=10, seconds=600)


class SignInController(Controller):
    path = "/"

    @get("/sign-in", name="sign_in.form", opt=PUBLIC)
    async def form(self, next: FromQuery[str] = "/") -> Template:
        return page("feedback/accounts/sign_in.html", form=SignInForm(next=local_path(next)))

    @post("/sign-in", name="sign_in.open", opt=PUBLIC)
    async def open(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = SignInForm.read(sent)
        if form.errors:
            return page("feedback/accounts/sign_in.html", status=422, form=form)
        tried_by = f"{form.email.lower()} {request.client.host if request.client else ''}"
        _attempts.check(tried_by)
        token = await accounts.sign_in(email=form.email, password=form.password, now=datetime.now(UTC))
        if token is None:
            _attempts.failed(tried_by)
            return page("feedback/accounts/sign_in.html", status=422, form=form.refused)
        _attempts.succeeded(tried_by)
        cookie = session_cookie(token, secure=settings().secure_cookies)
        return Redirect(form.next or "/", status_code=303, cookies=[cookie])

    @post("/sign-out", name="sign_in.close")
    async def close(self, request: Request) -> Redirect:
        await accounts.sign_out(request.auth or "")
        answer = see_other(request, "start.show")
        answer.cookies.append(session_cookie("", secure=settings().secure_cookies))
        return answer
