"""Where a participant's link leads: the open link of a survey, or one invitee's own. What is wrong with it is said plainly."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from feedback.accounts import token_hash
from feedback.database import database
from feedback.errors import Gone, NotFound
from feedback.translation import date_text
from feedback.translation import gettext as _
from surveys.building import SurveyState
from surveys.definition import Privacy, SurveyDefinition, from_json
from surveys.invitation_tokens import response_token
from surveys.publishing import is_open
from surveys.tables import Invitation, Response, Survey, SurveyVersion


class WrongLink(NotFound):
    """The link leads nowhere: mistyped, guessed, or sealed."""


class NoMoreAnswers(Gone):
    """No answers are taken by this link any more; `language` is that of whoever has it, where it is known.

    It is put into words when they are asked for, so that they can be said in that language.
    """

    language = ""


class SurveyClosed(NoMoreAnswers):
    """The survey is over."""

    def __init__(self, last_day: date | None) -> None:
        self.last_day = last_day

    def __str__(self) -> str:
        if self.last_day is not None:
            return _("The survey is closed. The last day to answer was %(day)s.", day=date_text(self.last_day))
        return _("The survey is closed and takes no more answers.")


class LinkUsed(NoMoreAnswers):
    """The invitation has been used, and nothing of it leads to the answers."""

    def __str__(self) -> str:
        return _(
            "This invitation has been used, and an invitation can be used once. The answers are reached by the address "
            "of their receipt alone, which we do not have."
        )


@contextmanager
def refused_in(language: str) -> Iterator[None]:
    """A refusal inside is said in this language."""
    try:
        yield
    except NoMoreAnswers as refusal:
        refusal.language = language
        raise


class AlreadyAnswered(Gone):
    """The invitee has answered, and comes to the answers by `token`."""

    def __init__(self, token: str) -> None:
        super().__init__(_("Your answers have been sent."))
        self.token = token


@dataclass(frozen=True, slots=True)
class AskedSurvey:
    """An open survey as its participants meet it. `language` is the invitee's, or the survey's first.

    `addresses_kept` and `answers_kept` are months after closing; no months means that the answers are kept for good.
    """

    survey_id: UUID
    version_id: UUID
    definition: SurveyDefinition
    language: str
    closes_on: date | None = None
    invitation_id: UUID | None = None
    organisation: str = ""
    addresses_kept: int = 0
    answers_kept: int | None = None
    is_trial: bool = False

    @property
    def asks_organisation(self) -> bool:
        """Whether participants must say for which organisation they answer."""
        return self.definition.privacy is Privacy.ORGANISATION_NAMED and not self.organisation

    @property
    def own_token(self) -> str | None:
        """The token of the invitee's answers, where the invitation leads to them."""
        if self.invitation_id is None or self.definition.privacy is Privacy.ANONYMOUS:
            return None
        return response_token(self.invitation_id)


async def survey_by_link(link: str, *, today: date) -> AskedSurvey:
    """The survey behind its open link. Raises `WrongLink`, and `Gone` where it is closed."""
    row = (
        await Survey.select(Survey.id).where((Survey.link == link) & (Survey.state != SurveyState.DRAFT.value)).first()
    )
    if row is None:
        raise WrongLink(_wrong_link())
    survey = await open_survey(row["id"], today=today)
    return await _asked(survey)


async def survey_by_invitation(token: str, *, today: date) -> AskedSurvey:
    """The survey behind an invitation.

    Raises `WrongLink`; `AlreadyAnswered` where the invitation leads to answers that were sent; and `Gone` where the survey
    is closed, or the invitation used and its answers out of reach.
    """
    row = await Invitation.select().where(Invitation.token_hash == token_hash(token)).first()
    if row is None:
        sealed = _("Personal links to an anonymous survey lead nowhere any more once it has been closed.")
        raise WrongLink(f"{_wrong_link()} {sealed}")
    with refused_in(row["language"]):
        if row["is_used"]:
            # By the derived token alone: for an anonymous survey no response has it.
            own = response_token(row["id"])
            if await Response.exists().where(Response.token_hash == token_hash(own)):
                raise AlreadyAnswered(own)
            raise LinkUsed
        return await _asked(await open_survey(row["survey"], today=today), invitation=row)


async def open_survey(survey_id: UUID, *, today: date, is_held: bool = False) -> Survey:
    """The survey, where it takes answers on this day. Raises `WrongLink`, and `Gone` where it is closed.

    When `is_held`, it cannot be closed before the transaction around has ended.
    """
    query = Survey.objects().where(Survey.id == survey_id)
    if is_held and database().engine_type == "postgres":  # SQLite has one writer at a time anyway
        query = query.lock_rows("SHARE")
    survey: Survey | None = await query.first()
    if survey is None:
        raise WrongLink(_wrong_link())
    if is_open(survey, today):
        return survey
    closes_on: date | None = survey.closes_on
    raise SurveyClosed(closes_on if closes_on is not None and closes_on < today else None)


def _wrong_link() -> str:
    return _("This link leads to no survey. Check that you have the whole address, or ask whoever sent it to you.")


async def _asked(survey: Survey, *, invitation: dict[str, Any] | None = None) -> AskedSurvey:
    version: dict[str, Any] | None = (
        await SurveyVersion.select(SurveyVersion.id, SurveyVersion.definition)
        .where(SurveyVersion.survey == survey.id)
        .order_by(SurveyVersion.number, ascending=False)
        .first()
    )
    if version is None:
        raise WrongLink(_wrong_link())
    definition = from_json(version["definition"])
    language = invitation["language"] if invitation else ""
    return AskedSurvey(
        survey_id=survey.id,
        version_id=version["id"],
        definition=definition,
        language=language if language in definition.languages else definition.languages[0],
        closes_on=survey.closes_on,
        invitation_id=invitation["id"] if invitation else None,
        organisation=invitation["organisation"] if invitation else "",
        addresses_kept=survey.addresses_kept,
        answers_kept=survey.answers_kept,
        is_trial=survey.state == SurveyState.TRIAL,
    )
