"""Coding a consultation's points: the riskiest first, one in hand at a time, the others in a list below it."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import codings
from feedback.coding_decisions import last_decision
from feedback.coding_log import list_decisions
from feedback.coding_queue import place_in
from feedback.consultations import get_consultation
from feedback.enums import CodedKind, CodingState
from feedback.forms.codings import Asked, CodingForm, Pressed, going_on
from feedback.points import get_point
from feedback.same_wording import decided_for, same_wordings
from feedback.themes import list_themes
from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of


class CodingController(Controller):
    path = "/"

    @get("/consultations/{consultation_id:uuid}/codings", name="codings.index")
    async def index(self, request: Request, consultation_id: FromPath[UUID]) -> Template:
        return await _index_page(request, consultation_id, Asked.read(request.query_params), CodingForm())

    @post("/consultations/{consultation_id:uuid}/codings/suggest", name="codings.suggest")
    async def suggest(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        count = await codings.suggest_codings(consultation_id)
        notice = ngettext("%(n)s theme is suggested.", "%(n)s themes are suggested.", count)
        return see_other(request, "codings.index", notice=notice, consultation_id=consultation_id)

    @post("/points/{point_id:uuid}/codings", name="codings.decide")
    async def decide(
        self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = CodingForm.read(sent, themes=await list_themes())
        if form.errors:
            consultation, _point = await get_point(point_id)
            return await _index_page(request, consultation.id, Asked(point_id, form.shown), form)
        consultation_id = await _decide(request, await _decided_for(point_id, form), form)
        queue = codings.queue_of(await codings.list_codings(consultation_id), consultation_id=consultation_id)
        return _to(request, consultation_id, going_on(queue, form, decided=point_id), form.pressed.notice)

    @post("/consultations/{consultation_id:uuid}/codings/undo", name="codings.undo_last")
    async def undo_last(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        point = await codings.undo_last(consultation_id, officer_id=officer_of(request).id, now=now())
        notice = Pressed.UNDO.notice if point else _("There is no decision of yours to undo.")
        return _to(request, consultation_id, Asked(point), notice)


def _to(request: Request, consultation_id: UUID, asked: Asked, notice: str) -> Redirect:
    fragment = "text" if asked.at else ""
    return see_other(
        request,
        "codings.index",
        notice=notice,
        query=asked.query,
        fragment=fragment,
        consultation_id=consultation_id,
    )


async def _index_page(request: Request, consultation_id: UUID, asked: Asked, form: CodingForm) -> Template:
    consultation = await get_consultation(consultation_id)
    points = {each.id: each for each in await codings.list_codings(consultation_id)}
    queue = codings.queue_of(tuple(points.values()), consultation_id=consultation_id)
    place = place_in(queue, shown=asked.shown, at=asked.at, page=asked.number)
    themes = {theme.id: theme for theme in await list_themes()}
    return page(
        "feedback/codings/index.html",
        status=422 if form.errors else 200,
        consultation=consultation,
        queue=queue,
        place=place,
        in_hand=points[place.at] if place.at else None,
        listed=[points[each] for each in place.listed],
        alike=await same_wordings({each.id: each.text for each in points.values()}),
        alone=asked.alone,
        decisions=await list_decisions(CodedKind.POINT, place.at) if place.at else (),
        last=await last_decision(codings.POINTS, consultation_id, officer_id=officer_of(request).id),
        themes=themes,
        form=form,
    )


async def _decided_for(point_id: UUID, form: CodingForm) -> Sequence[UUID]:
    if not form.alike:
        return (point_id,)
    consultation, _point = await get_point(point_id)
    points = await codings.list_codings(consultation.id)
    return decided_for(point_id, await same_wordings({each.id: each.text for each in points}), seen=form.alike)


async def _decide(request: Request, points: Sequence[UUID], form: CodingForm) -> UUID:
    officer_id, at = officer_of(request).id, now()
    point_id, *also = points
    if form.pressed is Pressed.UNDO:
        return await codings.undo_decision(
            point_id, theme_id=form.theme, for_all=bool(also), officer_id=officer_id, now=at
        )
    if form.theme is None:
        return await codings.decide_none_fits(point_id, also=also, officer_id=officer_id, now=at)
    state = CodingState.REJECTED if form.pressed is Pressed.REJECT else CodingState.CONFIRMED
    return await codings.decide(point_id, theme_id=form.theme, state=state, also=also, officer_id=officer_id, now=at)
