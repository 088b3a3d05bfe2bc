"""What participants wrote, marked to be quoted in reports: one answer at a time, and the list of a survey's quotes."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.translation import language
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of
from surveys.building import get_survey
from surveys.definition import Texts, Wording, text_in
from surveys.forms.quotes import QuoteForm
from surveys.quotes import Quotable, list_quotes, mark_quote, quotable, withdraw_quote


class QuoteController(Controller):
    path = "/"

    @get("/surveys/{survey_id:uuid}/quotes", name="quotes.index")
    async def index(self, survey_id: FromPath[UUID]) -> Template:
        survey = await get_survey(survey_id)
        return page("surveys/quotes/index.html", survey=survey, quotes=await list_quotes(survey_id), text=_text)

    @get("/statements/{statement_id:uuid}/quote", name="quotes.edit")
    async def edit(self, statement_id: FromPath[UUID]) -> Template:
        statement = await quotable(statement_id)
        return _form_page(statement, QuoteForm.of(statement))

    @post("/statements/{statement_id:uuid}/quote", name="quotes.mark")
    async def mark(
        self, request: Request, statement_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = QuoteForm.read(sent)
        try:
            survey_id = await mark_quote(
                statement_id,
                form.text,
                officer_id=officer_of(request).id,
                tells_of_nobody=form.tells_of_nobody,
                now=datetime.now(UTC),
            )
        except Conflict as error:
            return _form_page(await quotable(statement_id), form.refused(error))
        return see_other(request, "quotes.index", notice=_("The quote was saved."), survey_id=survey_id)

    @post("/statements/{statement_id:uuid}/quote/withdraw", name="quotes.withdraw")
    async def withdraw(
        self, request: Request, statement_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        survey_id = await withdraw_quote(statement_id, now=datetime.now(UTC))
        return see_other(request, "quotes.index", notice=_("The quote was withdrawn."), survey_id=survey_id)


def _form_page(statement: Quotable, form: QuoteForm) -> Template:
    question = next((it for it in statement.definition.questions if it.key == statement.question_key), None)
    return page(
        "surveys/quotes/edit.html",
        status=422 if form.errors else 200,
        statement=statement,
        question=_text(question.text) if question else None,
        form=form,
    )


def _text(texts: Texts) -> Wording:
    return text_in(texts, language())
