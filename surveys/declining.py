"""Saying no to more mails about a survey, by the link in each of them, and taking it back."""

from dataclasses import dataclass
from uuid import UUID

from feedback.accounts import token_hash
from feedback.translation import gettext as _
from surveys.building import published_definitions
from surveys.definition import SurveyDefinition
from surveys.survey_links import WrongLink
from surveys.tables import Invitation


@dataclass(frozen=True, slots=True)
class MailWish:
    """An invitee's word on mails about the survey, and the language they are written to in."""

    survey_id: UUID
    definition: SurveyDefinition
    language: str
    is_declined: bool


def decline_address(base_url: str, token: str) -> str:
    """Where an invitee says no to more mails."""
    return f"{base_url}/u/{token}"


async def mail_wish(token: str) -> MailWish:
    """What the invitee with this token has said. Raises `WrongLink`."""
    row = await Invitation.select().where(Invitation.token_hash == token_hash(token)).first()
    definitions = await published_definitions([row["survey"]]) if row else {}
    if row is None or row["survey"] not in definitions:
        raise WrongLink(
            _("This link has been replaced by a newer one. Use the link in the latest mail you have had from us.")
        )
    return MailWish(row["survey"], definitions[row["survey"]], row["language"], bool(row["is_declined"]))


async def set_declined(token: str, *, is_declined: bool) -> MailWish:
    """Write down that the invitee wants no more mail, or wants it again. Raises `WrongLink`."""
    await Invitation.update({Invitation.is_declined: is_declined}).where(Invitation.token_hash == token_hash(token))
    return await mail_wish(token)
