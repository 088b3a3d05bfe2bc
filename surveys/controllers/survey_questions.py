"""The questions of a draft survey: added, rewritten, moved and removed."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback.errors import Conflict, NotFound
from feedback.issues import followed_issues
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys import building
from surveys.building import BuiltSurvey
from surveys.controllers.survey_pages import survey_page
from surveys.definition import SCALES, Question, QuestionType
from surveys.edits import move_question, remove_question
from surveys.forms.survey_questions import NewQuestionForm, QuestionForm
from surveys.outline import earlier_questions
from surveys.question_library import scales
from surveys.rewriting import LIMITED, LISTED, OPEN_ENDED, IssueToAskAbout, add_new_question, rewrite_question
from surveys.versions import option_values_used

#: The types whose answers can be recalled in later texts.
RECALLABLE = tuple(each for each in QuestionType if each is not QuestionType.INFORMATION)


class SurveyQuestionController(Controller):
    path = "/surveys/{survey_id:uuid}/questions"

    @get("/new", name="survey_questions.new")
    async def new(self, survey_id: FromPath[UUID], section: FromQuery[str] = "") -> Template:
        survey = await building.get_draft(survey_id)
        form = NewQuestionForm(section=section, seen=survey.fingerprint)
        return _new_page(survey, form, await _issues())

    @post("/new", name="survey_questions.create")
    async def create(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey, issues = await building.get_draft(survey_id), await _issues()
        form = NewQuestionForm.read(sent, survey=survey, issues=issues)
        new = form.question
        if new is None:
            return _new_page(survey, form, issues)
        try:
            await building.edit_draft(survey_id, lambda draft: add_new_question(draft, new), seen=form.seen)
        except Conflict as error:
            return _new_page(survey, form.refused(str(error), seen=survey.fingerprint), issues)
        return back_to_draft(request, survey_id, f"section-{form.section}", _("The question was added."))

    @get("/{key:str}/edit", name="survey_questions.edit")
    async def edit(self, survey_id: FromPath[UUID], key: FromPath[str]) -> Template:
        survey, question = await draft_question(survey_id, key)
        return _edit_page(survey, question, QuestionForm.of(survey, question))

    @post("/{key:str}/edit", name="survey_questions.update")
    async def update(
        self, request: Request, survey_id: FromPath[UUID], key: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey, question = await draft_question(survey_id, key)
        form = QuestionForm.read(sent, question)
        if form.errors:
            return _edit_page(survey, question, form)
        wording = form.wording
        used = await option_values_used(survey_id, key)
        try:
            await building.edit_draft(
                survey_id, lambda draft: rewrite_question(draft, key, wording, used=used), seen=form.seen
            )
        except Conflict as error:
            return _edit_page(survey, question, form.refused(str(error), seen=survey.fingerprint))
        return back_to_draft(request, survey_id, f"question-{key}", _("The question was saved."))

    @post("/{key:str}/move", name="survey_questions.move")
    async def move(
        self, request: Request, survey_id: FromPath[UUID], key: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Redirect:
        by = -1 if sent.text("direction") == "up" else 1
        await building.edit_draft(survey_id, lambda draft: move_question(draft, key, by=by), seen=sent.text("seen"))
        return back_to_draft(request, survey_id, f"question-{key}", _("The question was moved."))

    @post("/{key:str}/remove", name="survey_questions.remove")
    async def remove(
        self, request: Request, survey_id: FromPath[UUID], key: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await building.edit_draft(survey_id, lambda draft: remove_question(draft, key), seen=sent.text("seen"))
        return back_to_draft(request, survey_id, "", _("The question was removed."))


def back_to_draft(request: Request, survey_id: UUID, fragment: str, notice: str) -> Redirect:
    return see_other(request, "surveys.edit", notice=notice, fragment=fragment, survey_id=survey_id)


async def draft_question(survey_id: UUID, key: str) -> tuple[BuiltSurvey, Question]:
    survey = await building.get_draft(survey_id)
    try:
        return survey, survey.definition.question(key)
    except KeyError as error:
        raise NotFound(_("The survey has no such question; it may have been removed.")) from error


async def _issues() -> list[IssueToAskAbout]:
    """The issues that are still open, for a verdict to be bound to."""
    return [
        IssueToAskAbout(str(issue.id), issue.title, issue.years)
        for issue in await followed_issues()
        if not issue.is_done
    ]


def _new_page(survey: BuiltSurvey, form: NewQuestionForm, issues: list[IssueToAskAbout]) -> Template:
    status = 422 if form.errors else 200
    return survey_page(
        "surveys/questions/new.html", status=status, survey=survey, form=form, issues=issues, scales=scales()
    )


def _edit_page(survey: BuiltSurvey, question: Question, form: QuestionForm) -> Template:
    return survey_page(
        "surveys/questions/edit.html",
        status=422 if form.errors else 200,
        survey=survey,
        question=question,
        form=form,
        is_listed=question.type in LISTED,
        is_limited=question.type in LIMITED,
        is_open_ended=question.type in OPEN_ENDED,
        is_scale=question.type in SCALES,
        can_be_required=question.type is not QuestionType.INFORMATION,
        earlier=[each for each in earlier_questions(survey.definition, question.key) if each[1].type in RECALLABLE],
    )
