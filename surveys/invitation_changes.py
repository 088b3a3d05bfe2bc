"""One invitation after it was made: looked at, corrected, given a new link, or removed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from feedback.accounts import token_hash
from feedback.database import execute, transaction
from feedback.enums import MailState
from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from surveys.building import BuiltSurvey, SurveyState, get_survey, hold_survey
from surveys.invitation_tokens import response_token, token_of
from surveys.invitations import FORGOTTEN, Invited, Invitee, invited_addresses, must_take_invitations, tells_use
from surveys.tables import Invitation, InvitationMail, ResponseDraft, Survey

#: What became of a mail that will not be sent any more by itself.
_SETTLED = (MailState.SENT, MailState.HANDED_OVER, MailState.FAILED, MailState.DROPPED)


@dataclass(frozen=True, slots=True)
class ShownInvitation:
    """`is_used` is None where the survey does not tell; `is_declined` says that the invitee wants no more mails."""

    id: UUID
    survey: BuiltSurvey
    invitee: Invitee
    is_used: bool | None
    is_declined: bool
    is_forgotten: bool

    @property
    def can_be_removed(self) -> bool:
        return self.survey.state is not SurveyState.CLOSED and not self.is_used


async def get_invitation(invitation_id: UUID) -> ShownInvitation:
    """Raises `NotFound`."""
    row = await _row(invitation_id)
    survey = await get_survey(row["survey"])
    return ShownInvitation(
        id=invitation_id,
        survey=survey,
        invitee=Invitee(
            row["organisation"], row["email"], row["language"], row["name"], organisation_type=row["organisation_type"]
        ),
        is_used=bool(row["is_used"]) if await tells_use(survey) else None,
        is_declined=bool(row["is_declined"]),
        is_forgotten=row["token_hash"].startswith(FORGOTTEN),
    )


async def correct(invitation_id: UUID, invitee: Invitee) -> None:
    """Let the invitation be for this invitee. Its link stays; a new address is written to anew, as one that has had no mail.

    Raises `NotFound`, and `Conflict` where another invitation has the address, or name and address were taken away.
    """
    async with transaction():
        survey_id = (await _row(invitation_id))["survey"]
        await hold_survey(survey_id)
        row = await _row(invitation_id)
        if row["token_hash"].startswith(FORGOTTEN):
            raise Conflict(_("Name and address were taken away, as it was promised. They are not written down again."))
        is_other = invitee.email.lower() != row["email"].lower()
        if is_other and invitee.email.lower() in await invited_addresses(survey_id):
            raise Conflict(_("This address is invited already."))
        await Invitation.update(
            {
                Invitation.organisation: invitee.organisation,
                Invitation.email: invitee.email,
                Invitation.language: invitee.language,
                Invitation.name: invitee.name,
                Invitation.organisation_type: invitee.organisation_type,
            }
        ).where(Invitation.id == invitation_id)
        if is_other:
            await _forget_mails(invitation_id, *(state.value for state in _SETTLED))


async def remove(invitation_id: UUID) -> UUID:
    """Take the invitation away, with its link, its mails and what was begun by it; gives the survey. Sent answers stay.

    Raises `NotFound`, and `Conflict` where the survey is closed, or tells that the invitation was used.
    """
    async with transaction():
        survey_id: UUID = (await _row(invitation_id))["survey"]
        survey = await hold_survey(survey_id)
        if survey.state is SurveyState.CLOSED:
            raise Conflict(_("The survey is closed. Its invitations stay, as its response rate is counted by them."))
        row = await _row(invitation_id)
        # Where use is not told, a used one goes too: a refusal would tell.
        if row["is_used"] and await tells_use(survey):
            raise Conflict(_("The invitation has been used, and stays with its answers."))
        await ResponseDraft.delete().where((ResponseDraft.invitation == invitation_id) & (ResponseDraft.revision == 1))
        await _forget_mails(invitation_id, *(state.value for state in MailState))
        await Invitation.delete().where(Invitation.id == invitation_id)
        if survey.invited == survey.invitations:
            await Survey.update({Survey.invited: survey.invited - 1}).where(Survey.id == survey_id)
    return survey_id


async def _row(invitation_id: UUID) -> dict[str, Any]:
    row = await Invitation.select().where(Invitation.id == invitation_id).first()
    if row is None:
        raise NotFound(_("There is no such invitation."))
    return row


async def _forget_mails(invitation_id: UUID, *states: str) -> None:
    """Take away the invitation's mails in these states, as if they had not been queued."""
    places = ", ".join(["{}"] * len(states))
    gone = await execute(
        f"DELETE FROM mail WHERE state IN ({places}) "  # noqa: S608  (only placeholders are put together)
        "AND about IN (SELECT id FROM invitation_mail WHERE invitation = {}) RETURNING about",
        *states,
        invitation_id,
    )
    if gone:
        about = [UUID(str(each["about"])) for each in gone]
        await InvitationMail.delete().where(InvitationMail.id.is_in(about))


async def renew(invitation_id: UUID) -> tuple[UUID, Invited]:
    """Make a new link in place of one that was lost, and give the survey too; the old link leads nowhere any more.

    Raises `NotFound`, and `Conflict` where the invitation was used or the survey is closed.
    """
    renewed = uuid4()
    async with transaction():
        row = await _row(invitation_id)
        must_take_invitations(await hold_survey(row["survey"]))
        # Held until the end, so that nobody uses it meanwhile.
        unused = (Invitation.id == invitation_id) & Invitation.is_used.eq(False)
        if not await Invitation.update({Invitation.is_used: False}).where(unused).returning(Invitation.id):
            raise Conflict(_("The invitation has been used, and needs no new link."))
        # A link follows from the id, so a new link is a new id.
        await Invitation(**{**row, "id": renewed, "token_hash": token_hash(token_of(renewed))}).save()
        await _hand_over(invitation_id, renewed)
        await Invitation.delete().where(Invitation.id == invitation_id)
    survey_id: UUID = row["survey"]
    return survey_id, Invited(row["organisation"], row["email"], row["language"], token_of(renewed), row["name"])


async def _hand_over(old: UUID, new: UUID) -> None:
    """What hung on the invitation hangs on the one in its place; answers under way are reached by the new link alone."""
    await InvitationMail.update({InvitationMail.invitation: new}).where(InvitationMail.invitation == old)
    await ResponseDraft.update({ResponseDraft.invitation: new}).where(ResponseDraft.invitation == old)
    await ResponseDraft.update({ResponseDraft.token_hash: token_hash(response_token(new))}).where(
        ResponseDraft.token_hash == token_hash(response_token(old))
    )
