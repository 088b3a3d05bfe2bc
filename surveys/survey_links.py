"""Where a participant's link leads: the open link of a survey, or one invitee's own. What is wrong with it is said plainly."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from feedback.accounts import token_hash
from feedback.errors import Gone, NotFound
from feedback.translation import date_text
from feedback.translation import gettext as _
from surveys.building import SurveyState
from surveys.definition import SurveyDefinition, from_json
from surveys.publishing import is_open
from surveys.tables import Invitation, Survey, SurveyVersion


class WrongLink(NotFound):
    """The link leads nowhere: mistyped, or guessed."""


@dataclass(frozen=True, slots=True)
class AskedSurvey:
    """An open survey as its participants meet it. `language` is the invitee's, or the survey's first."""

    survey_id: UUID
    version_id: UUID
    definition: SurveyDefinition
    language: str
    closes_on: date | None = None
    invitation_id: UUID | None = None


async def survey_by_link(link: str, *, today: date) -> AskedSurvey:
    """The survey behind its open link. Raises `WrongLink`, and `Gone` where it is closed."""
    row = (
        await Survey.select(Survey.id).where((Survey.link == link) & (Survey.state != SurveyState.DRAFT.value)).first()
    )
    if row is None:
        raise WrongLink(_wrong_link())
    return await _asked(row["id"], today=today)


async def survey_by_invitation(token: str, *, today: date) -> AskedSurvey:
    """The survey behind an invitation. Raises `WrongLink`, and `Gone` where the survey is closed or the invitation used."""
    row = await Invitation.select().where(Invitation.token_hash == token_hash(token)).first()
    if row is None:
        raise WrongLink(_wrong_link())
    if row["used_on"] is not None:
        raise used_invitation(row["used_on"])
    return await _asked(row["survey"], today=today, invitation_id=row["id"], language=row["language"])


async def must_be_open(survey_id: UUID, *, today: date) -> date | None:
    """The last day to answer, if there is one. Raises `Gone` where the survey no longer takes answers."""
    survey = await Survey.objects().get(Survey.id == survey_id)
    if survey is None:
        raise WrongLink(_wrong_link())
    closes_on: date | None = survey.closes_on
    if is_open(survey, today):
        return closes_on
    if closes_on is not None and closes_on < today:
        raise Gone(_("The survey is closed. The last day to answer was %(day)s.", day=date_text(closes_on)))
    raise Gone(_("The survey is closed and takes no more answers."))


def used_invitation(day: date) -> Gone:
    """The invitation's one response has been sent already."""
    return Gone(
        _(
            "This invitation was used on %(day)s, and an invitation can be used once. Your answers are with us.",
            day=date_text(day),
        )
    )


def _wrong_link() -> str:
    return _("This link leads to no survey. Check that you have the whole address, or ask whoever sent it to you.")


async def _asked(survey_id: UUID, *, today: date, invitation_id: UUID | None = None, language: str = "") -> AskedSurvey:
    closes_on = await must_be_open(survey_id, today=today)
    version: dict[str, Any] | None = (
        await SurveyVersion.select(SurveyVersion.id, SurveyVersion.definition)
        .where(SurveyVersion.survey == survey_id)
        .order_by(SurveyVersion.number, ascending=False)
        .first()
    )
    if version is None:
        raise WrongLink(_wrong_link())
    definition = from_json(version["definition"])
    chosen = language if language in definition.languages else definition.languages[0]
    return AskedSurvey(survey_id, version["id"], definition, chosen, closes_on, invitation_id)
