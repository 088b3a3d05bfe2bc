"""The outbox: what waits to be mailed and what became of it, each mail as it would be written now."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect, Template

from feedback.enums import MailState
from feedback.errors import ServiceError
from feedback.forms.outbox import OutboxQuery
from feedback.labels import label
from feedback.mail import outbox
from feedback.mail.messages import Describers, MailDescription, Writers, WrittenMail
from feedback.mail.outbox import ListedMail
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request


class OutboxController(Controller):
    path = "/outbox"

    @get("/", name="outbox.index")
    async def index(self, request: Request, describers: NamedDependency[SkipValidation[Describers]]) -> Template:
        counts = await outbox.counts()
        asked = OutboxQuery.read(dict(request.query_params), counts)
        mails = await outbox.list_mails(asked.state, page=asked.page)
        return page(
            "feedback/outbox/index.html",
            asked=asked,
            states=[(state, label(state), counts[state]) for state in MailState],
            mails=mails,
            described=await _described(mails, describers),
            trouble=await outbox.trouble(),
            has_server=settings().mail is not None,
        )

    @get("/{mail_id:uuid}", name="outbox.show")
    async def show(self, mail_id: FromPath[UUID], writers: NamedDependency[SkipValidation[Writers]]) -> Template:
        """The mail as it would be written now.

        What is for its reader alone is shown only where officers send the mails themselves.
        """
        mail = await outbox.get_mail(mail_id)
        has_server = settings().mail is not None
        written, problem = None, ""
        try:
            written = await writers[mail.kind](mail.about) if mail.kind in writers else None
        except ServiceError as error:
            problem = str(error)
        if written is not None and has_server:
            written = written.without_secret
        return page(
            "feedback/outbox/show.html",
            mail=mail,
            written=written,
            problem=problem,
            mailto=_mailto(written) if written else "",
            has_server=has_server,
            following=None if has_server else await outbox.next_waiting(mail_id),
        )

    @post("/{mail_id:uuid}/send-again", name="outbox.send_again")
    async def send_again(self, request: Request, mail_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await outbox.send_again(mail_id, now=datetime.now(UTC))
        return see_other(request, "outbox.show", notice=_("The mail will be sent again."), mail_id=mail_id)

    @post("/{mail_id:uuid}/drop", name="outbox.drop")
    async def drop(self, request: Request, mail_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await outbox.drop(mail_id)
        return see_other(request, "outbox.show", notice=_("The mail will not be sent."), mail_id=mail_id)

    @post("/{mail_id:uuid}/sent", name="outbox.sent_by_hand")
    async def sent_by_hand(
        self, request: Request, mail_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        """Counts it as sent, and goes on to the next that waits."""
        await outbox.sent_by_hand(mail_id, now=datetime.now(UTC))
        following = await outbox.next_waiting(mail_id)
        if following is None:
            return see_other(request, "outbox.index", notice=_("The mail counts as sent. No other mail waits."))
        notice = _("The mail counts as sent. This is the next.")
        return see_other(request, "outbox.show", notice=notice, mail_id=following)


async def _described(mails: Sequence[ListedMail], describers: Describers) -> dict[UUID, MailDescription]:
    """What is known of these mails, by their ids."""
    found: dict[UUID, MailDescription] = {}
    for kind, describe in describers.items():
        about = {mail.about: mail.id for mail in mails if mail.kind == kind}
        found |= {about[each]: description for each, description in (await describe(list(about))).items()}
    return found


def _mailto(written: WrittenMail) -> str:
    """The address that opens the mail in the officer's own mail program (RFC 6068)."""
    body = written.text.replace("\n", "\r\n")
    return f"mailto:{quote(written.to, safe='@')}?subject={quote(written.subject, safe='')}&body={quote(body, safe='')}"
