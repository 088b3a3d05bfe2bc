"""Invitations: one single-use link each, worked out from the invitation's id; only a hash of its token is kept."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.translation import list_text
from surveys.attendee_columns import language_of, organisation_type_of
from surveys.attendee_files import MAX_ROWS
from surveys.attendee_lists import LONGEST_NAME, Attendee
from surveys.building import BuiltSurvey, SurveyState, hold_survey
from surveys.definition import Privacy
from surveys.email_addresses import address_fault, is_address, visible
from surveys.invitation_tokens import token_of
from surveys.tables import Invitation, Survey

MOST_AT_ONCE = MAX_ROWS  # of a pasted list, as of an uploaded one
FORGOTTEN = "forgotten "  # what stands for the hash of a token whose invitee's name and address were taken away
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
    """An invitee and the token of their link, blank where the link does not follow from the invitation's id.

    `is_new` is false of one who was invited before.
    """

    organisation: str
    email: str
    language: str
    token: str
    name: str = ""
    is_new: bool = True


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
        parts[1:2] = [visible(part) for part in parts[1:2]]
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
        return address_fault(email)
    if language and language_of(language, languages) is None:
        return _(
            "the survey has no language “%(text)s”; it has %(languages)s.",
            text=language,
            languages=list_text(languages),
        )
    return ""


async def invite(survey_id: UUID, invitees: Sequence[Invitee]) -> list[Invited]:
    """Make a link for each, and give all of them in their order; an address that is invited already keeps the link it has.

    So a list that is sent twice gives the same links. The survey's count of invited follows, unless it was set by hand to
    more. Raises `Conflict` where the survey is closed.
    """
    invited: list[Invited] = []
    rows: list[Invitation] = []
    async with transaction():
        survey = await hold_survey(survey_id)
        must_take_invitations(survey)
        known = await _known(survey_id)
        for each in invitees:
            link = known.get(each.email.lower())
            if link is None:
                rows.append(_invitation(survey_id, each))
                link = Invited(each.organisation, each.email, each.language, token_of(rows[-1].id), each.name)
            invited.append(link)
        for start in range(0, len(rows), _AT_A_TIME):
            await Invitation.insert(*rows[start : start + _AT_A_TIME])
        total = survey.invitations + len(rows)
        was_counted = survey.invited == survey.invitations
        await Survey.update({Survey.invited: total if was_counted else max(survey.invited, total)}).where(
            Survey.id == survey_id
        )
    return invited


def _invitation(survey_id: UUID, invitee: Invitee) -> Invitation:
    invitation_id = uuid4()
    return Invitation(
        id=invitation_id,
        survey=survey_id,
        organisation=invitee.organisation,
        email=invitee.email,
        language=invitee.language,
        name=invitee.name,
        organisation_type=invitee.organisation_type,
        token_hash=token_hash(token_of(invitation_id)),
    )


async def _known(survey_id: UUID) -> dict[str, Invited]:
    """Those who are invited, by their address in small letters."""
    rows = await Invitation.select().where((Invitation.survey == survey_id) & (Invitation.email != ""))
    found = {}
    for row in rows:
        token = token_of(row["id"])
        # A link that was drawn, or made under another secret, cannot be told.
        told = token if row["token_hash"] == token_hash(token) else ""
        found[row["email"].lower()] = Invited(
            row["organisation"], row["email"], row["language"], told, row["name"], is_new=False
        )
    return found


def must_take_invitations(survey: BuiltSurvey) -> None:
    """Raise `Conflict` where the survey is closed."""
    if survey.state is SurveyState.CLOSED:
        raise Conflict(_("The survey is closed: nobody can be invited to it."))


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


async def tells_use(survey: BuiltSurvey) -> bool:
    """Whether it may be shown of each invitation that it was used: not while somebody could watch the answers come in."""
    if survey.definition.privacy is Privacy.ORGANISATION_NAMED:
        return True
    if survey.definition.privacy is Privacy.ANONYMOUS:
        return await Survey.exists().where((Survey.id == survey.id) & Survey.sealed_at.is_not_null())
    return survey.state is SurveyState.CLOSED


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
