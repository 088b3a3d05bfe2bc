"""Correcting what a consultation asked: editing, adding and removing its questions."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback import point_moves, questions
from feedback.consultations import get_consultation
from feedback.documents import text_of_lines
from feedback.errors import Conflict
from feedback.forms.questions import QuestionForm
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of


class QuestionController(Controller):
    path = "/"

    @get("/consultations/{consultation_id:uuid}/questions/new", name="questions.new")
    async def new(
        self, consultation_id: FromPath[UUID], first: FromQuery[int] = 0, last: FromQuery[int] = 0
    ) -> Template:
        consultation = await get_consultation(consultation_id)
        text = await text_of_lines(consultation.document, first, last)
        form = QuestionForm(text=text, first_line=str(first or ""), last_line=str(last or ""))
        return await _new_page(consultation_id, form)

    @post("/consultations/{consultation_id:uuid}/questions/new", name="questions.create")
    async def create(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = QuestionForm.read(sent)
        if form.errors:
            return await _new_page(consultation_id, form)
        try:
            question_id = await questions.add_question(
                consultation_id,
                text=form.text,
                subquestions=form.asked,
                lines=form.lines,
                officer_id=officer_of(request).id,
            )
        except Conflict as error:
            return await _new_page(consultation_id, form.refused(str(error), name="first_line"))
        return _back(request, consultation_id, f"question-{question_id}", _("The question was added."))

    @get("/questions/{question_id:uuid}/edit", name="questions.edit")
    async def edit(self, question_id: FromPath[UUID]) -> Template:
        _consultation, question = await questions.get_question(question_id)
        return await _edit_page(question_id, QuestionForm.of(question))

    @post("/questions/{question_id:uuid}/edit", name="questions.update")
    async def update(
        self, request: Request, question_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = QuestionForm.read(sent)
        if form.errors:
            return await _edit_page(question_id, form)
        try:
            consultation_id = await questions.edit_question(
                question_id,
                text=form.text,
                subquestions=form.asked,
                seen=form.seen,
                officer_id=officer_of(request).id,
            )
        except Conflict as error:
            _consultation, question = await questions.get_question(question_id)
            form = form.refused(str(error), name="text", seen=question.version)
            return await _edit_page(question_id, form, is_changed=True)
        return _back(request, consultation_id, f"question-{question_id}", _("The question was saved."))

    @post("/questions/{question_id:uuid}/drop", name="questions.drop")
    async def drop(self, request: Request, question_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        consultation_id = await questions.drop_question(
            question_id, seen=sent.text("seen"), officer_id=officer_of(request).id
        )
        notice = _("The question was removed. Its points are kept, outside the questions.")
        return _back(request, consultation_id, "", notice)

    @post("/questions/{question_id:uuid}/point", name="questions.make_point")
    async def make_point(
        self, request: Request, question_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        consultation_id, point_id = await point_moves.make_point_of(
            question_id, seen=sent.text("seen"), officer_id=officer_of(request).id
        )
        notice = _("The question is a point now. It and the points under it stand under the question before.")
        return _back(request, consultation_id, f"point-{point_id}", notice)


def _back(request: Request, consultation_id: UUID, fragment: str, notice: str) -> Redirect:
    return see_other(request, "consultations.review", notice=notice, fragment=fragment, consultation_id=consultation_id)


async def _new_page(consultation_id: UUID, form: QuestionForm) -> Template:
    consultation = await get_consultation(consultation_id)
    status = 422 if form.errors else 200
    return page("feedback/questions/new.html", status=status, consultation=consultation, form=form)


async def _edit_page(question_id: UUID, form: QuestionForm, *, is_changed: bool = False) -> Template:
    consultation, question = await questions.get_question(question_id)
    return page(
        "feedback/questions/edit.html",
        status=422 if form.errors else 200,
        consultation=consultation,
        question=question,
        form=form,
        is_changed=is_changed,
    )
