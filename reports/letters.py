"""Closure letters as they are made, queued and revoked, each read by a link of its own. Their words: `closure_letters`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from feedback.attendance import organisations_at, points_made_at
from feedback.consultations import hold_consultation
from feedback.database import transaction
from feedback.enums import ConsultationState, MailState
from feedback.errors import Conflict, Gone, NotFound
from feedback.mail import outbox
from feedback.organisations import KnownOrganisation, get_organisation
from feedback.settings import settings
from feedback.signed_tokens import id_in, signed_token
from feedback.translation import gettext as _
from reports.kept_letters import letter_json
from reports.letter_reading import read_matter
from reports.tables import ClosureLetter
from surveys.survey_links import WrongLink

#: The outbox's kind of these mails, which are about a `ClosureLetter`; and what its tokens are signed for.
KIND = "letter"
EXAMPLE = "example"  # stands for the token in a preview


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A letter that was made; `number` is 1 for the first to its organisation about the consultation.

    `content` is the letter as it was made, for `kept_letters`; since `revoked_at` its link leads nowhere.
    """

    id: UUID
    consultation: UUID
    organisation: KnownOrganisation
    number: int
    language: str
    made_at: datetime
    content: str = "{}"
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A made letter and what became of its mail; None where it was not to be mailed."""

    letter: MadeLetter
    mail: MailState | None

    @property
    def may_be_mailed(self) -> bool:
        """An address has come since it was made."""
        return self.mail is None and bool(self.letter.organisation.email) and not self.letter.revoked_at


@dataclass(frozen=True, slots=True)
class Addressee:
    """An organisation that attended, how many points it is known to have made, and its letters so far."""

    organisation: KnownOrganisation
    points: int
    letters: tuple[SentLetter, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """How many letters were made, and how many of these wait to be mailed; the others have no address."""

    letters: int
    mails: int


def letter_token(letter: UUID) -> str:
    """What opens this letter, and the replies of its organisation."""
    return signed_token(KIND, letter)


def letter_address(token: str, *, language: str) -> str:
    """Where the letter is read, in this language."""
    return f"{settings().base_url}/letters/{token}?lang={language}"


async def get_letter(letter: UUID) -> MadeLetter | None:
    """A letter; None where it is not there any more."""
    row = await ClosureLetter.select().where(ClosureLetter.id == letter).first()
    if row is None:
        return None
    organisation = await get_organisation(row["organisation"])
    return _made(row, organisation)


def _made(row: Mapping[str, Any], organisation: KnownOrganisation) -> MadeLetter:
    return MadeLetter(
        id=row["id"],
        consultation=row["consultation"],
        organisation=organisation,
        number=row["number"],
        language=row["language"],
        made_at=row["made_at"],
        content=row["content"],
        revoked_at=row["revoked_at"],
    )


async def numbered_letter(consultation: UUID, organisation: UUID, number: int) -> SentLetter:
    """One letter by its number. Raises `NotFound`."""
    its = (ClosureLetter.consultation == consultation) & (ClosureLetter.organisation == organisation)
    row = await ClosureLetter.select(ClosureLetter.id).where(its & (ClosureLetter.number == number)).first()
    letter = await get_letter(row["id"]) if row else None
    if letter is None:
        raise NotFound(_("There is no such letter."))
    return SentLetter(letter, (await outbox.states(KIND, [letter.id])).get(letter.id))


async def open_letter(token: str) -> MadeLetter:
    """The letter that this token opens. Raises `surveys.survey_links.WrongLink`, and `Gone` where it was revoked."""
    id = id_in(KIND, token)
    letter = await get_letter(id) if id else None
    if letter is None:
        raise WrongLink(_("This link leads to no letter. Check that you have the whole address."))
    if letter.revoked_at:
        raise Gone(
            _("This link has been taken back and opens the letter no more. Ask the department for a new letter.")
        )
    return letter


async def addressees(consultation: UUID) -> list[Addressee]:
    """Who is written to about a consultation, by name, with the letters that were made."""
    made = await points_made_at(consultation)
    attending = {each.id: each for each in await organisations_at(consultation)}
    rows = await ClosureLetter.select().where(ClosureLetter.consultation == consultation).order_by(ClosureLetter.number)
    states = await outbox.states(KIND, [row["id"] for row in rows])
    letters: dict[UUID, list[SentLetter]] = {}
    for row in rows:
        if organisation := attending.get(row["organisation"]):
            sent = SentLetter(_made(row, organisation), states.get(row["id"]))
            letters.setdefault(organisation.id, []).append(sent)
    return [Addressee(each, len(made.get(each.id, ())), tuple(letters.get(each.id, ()))) for each in attending.values()]


def latest_number(written_to: Sequence[Addressee]) -> int:
    """The number of the newest letter; 0 where there is none."""
    return max((sent.letter.number for each in written_to for sent in each.letters), default=0)


async def make_letters(consultation: UUID, *, number: int, officer: UUID, now: datetime) -> Made:
    """Make the letters of this number for everybody who attended and has not got it, and queue them for those with an address.

    What each says is kept as it is now. Each is queued once, however often this is asked for. Raises `Conflict` where the
    notes are not confirmed, nobody is known to have attended, or the number is neither that of the newest letters nor the
    next; `NotFound` and `Gone`.
    """
    async with transaction():
        held = await hold_consultation(consultation)
        if held.state != ConsultationState.CONFIRMED.value:
            raise Conflict(_("Confirm what was read from the notes first: the letters tell what was said."))
        written_to = await addressees(consultation)
        latest = latest_number(written_to)
        if not written_to:
            raise Conflict(_("Say first who attended the consultation."))
        if number not in (max(latest, 1), latest + 1):
            raise Conflict(_("Somebody else made letters meanwhile. Look at the page again."))
        had = {each.organisation.id for each in written_to for sent in each.letters if sent.letter.number == number}
        new = [each.organisation for each in written_to if each.organisation.id not in had]
        await _make(consultation, new, number=number, officer=officer, now=now)
        of_number = (ClosureLetter.consultation == consultation) & (ClosureLetter.number == number)
        may_be_mailed = of_number & (ClosureLetter.organisation.email != "") & ClosureLetter.revoked_at.is_null()
        rows = await ClosureLetter.select(ClosureLetter.id).where(may_be_mailed)
        mails = await outbox.queue(KIND, [row["id"] for row in rows], not_before=now)
    return Made(len(new), mails)


async def _make(
    consultation: UUID, organisations: Sequence[KnownOrganisation], *, number: int, officer: UUID, now: datetime
) -> None:
    matter = await read_matter(consultation)
    made = [
        ClosureLetter(
            consultation=consultation,
            organisation=each.id,
            number=number,
            language=each.language,
            made_by=officer,
            made_at=now,
            content=letter_json(matter.told_to(each, on=now.date()), language=each.language),
        )
        for each in organisations
    ]
    if made:
        await ClosureLetter.insert(*made).on_conflict(action="DO NOTHING")


async def mail_letter(letter: MadeLetter, *, now: datetime) -> bool:
    """Queue this letter alone, for an address that came after it was made; False where it was queued before.

    Raises `Conflict` where there is no address, and where its link was taken back.
    """
    if letter.revoked_at:
        raise Conflict(_("The link of this letter was taken back. Make a new letter."))
    if not letter.organisation.email:
        raise Conflict(_("The organisation has no address for mail. Write it first."))
    return bool(await outbox.queue(KIND, [letter.id], not_before=now))


async def revoke_letter(letter: MadeLetter, *, now: datetime) -> None:
    """Let the link of this letter lead nowhere from now on, for good; a mail that still waits is not sent any more."""
    its = (ClosureLetter.id == letter.id) & ClosureLetter.revoked_at.is_null()
    await ClosureLetter.update({ClosureLetter.revoked_at: now}).where(its)


async def make_anew(letter: MadeLetter, *, officer: UUID, now: datetime) -> int:
    """Make another letter for the organisation of one that was revoked, and queue it; gives its number.

    Raises `Conflict` where the link still works or there is a later letter; `NotFound` and `Gone`.
    """
    async with transaction():
        await hold_consultation(letter.consultation)
        its = (ClosureLetter.consultation == letter.consultation) & (
            ClosureLetter.organisation == letter.organisation.id
        )
        rows = await ClosureLetter.select(ClosureLetter.number, ClosureLetter.revoked_at).where(its)
        newest = max(rows, key=lambda row: row["number"])
        if newest["revoked_at"] is None:
            raise Conflict(_("The organisation has a letter with a link that works."))
        number = newest["number"] + 1
        await _make(letter.consultation, [letter.organisation], number=number, officer=officer, now=now)
        row = await ClosureLetter.select(ClosureLetter.id).where(its & (ClosureLetter.number == number)).first()
        if row and letter.organisation.email:
            await outbox.queue(KIND, [row["id"]], not_before=now)
    return int(number)


async def addressee_names(letters: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """For each of these letters the title of its consultation and the name of its organisation."""
    if not letters:
        return {}
    rows = await ClosureLetter.select(
        ClosureLetter.id, ClosureLetter.consultation.title, ClosureLetter.organisation.name
    ).where(ClosureLetter.id.is_in(list(letters)))
    return {row["id"]: (row["consultation.title"], row["organisation.name"]) for row in rows}
