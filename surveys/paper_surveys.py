"""The published versions of a survey, as they are printed and keyed in."""

from uuid import UUID

from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from surveys.building import SurveyState, get_survey
from surveys.definition import SurveyDefinition, from_json
from surveys.images import image_by_digest
from surveys.paper.asking import PaperSurvey
from surveys.tables import Survey, SurveyVersion


async def paper_survey(survey_id: UUID, number: int | None = None) -> PaperSurvey:
    """A version of a survey to be printed or keyed in, the one published last unless `number` is given.

    Raises `NotFound`, and `Conflict` where the survey has not been published.
    """
    survey = await get_survey(survey_id)
    if survey.state is SurveyState.DRAFT:
        raise Conflict(_("The survey can be printed when it is published: only then is its wording frozen."))
    versions = (
        await SurveyVersion.select(SurveyVersion.number, SurveyVersion.definition)
        .where(SurveyVersion.survey == survey_id)
        .order_by(SurveyVersion.number)
    )
    chosen = [row for row in versions if number in (None, row["number"])]
    if not chosen:
        raise NotFound(_("The survey has no such version."))
    definition = from_json(chosen[-1]["definition"])
    kept = await Survey.select(Survey.answers_kept).where(Survey.id == survey_id).first()
    return PaperSurvey(
        survey_id=survey_id,
        number=chosen[-1]["number"],
        definition=definition,
        closes_on=survey.closes_on,
        answers_kept=kept["answers_kept"] if kept else None,
        images=await _images(definition),
        published=tuple(row["number"] for row in versions),
    )


async def _images(definition: SurveyDefinition) -> dict[str, bytes]:
    """The pictures that are there; in place of one that is not, its words are printed."""
    found = {}
    for digest in sorted({question.image.digest for question in definition.questions if question.image}):
        try:
            found[digest] = (await image_by_digest(digest)).content
        except NotFound:
            continue
    return found
