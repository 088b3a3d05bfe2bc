"""The next consultation: an agenda drafted from what is open, edited on the page, kept, and taken along as a page, file or text."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.api.published import public_issues
from feedback.blocks import Block
from feedback.errors import Conflict
from feedback.settings import settings
from feedback.translation import LANGUAGES, speaking
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of, today
from feedback.word_files import MEDIA_TYPE, word_file
from reports.agenda import open_matters
from reports.agenda_document import agenda_blocks, agenda_document, invitation_text
from reports.agenda_items import LONGEST_MEETING, SHORTEST_MEETING, Agenda, draft_items
from reports.agenda_notes import notes_blocks, notes_language, notes_title
from reports.agenda_wordings import wording_of
from reports.controllers.report_pages import disposition, parts_of
from reports.forms.agenda import MOST_ITEMS, AgendaForm, AskedDraft, Make
from reports.issuing import read_facts
from reports.kept_agendas import delete_agenda, get_agenda, keep_agenda, keep_changes, list_agendas

MOST_LISTED = 40  # issues, the first of which are on the agenda
LARGEST_AGENDA = 1024 * 1024  # bytes; as many items in letters of which each takes six bytes in a form


class AgendaController(Controller):
    path = "/agenda"

    @get("/", name="agenda.draft")
    async def draft(self, request: Request) -> Template:
        """An agenda from what is open today, in the language and of the length that the address asks for."""
        asked = AskedDraft.read(dict(request.query_params), spoken=spoken_language())
        facts = await read_facts(today=today())
        with speaking(asked.language):
            matters = await asyncio.to_thread(
                open_matters, facts, language=asked.language, today=today(), threshold=settings().threshold
            )
        items = draft_items(matters[:MOST_LISTED], language=asked.language, minutes=asked.minutes)
        title = wording_of(asked.language).title
        return await _edit_page(
            AgendaForm.of(Agenda(title, asked.language, asked.minutes, items, day=asked.day)), found=len(matters)
        )

    @post("/", name="agenda.make", request_max_body_size=LARGEST_AGENDA)
    async def make(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect | Response[bytes]:
        """What the pressed button asks for; the order anew where it asks for nothing."""
        make = sent.choice("make", Make) or Make.ORDER
        form = AgendaForm.read(sent, spoken=spoken_language())
        if make is Make.ORDER:
            return await _edit_page(form)
        if make is Make.MINUTES:
            return await _edit_page(form.with_minutes_shared())
        form = form.checked(adds_up=make not in (Make.KEEP, Make.KEEP_NEW))
        if form.errors:
            return await _edit_page(form)
        if make in (Make.KEEP, Make.KEEP_NEW):
            return await _keep(request, form, is_new=make is Make.KEEP_NEW or not form.kept)
        document = agenda_document(form.agenda, author=settings().department)
        if make is Make.NOTES:
            return await _word(notes_title(form.agenda), "", notes_language(form.agenda), notes_blocks(form.agenda))
        if make is Make.WORD:
            return await _word(document.title, document.subtitle, document.language, agenda_blocks(form.agenda))
        if make is Make.INVITATION:
            return page("reports/agenda/invitation.html", form=form, text=invitation_text(form.agenda))
        return page("reports/agenda/print.html", form=form, document=document, parts=tuple(parts_of(document)))

    @get("/kept", name="agenda.index")
    async def index(self) -> Template:
        return page("reports/agenda/index.html", agendas=await list_agendas())

    @get("/kept/{agenda_id:uuid}", name="agenda.show")
    async def show(self, agenda_id: FromPath[UUID]) -> Template:
        kept = await get_agenda(agenda_id)
        return await _edit_page(AgendaForm.of(kept.agenda, kept=str(kept.id), seen=kept.stamp))

    @post("/kept/{agenda_id:uuid}/delete", name="agenda.delete")
    async def delete(self, request: Request, agenda_id: FromPath[UUID]) -> Redirect:
        await delete_agenda(agenda_id)
        return see_other(request, "agenda.index", notice=_("The agenda was deleted."))


async def _keep(request: Request, form: AgendaForm, *, is_new: bool) -> Template | Redirect:
    if is_new:
        id = await keep_agenda(form.agenda, officer=officer_of(request).id, today=today(), now=now())
    else:
        id = UUID(form.kept)
        try:
            await keep_changes(id, form.agenda, seen=form.seen, now=now())
        except Conflict as error:
            return await _edit_page(form.refused(str(error)))
    return see_other(request, "agenda.show", notice=_("The agenda was saved."), agenda_id=id)


async def _word(title: str, subtitle: str, language: str, blocks: Sequence[Block]) -> Response[bytes]:
    content = await asyncio.to_thread(
        word_file,
        title,
        subtitle=subtitle,
        language=language,
        author=settings().department,
        blocks=blocks,
        written_on=today(),
    )
    headers = {"content-disposition": disposition(title, "docx")}
    return Response(content, media_type=MEDIA_TYPE, headers=headers, status_code=200)


async def _edit_page(form: AgendaForm, *, found: int | None = None) -> Template:
    return page(
        "reports/agenda/edit.html",
        status=422 if form.errors else 200,
        form=form,
        found=found,
        listed=MOST_LISTED,
        most_items=MOST_ITEMS,
        public={str(each) for each in await public_issues()},
        spoken_languages=list(LANGUAGES.items()),
        shortest=SHORTEST_MEETING,
        longest=LONGEST_MEETING,
    )
