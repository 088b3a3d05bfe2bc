"""The languages a survey is offered in, and its translation into each, text by text beside the original."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict, NotFound
from feedback.translation import LANGUAGES
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys import building
from surveys.building import BuiltSurvey
from surveys.controllers.survey_drafts import must_offer
from surveys.controllers.survey_pages import survey_page
from surveys.definition import texts_by_place
from surveys.forms.survey_texts import TextsForm, translation_fields
from surveys.publishing_checks import language_name
from surveys.rewriting import offer_language, translate, translation_progress, withdraw_language


class SurveyLanguageController(Controller):
    path = "/surveys/{survey_id:uuid}"

    @get("/translate/{language:str}", name="surveys.translate")
    async def form(self, survey_id: FromPath[UUID], language: FromPath[str]) -> Template:
        survey = await building.get_draft(survey_id)
        must_offer(survey, language)
        return _translate_page(survey, language, TextsForm.of(survey))

    @post("/translate/{language:str}", name="surveys.save_translation")
    async def save(
        self, request: Request, survey_id: FromPath[UUID], language: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey = await building.get_draft(survey_id)
        must_offer(survey, language)
        form = TextsForm.read(sent, texts_by_place(survey.definition))
        try:
            await building.edit_draft(
                survey_id,
                lambda draft: translate(draft, language, form.texts, still_right=form.still_right),
                seen=form.seen,
            )
        except Conflict as error:
            return _translate_page(survey, language, form.refused(str(error), seen=survey.fingerprint))
        notice = _("The translation was saved.")
        return see_other(request, "surveys.translate", notice=notice, survey_id=survey_id, language=language)

    @post("/languages", name="surveys.offer_language")
    async def offer(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        language = sent.text("language")
        if language not in LANGUAGES:
            raise NotFound(_("Gensvar does not have this language."))
        await building.edit_draft(survey_id, lambda draft: offer_language(draft, language), seen=sent.text("seen"))
        notice = _("The survey will be offered in one more language: %(language)s.", language=language_name(language))
        return see_other(request, "surveys.show", notice=notice, fragment="languages", survey_id=survey_id)

    @post("/languages/withdraw", name="surveys.withdraw_language")
    async def withdraw(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        language = sent.text("language")
        await building.edit_draft(survey_id, lambda draft: withdraw_language(draft, language), seen=sent.text("seen"))
        notice = _("The language was left out. Its translations are kept, should you offer it again.")
        return see_other(request, "surveys.show", notice=notice, fragment="languages", survey_id=survey_id)


def _translate_page(survey: BuiltSurvey, language: str, form: TextsForm) -> Template:
    return survey_page(
        "surveys/translate.html",
        status=422 if form.errors else 200,
        survey=survey,
        language=language,
        form=form,
        fields=translation_fields(survey, language, form),
        progress=translation_progress(survey.definition, language),
    )
