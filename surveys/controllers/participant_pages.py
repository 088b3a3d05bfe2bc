"""What the participants' pages are given, in which language they are spoken, and the plain pages when a link does not work."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect, Template
from litestar.types import ExceptionHandlersMap

from feedback.errors import ServiceError, TooMany
from feedback.settings import settings
from feedback.translation import LANGUAGES, speak
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.attempts import Attempts
from feedback.web.errors import STATUS, unexpected_error
from feedback.web.forms import Submitted, submitted
from feedback.web.locale import asked_language
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, today
from surveys import conditions, paging
from surveys.answers import Answers, shown_answer
from surveys.building import SurveyState
from surveys.definition import Question, QuestionType, Section, SurveyDefinition, Texts, Wording, text_in
from surveys.drafting import estimated_minutes
from surveys.forms.participants import SectionForm, WelcomeForm
from surveys.invitation_tokens import deletion_token
from surveys.privacy_notices import privacy_notice
from surveys.publishing import is_open
from surveys.recall import recall
from surveys.response_drafts import AlreadySent, DraftedAnswers, find_draft
from surveys.responses import Receipt
from surveys.survey_links import AlreadyAnswered, AskedSurvey, NoMoreAnswers, WrongLink

wrong_links = Attempts(limit=30, seconds=600)
SENTENCE_END = re.compile(r"(?<=[.!?؟])\s")


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
    answers: Answers = field(default_factory=dict)

    def text(self, texts: Texts) -> Wording:
        """The text in this language or the nearest, with the answers that it recalls."""
        questions = {question.key: question for question in self.definition.questions}
        return text_in(texts, self.language).map(lambda text: recall(text, questions, self.answers, self.language))


def speak_for(
    request: Request, definition: SurveyDefinition, *, otherwise: str, answers: Answers | None = None
) -> Spoken:
    """Speak the language the address asks for, or the other one, where the survey has it; else the survey's first."""
    offered = {code: LANGUAGES[code] for code in definition.languages if code in LANGUAGES} or LANGUAGES
    wanted = (asked_language(request), otherwise, *offered)
    chosen = next(each for each in wanted if each in offered)
    speak(chosen)
    return Spoken(definition, chosen, offered, answers or {})


def welcome_page(request: Request, asked: AskedSurvey, *, otherwise: str, form: WelcomeForm | None = None) -> Template:
    spoken = speak_for(request, asked.definition, otherwise=otherwise)
    form = form or WelcomeForm()
    status = 422 if form.errors else 200
    return _page("welcome", spoken, status=status, form=form, is_trial=asked.is_trial, **welcome_facts(asked))


def welcome_facts(asked: AskedSurvey) -> dict[str, object]:
    """What the first page tells, in the language of the moment."""
    notice = privacy_notice(
        asked.definition.privacy,
        is_invited=asked.invitation_id is not None,
        closes_on=asked.closes_on,
        addresses_kept=asked.addresses_kept,
        answers_kept=asked.answers_kept,
        may_quote=asked.definition.may_quote,
    )
    return {
        "asked": asked,
        "minutes": estimated_minutes(asked.definition),
        "part_count": paging.page_count(asked.definition),
        "privacy": notice,
        "privacy_in_short": SENTENCE_END.split(notice.who, maxsplit=1)[0],
    }


def section_page(request: Request, draft: DraftedAnswers, form: SectionForm, *, token: str, number: int) -> Template:
    answers = draft.read.answers
    spoken = speak_for(request, draft.definition, otherwise=form.language or draft.language, answers=answers)
    section = paging.page(draft.definition, number)
    return _page(
        "section",
        spoken,
        status=422 if form.errors else 200,
        section=section,
        questions=paging.questions_on_page(draft.definition, number, answers),
        conditions=conditions.on_page(section, draft.definition, spoken.text),
        image_address=lambda digest: request.app.route_reverse("participants.image", digest=digest),
        number=number,
        progress=paging.progress(draft.definition, number, answers),
        form=form,
        token=token,
        is_trial=draft.is_trial,
    )


def later_page(request: Request, draft: DraftedAnswers, *, token: str) -> Template:
    spoken = speak_for(request, draft.definition, otherwise=draft.language)
    path = request.app.route_reverse("participants.resume", token=token)
    return _page("later", spoken, path=path, address=f"{settings().base_url}{path}", is_trial=draft.is_trial)


def check_page(request: Request, draft: DraftedAnswers, *, token: str, status: int = 200) -> Template:
    read = draft.read
    spoken = speak_for(request, draft.definition, otherwise=draft.language, answers=read.answers)
    sections = _checked(spoken, read.errors)
    last = max(paging.asked_pages(draft.definition, read.answers), default=1)
    return _page(
        "check",
        spoken,
        status=status,
        sections=sections,
        errors=read.errors,
        last=last,
        draft=draft,
        token=token,
        is_trial=draft.is_trial,
    )


def receipt_page(request: Request, receipt: Receipt, *, token: str) -> Template:
    return _receipt_page("receipt", request, receipt, token=token)


def delete_page(request: Request, receipt: Receipt, *, token: str) -> Template:
    """Asks whether the answers are really to be deleted."""
    return _receipt_page("delete", request, receipt, token=token, proof=deletion_token(token))


def deleted_page() -> Template:
    return page("surveys/participants/deleted.html")


def _receipt_page(name: str, request: Request, receipt: Receipt, *, token: str, proof: str = "") -> Template:
    spoken = speak_for(request, receipt.definition, otherwise=receipt.language, answers=receipt.answers)
    can_change = is_open(receipt, today())
    sections = _checked(spoken, {})
    return _page(
        name,
        spoken,
        receipt=receipt,
        sections=sections,
        can_change=can_change,
        receipt_token=token,
        is_trial=receipt.state == SurveyState.TRIAL,
        proof=proof,
    )


def _page(name: str, spoken: Spoken, *, status: int = 200, **context: object) -> Template:
    every = {"definition": spoken.definition, "language": spoken.language, "languages": spoken.languages}
    return page(f"surveys/participants/{name}.html", status=status, text=spoken.text, **every, **context)


def _checked(spoken: Spoken, errors: Mapping[str, str]) -> list[CheckedSection]:
    """The questions that were asked, section by section, with their answers."""
    asked = {question.key for question in conditions.asked(spoken.definition.questions, spoken.answers)}

    def checked(question: Question) -> CheckedQuestion:
        words = shown_answer(question, spoken.answers, spoken.language)
        return CheckedQuestion(question, words, errors.get(question.key, ""))

    def is_answerable(question: Question) -> bool:
        return question.key in asked and question.type is not QuestionType.INFORMATION

    numbered = enumerate(paging.pages(spoken.definition), start=1)
    sections = (
        CheckedSection(number, section, tuple(checked(each) for each in section.questions if is_answerable(each)))
        for number, section in numbered
    )
    return [section for section in sections if section.questions]


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
    if isinstance(error, NoMoreAnswers) and error.language in LANGUAGES:
        speak(asked_language(request) or error.language)
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 0)
    return _refusal(error, status) if status else unexpected_error(request, error)


def _refusal(error: ServiceError, status: int) -> Template:
    titles = {
        404: _("This link does not work"),
        410: _("You cannot answer here any more"),
        413: _("This is too long to be sent"),
        429: _("Too many attempts"),
    }
    title = titles.get(status, _("This could not be done"))
    return page("surveys/participants/refused.html", status=status, title=title, text=str(error))


def to_receipt(request: Request, _error: ServiceError) -> Redirect:
    """The answers were sent: every page of theirs is the receipt now."""
    return see_other(request, "participants.receipt", token=request.path_params["token"])


def to_own_answers(request: Request, error: AlreadyAnswered) -> Redirect:
    """The invitee has answered: the invitation leads to the receipt, from where the answers can be changed."""
    return see_other(request, "participants.receipt", token=error.token)


class TooLong(ServiceError):
    """More was sent than is taken at once; said in the language of the survey, which whoever answers it has chosen."""

    def __init__(self, language: str) -> None:
        self.language = language


async def sent_by_participant(request: Request) -> Submitted:
    """The dependency `sent` of participants' forms. Raises `TooLong`."""
    try:
        return await submitted(request)
    except HTTPException as error:
        if error.status_code != 413:
            raise
        draft = await find_draft(request.path_params.get("token", ""))
        raise TooLong(draft.language if draft else spoken_language()) from error


def too_long(request: Request, error: TooLong) -> Template:
    """A page of the participants' own, since the one of the site speaks of files."""
    speak(asked_language(request) or error.language)
    text = _(
        "Nothing is lost: what you wrote is still on the page before, and what you have saved before is kept. Go "
        "back to it with your browser, make the text shorter, and go on."
    )
    return _refusal(ServiceError(text), 413)


#: For `exception_handlers` of the participants' controllers.
PARTICIPANT_ERRORS: ExceptionHandlersMap = {
    WrongLink: wrong_link,
    AlreadySent: to_receipt,
    AlreadyAnswered: to_own_answers,
    TooLong: too_long,
    ServiceError: refused,
}
