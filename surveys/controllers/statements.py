"""Coding what participants wrote: one question at a time, the riskiest statements first, one in hand and the others in a list."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.coding_decisions import last_decision
from feedback.coding_log import list_decisions
from feedback.coding_queue import place_in
from feedback.enums import CodedKind, CodingState
from feedback.errors import NotFound
from feedback.forms.codings import Asked, CodingForm, Pressed, going_on
from feedback.same_wording import decided_for, same_wordings
from feedback.themes import list_themes
from feedback.translation import gettext as _
from feedback.translation import language, ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of
from surveys.building import get_survey
from surveys.definition import Texts, Wording, text_in
from surveys.quotes import quoted_statements
from surveys.statement_codings import (
    STATEMENTS,
    decide_none_fits_statement,
    decide_statement,
    suggest_statement_codings,
    undo_last_on_statements,
    undo_statement_decision,
)
from surveys.statements import (
    AnsweredQuestion,
    answered_questions,
    coded_statements,
    question_of_statement,
    statement_queue,
    texts_of_question,
)


class StatementController(Controller):
    path = "/"

    @get("/surveys/{survey_id:uuid}/statements", name="statements.index")
    async def index(self, request: Request, survey_id: FromPath[UUID]) -> Template | Redirect:
        questions = await answered_questions(survey_id)
        if not questions:
            survey = await get_survey(survey_id)
            return page("surveys/statements/none.html", survey=survey, text=_text)
        return _to(request, survey_id, questions[0].question.key, Asked())

    @get("/surveys/{survey_id:uuid}/statements/{question_key:str}/{number:int}", name="statements.question")
    async def question(
        self, request: Request, survey_id: FromPath[UUID], question_key: FromPath[str], number: FromPath[int]
    ) -> Template:
        asked = Asked.read({**request.query_params, "page": str(number)})
        questions = await answered_questions(survey_id)
        if not 1 <= number <= _asked(questions, question_key).pages:
            raise NotFound(_("The survey has no such written answers."))
        return await _question_page(request, survey_id, question_key, asked, CodingForm())

    @post("/surveys/{survey_id:uuid}/statements/suggest", name="statements.suggest")
    async def suggest(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        n = await suggest_statement_codings(survey_id)
        notice = ngettext("%(n)s theme is suggested.", "%(n)s themes are suggested.", n)
        return see_other(request, "statements.index", notice=notice, survey_id=survey_id)

    @post("/statements/{statement_id:uuid}/codings", name="statements.decide")
    async def decide(
        self, request: Request, statement_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = CodingForm.read(sent, themes=await list_themes())
        survey_id, key = await question_of_statement(statement_id)
        if form.errors:
            return await _question_page(request, survey_id, key, Asked(statement_id, form.shown), form)
        alike = await same_wordings(await texts_of_question(survey_id, key)) if form.alike else {}
        await _decide(request, decided_for(statement_id, alike, seen=form.alike), form)
        asked = going_on(await statement_queue(survey_id, key), form, decided=statement_id)
        return _to(request, survey_id, key, asked, notice=form.pressed.notice)

    @post("/surveys/{survey_id:uuid}/statements/undo", name="statements.undo_last")
    async def undo_last(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        statement = await undo_last_on_statements(survey_id, officer_id=officer_of(request).id, now=now())
        if statement is None:
            notice = _("There is no decision of yours to undo.")
            return see_other(request, "statements.index", notice=notice, survey_id=survey_id)
        _survey, key = await question_of_statement(statement)
        return _to(request, survey_id, key, Asked(statement), notice=Pressed.UNDO.notice)


async def _question_page(request: Request, survey_id: UUID, key: str, asked: Asked, form: CodingForm) -> Template:
    survey = await get_survey(survey_id)
    questions = await answered_questions(survey_id)
    queue = await statement_queue(survey_id, key)
    place = place_in(queue, shown=asked.shown, at=asked.at, page=asked.number)
    at = (place.at,) if place.at else ()
    statements = {each.id: each for each in await coded_statements((*at, *place.listed))}
    return page(
        "surveys/statements/question.html",
        status=422 if form.errors else 200,
        survey=survey,
        questions=questions,
        asked=_asked(questions, key),
        queue=queue,
        place=place,
        in_hand=statements.get(place.at) if place.at else None,
        listed=[statements[each] for each in place.listed if each in statements],
        alike=await same_wordings(await texts_of_question(survey_id, key)),
        alone=asked.alone,
        decisions=await list_decisions(CodedKind.STATEMENT, place.at) if place.at else (),
        last=await last_decision(STATEMENTS, survey_id, officer_id=officer_of(request).id),
        themes={theme.id: theme for theme in await list_themes()},
        may_quote=survey.definition.may_quote,
        quoted=await quoted_statements(at),
        text=_text,
        form=form,
    )


async def _decide(request: Request, statements: Sequence[UUID], form: CodingForm) -> None:
    officer_id, at = officer_of(request).id, now()
    statement_id, *also = statements
    if form.pressed is Pressed.UNDO:
        await undo_statement_decision(
            statement_id, theme_id=form.theme, for_all=bool(also), officer_id=officer_id, now=at
        )
    elif form.theme is None:
        await decide_none_fits_statement(statement_id, also=also, officer_id=officer_id, now=at)
    else:
        state = CodingState.REJECTED if form.pressed is Pressed.REJECT else CodingState.CONFIRMED
        await decide_statement(statement_id, theme_id=form.theme, state=state, also=also, officer_id=officer_id, now=at)


def _text(texts: Texts) -> Wording:
    return text_in(texts, language())


def _asked(questions: tuple[AnsweredQuestion, ...], key: str) -> AnsweredQuestion:
    asked = next((each for each in questions if each.question.key == key), None)
    if asked is None:
        raise NotFound(_("The survey has no such written answers."))
    return asked


def _to(request: Request, survey_id: UUID, key: str, asked: Asked, *, notice: str = "") -> Redirect:
    return see_other(
        request,
        "statements.question",
        notice=notice,
        query=asked.query,
        fragment="text" if asked.at else "",
        survey_id=survey_id,
        question_key=key,
        number=1,
    )
