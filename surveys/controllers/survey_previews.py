"""A survey as its participants will meet it, from the first page to the last: by their own templates, and never sent."""

from uuid import UUID

from litestar import Controller, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template
from markupsafe import Markup

from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.translation import speaking
from feedback.web.requests import Request
from surveys import building, paging
from surveys.building import BuiltSurvey
from surveys.controllers.asked_questions import asked_questions, unanswered_texts
from surveys.controllers.participant_pages import CheckedQuestion, CheckedSection, welcome_facts
from surveys.controllers.survey_drafts import must_offer
from surveys.controllers.survey_pages import survey_page
from surveys.definition import QuestionType, SurveyDefinition
from surveys.forms.participants import WelcomeForm
from surveys.retention import retention_of
from surveys.survey_links import AskedSurvey

#: Widths that a preview can be held to, in pixels: a small phone, and a tablet.
WIDTHS = (320, 768)
_NOBODY = UUID(int=0)


class SurveyPreviewController(Controller):
    path = "/surveys/{survey_id:uuid}/preview"

    @get("/{language:str}", name="surveys.preview")
    async def show(
        self,
        request: Request,
        survey_id: FromPath[UUID],
        language: FromPath[str],
        part: FromQuery[int] = 0,
        width: FromQuery[int] = 0,
    ) -> Template:
        """`part` 0 is the first page, the last one that on which the answers are checked."""
        survey = await building.get_survey(survey_id)
        if survey.is_under_change:
            survey = await building.get_draft(survey_id)
        must_offer(survey, language)
        count = paging.page_count(survey.definition)
        if not count:
            raise Conflict(_("The survey has no questions to show."))
        number = max(0, min(part, count + 1))
        return survey_page(
            "surveys/preview.html",
            survey=survey,
            language=language,
            shown=await _shown(request, survey, language, number),
            number=number,
            count=count,
            width=width if width in WIDTHS else 0,
            widths=WIDTHS,
        )


async def _shown(request: Request, survey: BuiltSurvey, language: str, number: int) -> Markup:
    """This part of the survey, spoken in the language."""
    definition = survey.definition
    text = unanswered_texts(definition, language)
    context: dict[str, object] = {"definition": definition, "language": language, "text": text}
    with speaking(language):
        if number == 0:
            facts = welcome_facts(await _asked(survey))
            name, more = "participants/_welcome", {"level": 2, "is_preview": True, "form": WelcomeForm(), **facts}
        elif number > paging.page_count(definition):
            name, more = "previews/check", {"sections": _unanswered(definition)}
        else:
            section = paging.page(definition, number)
            questions = asked_questions(request, definition, section.questions, language=language, text=text)
            name, more = "previews/section", {"section": section, "questions": questions}
        template = request.app.template_engine
        assert template is not None  # the application has one
        rendered = template.get_template(f"surveys/{name}.html").render(**context, **more)
    return Markup(rendered)  # noqa: S704  (our own template, which has escaped what it shows)


async def _asked(survey: BuiltSurvey) -> AskedSurvey:
    """The survey as it is met by who has an invitation, where there are any, else by its open link."""
    kept = await retention_of(survey.id)
    return AskedSurvey(
        survey_id=survey.id,
        version_id=_NOBODY,
        definition=survey.definition,
        language=survey.definition.languages[0],
        closes_on=survey.closes_on,
        invitation_id=_NOBODY if survey.invitations else None,
        addresses_kept=kept.addresses,
        answers_kept=kept.answers,
    )


def _unanswered(definition: SurveyDefinition) -> list[CheckedSection]:
    """Every section with its questions, which nobody has answered."""
    return [
        CheckedSection(
            number,
            section,
            tuple(CheckedQuestion(each, []) for each in section.questions if each.type is not QuestionType.INFORMATION),
        )
        for number, section in enumerate(paging.pages(definition), start=1)
    ]
