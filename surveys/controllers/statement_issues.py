"""Statements against issues: one statement in hand with its likeliest issues, the others in a list; and those of one issue."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.coding_queue import place_in
from feedback.enums import CodingState
from feedback.forms.codings import Asked
from feedback.issues import get_issue
from feedback.recurrence import list_issue_titles
from feedback.same_wording import decided_for, same_wordings
from feedback.translation import gettext as _
from feedback.translation import language
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of
from surveys import statement_issue_decisions as decisions
from surveys.building import get_survey
from surveys.definition import Texts, Wording, text_in
from surveys.forms.statement_issues import Pressed, StatementIssueForm
from surveys.quotes import quoted_statements
from surveys.statement_issues import get_raising, issue_queue, statements_raising, texts_of_survey
from surveys.statements import coded_statements, survey_of_statement


class StatementIssueController(Controller):
    path = "/"

    @get("/surveys/{survey_id:uuid}/statement-issues", name="statement_issues.index")
    async def index(self, request: Request, survey_id: FromPath[UUID]) -> Template:
        return await _index_page(survey_id, Asked.read(request.query_params), StatementIssueForm())

    @post("/statements/{statement_id:uuid}/issues", name="statement_issues.decide")
    async def decide(
        self, request: Request, statement_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = StatementIssueForm.read(sent)
        survey_id = await survey_of_statement(statement_id)
        if form.errors:
            return await _index_page(survey_id, Asked(statement_id, form.shown), form)
        await _decide(request, await _decided_for(survey_id, statement_id, form), form)
        return await _going_on(request, survey_id, statement_id, form, form.pressed.notice)

    @post("/statements/{statement_id:uuid}/issues/new", name="statement_issues.open")
    async def open(
        self, request: Request, statement_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = StatementIssueForm.read_title(sent)
        survey_id = await survey_of_statement(statement_id)
        if form.errors:
            return await _index_page(survey_id, Asked(statement_id, form.shown), form)
        _statement, *also = await _decided_for(survey_id, statement_id, form)
        await decisions.open_issue_from(
            statement_id, title=form.title, also=also, officer_id=officer_of(request).id, now=now()
        )
        return await _going_on(request, survey_id, statement_id, form, _("A new issue was opened for the answer."))

    @post("/surveys/{survey_id:uuid}/statement-issues/undo", name="statement_issues.undo_last")
    async def undo_last(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        statement = await decisions.undo_last_issue(survey_id, officer_id=officer_of(request).id)
        notice = Pressed.UNDO.notice if statement else _("There is no decision of yours to undo.")
        return _to(request, survey_id, Asked(statement), notice)

    @get("/issues/{issue_id:uuid}/statements", name="statement_issues.of_issue")
    async def of_issue(self, issue_id: FromPath[UUID]) -> Template:
        issue = await get_issue(issue_id)
        statements = await statements_raising([issue_id, *issue.former_ids])
        surveys = {each.survey_id: (await get_survey(each.survey_id)).definition for each in statements}
        return page(
            "surveys/statement_issues/of_issue.html",
            issue=issue,
            statements=statements,
            titles={id: _text(survey.title) for id, survey in surveys.items()},
            quoted=await quoted_statements([each.id for each in statements]),
        )


async def _index_page(survey_id: UUID, asked: Asked, form: StatementIssueForm) -> Template:
    survey, queue = await get_survey(survey_id), await issue_queue(survey_id)
    place = place_in(queue, shown=asked.shown, at=asked.at, page=asked.number)
    return page(
        "surveys/statement_issues/index.html",
        status=422 if form.errors else 200,
        survey=survey,
        queue=queue,
        place=place,
        in_hand=await get_raising(place.at) if place.at else None,
        listed=await coded_statements(place.listed),
        issues=await list_issue_titles(),
        alike=await same_wordings(await texts_of_survey(survey_id)),
        alone=asked.alone,
        questions={question.key: question for question in survey.definition.questions},
        text=_text,
        form=form,
    )


async def _decided_for(survey_id: UUID, statement_id: UUID, form: StatementIssueForm) -> Sequence[UUID]:
    alike = await same_wordings(await texts_of_survey(survey_id)) if form.alike else {}
    return decided_for(statement_id, alike, seen=form.alike)


async def _decide(request: Request, statements: Sequence[UUID], form: StatementIssueForm) -> None:
    statement_id, *also = statements
    officer_id, at = officer_of(request).id, now()
    if form.pressed is Pressed.UNDO:
        await decisions.undo_issue(statement_id, issue_id=form.issue, also=also)
    elif form.issue is None:
        await decisions.decide_none_raised(statement_id, also=also, officer_id=officer_id, now=at)
    else:
        state = CodingState.REJECTED if form.pressed is Pressed.REJECT else CodingState.CONFIRMED
        await decisions.decide_issue(
            statement_id, issue_id=form.issue, state=state, also=also, officer_id=officer_id, now=at
        )


async def _going_on(
    request: Request, survey_id: UUID, statement_id: UUID, form: StatementIssueForm, notice: str
) -> Redirect:
    following = statement_id if form.stays else (await issue_queue(survey_id)).next_open(after=statement_id)
    return _to(request, survey_id, Asked(following, form.shown), notice)


def _to(request: Request, survey_id: UUID, asked: Asked, notice: str) -> Redirect:
    return see_other(
        request,
        "statement_issues.index",
        notice=notice,
        query=asked.query,
        fragment="text" if asked.at else "",
        survey_id=survey_id,
    )


def _text(texts: Texts) -> Wording:
    return text_in(texts, language())
