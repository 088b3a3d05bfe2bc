"""Coding a consultation's points: suggested themes to confirm or reject one by one, and themes added by hand."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import codings
from feedback.consultations import get_consultation
from feedback.enums import CodingState
from feedback.forms.codings import DecisionForm
from feedback.points import get_point
from feedback.themes import list_themes
from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of


class CodingController(Controller):
    path = "/"

    @get("/consultations/{consultation_id:uuid}/codings", name="codings.index")
    async def index(self, consultation_id: FromPath[UUID]) -> Template:
        return await _index_page(consultation_id, DecisionForm())

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
        form = DecisionForm.read(sent, point_id=point_id)
        if form.theme is None:
            consultation, _point = await get_point(point_id)
            return await _index_page(consultation.id, form)
        consultation_id = await codings.decide(
            point_id, theme_id=form.theme, state=form.state, officer_id=officer_of(request).id, now=datetime.now(UTC)
        )
        confirmed = form.state is CodingState.CONFIRMED
        notice = _("The theme was confirmed.") if confirmed else _("The theme was rejected.")
        return await _on_to_the_next(request, consultation_id, point_id, notice)

    @post("/points/{point_id:uuid}/codings/undo", name="codings.undo")
    async def undo(self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        consultation_id = await codings.undo_decision(point_id, theme_id=sent.id("theme") or point_id)
        return see_other(
            request,
            "codings.index",
            notice=_("The decision was undone."),
            fragment=f"point-{point_id}",
            consultation_id=consultation_id,
        )


async def _index_page(consultation_id: UUID, form: DecisionForm) -> Template:
    consultation = await get_consultation(consultation_id)
    points = await codings.list_codings(consultation_id)
    return page(
        "feedback/codings/index.html",
        status=422 if form.errors else 200,
        consultation=consultation,
        points=points,
        decided=sum(each.is_decided for each in points),
        without=sum(not each.codings for each in points),
        first=codings.next_undecided(points, after=points[0].point.id) if points else None,
        themes=[theme for theme in await list_themes() if theme.merged_into is None],
        form=form,
    )


async def _on_to_the_next(request: Request, consultation_id: UUID, point_id: UUID, notice: str) -> Redirect:
    following = codings.next_undecided(await codings.list_codings(consultation_id), after=point_id)
    fragment = f"coding-{following[0]}-{following[1]}" if following else f"point-{point_id}"
    return see_other(request, "codings.index", notice=notice, fragment=fragment, consultation_id=consultation_id)
