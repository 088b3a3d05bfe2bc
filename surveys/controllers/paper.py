"""A survey on paper: printing it, keying answers in, reading filled files back, and the second officer's check."""

import asyncio
import secrets
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from feedback.translation import ngettext, speaking
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request, now, officer_of, today
from surveys import paper_checks, paper_entries
from surveys.answers import typed_by_question
from surveys.building import BuiltSurvey, get_survey
from surveys.controllers.asked_questions import asked_questions, unanswered_texts
from surveys.controllers.survey_pages import survey_page
from surveys.definition import SurveyDefinition, Wording
from surveys.forms.paper import FilledFileForm, PaperForm
from surveys.paper.asking import PaperSurvey
from surveys.paper.printing import survey_pdf
from surveys.paper.reading import MAX_BYTES, UnreadableForm, read_form
from surveys.paper_checks import EntryToCheck
from surveys.paper_entries import paper_survey, read_paper
from surveys.publishing import is_open
from surveys.response_drafts import Typed
from surveys.responses import NotComplete

LARGEST_UPLOAD = MAX_BYTES + 64 * 1024  # bytes; the file and the form around it


class PaperController(Controller):
    path = "/surveys/{survey_id:uuid}/paper"

    @get("/", name="paper.index")
    async def index(self, request: Request, survey_id: FromPath[UUID]) -> Template:
        return await _index_page(request, await get_survey(survey_id), FilledFileForm())

    @get("/{language:str}/survey.pdf", name="paper.print")
    async def print(self, survey_id: FromPath[UUID], language: FromPath[str]) -> Response[bytes]:
        return await _file(await paper_survey(survey_id), language, can_fill=False)

    @get("/{language:str}/form.pdf", name="paper.form")
    async def form(self, survey_id: FromPath[UUID], language: FromPath[str]) -> Response[bytes]:
        return await _file(await paper_survey(survey_id), language, can_fill=True)

    @get("/enter", name="paper.new")
    async def new(
        self,
        request: Request,
        survey_id: FromPath[UUID],
        language: FromQuery[str] = "",
        version: FromQuery[int | None] = None,
    ) -> Template:
        paper = await paper_survey(survey_id, version)
        return _entry_page(request, await get_survey(survey_id), paper, PaperForm.blank(paper, language))

    @post("/enter", name="paper.enter")
    async def enter(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        paper = await paper_survey(survey_id, sent.number("version"))
        form = PaperForm.read(sent, paper)
        if not form.errors:
            form = await _enter(request, survey_id, form)
        if form.errors:
            return _entry_page(request, await get_survey(survey_id), paper, form)
        return see_other(request, "paper.index", notice=_("The answers were kept."), survey_id=survey_id)

    @post("/read", name="paper.read", request_max_body_size=LARGEST_UPLOAD)
    async def read(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Template:
        """What was understood of a filled file, before it is kept."""
        survey = await get_survey(survey_id)
        form = await FilledFileForm.read(sent)
        if form.errors:
            return await _index_page(request, survey, form)
        try:
            filled = await asyncio.to_thread(read_form, form.content)
        except UnreadableForm as error:
            return await _index_page(request, survey, form.refused(str(error)))
        if filled.survey_id != survey_id:
            return await _index_page(request, survey, form.refused(_("The file is a form of another survey.")))
        if await paper_entries.is_kept(survey_id, filled.digest):
            refusal = paper_entries.already_kept(paper_entries.Source.PDF)
            return await _index_page(request, survey, form.refused(refusal))
        paper = await paper_survey(survey_id, filled.number)
        return _entry_page(request, survey, paper, PaperForm.of_file(filled, paper), is_new=True)


class PaperCheckController(Controller):
    path = "/paper/{response_id:uuid}/check"

    @get("/", name="paper_checks.show")
    async def show(self, request: Request, response_id: FromPath[UUID]) -> Template:
        entry = await paper_checks.entry_to_check(response_id, officer=officer_of(request).id)
        return await _check_page(request, entry, entry.typed)

    @post("/", name="paper_checks.agree")
    async def agree(
        self, request: Request, response_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        officer = officer_of(request).id
        entry = await paper_checks.entry_to_check(response_id, officer=officer)
        typed = typed_by_question(entry.definition.questions, {name: sent.all(name) for name in sent.values})
        try:
            corrected = await paper_checks.check(response_id, typed, officer=officer, today=today(), now=now())
        except NotComplete as error:
            return await _check_page(request, entry, typed, errors=error.errors)
        notice = _("The paper was checked: every answer agreed.")
        if corrected:
            notice = ngettext("%(n)s answer was corrected.", "%(n)s answers were corrected.", corrected)
        return see_other(request, "paper.index", notice=notice, survey_id=entry.survey_id)


async def _file(paper: PaperSurvey, language: str, *, can_fill: bool) -> Response[bytes]:
    if language not in paper.definition.languages:
        raise NotFound(_("The survey is not offered in this language."))
    content = await asyncio.to_thread(survey_pdf, paper, language, can_fill=can_fill)
    name = f"survey-{paper.mark.replace('/', '-')}-{language}{'-form' if can_fill else ''}.pdf"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/pdf", headers=headers)


async def _enter(request: Request, survey_id: UUID, form: PaperForm) -> PaperForm:
    """Keep the answers, and give the form back with what the domain had against it."""
    drawn = secrets.SystemRandom().random()
    officer = officer_of(request).id
    try:
        await paper_entries.enter(survey_id, form.keyed, officer=officer, today=today(), now=now(), drawn=drawn)
    except Conflict as error:
        return form.refused(str(error))
    return form


async def _index_page(request: Request, survey: BuiltSurvey, form: FilledFileForm) -> Template:
    paper = None if survey.is_draft else await paper_survey(survey.id)
    entries = await paper_entries.list_entries(survey.id)
    return survey_page(
        "surveys/paper/index.html",
        status=422 if form.errors else 200,
        survey=survey,
        paper=paper,
        form=form,
        entries=entries,
        accuracy=paper_entries.accuracy(entries),
        is_open=is_open(survey, today()),
        officer=officer_of(request).id,
        megabytes=MAX_BYTES // (1024 * 1024),
    )


def _entry_page(
    request: Request, survey: BuiltSurvey, paper: PaperSurvey, form: PaperForm, *, is_new: bool = False
) -> Template:
    return survey_page(
        "surveys/paper/enter.html",
        # A file that was just read has not been refused, whatever is wrong in it.
        status=422 if form.errors and not is_new else 200,
        survey=survey,
        paper=paper,
        form=form,
        is_open=is_open(survey, today()),
        sections=_sections(request, paper.definition, form.language, form.typed, has_errors=bool(form.errors)),
        text=unanswered_texts(paper.definition, form.language),
    )


async def _check_page(
    request: Request, entry: EntryToCheck, typed: Typed, errors: dict[str, str] | None = None
) -> Template:
    return survey_page(
        "surveys/paper/check.html",
        status=422 if errors else 200,
        survey=await get_survey(entry.survey_id),
        entry=entry,
        errors=errors or {},
        sections=_sections(request, entry.definition, entry.language, typed, has_errors=bool(errors)),
        text=unanswered_texts(entry.definition, entry.language),
    )


def _sections(
    request: Request, definition: SurveyDefinition, language: str, typed: Typed, *, has_errors: bool
) -> list[tuple[Wording, str]]:
    """The title and the questions of each section that has some, as its participants meet them."""
    with speaking(language):
        errors = read_paper(definition.questions, typed).errors if has_errors else {}
    text = unanswered_texts(definition, language)
    return [
        (
            text(section.title),
            asked_questions(
                request, definition, section.questions, language=language, text=text, values=typed, errors=errors
            ),
        )
        for section in definition.sections
        if section.questions
    ]
