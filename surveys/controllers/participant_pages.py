"""What the participants' pages are given, in which language they are spoken, and the plain pages when a link does not work."""

from collections.abc import Mapping
from dataclasses import dataclass

from litestar import Response
from litestar.response import Redirect, Template

from feedback.errors import ServiceError, TooMany
from feedback.settings import settings
from feedback.translation import LANGUAGES, speak
from feedback.translation import gettext as _
from feedback.web.attempts import Attempts
from feedback.web.errors import STATUS, unexpected_error
from feedback.web.locale import asked_language
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request
from surveys import paging
from surveys.answers import Answers, shown_answer
from surveys.definition import Question, Section, SurveyDefinition, Texts, Wording, text_in
from surveys.drafting import estimated_minutes
from surveys.forms.participants import SectionForm
from surveys.response_drafts import DraftedAnswers
from surveys.responses import Receipt
from surveys.survey_links import AskedSurvey

wrong_links = Attempts(limit=30, seconds=600)


@dataclass(frozen=True, slots=True)
class CheckedQuestion:
    """A question with its answer in words; no words where it was left blank."""

    question: Question
    answer: list[Wording]
    error: str = ""


@dataclass(frozen=True, slots=True)
class CheckedSection:
    number: int
    section: Section
    questions: tuple[CheckedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What every page needs: the survey, the language it is shown in, those it is offered in, and its texts' reader."""

    definition: SurveyDefinition
    language: str
    languages: Mapping[str, str]

    def text(self, texts: Texts) -> Wording:
        return text_in(texts, self.language)


def speak_for(request: Request, definition: SurveyDefinition, *, otherwise: str) -> Spoken:
    """Speak the language the address asks for, or the other one, where the survey has it; else the survey's first."""
    offered = {code: LANGUAGES[code] for code in definition.languages if code in LANGUAGES} or LANGUAGES
    wanted = (asked_language(request), otherwise, *offered)
    chosen = next(each for each in wanted if each in offered)
    speak(chosen)
    return Spoken(definition, chosen, offered)


def welcome_page(request: Request, asked: AskedSurvey, *, otherwise: str) -> Template:
    spoken = speak_for(request, asked.definition, otherwise=otherwise)
    return _page(
        "welcome",
        spoken,
        asked=asked,
        minutes=estimated_minutes(asked.definition),
        part_count=paging.page_count(asked.definition),
        department=settings().department,
    )


def section_page(request: Request, draft: DraftedAnswers, form: SectionForm, *, token: str, number: int) -> Template:
    spoken = speak_for(request, draft.definition, otherwise=form.language or draft.language)
    section, progress = paging.page(draft.definition, number), paging.progress(draft.definition, number)
    status = 422 if form.errors else 200
    return _page("section", spoken, status=status, section=section, progress=progress, form=form, token=token)


def later_page(request: Request, draft: DraftedAnswers, *, token: str) -> Template:
    spoken = speak_for(request, draft.definition, otherwise=draft.language)
    path = request.app.route_reverse("participants.resume", token=token)
    return _page("later", spoken, path=path, address=f"{settings().base_url}{path}")


def check_page(request: Request, draft: DraftedAnswers, *, token: str, status: int = 200) -> Template:
    spoken = speak_for(request, draft.definition, otherwise=draft.language)
    read = draft.read
    sections = _checked(spoken, read.answers, read.errors)
    last = paging.page_count(draft.definition)
    return _page("check", spoken, status=status, sections=sections, errors=read.errors, last=last, token=token)


def receipt_page(request: Request, receipt: Receipt) -> Template:
    spoken = speak_for(request, receipt.definition, otherwise=receipt.language)
    return _page("receipt", spoken, receipt=receipt, sections=_checked(spoken, receipt.answers, {}))


def _page(name: str, spoken: Spoken, *, status: int = 200, **context: object) -> Template:
    every = {"definition": spoken.definition, "language": spoken.language, "languages": spoken.languages}
    return page(f"surveys/participants/{name}.html", status=status, text=spoken.text, **every, **context)


def _checked(spoken: Spoken, answers: Answers, errors: Mapping[str, str]) -> list[CheckedSection]:
    def checked(question: Question) -> CheckedQuestion:
        return CheckedQuestion(question, shown_answer(question, answers, spoken.language), errors.get(question.key, ""))

    return [
        CheckedSection(number, section, tuple(checked(question) for question in section.questions))
        for number, section in enumerate(paging.pages(spoken.definition), start=1)
    ]


def wrong_link(request: Request, error: ServiceError) -> Template:
    """Whoever has tried many wrong links has to wait; a right one always opens, also behind an address that many share."""
    visitor = request.client.host if request.client else ""
    try:
        wrong_links.check(visitor)
    except TooMany as too_many:
        return _refusal(too_many, 429)
    wrong_links.failed(visitor)
    return _refusal(error, 404)


def refused(request: Request, error: ServiceError) -> Response[object] | Template:
    """The domain said no: a plain page without a way into the officers' part of the site."""
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 0)
    return _refusal(error, status) if status else unexpected_error(request, error)


def _refusal(error: ServiceError, status: int) -> Template:
    titles = {404: _("This link does not work"), 410: _("You cannot answer here any more"), 429: _("Too many attempts")}
    title = titles.get(status, _("This could not be done"))
    return page("surveys/participants/refused.html", status=status, title=title, text=str(error))


def to_receipt(request: Request, _error: ServiceError) -> Redirect:
    """The answers were sent: every page of theirs is the receipt now."""
    return see_other(request, "participants.receipt", token=request.path_params["token"])
