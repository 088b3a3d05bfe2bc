"""Invitations: one single-use link each, worked out from the invitation's id; only a hash of its token is kept."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from feedback.translation import list_text
from surveys.attendee_columns import language_of, organisation_type_of
from surveys.attendee_files import MAX_ROWS
from surveys.attendee_lists import LONGEST_NAME, Attendee
from surveys.building import BuiltSurvey, SurveyState, hold_survey
from surveys.email_addresses import is_address
from surveys.invitation_tokens import response_token, token_of
from surveys.tables import Invitation, InvitationMail, ResponseDraft, Survey

MOST_AT_ONCE = MAX_ROWS  # of a pasted list, as of an uploaded one
_AT_A_TIME = 500  # rows of one INSERT; both databases take some 32,000 values
_PARTS = 5


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to invite: an organisation, a person or both; `organisation_type` is a value of `ORGANISATION_TYPES` or blank."""

    organisation: str
    email: str
    language: str
    name: str = ""
    organisation_type: str = ""

    @property
    def line(self) -> str:
        """The invitee as a line that `read_invitees` reads."""
        parts = (self.organisation, self.email, self.language, self.name, self.organisation_type)
        return "; ".join(parts).rstrip("; ")


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitee and the token of their link, which nobody can be told again."""

    organisation: str
    email: str
    language: str
    token: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListedInvitation:
    """Whether it was used is known; what was answered is not. The day is not told: it would lead to the response."""

    id: UUID
    organisation: str
    email: str
    language: str
    is_used: bool
    name: str = ""
    organisation_type: str = ""


@dataclass(frozen=True, slots=True)
class ReadInvitees:
    """The invitees of a pasted list, and a sentence for each line that could not be read."""

    invitees: tuple[Invitee, ...]
    errors: tuple[str, ...]


def read_invitees(text: str, *, languages: Sequence[str]) -> ReadInvitees:
    """Read `Organisation; e-mail; language; name; type of organisation`, one a line.

    All but the e-mail may be left out, though not both organisation and name; the language then is the first of the
    survey's. Blank lines are skipped. A spreadsheet's tabs do as well as semicolons.
    """
    invitees, errors, seen = [], [], Counter[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        parts = [" ".join(part.split()) for part in re.split(r"[;؛\t]", line)]
        fault = _fault(parts, languages)
        if not fault and seen[parts[1].lower()]:
            fault = _("the address %(email)s stands in the list before.", email=parts[1])
        if fault:
            errors.append(_("Line %(n)s: %(fault)s", n=number, fault=fault))
            continue
        seen[parts[1].lower()] += 1
        organisation, email, language, name, kind = [*parts, "", "", ""][:_PARTS]
        spoken = language_of(language, languages) or languages[0]
        invitees.append(Invitee(organisation, email, spoken, name, organisation_type_of(kind)))
    if not invitees and not errors:
        errors.append(_("Write at least one line."))
    if len(invitees) > MOST_AT_ONCE:
        errors.append(_("Invite at most %(n)s at a time.", n=MOST_AT_ONCE))
    return ReadInvitees(tuple(invitees), tuple(errors))


def _fault(parts: Sequence[str], languages: Sequence[str]) -> str:
    if not 2 <= len(parts) <= _PARTS:
        return _("write organisation; e-mail; language; name; type of organisation.")
    organisation, email, language, name, _kind = [*parts, "", "", ""][:_PARTS]
    if not organisation and not name:
        return _("the organisation is missing.")
    if max(len(organisation), len(name)) > LONGEST_NAME:
        return _("the name may have at most %(n)s characters.", n=LONGEST_NAME)
    if not is_address(email):
        return _("“%(text)s” is not an e-mail address.", text=email)
    if language and language_of(language, languages) is None:
        return _(
            "the survey has no language “%(text)s”; it has %(languages)s.",
            text=language,
            languages=list_text(languages),
        )
    return ""


async def invite(survey_id: UUID, invitees: Sequence[Invitee]) -> list[Invited]:
    """Make a link for each. The survey's count of invited follows, unless it was set by hand to more.

    Raises `Conflict` where the survey is closed, or an address is invited already.
    """
    ids = [uuid4() for _each in invitees]
    made = [_with_link(each, invitation) for each, invitation in zip(invitees, ids, strict=True)]
    async with transaction():
        survey = await hold_survey(survey_id)
        must_take_invitations(survey)
        await _must_be_new(survey_id, invitees)
        rows = [
            Invitation(
                id=invitation,
                survey=survey_id,
                organisation=each.organisation,
                email=each.email,
                language=each.language,
                name=each.name,
                organisation_type=each.organisation_type,
                token_hash=token_hash(invited.token),
            )
            for each, invitation, invited in zip(invitees, ids, made, strict=True)
        ]
        for start in range(0, len(rows), _AT_A_TIME):
            await Invitation.insert(*rows[start : start + _AT_A_TIME])
        total = survey.invitations + len(made)
        was_counted = survey.invited == survey.invitations
        await Survey.update({Survey.invited: total if was_counted else max(survey.invited, total)}).where(
            Survey.id == survey_id
        )
    return made


def _with_link(each: Invitee, invitation_id: UUID) -> Invited:
    return Invited(each.organisation, each.email, each.language, token_of(invitation_id), each.name)


def must_take_invitations(survey: BuiltSurvey) -> None:
    """Raise `Conflict` where the survey is closed."""
    if survey.state is SurveyState.CLOSED:
        raise Conflict(_("The survey is closed: nobody can be invited to it."))


async def _must_be_new(survey_id: UUID, invitees: Sequence[Invitee]) -> None:
    known = await invited_addresses(survey_id)
    again = [each.email for each in invitees if each.email.lower() in known]
    if again:
        raise Conflict(_("Invited already: %(addresses)s.", addresses=list_text(again)))


async def invited_addresses(survey_id: UUID) -> frozenset[str]:
    """The addresses that have an invitation, in small letters."""
    rows = await Invitation.select(Invitation.email).where(Invitation.survey == survey_id)
    return frozenset(row["email"].lower() for row in rows if row["email"])


async def split_invited(
    survey_id: UUID, attendees: Sequence[Attendee]
) -> tuple[tuple[Attendee, ...], tuple[Attendee, ...]]:
    """Those who can be invited, and those whose address has an invitation already."""
    known = await invited_addresses(survey_id)
    invited = tuple(each for each in attendees if each.email.lower() in known)
    return tuple(each for each in attendees if each.email.lower() not in known), invited


def lines_of(attendees: Iterable[Attendee]) -> str:
    """The attendees as the list that `read_invitees` reads."""
    invitees = (
        Invitee(each.organisation, each.email, each.language, each.name, each.organisation_type) for each in attendees
    )
    return "\n".join(each.line for each in invitees)


async def renew(invitation_id: UUID) -> tuple[UUID, Invited]:
    """Make a new link in place of one that was lost, and give the survey too; the old link leads nowhere any more.

    Raises `NotFound`, and `Conflict` where the invitation was used or the survey is closed.
    """
    renewed = uuid4()
    async with transaction():
        row = await Invitation.select().where(Invitation.id == invitation_id).first()
        if row is None:
            raise NotFound(_("There is no such invitation."))
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


async def list_invitations(survey_id: UUID) -> tuple[ListedInvitation, ...]:
    """Everybody who was invited to a survey, by organisation."""
    rows = (
        await Invitation.select()
        .where(Invitation.survey == survey_id)
        .order_by(Invitation.organisation)
        .order_by(Invitation.email)
    )
    return tuple(
        ListedInvitation(
            row["id"],
            row["organisation"],
            row["email"],
            row["language"],
            row["is_used"],
            row["name"],
            row["organisation_type"],
        )
        for row in rows
    )


async def invited_with(survey_id: UUID, tokens: Sequence[str]) -> list[Invited]:
    """The invitees of this survey whose links have these tokens, in their order; a token that is none is left out."""
    by_hash = {token_hash(token): token for token in tokens}
    rows = (
        await Invitation.select().where((Invitation.survey == survey_id) & Invitation.token_hash.is_in(list(by_hash)))
        if by_hash
        else []
    )
    found = {
        by_hash[row["token_hash"]]: Invited(
            row["organisation"], row["email"], row["language"], by_hash[row["token_hash"]], row["name"]
        )
        for row in rows
    }
    return [found[token] for token in dict.fromkeys(tokens) if token in found]
