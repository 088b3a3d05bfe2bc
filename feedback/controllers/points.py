"""Correcting points: their words, kind and place; dividing, merging, moving, dropping and restoring them; adding one."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback import point_merging, point_moves, points
from feedback.consultations import get_consultation
from feedback.documents import text_of_lines
from feedback.errors import Conflict
from feedback.forms.points import DivisionForm, PointForm
from feedback.labels import POINT_KINDS
from feedback.questions import list_questions
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of


class PointController(Controller):
    path = "/"

    @get("/consultations/{consultation_id:uuid}/points/new", name="points.new")
    async def new(
        self, consultation_id: FromPath[UUID], first: FromQuery[int] = 0, last: FromQuery[int] = 0
    ) -> Template:
        consultation = await get_consultation(consultation_id)
        text = await text_of_lines(consultation.document, first, last)
        form = PointForm(text=text, first_line=str(first or ""), last_line=str(last or ""))
        return await _new_page(consultation_id, form)

    @post("/consultations/{consultation_id:uuid}/points/new", name="points.create")
    async def create(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = PointForm.read(sent)
        if form.errors:
            return await _new_page(consultation_id, form)
        try:
            point_id = await points.add_point(
                consultation_id, form.wording, lines=form.lines, officer_id=officer_of(request).id
            )
        except Conflict as error:
            return await _new_page(consultation_id, form.refused(str(error), name="first_line"))
        return _back(request, consultation_id, point_id, _("The point was added."))

    @get("/points/{point_id:uuid}/edit", name="points.edit")
    async def edit(self, point_id: FromPath[UUID]) -> Template:
        _consultation, point = await points.get_point(point_id)
        return await _edit_page(point_id, form=PointForm.of(point))

    @post("/points/{point_id:uuid}/edit", name="points.update")
    async def update(
        self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = PointForm.read(sent)
        if form.errors:
            return await _edit_page(point_id, form=form)
        try:
            consultation_id = await points.edit_point(
                point_id, form.wording, seen=form.seen, officer_id=officer_of(request).id
            )
        except Conflict as error:
            _consultation, point = await points.get_point(point_id)
            is_changed = form.seen != point.version
            form = form.refused(str(error), name="text", seen=point.version)
            return await _edit_page(point_id, form=form, is_changed=is_changed)
        return _back(request, consultation_id, point_id, _("The point was saved."))

    @get("/points/{point_id:uuid}/split", name="points.divide")
    async def divide(self, point_id: FromPath[UUID]) -> Template:
        _consultation, point = await points.get_point(point_id)
        return await _split_page(point_id, DivisionForm.of(point))

    @post("/points/{point_id:uuid}/split", name="points.split")
    async def split(
        self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = DivisionForm.read(sent)
        if form.errors:
            return await _split_page(point_id, form)
        try:
            consultation_id = await point_merging.split_point(
                point_id, parts=form.parts, seen=form.seen, officer_id=officer_of(request).id
            )
        except Conflict as error:
            _consultation, point = await points.get_point(point_id)
            return await _split_page(point_id, form.refused(str(error), seen=point.version), is_changed=True)
        return _back(request, consultation_id, point_id, _("The point was divided."))

    @post("/points/{point_id:uuid}/merge", name="points.merge")
    async def merge(self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        consultation_id = await point_merging.merge_points(
            point_id,
            with_id=sent.id("with") or point_id,
            now=now(),
            seen=sent.text("seen"),
            seen_other=sent.text("seen_other"),
            officer_id=officer_of(request).id,
        )
        notice = _("The points were merged. The second one is kept among the dropped points.")
        return _back(request, consultation_id, point_id, notice)

    @post("/points/{point_id:uuid}/move", name="points.move")
    async def move(self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        consultation_id = await point_moves.move_point(
            point_id, question_id=sent.id("question"), seen=sent.text("seen"), officer_id=officer_of(request).id
        )
        return _back(request, consultation_id, point_id, _("The point was moved."))

    @post("/points/{point_id:uuid}/question", name="points.make_question")
    async def make_question(
        self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        consultation_id, question_id = await point_moves.make_question_of(
            point_id, now=now(), seen=sent.text("seen"), officer_id=officer_of(request).id
        )
        notice = _("The point is a question now. The points that followed it stand under it.")
        return see_other(
            request,
            "consultations.review",
            notice=notice,
            fragment=f"question-{question_id}",
            consultation_id=consultation_id,
        )

    @post("/points/{point_id:uuid}/right", name="points.find_right")
    async def find_right(
        self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        consultation_id = await points.find_point_right(
            point_id, seen=sent.text("seen"), officer_id=officer_of(request).id
        )
        return _back(request, consultation_id, sent.id("next") or point_id, _("The point is right as it is."))

    @post("/points/{point_id:uuid}/drop", name="points.drop")
    async def drop(self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        consultation_id = await points.drop_point(
            point_id, now=now(), seen=sent.text("seen"), officer_id=officer_of(request).id
        )
        notice = _("The point was dropped. You find it at the end of the page and can restore it.")
        return _back(request, consultation_id, sent.id("next"), notice)

    @post("/points/{point_id:uuid}/restore", name="points.restore")
    async def restore(self, request: Request, point_id: FromPath[UUID]) -> Redirect:
        consultation_id = await points.restore_point(point_id, officer_id=officer_of(request).id)
        return _back(request, consultation_id, point_id, _("The point was restored."))


def _back(request: Request, consultation_id: UUID, point_id: UUID | None, notice: str) -> Redirect:
    return see_other(
        request,
        "consultations.review",
        notice=notice,
        fragment=f"point-{point_id}" if point_id else "",
        consultation_id=consultation_id,
    )


async def _new_page(consultation_id: UUID, form: PointForm) -> Template:
    return page(
        "feedback/points/new.html",
        status=422 if form.errors else 200,
        consultation=await get_consultation(consultation_id),
        questions=form.questions(await list_questions(consultation_id)),
        form=form,
    )


async def _edit_page(point_id: UUID, *, form: PointForm, is_changed: bool = False) -> Template:
    consultation, point = await points.get_point(point_id)
    questions = await list_questions(consultation.id)
    return page(
        "feedback/points/edit.html",
        status=422 if form.errors else 200,
        consultation=consultation,
        point=point,
        question=next((each for each in questions if each.id == point.question_id), None),
        questions=form.questions(questions),
        form=form,
        is_changed=is_changed,
        point_kinds=POINT_KINDS,
    )


async def _split_page(point_id: UUID, form: DivisionForm, *, is_changed: bool = False) -> Template:
    consultation, point = await points.get_point(point_id)
    return page(
        "feedback/points/split.html",
        status=422 if form.errors else 200,
        consultation=consultation,
        point=point,
        form=form,
        is_changed=is_changed,
    )
