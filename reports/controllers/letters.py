"""Closure letters for officers: whom to write to about a consultation, each letter before and after it is made, and its link."""

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
from reports.letter_reading import read_letter_facts
from reports.letters import (
    EXAMPLE,
    SentLetter,
    addressees,
    latest_number,
    letter_address,
    mail_letter,
    make_anew,
    make_letters,
    numbered_letter,
    revoke_letter,
)
from reports.pdf.letters import letter_pdf
from reports.told_letters import told_letter


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
        """The letter before it is made; its link is an example."""
        organisation, letter = await _previewed(consultation_id, organisation_id)
        return await _printed(letter, organisation)

    @get("/{organisation_id:uuid}/{number:int}", name="letters.made")
    async def made(
        self, consultation_id: FromPath[UUID], organisation_id: FromPath[UUID], number: FromPath[int]
    ) -> Template:
        return await _made_page(await numbered_letter(consultation_id, organisation_id, number))

    @get("/{organisation_id:uuid}/{number:int}/letter.pdf", name="letters.made_pdf")
    async def made_pdf(
        self, consultation_id: FromPath[UUID], organisation_id: FromPath[UUID], number: FromPath[int]
    ) -> Response[bytes]:
        """To be printed for who has no address for mail, or wants it on paper: with its real link, else nobody could reply."""
        sent = await numbered_letter(consultation_id, organisation_id, number)
        with speaking(sent.letter.language):
            return await _printed(await told_letter(sent.letter, today=today()), sent.letter.organisation)

    @post("/{organisation_id:uuid}/{number:int}/mail", name="letters.mail")
    async def mail(
        self, request: Request, consultation_id: FromPath[UUID], organisation_id: FromPath[UUID], number: FromPath[int]
    ) -> Redirect:
        """For an address that came after the letter was made; the others get nothing."""
        sent = await numbered_letter(consultation_id, organisation_id, number)
        await mail_letter(sent.letter, now=now())
        return see_other(
            request, "letters.index", notice=_("The mail is in the outbox."), consultation_id=consultation_id
        )

    @post("/{organisation_id:uuid}/{number:int}/revoke", name="letters.revoke")
    async def revoke(
        self, request: Request, consultation_id: FromPath[UUID], organisation_id: FromPath[UUID], number: FromPath[int]
    ) -> Redirect:
        sent = await numbered_letter(consultation_id, organisation_id, number)
        await revoke_letter(sent.letter, now=now())
        notice = _("The link was taken back. Whoever follows it is told so.")
        return see_other(
            request,
            "letters.made",
            notice=notice,
            consultation_id=consultation_id,
            organisation_id=organisation_id,
            number=number,
        )

    @post("/{organisation_id:uuid}/{number:int}/anew", name="letters.anew")
    async def anew(
        self, request: Request, consultation_id: FromPath[UUID], organisation_id: FromPath[UUID], number: FromPath[int]
    ) -> Redirect:
        """Another letter with another link, for this organisation alone."""
        sent = await numbered_letter(consultation_id, organisation_id, number)
        made = await make_anew(sent.letter, officer=officer_of(request).id, now=now())
        return see_other(
            request,
            "letters.made",
            notice=_("Letter %(n)s was made.", n=made),
            consultation_id=consultation_id,
            organisation_id=organisation_id,
            number=made,
        )


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


async def _made_page(sent: SentLetter) -> Template:
    with speaking(sent.letter.language):
        letter = await told_letter(sent.letter, today=today())
    return page(
        "reports/letters/made.html",
        sent=sent,
        consultation=await get_consultation(sent.letter.consultation),
        shown=shown_letter(letter),
        mail_states=MAIL_STATES,
    )


async def _printed(letter: Letter, organisation: KnownOrganisation) -> Response[bytes]:
    content = await asyncio.to_thread(letter_pdf, letter)
    headers = {"content-disposition": disposition(f"{letter.title} {organisation.name}", "pdf")}
    return Response(content, media_type="application/pdf", headers=headers)


async def _previewed(consultation_id: UUID, organisation_id: UUID) -> tuple[KnownOrganisation, Letter]:
    """The letter in its organisation's language as it would be made today; its link is an example."""
    written_to = {each.organisation.id: each for each in await addressees(consultation_id)}
    if organisation_id not in written_to:
        raise NotFound(_("The organisation did not attend this consultation."))
    organisation = written_to[organisation_id].organisation
    address = letter_address(EXAMPLE, language=organisation.language)
    facts = await read_letter_facts(consultation_id, organisation_id, address=address, today=today())
    with speaking(organisation.language):
        return organisation, closure_letter(facts)
