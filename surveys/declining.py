"""Saying no to more mails about a survey, by the link in each of them, and taking it back."""

from dataclasses import dataclass
from uuid import UUID

from feedback.errors import Gone
from feedback.signed_tokens import id_named_in, is_same
from feedback.translation import gettext as _
from surveys.building import SurveyState, published_definitions
from surveys.definition import SurveyDefinition
from surveys.invitation_tokens import mails_token
from surveys.survey_links import WrongLink
from surveys.tables import Invitation, Survey


@dataclass(frozen=True, slots=True)
class MailWish:
    """An invitee's word on mails about the survey, and the language they are written to in."""

    survey_id: UUID
    email: str
    definition: SurveyDefinition
    language: str
    is_declined: bool


def decline_address(base_url: str, survey_id: UUID, email: str) -> str:
    """Where whoever is written to at this address says no to more mails; the link leads to nothing else."""
    return f"{base_url}/u/{mails_token(survey_id, email)}"


async def mail_wish(token: str) -> MailWish:
    """What the invitee whose mails hold this token has said.

    Raises `WrongLink`, and `Gone` where the survey is over and has no addresses any more, so that nobody is written to.
    """
    survey_id = id_named_in(token)
    definitions = await published_definitions([survey_id]) if survey_id else {}
    if survey_id not in definitions:
        raise _wrong_link()
    columns = (Invitation.email, Invitation.language, Invitation.is_declined)
    rows = await Invitation.select(*columns).where((Invitation.survey == survey_id) & (Invitation.email != ""))
    row = next((row for row in rows if is_same(mails_token(survey_id, row["email"]), token)), None)
    if row is not None:
        return MailWish(survey_id, row["email"], definitions[survey_id], row["language"], bool(row["is_declined"]))
    if not rows and await Survey.exists().where((Survey.id == survey_id) & (Survey.state == SurveyState.CLOSED.value)):
        raise Gone(
            _(
                "The survey is over, and the addresses of those who were invited are gone. You get no more mails about it."
            )
        )
    raise _wrong_link()


def _wrong_link() -> WrongLink:
    return WrongLink(
        _(
            "This link takes nobody off our list. Check that you have the whole address, as it stands in the latest mail."
        )
    )


async def set_declined(token: str, *, is_declined: bool) -> MailWish:
    """Write down that the invitee wants no more mail, or wants it again; raises as `mail_wish`."""
    wish = await mail_wish(token)
    of_address = (Invitation.survey == wish.survey_id) & (Invitation.email == wish.email)
    await Invitation.update({Invitation.is_declined: is_declined}).where(of_address)
    return await mail_wish(token)
