"""Webhooks: the list, adding one, which shows its secret once, and what became of each event that it was told of."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import webhook_deliveries, webhooks
from feedback.errors import Conflict
from feedback.forms.interfaces import WebhookForm
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of
from feedback.webhook_events import EVENTS


class WebhookController(Controller):
    path = "/webhooks"

    @get("/", name="webhooks.index")
    async def index(self) -> Template:
        return await _index_page(WebhookForm())

    @post("/", name="webhooks.create")
    async def create(self, request: Request, sent: NamedDependency[Submitted]) -> Template:
        """Answers with the page that shows the secret, which no other page does."""
        form = WebhookForm.read(sent)
        if form.errors:
            return await _index_page(form)
        try:
            webhook_id, secret = await webhooks.add_webhook(
                form.url, events=form.events, officer=officer_of(request).id, now=datetime.now(UTC)
            )
        except Conflict as error:
            return await _index_page(form.refused(str(error)))
        return page("feedback/webhooks/made.html", webhook=await webhooks.get_webhook(webhook_id), secret=secret)

    @get("/{webhook_id:uuid}", name="webhooks.show")
    async def show(self, webhook_id: FromPath[UUID]) -> Template:
        return page(
            "feedback/webhooks/show.html",
            webhook=await webhooks.get_webhook(webhook_id),
            deliveries=await webhook_deliveries.list_deliveries(webhook_id),
            events={event.value: _(text) for event, text in EVENTS.items()},
        )

    @post("/{webhook_id:uuid}/test", name="webhooks.test")
    async def test(self, request: Request, webhook_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await webhooks.send_test(webhook_id)
        return _back(
            request, webhook_id, _("A test is on its way. Reload the page in a moment to see what became of it.")
        )

    @post("/{webhook_id:uuid}/active", name="webhooks.set_active")
    async def set_active(
        self, request: Request, webhook_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        is_wanted = sent.checked("active")
        await webhooks.set_active(webhook_id, is_wanted)
        notice = (
            _("The webhook is told of events again.") if is_wanted else _("The webhook is told of nothing for now.")
        )
        return _back(request, webhook_id, notice)

    @post("/{webhook_id:uuid}/remove", name="webhooks.remove")
    async def remove(self, request: Request, webhook_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await webhooks.remove_webhook(webhook_id)
        return see_other(request, "webhooks.index", notice=_("The webhook was removed."))

    @post("/{webhook_id:uuid}/deliveries/{delivery_id:uuid}/send-again", name="webhooks.send_again")
    async def send_again(
        self,
        request: Request,
        webhook_id: FromPath[UUID],
        delivery_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
    ) -> Redirect:
        await webhook_deliveries.send_again(delivery_id, now=datetime.now(UTC))
        return _back(request, webhook_id, _("It will be sent again."))


def _back(request: Request, webhook_id: UUID, notice: str) -> Redirect:
    return see_other(request, "webhooks.show", notice=notice, webhook_id=webhook_id)


async def _index_page(form: WebhookForm) -> Template:
    return page(
        "feedback/webhooks/index.html",
        status=422 if form.errors else 200,
        form=form,
        webhooks=await webhooks.list_webhooks(),
        failed=await webhook_deliveries.failed_deliveries(),
        events=[(event, _(text)) for event, text in EVENTS.items()],
    )
