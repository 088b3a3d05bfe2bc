"""Taking questions into a draft: from the sets of the library, and from earlier surveys."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.requests import Request
from surveys import building, images
from surveys.building import BuiltSurvey
from surveys.controllers.survey_pages import survey_page
from surveys.controllers.survey_questions import back_to_draft
from surveys.definition import Question, Section, SurveyDefinition, text_in
from surveys.forms.question_rules import LibraryForm
from surveys.question_library import add_questions, chosen_questions, library


class QuestionLibraryController(Controller):
    path = "/surveys/{survey_id:uuid}/library"

    @get("/", name="question_library.show")
    async def show(self, survey_id: FromPath[UUID], earlier: FromQuery[str] = "") -> Template:
        survey = await building.get_draft(survey_id)
        return await _library_page(survey, LibraryForm(seen=survey.fingerprint), earlier)

    @post("/", name="question_library.add")
    async def add(
        self,
        request: Request,
        survey_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        earlier: FromQuery[str] = "",
    ) -> Template | Redirect:
        survey = await building.get_draft(survey_id)
        form = LibraryForm.read(sent, sections=[section.key for section in survey.definition.sections])
        if form.errors:
            return await _library_page(survey, form, earlier)
        sources = await _sources(survey, earlier)
        picked = [(each, chosen_questions(each, form.of_source(each.key))) for each in sources]

        def add(draft: SurveyDefinition) -> SurveyDefinition:
            for source, questions in picked:
                if questions:
                    draft = add_questions(draft, questions, section_key=form.section, title=source.title)
            return draft

        added = [question for _source, questions in picked for question in questions]
        try:
            await _keep_images(survey_id, added)
            await building.edit_draft(survey_id, add, seen=form.seen)
        except Conflict as error:
            return await _library_page(survey, form.refused(str(error), seen=survey.fingerprint), earlier)
        notice = ngettext("%(n)s question was added.", "%(n)s questions were added.", len(added))
        return back_to_draft(request, survey_id, "", notice)


async def _keep_images(survey_id: UUID, questions: Sequence[Question]) -> None:
    """Let the survey have the pictures of what it takes from another."""
    for question in questions:
        if question.image is not None:
            kept = await images.image_by_digest(question.image.digest)
            await images.keep_image(survey_id, kept.content)


async def _sources(survey: BuiltSurvey, earlier: str) -> list[Section]:
    """The sets of the library and, where one is chosen, the sections of an earlier survey as one."""
    sources = [each.section for each in library()]
    if not earlier:
        return sources
    chosen = next((each for each in await building.list_surveys() if str(each.id) == earlier), None)
    if chosen is None or chosen.id == survey.id:
        raise NotFound(_("There is no such survey."))
    return [*sources, Section(str(chosen.id), chosen.definition.title, chosen.definition.questions)]


async def _library_page(survey: BuiltSurvey, form: LibraryForm, earlier: str) -> Template:
    sources = await _sources(survey, earlier)
    return survey_page(
        "surveys/library.html",
        status=422 if form.errors else 200,
        survey=survey,
        form=form,
        sources=sources,
        about={each.key: each.about for each in library()},
        earlier=earlier,
        others=[each for each in await building.list_surveys() if each.id != survey.id and each.definition.questions],
        in_words=lambda texts: text_in(texts, spoken_language()),
    )
