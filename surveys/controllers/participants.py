"""Answering a survey: welcome, one section per page, going on later, checking and sending. No account, no script."""

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback.errors import NotFound
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.authentication import PARTICIPANT
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request, now, today
from surveys import response_drafts, responses
from surveys.controllers import participant_pages as pages
from surveys.controllers.participant_pages import PARTICIPANT_ERRORS, sent_by_participant
from surveys.forms.participants import Button, SectionForm, WelcomeForm
from surveys.paging import next_page, page_count, previous_page, resume_page, unseen_page
from surveys.response_drafts import DraftedAnswers, draft_by_token
from surveys.survey_links import AskedSurvey, survey_by_invitation, survey_by_link


class ParticipantController(Controller):
    path = "/"
    opt = PARTICIPANT
    exception_handlers = PARTICIPANT_ERRORS
    dependencies = {"sent": Provide(sent_by_participant)}  # noqa: RUF012  (Litestar's own way; nobody changes it)

    @get("/s/{link:str}", name="participants.welcome")
    async def welcome(self, request: Request, link: FromPath[str]) -> Template:
        asked = await survey_by_link(link, today=today())
        return pages.welcome_page(request, asked, otherwise=spoken_language())

    @post("/s/{link:str}", name="participants.start")
    async def start(
        self, request: Request, link: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        return await _start(request, await survey_by_link(link, today=today()), sent)

    @get("/i/{invitation:str}", name="participants.invitation")
    async def invitation(self, request: Request, invitation: FromPath[str]) -> Template:
        asked = await survey_by_invitation(invitation, today=today())
        return pages.welcome_page(request, asked, otherwise=asked.language)

    @post("/i/{invitation:str}", name="participants.accept")
    async def accept(
        self, request: Request, invitation: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        return await _start(request, await survey_by_invitation(invitation, today=today()), sent)

    @get("/a/{token:str}", name="participants.resume")
    async def resume(self, request: Request, token: FromPath[str]) -> Redirect:
        draft = await draft_by_token(token, today=today())
        return _to_page(request, token, resume_page(draft.definition, draft.read.answers))

    @get("/a/{token:str}/{number:int}", name="participants.section")
    async def section(
        self, request: Request, token: FromPath[str], number: FromPath[int], correction: FromQuery[str] = ""
    ) -> Template:
        draft = await draft_by_token(token, today=today())
        form = SectionForm(values=draft.typed, is_correction=bool(correction))
        return pages.section_page(request, draft, form, token=token, number=_on_page(draft, number))

    @post("/a/{token:str}/{number:int}", name="participants.save")
    async def save(
        self, request: Request, token: FromPath[str], number: FromPath[int], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        draft = await draft_by_token(token, today=today())
        pages.speak_for(request, draft.definition, otherwise=sent.text("language") or draft.language)
        form = SectionForm.read(sent, draft, _on_page(draft, number))
        draft = await response_drafts.save_section(
            token, form.values, language=form.language, today=today(), page=number
        )
        if form.errors:
            return pages.section_page(request, draft, form, token=token, number=number)
        return _after_saving(request, draft, form, token=token, number=number)

    @get("/a/{token:str}/later", name="participants.later")
    async def later(self, request: Request, token: FromPath[str]) -> Template:
        return pages.later_page(request, await draft_by_token(token, today=today()), token=token)

    @get("/a/{token:str}/check", name="participants.check")
    async def check(self, request: Request, token: FromPath[str]) -> Template:
        return pages.check_page(request, await draft_by_token(token, today=today()), token=token)

    @post("/a/{token:str}/check", name="participants.send")
    async def send(
        self, request: Request, token: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        try:
            await responses.send(token, today=today(), now=now())
        except responses.NotComplete:
            return pages.check_page(request, await draft_by_token(token, today=today()), token=token, status=422)
        return see_other(request, "participants.receipt", token=token)


async def _start(request: Request, asked: AskedSurvey, sent: Submitted) -> Template | Redirect:
    pages.speak_for(request, asked.definition, otherwise=sent.text("language") or asked.language)
    form = WelcomeForm.read(sent, asked)
    if form.errors:
        return pages.welcome_page(request, asked, otherwise=form.language or asked.language, form=form)
    token = await response_drafts.start(
        asked, language=form.language, today=today(), now=now(), organisation=form.organisation
    )
    if asked.own_token is not None:  # what was answered by it on another day or device is there
        return see_other(request, "participants.resume", token=token)
    return _to_page(request, token, 1)


def _on_page(draft: DraftedAnswers, number: int) -> int:
    if not 1 <= number <= page_count(draft.definition):
        raise NotFound(_("The survey has no such part."))
    return number


def _to_page(request: Request, token: str, number: int | None) -> Redirect:
    if number is None:
        return see_other(request, "participants.check", token=token)
    return see_other(request, "participants.section", token=token, number=number)


def _after_saving(request: Request, draft: DraftedAnswers, form: SectionForm, *, token: str, number: int) -> Redirect:
    if form.button is Button.LATER:
        return see_other(request, "participants.later", token=token)
    answers = draft.read.answers
    if form.button is Button.BACK:
        return _to_page(request, token, previous_page(draft.definition, number, answers) or number)
    if form.is_correction:
        # A corrected answer can call for questions that were not asked before.
        return _to_page(request, token, unseen_page(draft.definition, answers, draft.typed))
    return _to_page(request, token, next_page(draft.definition, number, answers))
