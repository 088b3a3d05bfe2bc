"""Closure letters as they are made, numbered and queued, each read by a link of its own. Their words: `closure_letters`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from feedback.attendance import organisations_at, points_made_at
from feedback.commitments import Undertaking, undertakings
from feedback.consultations import get_consultation, hold_consultation
from feedback.database import transaction
from feedback.enums import ConsultationState, MailState
from feedback.errors import Conflict
from feedback.issues import FollowedIssue, issues_of_consultation
from feedback.mail import outbox
from feedback.organisations import KnownOrganisation, get_organisation
from feedback.points import list_points
from feedback.settings import settings
from feedback.signed_tokens import id_in, signed_token
from feedback.translation import gettext as _
from reports.letter_facts import LetterFacts, ToldCommitment, ToldIssue, ToldPoint
from reports.tables import ClosureLetter
from surveys.survey_links import WrongLink

#: The outbox's kind of these mails, which are about a `ClosureLetter`; and what its tokens are signed for.
KIND = "letter"
EXAMPLE = "example"  # stands for the token in a preview


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A letter that was made; `number` is 1 for the first to its organisation about the consultation."""

    id: UUID
    consultation: UUID
    organisation: KnownOrganisation
    number: int
    language: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A made letter and what became of its mail; None where it was not to be mailed."""

    letter: MadeLetter
    mail: MailState | None


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
    return MadeLetter(row["id"], row["consultation"], organisation, row["number"], row["language"], row["made_at"])


async def open_letter(token: str) -> MadeLetter:
    """The letter that this token opens. Raises `surveys.survey_links.WrongLink`."""
    id = id_in(KIND, token)
    letter = await get_letter(id) if id else None
    if letter is None:
        raise WrongLink(_("This link leads to no letter. Check that you have the whole address."))
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
            letter = MadeLetter(row["id"], consultation, organisation, row["number"], row["language"], row["made_at"])
            letters.setdefault(organisation.id, []).append(SentLetter(letter, states.get(row["id"])))
    return [Addressee(each, len(made.get(each.id, ())), tuple(letters.get(each.id, ()))) for each in attending.values()]


def latest_number(written_to: Sequence[Addressee]) -> int:
    """The number of the newest letter; 0 where there is none."""
    return max((sent.letter.number for each in written_to for sent in each.letters), default=0)


async def make_letters(consultation: UUID, *, number: int, officer: UUID, now: datetime) -> Made:
    """Make the letters of this number for everybody who attended and has not got it, and queue them for those with an address.

    Each is queued once, however often this is asked for. Raises `Conflict` where the notes are not confirmed, nobody is
    known to have attended, or the number is neither that of the newest letters nor the next; `NotFound` and `Gone`.
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
        new = [
            ClosureLetter(
                consultation=consultation,
                organisation=each.organisation.id,
                number=number,
                language=each.organisation.language,
                made_by=officer,
                made_at=now,
            )
            for each in written_to
            if each.organisation.id not in had
        ]
        if new:
            await ClosureLetter.insert(*new).on_conflict(action="DO NOTHING")
        of_number = (ClosureLetter.consultation == consultation) & (ClosureLetter.number == number)
        rows = await ClosureLetter.select(ClosureLetter.id).where(of_number & (ClosureLetter.organisation.email != ""))
        mails = await outbox.queue(KIND, [row["id"] for row in rows], not_before=now)
    return Made(len(new), mails)


async def read_letter_facts(consultation_id: UUID, organisation_id: UUID, *, address: str, today: date) -> LetterFacts:
    """What the letter to this organisation tells today. Raises `NotFound` and `Gone`."""
    consultation = await get_consultation(consultation_id)
    organisation = await get_organisation(organisation_id)
    own = set((await points_made_at(consultation_id)).get(organisation_id, ()))
    issues = await issues_of_consultation(consultation_id)
    raised: dict[UUID, list[str]] = {}
    for issue in issues:
        for point in issue.points:
            raised.setdefault(point.id, []).append(str(issue.id))
    noted = [each for each in await list_points(consultation_id) if not each.is_dropped]
    told = tuple(ToldPoint(each.text, tuple(raised.get(each.id, ()))) for each in noted if not own or each.id in own)
    wanted = {id for point in told for id in point.issues}
    promised = await undertakings()
    return LetterFacts(
        department=settings().department,
        organisation=organisation.name,
        consultation=consultation.title,
        consultation_language=consultation.language,
        consultation_date=consultation.date,
        on=today,
        address=address,
        is_own=bool(own),
        points=told,
        issues=tuple(_told(issue, promised, today) for issue in issues if str(issue.id) in wanted),
        contact=settings().contact,
    )


def _told(issue: FollowedIssue, promised: Sequence[Undertaking], today: date) -> ToldIssue:
    return ToldIssue(
        id=str(issue.id),
        title=issue.title,
        language=issue.language,
        state=issue.state,
        is_unsupported=issue.is_unsupported,
        is_unconfirmed=issue.is_unconfirmed(today),
        commitments=tuple(
            ToldCommitment(each.text, each.responsible, each.due, each.language, each.is_delivered)
            for each in promised
            if issue.id in each.issue_ids
        ),
    )


async def addressee_names(letters: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """For each of these letters the title of its consultation and the name of its organisation."""
    if not letters:
        return {}
    rows = await ClosureLetter.select(
        ClosureLetter.id, ClosureLetter.consultation.title, ClosureLetter.organisation.name
    ).where(ClosureLetter.id.is_in(list(letters)))
    return {row["id"]: (row["consultation.title"], row["organisation.name"]) for row in rows}
