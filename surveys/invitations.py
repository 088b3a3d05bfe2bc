"""Invitations: one single-use link each. A link is shown once, when it is made; only a hash of its token is kept."""

import re
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from surveys.building import BuiltSurvey, SurveyState, hold_survey
from surveys.tables import Invitation, Survey

MOST_AT_ONCE = 500  # a form of 256 kB holds more, but nobody checks more lines at a time
# Something, an at sign, and a domain with a dot: whether it is an address is known when the mail arrives.
_ADDRESS = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>.]+")
_LONGEST_ORGANISATION = 200
_LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Invitee:
    organisation: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitee and the token of their link, which nobody can be told again."""

    organisation: str
    email: str
    language: str
    token: str


@dataclass(frozen=True, slots=True)
class ListedInvitation:
    """Whether it was used is known; what was answered is not. The day is not told: it would lead to the response."""

    id: UUID
    organisation: str
    email: str
    language: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class ReadInvitees:
    """The invitees of a pasted list, and a sentence for each line that could not be read."""

    invitees: tuple[Invitee, ...]
    errors: tuple[str, ...]


def read_invitees(text: str, *, languages: Sequence[str]) -> ReadInvitees:
    """Read `Organisation; e-mail; language`, one a line; without a language it is the first of the survey's.

    Blank lines are skipped. A spreadsheet's tabs do as well as semicolons.
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
        invitees.append(Invitee(parts[0], parts[1], parts[2].lower() if len(parts) == 3 and parts[2] else languages[0]))
    if not invitees and not errors:
        errors.append(_("Write at least one line."))
    if len(invitees) > MOST_AT_ONCE:
        errors.append(_("Invite at most %(n)s at a time.", n=MOST_AT_ONCE))
    return ReadInvitees(tuple(invitees), tuple(errors))


def _fault(parts: Sequence[str], languages: Sequence[str]) -> str:
    if len(parts) not in (2, 3):
        return _("write organisation; e-mail; language.")
    if not parts[0]:
        return _("the organisation is missing.")
    if len(parts[0]) > _LONGEST_ORGANISATION:
        return _("the name may have at most %(n)s characters.", n=_LONGEST_ORGANISATION)
    if not _ADDRESS.fullmatch(parts[1]) or len(parts[1]) > _LONGEST_ADDRESS:
        return _("“%(text)s” is not an e-mail address.", text=parts[1])
    if len(parts) == 3 and parts[2] and parts[2].lower() not in languages:
        return _(
            "the survey has no language “%(text)s”; it has %(languages)s.",
            text=parts[2],
            languages=", ".join(languages),
        )
    return ""


async def invite(survey_id: UUID, invitees: Sequence[Invitee]) -> list[Invited]:
    """Make a link for each. The survey's count of invited follows, unless it was set by hand to more.

    Raises `Conflict` where the survey is closed, or an address is invited already.
    """
    made = [Invited(each.organisation, each.email, each.language, secrets.token_urlsafe(32)) for each in invitees]
    async with transaction():
        survey = await hold_survey(survey_id)
        _must_take_invitations(survey)
        await _must_be_new(survey_id, invitees)
        rows = [
            Invitation(
                survey=survey_id,
                organisation=each.organisation,
                email=each.email,
                language=each.language,
                token_hash=token_hash(each.token),
            )
            for each in made
        ]
        if rows:
            await Invitation.insert(*rows)
        total = survey.invitations + len(made)
        was_counted = survey.invited == survey.invitations
        await Survey.update({Survey.invited: total if was_counted else max(survey.invited, total)}).where(
            Survey.id == survey_id
        )
    return made


def _must_take_invitations(survey: BuiltSurvey) -> None:
    if survey.state is SurveyState.CLOSED:
        raise Conflict(_("The survey is closed: nobody can be invited to it."))


async def _must_be_new(survey_id: UUID, invitees: Sequence[Invitee]) -> None:
    known = {each.email.lower() for each in await list_invitations(survey_id) if each.email}
    again = [each.email for each in invitees if each.email.lower() in known]
    if again:
        raise Conflict(_("Invited already: %(addresses)s.", addresses=", ".join(again)))


async def renew(invitation_id: UUID) -> tuple[UUID, Invited]:
    """Make a new link in place of one that was lost, and give the survey too; the old link leads nowhere any more.

    Raises `NotFound`, and `Conflict` where the invitation was used or the survey is closed.
    """
    token = secrets.token_urlsafe(32)
    async with transaction():
        row = await Invitation.select().where(Invitation.id == invitation_id).first()
        if row is None:
            raise NotFound(_("There is no such invitation."))
        _must_take_invitations(await hold_survey(row["survey"]))
        unused = (Invitation.id == invitation_id) & Invitation.used_on.is_null()
        changed = (
            await Invitation.update({Invitation.token_hash: token_hash(token)}).where(unused).returning(Invitation.id)
        )
        if not changed:
            raise Conflict(_("The invitation has been used, and needs no new link."))
    survey_id: UUID = row["survey"]
    return survey_id, Invited(row["organisation"], row["email"], row["language"], token)


async def list_invitations(survey_id: UUID) -> tuple[ListedInvitation, ...]:
    """Everybody who was invited to a survey, by organisation."""
    rows = (
        await Invitation.select()
        .where(Invitation.survey == survey_id)
        .order_by(Invitation.organisation)
        .order_by(Invitation.email)
    )
    return tuple(
        ListedInvitation(row["id"], row["organisation"], row["email"], row["language"], row["used_on"] is not None)
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
            row["organisation"], row["email"], row["language"], by_hash[row["token_hash"]]
        )
        for row in rows
    }
    return [found[token] for token in dict.fromkeys(tokens) if token in found]
