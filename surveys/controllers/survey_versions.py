"""Changing an open survey: its versions, publishing the next one, moving the last day; and deleting a draft."""

from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request, officer_of, today
from surveys import building, versions
from surveys.building import BuiltSurvey
from surveys.controllers.survey_pages import survey_page
from surveys.forms.publishing import ChangeForm, LastDayForm
from surveys.publishing_checks import problems_before_publishing
from surveys.wording_changes import changes


class SurveyVersionController(Controller):
    path = "/surveys/{survey_id:uuid}"

    @get("/versions", name="survey_versions.index")
    async def index(self, survey_id: FromPath[UUID]) -> Template:
        survey = await building.get_survey(survey_id)
        published = await versions.list_versions(survey_id)
        differences = {after.id: changes(before.definition, after.definition) for before, after in pairwise(published)}
        return survey_page("surveys/versions.html", survey=survey, versions=published, differences=differences)

    @get("/change", name="survey_versions.new")
    async def new(self, survey_id: FromPath[UUID]) -> Template:
        survey = await building.get_survey(survey_id)
        draft = await building.get_draft(survey_id)
        return _change_page(survey, draft, ChangeForm(seen=draft.fingerprint))

    @post("/change/publish", name="survey_versions.publish")
    async def publish(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey = await building.get_survey(survey_id)
        draft = await building.get_draft(survey_id)
        form = ChangeForm.read(sent, draft=draft)
        if not form.errors:
            officer = officer_of(request).id
            try:
                await versions.publish_change(survey_id, officer=officer, now=datetime.now(UTC), note=form.note)
            except Conflict as error:
                form = form.refused(str(error))
        if form.errors:
            return _change_page(survey, draft, form)
        return see_other(request, "survey_versions.index", notice=_("The change is published."), survey_id=survey_id)

    @post("/change/discard", name="survey_versions.discard")
    async def discard(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await versions.discard_change(survey_id)
        notice = _("The change was discarded. The survey is as it was published.")
        return see_other(request, "surveys.show", notice=notice, survey_id=survey_id)

    @get("/last-day", name="survey_versions.last_day")
    async def last_day(self, survey_id: FromPath[UUID]) -> Template:
        survey = await building.get_survey(survey_id)
        return _last_day_page(survey, LastDayForm(survey.closes_on.isoformat() if survey.closes_on else ""))

    @post("/last-day", name="survey_versions.move_last_day")
    async def move_last_day(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey = await building.get_survey(survey_id)
        form = LastDayForm.read(sent)
        if not form.errors:
            try:
                await versions.move_last_day(survey_id, form.day, today=today())
            except Conflict as error:
                form = form.refused(str(error))
        if form.errors:
            return _last_day_page(survey, form)
        return see_other(request, "surveys.show", notice=_("The last day to answer was moved."), survey_id=survey_id)

    @get("/delete", name="surveys.ask_to_delete")
    async def ask_to_delete(self, survey_id: FromPath[UUID]) -> Template:
        survey = await building.get_survey(survey_id)
        if not survey.is_draft:
            raise Conflict(_("The survey has been opened, and is kept with its answers."))
        return survey_page("surveys/delete.html", survey=survey)

    @post("/delete", name="surveys.delete")
    async def delete(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await versions.delete_draft(survey_id)
        return see_other(request, "surveys.index", notice=_("The draft was deleted."))


def _change_page(survey: BuiltSurvey, draft: BuiltSurvey, form: ChangeForm) -> Template:
    return survey_page(
        "surveys/change.html",
        status=422 if form.errors else 200,
        survey=draft,
        form=form,
        changes=changes(survey.definition, draft.definition),
        problems=problems_before_publishing(draft.definition),
    )


def _last_day_page(survey: BuiltSurvey, form: LastDayForm) -> Template:
    return survey_page("surveys/last_day.html", status=422 if form.errors else 200, survey=survey, form=form)
