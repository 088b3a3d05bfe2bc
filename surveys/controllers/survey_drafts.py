"""A draft survey under the officer's hands: its outline, and the words around the questions."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys import building
from surveys.building import BuiltSurvey
from surveys.controllers.survey_pages import survey_page
from surveys.drafting import estimated_minutes
from surveys.forms.survey_texts import TextsForm, heading_fields, heading_places
from surveys.labels import READING_BANDS
from surveys.outline import outline
from surveys.rewriting import reword


class SurveyDraftController(Controller):
    path = "/surveys/{survey_id:uuid}"

    @get("/edit", name="surveys.edit")
    async def edit(self, request: Request, survey_id: FromPath[UUID]) -> Template:
        survey = await building.get_draft(survey_id)
        definition = survey.definition
        return survey_page(
            "surveys/edit.html",
            survey=survey,
            minutes=estimated_minutes(definition),
            outlined=outline(definition),
            bands=READING_BANDS,
            image_address=lambda digest: request.app.route_reverse("participants.image", digest=digest),
        )

    @get("/texts", name="surveys.texts")
    async def texts(self, survey_id: FromPath[UUID]) -> Template:
        survey = await building.get_draft(survey_id)
        return _texts_page(survey, TextsForm.of(survey))

    @post("/texts", name="surveys.reword")
    async def reword(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey = await building.get_draft(survey_id)
        form = TextsForm.read(sent, heading_places(survey)).with_title()
        if form.errors:
            return _texts_page(survey, form)
        try:
            await building.edit_draft(survey_id, lambda draft: reword(draft, form.texts), seen=form.seen)
        except Conflict as error:
            return _texts_page(survey, form.refused(str(error), seen=survey.fingerprint))
        return see_other(request, "surveys.edit", notice=_("The texts were saved."), survey_id=survey_id)


def must_offer(survey: BuiltSurvey, language: str) -> None:
    """Raises `NotFound` for a language the survey is not offered in."""
    if language not in survey.definition.languages:
        raise NotFound(_("The survey is not offered in this language."))


def _texts_page(survey: BuiltSurvey, form: TextsForm) -> Template:
    status = 422 if form.errors else 200
    return survey_page(
        "surveys/texts.html", status=status, survey=survey, form=form, fields=heading_fields(survey, form)
    )
