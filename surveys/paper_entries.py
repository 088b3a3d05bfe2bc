"""Answers that came on paper or in a filled PDF, keyed in by an officer; of a sample, a second officer checks every answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import msgspec

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.tables import Officer
from feedback.translation import gettext as _
from feedback.translation import list_text
from surveys.answers import Answers
from surveys.building import get_survey, hold_survey
from surveys.definition import Privacy
from surveys.invitation_tokens import response_token
from surveys.paper.answers import read_paper
from surveys.paper.asking import PaperSurvey
from surveys.paper_surveys import paper_survey
from surveys.response_drafts import Typed
from surveys.responses import NotComplete, read_document
from surveys.survey_links import open_survey
from surveys.tables import Invitation, PaperEntry, Response, ResponseDraft, SurveyVersion
from surveys.withdrawing import withdraw

CHECKED_SHARE = 0.1  # of the papers, at least
DRAWN_SHARE = 0.15  # of the papers, when each is keyed in
LONGEST_MARK = 24  # what is kept has room for a file's digest too
FILE = " #"  # before the first characters of a file's digest, after its mark
DIGEST = 12


class MarkTaken(Conflict):
    """Another paper or file has this mark, or this file was read before."""


class InvitationUsed(Conflict):
    """The invitation that was chosen has been answered, or is gone."""


class OrganisationMissing(Conflict):
    """The survey names organisations, and neither the paper nor the invitation does."""


class Source(StrEnum):
    """How answers came that were not given on the web."""

    PAPER = "paper"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class KeyedIn:
    """What an officer read on one paper. `number` is the version it was printed from, `mark` finds the paper again.

    `invitation` is that of whoever filled it in, where that is known; `digest` that of a file's bytes.
    """

    number: int
    language: str
    mark: str
    typed: Typed
    organisation: str = ""
    source: Source = Source.PAPER
    digest: str = ""
    invitation: UUID | None = None

    @property
    def kept_mark(self) -> str:
        """The mark as it is kept: that of a file with the first characters of its digest, which tell files apart."""
        return f"{self.mark}{FILE}{self.digest[:DIGEST]}" if self.digest else self.mark


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper that was keyed in. `corrected` answers were changed by the check; None until it is checked."""

    response_id: UUID
    mark: str
    source: Source
    entered_by: UUID | None
    officer: str
    entered_at: datetime
    to_check: bool
    corrected: int | None
    answers: int

    @property
    def is_checked(self) -> bool:
        return self.corrected is not None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many papers were drawn for the check, how many of them are checked, and what the check changed."""

    drawn: int
    checked: int
    answers: int
    corrected: int

    @property
    def error_rate(self) -> float | None:
        """Answers keyed in wrongly, as a share of those checked; None before the first."""
        return self.corrected / self.answers if self.answers else None


async def enter(
    survey_id: UUID, keyed: KeyedIn, *, officer: UUID | None, today: date, now: datetime, drawn: float
) -> UUID:
    """Keep the answers of one paper as a response; gives its id. `drawn` is a random number of 0 to 1 for the sample to check.

    The first paper is checked, and at least every tenth. Raises `NotComplete` with what is wrong, `Gone` where the survey is
    closed, `MarkTaken`, `InvitationUsed` and `OrganisationMissing`.
    """
    paper = await paper_survey(survey_id, keyed.number)
    read = read_paper(paper.definition.questions, keyed.typed)
    if read.errors:
        raise NotComplete(read.errors)
    async with transaction():
        await hold_survey(survey_id)
        await open_survey(survey_id, today=today, is_held=True)
        await _must_be_new(survey_id, keyed)
        response_id = await _keep(paper, keyed, read.answers, today=today)
        await PaperEntry(
            response=response_id,
            survey=survey_id,
            mark=keyed.kept_mark,
            entered_by=officer,
            entered_at=now,
            to_check=drawn < DRAWN_SHARE,
        ).save()
        await _draw(survey_id, drawn)
    return response_id


async def _must_be_new(survey_id: UUID, keyed: KeyedIn) -> None:
    if keyed.digest and await is_file_kept(survey_id, keyed.digest):
        raise MarkTaken(file_kept())
    kept = await PaperEntry.select(PaperEntry.mark).where(PaperEntry.survey == survey_id).output(as_list=True)
    if keyed.mark in [mark.partition(FILE)[0] for mark in kept]:
        raise MarkTaken(_("This mark has been used before. Give every paper and every file a mark of its own."))


async def is_file_kept(survey_id: UUID, digest: str) -> bool:
    """Whether the file with this digest has been read and kept."""
    own = PaperEntry.mark.like(f"%{FILE}{digest[:DIGEST]}")
    return await PaperEntry.exists().where((PaperEntry.survey == survey_id) & own)


def file_kept() -> str:
    """A sentence for who wants to keep the same file again."""
    return _("This file has been read before, and its answers are kept.")


async def _keep(paper: PaperSurvey, keyed: KeyedIn, answers: Answers, *, today: date) -> UUID:
    """The response. In an anonymous survey nothing joins it and the invitation, which was used."""
    definition, response_id = paper.definition, uuid4()
    invited = await _use(paper.survey_id, keyed.invitation) if keyed.invitation else ""
    organisation = invited or keyed.organisation
    is_named = definition.privacy is Privacy.ORGANISATION_NAMED
    if is_named and not organisation:
        raise OrganisationMissing(_("Write the name of the organisation."))
    joined = None if definition.privacy is Privacy.ANONYMOUS else keyed.invitation
    # Of an invitee, their own link leads here; of others, nobody has the link.
    token = token_hash(response_token(joined or response_id))
    await ResponseDraft.delete().where(ResponseDraft.token_hash == token)
    version = await SurveyVersion.objects().get(
        (SurveyVersion.survey == paper.survey_id) & (SurveyVersion.number == paper.number)
    )
    await Response(
        id=response_id,
        survey=paper.survey_id,
        version=version,
        language=keyed.language if keyed.language in definition.languages else definition.languages[0],
        token_hash=token,
        answers=msgspec.json.encode(answers).decode(),
        day=today,
        invitation=joined,
        organisation=organisation if is_named else "",
        source=keyed.source.value,
    ).save()
    return response_id


async def _use(survey_id: UUID, invitation: UUID) -> str:
    """Mark the invitation as used, as an answer on the web does; gives its organisation."""
    unused = (Invitation.id == invitation) & (Invitation.survey == survey_id) & Invitation.is_used.eq(False)
    used = await Invitation.update({Invitation.is_used: True}).where(unused).returning(Invitation.organisation)
    if not used:
        raise InvitationUsed(_("This invitation has been answered already. Choose another, or nobody on the list."))
    organisation: str = used[0]["organisation"]
    return organisation


async def _draw(survey_id: UUID, drawn: float) -> None:
    """Bring the sample up to its share, with any of the papers so far: nobody can foresee which will be checked."""
    of_survey = PaperEntry.survey == survey_id
    rows = (
        await PaperEntry.select(PaperEntry.response, PaperEntry.to_check).where(of_survey).order_by(PaperEntry.response)
    )
    waiting = [row["response"] for row in rows if not row["to_check"]]
    missing = math.ceil(len(rows) * CHECKED_SHARE) - (len(rows) - len(waiting))
    if missing > 0:
        # In the order of random ids, so that a number drawn above one bound still gives each the same chance.
        first = int((drawn - DRAWN_SHARE) / (1 - DRAWN_SHARE) * len(waiting))
        chosen = [waiting[(first + n) % len(waiting)] for n in range(missing)]
        await PaperEntry.update({PaperEntry.to_check: True}).where(PaperEntry.response.is_in(chosen))


async def possible_senders(survey_id: UUID, privacy: Privacy) -> tuple[tuple[str, str], ...]:
    """The id and the name of each who was invited and may have filled a paper in, by name.

    Those who have answered are left out only where the survey names organisations: elsewhere the list would tell who has.
    """
    query = Invitation.select(Invitation.id, Invitation.organisation, Invitation.name, Invitation.email)
    query = query.where(Invitation.survey == survey_id)
    rows = await (query.where(Invitation.is_used.eq(False)) if privacy is Privacy.ORGANISATION_NAMED else query)
    named = [(str(row["id"]), list_text(text for text in (row["organisation"], row["name"]) if text)) for row in rows]
    emails = {str(row["id"]): row["email"] for row in rows}
    return tuple(sorted(((id, name or emails[id]) for id, name in named), key=lambda each: each[1].casefold()))


async def remove(response_id: UUID, *, today: date) -> UUID:
    """Take away the answers of a paper that was keyed in by mistake, with all that was made of them; gives the survey's id.

    Its invitation can be used again, where the two are joined. Raises `NotFound`, and `Gone` where the survey is closed.
    """
    entry = await PaperEntry.exists().where((PaperEntry.response == response_id) & (PaperEntry.mark != ""))
    row = await Response.select(Response.survey, Response.invitation).where(Response.id == response_id).first()
    if not entry or row is None:
        raise NotFound(_("There is no such paper."))
    survey_id: UUID = row["survey"]
    async with transaction():
        of_invitee = Invitation.id == row["invitation"]
        before = (
            await Invitation.select(Invitation.is_declined).where(of_invitee).first() if row["invitation"] else None
        )
        await withdraw(response_token(row["invitation"] or response_id), response_id, today=today)
        if await Response.exists().where(Response.id == response_id):
            raise Conflict(
                _(
                    "The answers cannot be removed: their invitation, or the secret of this installation, has been changed."
                )
            )
        if before:
            # Whoever deletes their own answers wants no more mail; the invitee has done nothing of the kind.
            await Invitation.update({Invitation.is_declined: before["is_declined"]}).where(of_invitee)
    return survey_id


async def list_entries(survey_id: UUID) -> tuple[Entry, ...]:
    """The papers keyed in, the latest first. After sealing they have no marks. Raises `NotFound`."""
    await get_survey(survey_id)
    rows = (
        await PaperEntry.select(*PaperEntry.all_columns(), PaperEntry.response.source, PaperEntry.response.answers)
        .where(PaperEntry.survey == survey_id)
        .order_by(PaperEntry.entered_at, ascending=False)
    )
    names = {row["id"]: row["name"] for row in await Officer.select(Officer.id, Officer.name)}
    return tuple(_entry(row, names) for row in rows)


def _entry(row: dict[str, Any], names: dict[UUID, str]) -> Entry:
    return Entry(
        response_id=row["response"],
        mark=row["mark"],
        source=Source(row["response.source"]),
        entered_by=row["entered_by"],
        officer=names.get(row["entered_by"], ""),
        entered_at=row["entered_at"],
        to_check=row["to_check"],
        corrected=row["corrected"],
        answers=len(read_document(row["response.answers"])),
    )


def accuracy(entries: Sequence[Entry]) -> Accuracy:
    """What the checks so far tell of how the papers were keyed in."""
    checked = [each for each in entries if each.is_checked]
    return Accuracy(
        drawn=sum(each.to_check for each in entries),
        checked=len(checked),
        answers=sum(max(each.answers, each.corrected or 0) for each in checked),
        corrected=sum(each.corrected or 0 for each in checked),
    )
