"""Tokens of other programs: the list, making one, which shows it once, and revoking it."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import api_tokens
from feedback.forms.interfaces import TokenForm
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of, today


class ApiTokenController(Controller):
    path = "/api-tokens"

    @get("/", name="api_tokens.index")
    async def index(self) -> Template:
        return await _index_page(TokenForm.empty(today()))

    @post("/", name="api_tokens.create")
    async def create(self, request: Request, sent: NamedDependency[Submitted]) -> Template:
        """Answers with the page that shows the token: it is not kept, so no other page could."""
        form = TokenForm.read(sent, today())
        if form.errors:
            return await _index_page(form)
        _id, token = await api_tokens.make_token(
            form.name,
            scopes=form.scopes,
            officer=officer_of(request).id,
            expires_on=form.last_day,
            now=datetime.now(UTC),
        )
        return page("feedback/api_tokens/made.html", name=form.name, token=token, last_day=form.last_day)

    @post("/{token_id:uuid}/revoke", name="api_tokens.revoke")
    async def revoke(self, request: Request, token_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await api_tokens.revoke(token_id, now=datetime.now(UTC))
        return see_other(request, "api_tokens.index", notice=_("The token opens nothing any more."))


async def _index_page(form: TokenForm) -> Template:
    return page(
        "feedback/api_tokens/index.html",
        status=422 if form.errors else 200,
        form=form,
        tokens=await api_tokens.list_tokens(),
        scopes=[(scope, _(text)) for scope, text in api_tokens.SCOPES.items()],
        today=today(),
    )
