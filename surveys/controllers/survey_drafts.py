"""A draft survey under the officer's hands: its outline, the words around the questions, and how participants will see it."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from markupsafe import Markup

from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from feedback.translation import speaking
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys import building, paging
from surveys.building import BuiltSurvey
from surveys.controllers.survey_pages import survey_page
from surveys.definition import Section, Texts, Wording, text_in
from surveys.drafting import estimated_minutes
from surveys.forms.survey_texts import TextsForm, heading_fields, heading_places
from surveys.rewriting import reword


class SurveyDraftController(Controller):
    path = "/surveys/{survey_id:uuid}"

    @get("/edit", name="surveys.edit")
    async def edit(self, survey_id: FromPath[UUID]) -> Template:
        survey = await building.get_draft(survey_id)
        return survey_page("surveys/edit.html", survey=survey, minutes=estimated_minutes(survey.definition))

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

    @get("/preview/{language:str}", name="surveys.preview")
    async def preview(
        self, request: Request, survey_id: FromPath[UUID], language: FromPath[str], part: FromQuery[int] = 1
    ) -> Template:
        survey = await building.get_survey(survey_id)
        must_offer(survey, language)
        return _preview_page(request, survey, language, part)


def must_offer(survey: BuiltSurvey, language: str) -> None:
    """Raises `NotFound` for a language the survey is not offered in."""
    if language not in survey.definition.languages:
        raise NotFound(_("The survey is not offered in this language."))


def _texts_page(survey: BuiltSurvey, form: TextsForm) -> Template:
    status = 422 if form.errors else 200
    return survey_page(
        "surveys/texts.html", status=status, survey=survey, form=form, fields=heading_fields(survey, form)
    )


def _preview_page(request: Request, survey: BuiltSurvey, language: str, part: int) -> Template:
    definition = survey.definition
    if not paging.page_count(definition):
        raise Conflict(_("The survey has no questions to show."))
    number = max(1, min(part, paging.page_count(definition)))

    def text(texts: Texts) -> Wording:
        return text_in(texts, language)

    return survey_page(
        "surveys/preview.html",
        survey=survey,
        language=language,
        text=text,
        section=paging.page(definition, number),
        questions=_questions(request, paging.page(definition, number), language),
        progress=paging.progress(definition, number),
    )


def _questions(request: Request, section: Section, language: str) -> Markup:
    """The questions of a page by the participants' own template, spoken in their language inside the officer's page."""
    template = request.app.template_engine
    assert template is not None  # the application has one
    context = {"questions": section.questions, "values": {}, "errors": {}, "language": language}
    with speaking(language):
        rendered = template.get_template("surveys/_questions.html").render(
            **context, text=lambda texts: text_in(texts, language)
        )
    return Markup(rendered)  # noqa: S704  (our own template, which has escaped what it shows)
