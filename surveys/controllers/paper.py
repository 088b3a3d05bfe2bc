"""A survey on paper: printing it, keying answers in, reading filled files back, and the second officer's check."""

import asyncio
import secrets
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback.errors import Conflict, Gone, NotAllowed, NotFound
from feedback.translation import gettext as _
from feedback.translation import language_name, ngettext, number_text, speaking
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request, now, officer_of, today
from surveys import paper_checks, paper_entries
from surveys.answers import typed_by_question
from surveys.building import BuiltSurvey, get_survey
from surveys.controllers.asked_questions import asked_questions, unanswered_texts
from surveys.controllers.survey_pages import survey_page
from surveys.definition import SurveyDefinition, Wording
from surveys.forms.paper import FilledFileForm, LeftOut, PaperForm, refusal
from surveys.paper.answers import read_paper
from surveys.paper.asking import PaperSurvey, numbered
from surveys.paper.printing import survey_pdf
from surveys.paper.reading import MAX_BYTES, UnreadableForm, read_form
from surveys.paper_checks import EntryToCheck
from surveys.paper_surveys import paper_survey
from surveys.publishing import is_open
from surveys.response_drafts import Typed

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
        return await _entry_page(request, await get_survey(survey_id), paper, PaperForm.blank(paper, language))

    @post("/enter", name="paper.enter")
    async def enter(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        paper = await paper_survey(survey_id, sent.number("version"))
        form = PaperForm.read(sent, paper)
        if form.is_ready:
            form = await _enter(request, survey_id, form)
        if not form.is_ready:
            return await _entry_page(request, await get_survey(survey_id), paper, form)
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
        if await paper_entries.is_file_kept(survey_id, filled.digest):
            return await _index_page(request, survey, form.refused(paper_entries.file_kept()))
        paper = await paper_survey(survey_id, filled.number)
        return await _entry_page(request, survey, paper, PaperForm.of_file(filled, paper, form.mark), is_new=True)


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
        entry = await paper_checks.find_entry(response_id)
        typed = typed_by_question(entry.definition.questions, {name: sent.all(name) for name in sent.values})
        left_out = LeftOut.read(entry.definition, typed, sent)
        if left_out.is_news:
            return await _check_page(request, entry, typed, left_out=left_out)
        try:
            corrected = await paper_checks.check(response_id, typed, officer=officer, today=today(), now=now())
        except NotAllowed:
            raise
        except (Conflict, Gone) as error:
            return await _check_page(request, entry, typed, errors=refusal(error), left_out=left_out)
        notice = _("The paper was checked: every answer agreed.")
        if corrected:
            notice = ngettext("%(n)s answer was corrected.", "%(n)s answers were corrected.", corrected)
        return see_other(request, "paper.index", notice=notice, survey_id=entry.survey_id)


class PaperRemovalController(Controller):
    path = "/paper/{response_id:uuid}/remove"

    @get("/", name="paper.ask_removal")
    async def ask(self, response_id: FromPath[UUID]) -> Template:
        entry = await paper_checks.find_entry(response_id)
        return survey_page("surveys/paper/remove.html", survey=await get_survey(entry.survey_id), entry=entry)

    @post("/", name="paper.remove")
    async def remove(self, request: Request, response_id: FromPath[UUID]) -> Redirect:
        survey_id = await paper_entries.remove(response_id, today=today())
        return see_other(request, "paper.index", notice=_("The paper was removed."), survey_id=survey_id)


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
    except (Conflict, Gone) as error:
        return form.refused(error)
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
        longest_mark=paper_entries.LONGEST_MARK,
        officer=officer_of(request).id,
        megabytes=MAX_BYTES // (1024 * 1024),
    )


async def _entry_page(
    request: Request, survey: BuiltSurvey, paper: PaperSurvey, form: PaperForm, *, is_new: bool = False
) -> Template:
    has_errors = bool(form.errors)
    return survey_page(
        "surveys/paper/enter.html",
        # A file that was just read has not been refused, whatever is wrong in it.
        status=422 if not is_new and form.is_refused else 200,
        survey=survey,
        paper=paper,
        form=form,
        paper_versions=[(number, number_text(number)) for number in paper.published],
        paper_languages=[(code, language_name(code)) for code in paper.definition.languages],
        # What was typed comes back, also where the survey has closed meanwhile.
        is_open=is_open(survey, today()) or bool(form.typed),
        senders=await paper_entries.possible_senders(survey.id, paper.definition.privacy),
        left_out=form.left_out.sentences(paper.definition),
        sections=_sections(request, paper.definition, form.language, form.typed, has_errors=has_errors),
        text=unanswered_texts(paper.definition, form.language),
    )


async def _check_page(
    request: Request,
    entry: EntryToCheck,
    typed: Typed,
    errors: dict[str, str] | None = None,
    left_out: LeftOut | None = None,
) -> Template:
    return survey_page(
        "surveys/paper/check.html",
        status=422 if errors or left_out else 200,
        survey=await get_survey(entry.survey_id),
        entry=entry,
        errors=errors or {},
        told_of=left_out.keys if left_out else (),
        left_out=left_out.sentences(entry.definition) if left_out else [],
        sections=_sections(request, entry.definition, entry.language, typed, has_errors=bool(errors)),
        text=unanswered_texts(entry.definition, entry.language),
    )


def _sections(
    request: Request, definition: SurveyDefinition, language: str, typed: Typed, *, has_errors: bool
) -> list[tuple[Wording, str]]:
    """The title and the questions of each section that has some, as its participants meet them, with the paper's numbers."""
    with speaking(language):
        errors = read_paper(definition.questions, typed).errors if has_errors else {}
    text = unanswered_texts(definition, language)
    on_paper = numbered(definition)
    return [
        (
            text(section.title),
            asked_questions(
                request, on_paper, section.questions, language=language, text=text, values=typed, errors=errors
            ),
        )
        for section in on_paper.sections
        if section.questions
    ]
