"""The follow-up report for those who were invited: open to them from the day they are told about it."""

from dataclasses import dataclass
from uuid import UUID

from feedback.accounts import token_hash
from feedback.errors import NotFound
from feedback.translation import gettext as _
from surveys.tables import Invitation, Survey


@dataclass(frozen=True, slots=True)
class SharedReport:
    """Which consultation's report, and the language the invitee is written to in."""

    consultation_id: UUID
    language: str


async def shared_report(token: str) -> SharedReport:
    """The report that the invitee with this token may read. Raises `NotFound`."""
    columns = (Invitation.survey, Invitation.language)
    invitation = await Invitation.select(*columns).where(Invitation.token_hash == token_hash(token)).first()
    if invitation is not None:
        about = (Survey.id == invitation["survey"]) & Survey.report_sent_on.is_not_null()
        survey = await Survey.select(Survey.consultation).where(about).first()
        if survey is not None:
            return SharedReport(survey["consultation"], invitation["language"])
    raise NotFound(_("There is no report here, or it is not ready yet. You are told by mail when it is."))
