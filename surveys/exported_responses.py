"""A survey's responses as they may be taken out of the service."""

from datetime import date
from uuid import UUID

from feedback.errors import Conflict, Gone
from feedback.translation import date_text, speaking
from feedback.translation import gettext as _
from surveys.building import BuiltSurvey, SurveyState, get_survey
from surveys.definition import Privacy, from_json
from surveys.response_tables import AnsweredRevision, ResponseTable, response_table
from surveys.responses import read_document
from surveys.tables import Response, Survey, SurveyVersion


async def exported_responses(survey_id: UUID, *, language: str) -> ResponseTable:
    """The responses with the words for their codes in this language, or the nearest that the survey has.

    Raises `NotFound`, `Gone` where the responses have been taken away, and `Conflict` where they cannot be told yet.
    """
    survey = await get_survey(survey_id)
    if day := await purged_on(survey_id):
        raise Gone(
            _(
                "The responses were taken away on %(day)s, as was promised. Only their figures remain.",
                day=date_text(day),
            )
        )
    if why := why_not_yet(survey):
        raise Conflict(why)
    rows = await SurveyVersion.select().where(SurveyVersion.survey == survey_id).order_by(SurveyVersion.number)
    numbers = {row["id"]: row["number"] for row in rows}
    columns = ("id", "token_hash", "revision", "language", "day", "minutes", "organisation", "source")
    responses = await Response.select().where(Response.survey == survey_id)
    first_ids = {row["token_hash"]: row["id"] for row in responses if row["revision"] == 1}
    revisions = [
        AnsweredRevision(
            version=numbers[row["version"]],
            answers=read_document(row["answers"]),
            first_id=first_ids.get(row["token_hash"]),
            **{name: row[name] for name in columns},
        )
        for row in responses
    ]
    with speaking(language):
        return response_table([from_json(row["definition"]) for row in rows], revisions, language=language)


def why_not_yet(survey: BuiltSurvey) -> str:
    """A sentence where the responses cannot be taken out now; else empty."""
    if survey.is_draft:
        return _("The survey has not been published, so nobody has answered it.")
    if survey.definition.privacy is Privacy.ANONYMOUS and survey.state is not SurveyState.CLOSED:
        # Two files, taken before and after somebody's link is used, would tell which answers are theirs.
        return _(
            "The survey is anonymous. Its responses can be taken out when it is closed, so that nobody sees which came last."
        )
    return ""


async def purged_on(survey_id: UUID) -> date | None:
    """The day on which the responses were taken away."""
    row = await Survey.select(Survey.purged_on).where(Survey.id == survey_id).first()
    return row["purged_on"] if row else None
