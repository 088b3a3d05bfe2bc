"""The follow-up report for those who were invited: open to them from the day they are told about it."""

from uuid import UUID

from feedback.signed_tokens import id_named_in, is_same
from feedback.translation import gettext as _
from surveys.invitation_tokens import report_token
from surveys.survey_links import WrongLink
from surveys.tables import Survey


def report_address(base_url: str, survey_id: UUID, *, language: str) -> str:
    """Where the invited read the report, in this language; the same for all of them, and it leads to nothing else."""
    return f"{base_url}/r/{report_token(survey_id)}?lang={language}"


async def shared_report(token: str) -> UUID:
    """The consultation whose report this token opens. Raises `WrongLink`."""
    survey_id = id_named_in(token)
    if survey_id is not None and is_same(report_token(survey_id), token):
        is_told = (Survey.id == survey_id) & Survey.report_sent_on.is_not_null()
        row = await Survey.select(Survey.consultation).where(is_told).first()
        if row is not None:
            consultation_id: UUID = row["consultation"]
            return consultation_id
    raise WrongLink(_("This link leads to no report. Check that you have the whole address."))
