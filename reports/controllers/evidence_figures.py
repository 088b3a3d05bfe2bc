"""Choosing a figure from a survey as evidence for a commitment."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.commitments import get_commitment
from feedback.errors import Conflict
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of
from reports.evidence_figures import offered_figures, take_figure


class EvidenceFigureController(Controller):
    path = "/commitments/{commitment_id:uuid}/figures"

    @get("/", name="evidence_figures.index")
    async def index(self, commitment_id: FromPath[UUID]) -> Template:
        commitment = await get_commitment(commitment_id)
        return page(
            "reports/evidence_figures/index.html",
            commitment=commitment,
            figures=await offered_figures(commitment, threshold=settings().threshold),
        )

    @post("/", name="evidence_figures.take")
    async def take(self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        try:
            await take_figure(
                commitment_id,
                sent.text("figure"),
                survey_path=lambda survey: request.app.route_reverse("surveys.show", survey_id=survey),
                officer=officer_of(request).id,
                now=now(),
            )
        except Conflict as error:
            return see_other(request, "evidence_figures.index", notice=str(error), commitment_id=commitment_id)
        notice = _("The evidence was added.")
        return see_other(request, "commitments.show", notice=notice, fragment="evidence", commitment_id=commitment_id)
