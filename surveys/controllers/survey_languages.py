"""The languages a survey is offered in, and its translation into each, text by text beside the original."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict, NotFound
from feedback.translation import LANGUAGES, language_name
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys import building
from surveys.building import BuiltSurvey
from surveys.controllers.survey_drafts import must_offer
from surveys.controllers.survey_pages import survey_page
from surveys.definition import SurveyDefinition, texts_by_place
from surveys.forms.survey_texts import TextsForm, TranslationFileForm, by_need, translation_fields
from surveys.interchange.translations import MAX_BYTES, mark_outdated
from surveys.rewriting import offer_language, translate, translation_progress, withdraw_language

LARGEST_TRANSLATION = (
    3 * MAX_BYTES + 64 * 1024
)  # bytes; what a file brings, each byte of which may take three in a form


class SurveyLanguageController(Controller):
    path = "/surveys/{survey_id:uuid}"

    @get("/languages", name="surveys.languages")
    async def index(self, survey_id: FromPath[UUID]) -> Template:
        survey = await building.get_draft(survey_id)
        return survey_page("surveys/languages.html", status=200, survey=survey, **language_lists(survey.definition))

    @get("/translate/{language:str}", name="surveys.translate")
    async def form(self, survey_id: FromPath[UUID], language: FromPath[str]) -> Template:
        survey = await building.get_draft(survey_id)
        must_offer(survey, language)
        return translate_page(survey, language, TextsForm.of(survey))

    @post("/translate/{language:str}", name="surveys.save_translation", request_max_body_size=LARGEST_TRANSLATION)
    async def save(
        self, request: Request, survey_id: FromPath[UUID], language: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey = await building.get_draft(survey_id)
        must_offer(survey, language)
        form = TextsForm.read(sent, texts_by_place(survey.definition))

        def with_translations(draft: SurveyDefinition) -> SurveyDefinition:
            translated = translate(draft, language, form.texts, still_right=form.still_right)
            return mark_outdated(translated, language, form.older)

        try:
            await building.edit_draft(survey_id, with_translations, seen=form.seen)
        except Conflict as error:
            return translate_page(survey, language, form.refused(str(error), seen=survey.fingerprint))
        notice = _("The translation was saved.")
        return see_other(request, "surveys.translate", notice=notice, survey_id=survey_id, language=language)

    @post("/languages", name="surveys.offer_language")
    async def offer(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        language = sent.text("language")
        if language not in LANGUAGES:
            raise NotFound(_("Gensvar does not have this language."))
        await building.edit_draft(survey_id, lambda draft: offer_language(draft, language), seen=sent.text("seen"))
        notice = _("The survey will be offered in one more language: %(language)s.", language=language_name(language))
        return await _back(request, survey_id, notice)

    @post("/languages/withdraw", name="surveys.withdraw_language")
    async def withdraw(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        language = sent.text("language")
        await building.edit_draft(survey_id, lambda draft: withdraw_language(draft, language), seen=sent.text("seen"))
        notice = _("The language was left out. Its translations are kept, should you offer it again.")
        return await _back(request, survey_id, notice)


async def _back(request: Request, survey_id: UUID, notice: str) -> Redirect:
    """To where the languages of this survey are changed: its own page while it is a draft."""
    if (await building.get_survey(survey_id)).is_draft:
        return see_other(request, "surveys.show", notice=notice, fragment="languages", survey_id=survey_id)
    return see_other(request, "surveys.languages", notice=notice, survey_id=survey_id)


def language_lists(definition: SurveyDefinition) -> dict[str, object]:
    """How far the survey has come in each of its languages, and the languages that it could be offered in too."""
    return {
        "progress": [translation_progress(definition, language) for language in definition.languages],
        "more_languages": [language for language in LANGUAGES if language not in definition.languages],
    }


def translate_page(
    survey: BuiltSurvey, language: str, form: TextsForm, upload: TranslationFileForm | None = None
) -> Template:
    """All texts beside their originals, those to be translated first."""
    upload = upload or TranslationFileForm()
    definition = survey.definition
    return survey_page(
        "surveys/translate.html",
        status=422 if form.errors or upload.errors else 200,
        survey=survey,
        language=language,
        form=form,
        upload=upload,
        needs=by_need(translation_fields(survey, language, form)),
        progress=translation_progress(definition, language),
        others=[translation_progress(definition, each) for each in definition.languages[1:] if each != language],
    )
