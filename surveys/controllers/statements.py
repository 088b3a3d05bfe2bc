"""Coding what participants wrote: one question at a time, each statement with its suggested themes to confirm or reject."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.enums import CodingState
from feedback.errors import NotFound
from feedback.themes import list_themes
from feedback.translation import gettext as _
from feedback.translation import language, ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of
from surveys.building import get_survey
from surveys.definition import Texts, Wording, text_in
from surveys.forms.statements import StatementCodingForm
from surveys.quotes import quoted_statements
from surveys.statement_codings import decide_statement, suggest_statement_codings, undo_statement_decision
from surveys.statements import (
    AnsweredQuestion,
    answered_questions,
    list_statements,
    next_undecided,
    place_of,
    survey_of_statement,
)


class StatementController(Controller):
    path = "/"

    @get("/surveys/{survey_id:uuid}/statements", name="statements.index")
    async def index(self, request: Request, survey_id: FromPath[UUID]) -> Template | Redirect:
        questions = await answered_questions(survey_id)
        if not questions:
            survey = await get_survey(survey_id)
            return page("surveys/statements/none.html", survey=survey, text=_text)
        return _to_question(request, survey_id, questions[0].question.key, 1)

    @get("/surveys/{survey_id:uuid}/statements/{question_key:str}/{number:int}", name="statements.question")
    async def question(self, survey_id: FromPath[UUID], question_key: FromPath[str], number: FromPath[int]) -> Template:
        questions = await answered_questions(survey_id)
        statements = await list_statements(survey_id, question_key, page=number)
        survey = await get_survey(survey_id)
        suggestions = [place_of(each, coding) for each in statements for coding in each.suggested]
        return page(
            "surveys/statements/question.html",
            survey=survey,
            may_quote=survey.definition.may_quote,
            quoted=await quoted_statements([each.id for each in statements]),
            questions=questions,
            asked=_asked(questions, question_key, number),
            number=number,
            statements=statements,
            first=next(iter(suggestions), ""),
            place_of=place_of,
            text=_text,
            themes=[theme for theme in await list_themes() if theme.merged_into is None],
        )

    @post("/surveys/{survey_id:uuid}/statements/suggest", name="statements.suggest")
    async def suggest(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        n = await suggest_statement_codings(survey_id)
        notice = ngettext("%(n)s theme is suggested.", "%(n)s themes are suggested.", n)
        return see_other(request, "statements.index", notice=notice, survey_id=survey_id)

    @post("/statements/{statement_id:uuid}/codings", name="statements.decide")
    async def decide(
        self, request: Request, statement_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        form = StatementCodingForm.read(sent)
        survey_id = await survey_of_statement(statement_id)
        if form.theme_id is None:
            notice = _("Choose a theme from the list, then add it.")
            return _to_question(request, survey_id, form.question_key, form.number, notice=notice)
        notice = await _decide(request, statement_id, form.theme_id, form.state)
        statements = await list_statements(survey_id, form.question_key, page=form.number)
        fragment = next_undecided(statements, after=statement_id)
        return _to_question(request, survey_id, form.question_key, form.number, notice=notice, fragment=fragment)


async def _decide(request: Request, statement_id: UUID, theme_id: UUID, state: CodingState) -> str:
    if state is CodingState.SUGGESTED:
        await undo_statement_decision(statement_id, theme_id=theme_id)
        return _("The decision was undone.")
    officer_id, now = officer_of(request).id, datetime.now(UTC)
    await decide_statement(statement_id, theme_id=theme_id, state=state, officer_id=officer_id, now=now)
    return _("The theme was confirmed.") if state is CodingState.CONFIRMED else _("The theme was rejected.")


def _text(texts: Texts) -> Wording:
    return text_in(texts, language())


def _asked(questions: tuple[AnsweredQuestion, ...], key: str, number: int) -> AnsweredQuestion:
    asked = next((each for each in questions if each.question.key == key), None)
    if asked is None or not 1 <= number <= asked.pages:
        raise NotFound(_("The survey has no such written answers."))
    return asked


def _to_question(
    request: Request, survey_id: UUID, key: str, number: int, *, notice: str = "", fragment: str = ""
) -> Redirect:
    return see_other(
        request,
        "statements.question",
        notice=notice,
        fragment=fragment,
        survey_id=survey_id,
        question_key=key,
        number=number,
    )
