"""How long a survey's addresses and answers are kept: the page where officers decide it."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys import retention
from surveys.building import get_survey
from surveys.controllers.survey_pages import survey_page
from surveys.forms.retention import RetentionForm


class RetentionController(Controller):
    path = "/surveys/{survey_id:uuid}/retention"

    @get("/", name="retention.edit")
    async def edit(self, survey_id: FromPath[UUID]) -> Template:
        return await _page(survey_id, RetentionForm.of(await retention.retention_of(survey_id)))

    @post("/", name="retention.save")
    async def save(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = RetentionForm.read(sent)
        if not form.errors:
            try:
                await retention.set_retention(survey_id, form.rule)
            except Conflict as error:
                form = form.refused(str(error), promised=await retention.retention_of(survey_id))
        if form.errors:
            return await _page(survey_id, form)
        return see_other(request, "surveys.show", notice=_("How long it is kept has been saved."), survey_id=survey_id)


async def _page(survey_id: UUID, form: RetentionForm) -> Template:
    survey = await get_survey(survey_id)
    status = 422 if form.errors else 200
    return survey_page("surveys/retention.html", status=status, survey=survey, form=form)
