"""Replies of organisations for officers, who look whether a law forbids showing them, and at nothing else."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of
from reports import reply_decisions
from reports.forms.replies import WithholdForm
from reports.withholding import LAWS


class ReplyController(Controller):
    path = "/replies"

    @get("/", name="replies.index")
    async def index(self) -> Template:
        return await _index_page(WithholdForm())

    @post("/{reply_id:uuid}/show", name="replies.show")
    async def show(self, request: Request, reply_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await reply_decisions.show_reply(reply_id, officer=officer_of(request).id, now=now(), seen=sent.text("seen"))
        return see_other(
            request, "replies.index", notice=_("The reply is shown, word for word, where its issue is published.")
        )

    @post("/{reply_id:uuid}/withhold", name="replies.withhold")
    async def withhold(
        self, request: Request, reply_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = WithholdForm.read(sent, str(reply_id))
        try:
            await reply_decisions.withhold_reply(
                reply_id, law=form.law, detail=form.detail, officer=officer_of(request).id, now=now()
            )
        except Conflict as error:
            return await _index_page(form.refused(error))
        notice = _("The reply is withheld. The organisation can read why on the page of its letter.")
        return see_other(request, "replies.index", notice=notice)


async def _index_page(form: WithholdForm) -> Template:
    return page(
        "reports/replies/index.html",
        status=422 if form.errors else 200,
        replies=await reply_decisions.list_replies(),
        form=form,
        laws=list(LAWS.items()),
    )
