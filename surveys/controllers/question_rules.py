"""Beside a question of a draft: whom it is asked of, and the picture above it."""

import asyncio
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback.database import transaction
from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.requests import Request
from surveys import building
from surveys.building import BuiltSurvey
from surveys.controllers.survey_pages import survey_page
from surveys.controllers.survey_questions import back_to_draft, draft_question
from surveys.definition import Question, SurveyDefinition
from surveys.edits import set_condition, set_image
from surveys.forms.question_rules import ConditionForm, ImageForm
from surveys.images import LARGEST, fitted, keep_image
from surveys.outline import condition_sentence, earlier_questions

LARGEST_UPLOAD = LARGEST + 64 * 1024  # bytes; the picture and the form around it


class QuestionRuleController(Controller):
    path = "/surveys/{survey_id:uuid}/questions/{key:str}"

    @get("/condition", name="question_conditions.edit")
    async def edit_condition(
        self, survey_id: FromPath[UUID], key: FromPath[str], question: FromQuery[str] = ""
    ) -> Template:
        survey, asked = await draft_question(survey_id, key)
        return _condition_page(survey, asked, ConditionForm.of(survey, asked, chosen=question))

    @post("/condition", name="question_conditions.update")
    async def update_condition(
        self, request: Request, survey_id: FromPath[UUID], key: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey, asked = await draft_question(survey_id, key)
        form = ConditionForm.read(sent, survey, key)
        if form.errors:
            return _condition_page(survey, asked, form)
        try:
            await building.edit_draft(
                survey_id, lambda draft: set_condition(draft, key, form.condition), seen=form.seen
            )
        except Conflict as error:
            return _condition_page(survey, asked, form.refused(str(error), seen=survey.fingerprint))
        return back_to_draft(request, survey_id, f"question-{key}", _("Whom the question is asked of was saved."))

    @post("/condition/remove", name="question_conditions.remove")
    async def remove_condition(
        self, request: Request, survey_id: FromPath[UUID], key: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await building.edit_draft(survey_id, lambda draft: set_condition(draft, key, None), seen=sent.text("seen"))
        return back_to_draft(request, survey_id, f"question-{key}", _("The question is asked of everybody."))

    @get("/image", name="question_images.edit")
    async def edit_image(self, request: Request, survey_id: FromPath[UUID], key: FromPath[str]) -> Template:
        survey, question = await draft_question(survey_id, key)
        return _image_page(request, survey, question, ImageForm.of(survey, question))

    @post("/image", name="question_images.update", request_max_body_size=LARGEST_UPLOAD)
    async def update_image(
        self, request: Request, survey_id: FromPath[UUID], key: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey, question = await draft_question(survey_id, key)
        form = await ImageForm.read(sent, question)
        if form.errors:
            return _image_page(request, survey, question, form)
        try:
            if form.content:
                await _show_image(survey_id, key, form)
            else:
                digest = question.image.digest if question.image else ""
                await building.edit_draft(
                    survey_id, lambda draft: set_image(draft, key, digest, form.alt), seen=form.seen
                )
        except Conflict as error:
            return _image_page(request, survey, question, form.refused(str(error), seen=survey.fingerprint))
        return back_to_draft(request, survey_id, f"question-{key}", _("The picture was saved."))

    @post("/image/remove", name="question_images.remove")
    async def remove_image(
        self, request: Request, survey_id: FromPath[UUID], key: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await building.edit_draft(survey_id, lambda draft: set_image(draft, key, "", ""), seen=sent.text("seen"))
        return back_to_draft(request, survey_id, f"question-{key}", _("The picture was taken away."))


async def _show_image(survey_id: UUID, key: str, form: ImageForm) -> None:
    """Keep the uploaded picture and show it above the question, both or neither."""
    picture = await asyncio.to_thread(fitted, form.content)

    def show(draft: SurveyDefinition) -> SurveyDefinition:
        return set_image(draft, key, picture.digest, form.alt, width=picture.width, height=picture.height)

    async with transaction():
        await keep_image(survey_id, picture.content)
        await building.edit_draft(survey_id, show, seen=form.seen)


def _condition_page(survey: BuiltSurvey, question: Question, form: ConditionForm) -> Template:
    earlier = earlier_questions(survey.definition, question.key)
    return survey_page(
        "surveys/questions/condition.html",
        status=422 if form.errors else 200,
        survey=survey,
        question=question,
        form=form,
        earlier=earlier,
        chosen=next((each for _number, each in earlier if each.key == form.question), None),
        sentence=condition_sentence(survey.definition, question.show_if),
    )


def _image_page(request: Request, survey: BuiltSurvey, question: Question, form: ImageForm) -> Template:
    return survey_page(
        "surveys/questions/image.html",
        status=422 if form.errors else 200,
        survey=survey,
        question=question,
        form=form,
        image_address=lambda digest: request.app.route_reverse("participants.image", digest=digest),
        largest=LARGEST // 1024 // 1024,
    )
