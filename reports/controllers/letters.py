"""Closure letters for officers: whom to write to about a consultation, each letter before it is sent, and queueing them."""

import asyncio
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.consultations import get_consultation
from feedback.errors import Conflict, NotFound
from feedback.labels import MAIL_STATES
from feedback.organisations import KnownOrganisation
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.translation import language_name, ngettext, speaking
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of, today
from reports.closure_letters import Letter, closure_letter
from reports.controllers.report_pages import disposition
from reports.controllers.shown_letters import shown_letter
from reports.letters import (
    EXAMPLE,
    addressees,
    latest_number,
    letter_address,
    letter_token,
    make_letters,
    read_letter_facts,
)
from reports.pdf.letters import letter_pdf


class LetterController(Controller):
    path = "/consultations/{consultation_id:uuid}/letters"

    @get("/", name="letters.index")
    async def index(self, consultation_id: FromPath[UUID]) -> Template:
        return await _index_page(consultation_id)

    @post("/", name="letters.create")
    async def create(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        number = sent.number("number") or 0
        try:
            made = await make_letters(consultation_id, number=number, officer=officer_of(request).id, now=now())
        except Conflict as error:
            return await _index_page(consultation_id, problem=str(error))
        told = ngettext("%(n)s letter was made.", "%(n)s letters were made.", made.letters)
        queued = ngettext("%(n)s mail is in the outbox.", "%(n)s mails are in the outbox.", made.mails)
        return see_other(request, "letters.index", notice=f"{told} {queued}", consultation_id=consultation_id)

    @get("/{organisation_id:uuid}", name="letters.preview")
    async def preview(self, consultation_id: FromPath[UUID], organisation_id: FromPath[UUID]) -> Template:
        organisation, letter = await _previewed(consultation_id, organisation_id)
        return page(
            "reports/letters/preview.html",
            organisation=organisation,
            consultation=await get_consultation(consultation_id),
            shown=shown_letter(letter),
        )

    @get("/{organisation_id:uuid}/letter.pdf", name="letters.pdf")
    async def pdf(self, consultation_id: FromPath[UUID], organisation_id: FromPath[UUID]) -> Response[bytes]:
        """To be printed for who has no address for mail, or wants it on paper: with the link of the newest letter made."""
        organisation, letter = await _previewed(consultation_id, organisation_id, is_to_print=True)
        content = await asyncio.to_thread(letter_pdf, letter)
        name = f"{letter.title} {organisation.name}"
        headers = {"content-disposition": disposition(name, "pdf")}
        return Response(content, media_type="application/pdf", headers=headers)


async def _index_page(consultation_id: UUID, *, problem: str = "") -> Template:
    written_to = await addressees(consultation_id)
    latest = latest_number(written_to)
    lacking = [each for each in written_to if latest not in {sent.letter.number for sent in each.letters}]
    number = latest if latest and lacking else latest + 1
    waiting = lacking if number == latest else written_to
    return page(
        "reports/letters/index.html",
        status=409 if problem else 200,
        consultation=await get_consultation(consultation_id),
        addressees=written_to,
        number=number,
        latest=latest,
        with_address=sum(1 for each in waiting if each.organisation.email),
        without_address=sum(1 for each in waiting if not each.organisation.email),
        problem=problem,
        mail_states=MAIL_STATES,
        language_name=language_name,
        has_server=settings().mail is not None,
    )


async def _previewed(
    consultation_id: UUID, organisation_id: UUID, *, is_to_print: bool = False
) -> tuple[KnownOrganisation, Letter]:
    """The letter in its organisation's language as it would be sent today.

    On the screen its link is an example. In print it is the real one, where a letter was made: else nobody without an
    address for mail could reply.
    """
    written_to = {each.organisation.id: each for each in await addressees(consultation_id)}
    if organisation_id not in written_to:
        raise NotFound(_("The organisation did not attend this consultation."))
    found = written_to[organisation_id]
    token = letter_token(found.letters[-1].letter.id) if is_to_print and found.letters else EXAMPLE
    organisation = found.organisation
    address = letter_address(token, language=organisation.language)
    facts = await read_letter_facts(consultation_id, organisation_id, address=address, today=today())
    with speaking(organisation.language):
        return organisation, closure_letter(facts)
