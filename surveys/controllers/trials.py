"""Trying a survey out before it opens, and throwing away what was answered in it."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys import trials


class TrialController(Controller):
    path = "/surveys/{survey_id:uuid}/trial"

    @post("/", name="trials.open")
    async def open(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        trial = await trials.try_out(survey_id, now=datetime.now(UTC))
        return see_other(request, "participants.welcome", link=trial.link)

    @post("/remove", name="trials.throw_away")
    async def throw_away(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await trials.throw_away(survey_id)
        notice = _("The trial was ended and its answers were thrown away.")
        return see_other(request, "surveys.show", notice=notice, fragment="trial", survey_id=survey_id)
