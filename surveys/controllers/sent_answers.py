"""Answers that were sent, as whoever sent them meets them: the receipt, changing them, and deleting them."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.signed_tokens import is_same
from feedback.web.authentication import PARTICIPANT
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request, now, today
from surveys import answer_changes, withdrawing
from surveys.controllers import participant_pages as pages
from surveys.controllers.participant_pages import PARTICIPANT_ERRORS, sent_by_participant
from surveys.invitation_tokens import deletion_token
from surveys.response_drafts import no_answers
from surveys.responses import receipt


class SentAnswersController(Controller):
    path = "/a/{token:str}"
    opt = PARTICIPANT
    exception_handlers = PARTICIPANT_ERRORS
    dependencies = {"sent": Provide(sent_by_participant)}  # noqa: RUF012  (Litestar's own way; nobody changes it)

    @get("/receipt", name="participants.receipt")
    async def receipt(self, request: Request, token: FromPath[str]) -> Template:
        return pages.receipt_page(request, await receipt(token), token=token)

    @post("/change", name="participants.change")
    async def change(self, request: Request, token: FromPath[str], sent: NamedDependency[Submitted]) -> Redirect:
        await answer_changes.begin_change(token, today=today(), now=now())
        return see_other(request, "participants.check", token=token)

    @post("/keep", name="participants.keep")
    async def keep(self, request: Request, token: FromPath[str], sent: NamedDependency[Submitted]) -> Redirect:
        await answer_changes.drop_change(token)
        return see_other(request, "participants.receipt", token=token)

    @get("/delete", name="participants.confirm_deletion")
    async def confirm_deletion(self, request: Request, token: FromPath[str]) -> Template:
        return pages.delete_page(request, await receipt(token), token=token)

    @post("/delete", name="participants.delete")
    async def delete(self, request: Request, token: FromPath[str], sent: NamedDependency[Submitted]) -> Redirect:
        await withdrawing.withdraw(token, sent.id("response") or UUID(int=0), today=today())
        return see_other(request, "participants.deleted", token=token, proof=_proved(token, sent.text("proof")))

    @get("/deleted/{proof:str}", name="participants.deleted")
    async def deleted(self, request: Request, token: FromPath[str], proof: FromPath[str]) -> Template | Redirect:
        if not await withdrawing.is_withdrawn(token):
            return see_other(request, "participants.receipt", token=token)
        _proved(token, proof)
        return pages.deleted_page()


def _proved(token: str, proof: str) -> str:
    """The proof that there were answers, which the page gave that asked whether to delete them; else raises `WrongLink`."""
    if not is_same(deletion_token(token), proof):
        raise no_answers()
    return proof
