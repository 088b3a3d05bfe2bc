"""The next consultation: an agenda drafted from what is open, edited on the page, and taken along as a page, Word file or text."""

import asyncio

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Template

from feedback.settings import settings
from feedback.translation import LANGUAGES, speaking
from feedback.translation import language as spoken_language
from feedback.web.forms import Submitted
from feedback.web.pages import page
from feedback.web.requests import Request, today
from feedback.word_files import MEDIA_TYPE, word_file
from reports.agenda import open_matters
from reports.agenda_document import agenda_blocks, agenda_document, invitation_text
from reports.agenda_items import LONGEST_MEETING, SHORTEST_MEETING, Agenda, draft_items
from reports.agenda_wordings import wording_of
from reports.controllers.report_pages import disposition, parts_of
from reports.forms.agenda import MOST_ITEMS, AgendaForm, AskedDraft, Make
from reports.issuing import read_facts
from reports.public.selection import public_issue_ids

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
    async def make(self, sent: NamedDependency[Submitted]) -> Template | Response[bytes]:
        """What the pressed button asks for; the order anew where it asks for nothing."""
        make = sent.choice("make", Make) or Make.ORDER
        form = AgendaForm.read(sent, spoken=spoken_language())
        if make is Make.ORDER:
            return await _edit_page(form)
        if make is Make.MINUTES:
            return await _edit_page(form.with_minutes_shared())
        form = form.checked()
        if form.errors:
            return await _edit_page(form)
        document = agenda_document(form.agenda, author=settings().department)
        if make is Make.WORD:
            content = await asyncio.to_thread(
                word_file,
                document.title,
                subtitle=document.subtitle,
                language=document.language,
                author=document.author,
                blocks=agenda_blocks(form.agenda),
                written_on=today(),
            )
            headers = {"content-disposition": disposition(document.title, "docx")}
            return Response(content, media_type=MEDIA_TYPE, headers=headers, status_code=200)
        if make is Make.INVITATION:
            return page("reports/agenda/invitation.html", form=form, text=invitation_text(form.agenda))
        return page("reports/agenda/print.html", form=form, document=document, parts=tuple(parts_of(document)))


async def _edit_page(form: AgendaForm, *, found: int | None = None) -> Template:
    return page(
        "reports/agenda/edit.html",
        status=422 if form.errors else 200,
        form=form,
        found=found,
        listed=MOST_LISTED,
        most_items=MOST_ITEMS,
        public={str(each) for each in await public_issue_ids()},
        spoken_languages=list(LANGUAGES.items()),
        shortest=SHORTEST_MEETING,
        longest=LONGEST_MEETING,
    )
