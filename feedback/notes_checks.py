"""Checks of the notes: those who were there are asked, by one link and for a while, whether the notes say what was said."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from feedback.consultations import get_consultation, hold_consultation
from feedback.database import transaction
from feedback.enums import NotesAudience
from feedback.errors import Conflict, Gone, NotFound
from feedback.flagged_words import mask
from feedback.notes_tables import NotesCheck
from feedback.personal_data_flags import read_masks
from feedback.points import NotedPoint, list_points
from feedback.questions import AskedQuestion, list_questions
from feedback.settings import settings
from feedback.signed_tokens import id_in, signed_token
from feedback.tables import Consultation
from feedback.translation import date_text
from feedback.translation import gettext as _

#: What its token is signed for.
LABEL = "notes check"


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """A check; it takes replies to the end of its last day, unless it was closed before."""

    id: UUID
    consultation_id: UUID
    audience: NotesAudience
    last_day: date
    opened_at: datetime
    closed_at: datetime | None

    def is_open(self, today: date) -> bool:
        return self.closed_at is None and today <= self.last_day

    @property
    def token(self) -> str:
        return signed_token(LABEL, self.id)

    @property
    def address(self) -> str:
        """Its link, whole."""
        return f"{settings().base_url}/notes/{self.token}"


@dataclass(frozen=True, slots=True)
class NotesToCheck:
    """What the page of a check shows: the notes as they read now, without words that may identify somebody."""

    check: KeptCheck
    consultation: Consultation
    title: str
    questions: tuple[AskedQuestion, ...]
    points: tuple[NotedPoint, ...]


async def open_check(
    consultation_id: UUID, *, audience: NotesAudience, last_day: date, officer: UUID | None, today: date, now: datetime
) -> UUID:
    """Ask whether the notes are right, to the end of the last day; gives the check's id.

    Raises `NotFound`, `Gone`, and `Conflict` for a day that has passed, for notes without a point or a question, and where
    the same people are being asked already.
    """
    if last_day < today:
        raise Conflict(_("The last day has passed already. Choose a later one."))
    async with transaction():
        await hold_consultation(consultation_id)
        points = [each for each in await list_points(consultation_id) if not each.is_dropped]
        if not points and not await list_questions(consultation_id):
            raise Conflict(_("The notes have no questions and no points to look at."))
        if any(each.audience is audience and each.is_open(today) for each in await list_checks(consultation_id)):
            raise Conflict(_("They are being asked already. Close that check first."))
        check = NotesCheck(
            consultation=consultation_id,
            audience=audience.value,
            last_day=last_day,
            opened_by=officer,
            opened_at=now,
        )
        await check.save()
    return check.id


async def close_check(check_id: UUID, *, now: datetime) -> UUID:
    """Take no more replies, and give the consultation. Closed already, nothing changes. Raises `NotFound`."""
    check = await get_check(check_id)
    await NotesCheck.update({NotesCheck.closed_at: now}).where(
        (NotesCheck.id == check_id) & NotesCheck.closed_at.is_null()
    )
    return check.consultation_id


async def get_check(check_id: UUID) -> KeptCheck:
    """Raises `NotFound`."""
    found = await read_checks(NotesCheck.id == check_id)
    if not found:
        raise NotFound(_("There is no such check of notes."))
    return found[0]


async def list_checks(consultation_id: UUID) -> tuple[KeptCheck, ...]:
    """A consultation's checks, the newest first."""
    return await read_checks(NotesCheck.consultation == consultation_id)


async def read_checks(condition: Any = None) -> tuple[KeptCheck, ...]:
    """The checks that are like this, or all, the newest first."""
    query = NotesCheck.select().order_by(NotesCheck.opened_at, ascending=False).order_by(NotesCheck.id)
    rows = await (query if condition is None else query.where(condition))
    return tuple(
        KeptCheck(
            row["id"],
            row["consultation"],
            NotesAudience(row["audience"]),
            row["last_day"],
            row["opened_at"],
            row["closed_at"],
        )
        for row in rows
    )


async def notes_to_check(token: str, *, today: date) -> NotesToCheck:
    """The notes that a link shows. Raises `NotFound` for a link that was not made here, and `Gone` once the check is closed."""
    check_id = id_in(LABEL, token)
    found = await read_checks(NotesCheck.id == check_id) if check_id else ()
    if not found:
        raise NotFound(_("The link is not right. See that all of it was copied."))
    [check] = found
    consultation = await get_consultation(check.consultation_id)
    if not check.is_open(today):
        closed = min(check.closed_at.date(), check.last_day) if check.closed_at else check.last_day
        raise Gone(_("The notes could be checked until %(day)s. Thank you for your interest.", day=date_text(closed)))
    words = (await read_masks([consultation.id])).words.get(consultation.id, ())
    return NotesToCheck(
        check,
        consultation,
        mask(consultation.title, words),
        tuple(_masked_question(each, words) for each in await list_questions(consultation.id)),
        tuple(_masked_point(each, words) for each in await list_points(consultation.id) if not each.is_dropped),
    )


def _masked_question(question: AskedQuestion, words: tuple[str, ...]) -> AskedQuestion:
    subquestions = tuple(mask(each, words) for each in question.subquestions)
    return replace(question, text=mask(question.text, words), subquestions=subquestions)


def _masked_point(point: NotedPoint, words: tuple[str, ...]) -> NotedPoint:
    return replace(
        point, text=mask(point.text, words), heading=mask(point.heading, words), answer=mask(point.answer, words)
    )
