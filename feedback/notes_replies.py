"""What those who were there say of the notes: points that are right, corrections, and what is missing; and what becomes of that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from feedback.consultations import hold_consultation
from feedback.database import transaction
from feedback.enums import NotesReplyKind, NotesReplyState, PointKind
from feedback.errors import Conflict, NotFound, TooMany
from feedback.notes_checks import KeptCheck
from feedback.notes_tables import NotesReply
from feedback.personal_data_decisions import flag_in_text
from feedback.personal_data_flags import read_masks
from feedback.point_versions import keep_versions
from feedback.points import Wording, add_point, edit_point, get_point, list_points
from feedback.reasons import bounded_reason, bounded_text
from feedback.translation import gettext as _

LONGEST_TEXT = 2000  # characters of a correction, a comment or what is missing
LONGEST_ORGANISATION = 200  # characters
MOST_REPLIES = 20_000  # in one check: many meetings' worth; a flood stops here


@dataclass(frozen=True, slots=True)
class NewReply:
    """One thing that somebody says. `text` is their wording; of something missing `comment` is the question it belongs to."""

    kind: NotesReplyKind
    point: UUID | None = None
    text: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class KeptReply:
    """A correction, a comment on a point, or something missing, as officers see it. Of when it came, only the day is known.

    `point` of an addition is the point that was made of it.
    """

    id: UUID
    check: UUID
    consultation: UUID
    kind: NotesReplyKind
    point: UUID | None
    text: str
    comment: str
    organisation: str
    language: str
    day: date
    state: NotesReplyState
    reason: str

    @property
    def is_open(self) -> bool:
        return self.state is NotesReplyState.OPEN


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """What came of asking whether the notes are right. `agreed` counts each time somebody said that a point is.

    `reasons` are those for which corrections and additions were declined, as everybody may read them.
    """

    agreed: int = 0
    corrected: int = 0
    added: int = 0
    declined: int = 0
    waiting: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def is_anything(self) -> bool:
        return bool(self.agreed or self.corrected or self.added or self.declined or self.waiting)


async def send_replies(
    check: KeptCheck, replies: Sequence[NewReply], *, organisation: str, language: str, today: date
) -> None:
    """Keep what one person says, all of it or nothing.

    Raises `Conflict` where nothing is said, for a text that is too long, and for a point of other notes; `TooMany` once a
    check has taken more than any meeting could say.
    """
    if not replies:
        raise Conflict(_("Say of at least one point whether it is right, or what is missing."))
    rows = [
        NotesReply(
            check=check.id,
            kind=each.kind.value,
            point=each.point,
            text=bounded_text(each.text, LONGEST_TEXT),
            comment=bounded_text(each.comment, LONGEST_TEXT),
            organisation=bounded_text(organisation, LONGEST_ORGANISATION),
            language=language,
            day=today,
            state=NotesReplyState.OPEN.value,
        )
        for each in replies
    ]
    async with transaction():
        known = {point.id for point in await list_points(check.consultation_id)}
        if {each.point for each in replies if each.point} - known:
            raise Conflict(_("The notes changed meanwhile. Look at them again."))
        if await NotesReply.count().where(NotesReply.check == check.id) + len(rows) > MOST_REPLIES:
            raise TooMany(_("This check has had very many replies. Write to those who sent you the link instead."))
        await NotesReply.insert(*rows)


async def list_replies(consultation_id: UUID) -> tuple[KeptReply, ...]:
    """All corrections, comments and additions, those first that wait, then by day; agreements are in `agreements`."""
    is_said = NotesReply.kind != NotesReplyKind.AGREES.value
    found = await _read(_of(consultation_id) & is_said)
    return tuple(sorted(found, key=lambda each: (not each.is_open, each.day, str(each.id))))


async def agreements(consultation_id: UUID) -> dict[UUID, int]:
    """How often somebody said of each point that it is right."""
    rows = await NotesReply.select(NotesReply.point).where(
        _of(consultation_id) & (NotesReply.kind == NotesReplyKind.AGREES.value) & NotesReply.point.is_not_null()
    )
    found: dict[UUID, int] = {}
    for row in rows:
        found[row["point"]] = found.get(row["point"], 0) + 1
    return found


async def check_figures(consultation_id: UUID) -> CheckFigures:
    """The counts over all checks of a consultation."""
    replies = await list_replies(consultation_id)
    agreed = sum((await agreements(consultation_id)).values())
    masks = await read_masks([consultation_id])
    taken = [each.kind for each in replies if each.state is NotesReplyState.ACCEPTED]
    declined = [each for each in replies if each.state is NotesReplyState.DECLINED]
    return CheckFigures(
        agreed=agreed,
        corrected=taken.count(NotesReplyKind.CORRECTION),
        added=taken.count(NotesReplyKind.ADDITION),
        declined=len(declined),
        waiting=sum(each.is_open for each in replies),
        reasons=tuple(dict.fromkeys(masks.of(consultation_id, each.reason) for each in declined)),
    )


async def added_points(consultation_id: UUID) -> frozenset[UUID]:
    """The points that were made of what participants said is missing."""
    rows = await NotesReply.select(NotesReply.point).where(
        _of(consultation_id) & (NotesReply.kind == NotesReplyKind.ADDITION.value) & NotesReply.point.is_not_null()
    )
    return frozenset(row["point"] for row in rows)


async def accept_correction(
    reply_id: UUID, text: str, *, reason: str = "", seen: str, officer: UUID | None, now: datetime
) -> UUID:
    """Let the point read as this, what stood before kept beside it; gives the consultation.

    `text` is the correction or what an officer made of it, `seen` the point's wording that the officer saw. What in it may
    identify somebody is flagged. Raises `NotFound`, `Gone`, and `Conflict` without a text, where it was decided on or the
    point was changed or dropped meanwhile.
    """
    text = " ".join(bounded_text(text, LONGEST_TEXT).split())
    if not text:
        raise Conflict(_("Write how the point is to read."))
    async with transaction():
        reply = await _hold_open(reply_id, NotesReplyKind.CORRECTION)
        if reply.point is None:
            raise NotFound(_("There is no such point."))
        _consultation, point = await get_point(reply.point)
        if point.is_dropped:
            raise Conflict(_("Somebody else dropped it meanwhile: “%(text)s”", text=point.text))
        wording = Wording(text, point.kind, point.question_id, point.heading)
        await edit_point(point.id, wording, seen=seen, officer_id=officer)
        await keep_versions(point.id, before=point.text, after=text, reply=reply.id, officer=officer, now=now)
        await flag_in_text(reply.consultation, text)
        await _settle(reply_id, NotesReplyState.ACCEPTED, reason=reason, officer=officer, now=now)
    return reply.consultation


async def accept_addition(
    reply_id: UUID, text: str, *, question: UUID | None, reason: str = "", officer: UUID | None, now: datetime
) -> UUID:
    """Make a point of what was missing, under this question or none; gives the consultation. Raises as `accept_correction`."""
    text = " ".join(bounded_text(text, LONGEST_TEXT).split())
    if not text:
        raise Conflict(_("Write how the point is to read."))
    async with transaction():
        reply = await _hold_open(reply_id, NotesReplyKind.ADDITION)
        wording = Wording(text, PointKind.STATEMENT, question)
        point = await add_point(reply.consultation, wording, officer_id=officer)
        await NotesReply.update({NotesReply.point: point}).where(NotesReply.id == reply_id)
        await flag_in_text(reply.consultation, text)
        await _settle(reply_id, NotesReplyState.ACCEPTED, reason=reason, officer=officer, now=now)
    return reply.consultation


async def decline_reply(reply_id: UUID, *, reason: str, officer: UUID | None, now: datetime) -> UUID:
    """Leave the notes as they are, and say why; gives the consultation.

    Raises `NotFound`, `Gone`, and `Conflict` without a reason and where it was decided on meanwhile.
    """
    if not reason.strip():
        raise Conflict(
            _("Say why it is not taken up: everybody can read the reason where the consultation is published.")
        )
    async with transaction():
        reply = await _hold_open(reply_id, None)
        await _settle(reply_id, NotesReplyState.DECLINED, reason=reason, officer=officer, now=now)
    return reply.consultation


async def get_reply(reply_id: UUID) -> KeptReply:
    """Raises `NotFound`."""
    found = await _read(NotesReply.id == reply_id)
    if not found:
        raise NotFound(_("There is no such reply."))
    return found[0]


async def _hold_open(reply_id: UUID, kind: NotesReplyKind | None) -> KeptReply:
    reply = await get_reply(reply_id)
    await hold_consultation(reply.consultation)
    reply = await get_reply(reply_id)
    if not reply.is_open or reply.kind is NotesReplyKind.AGREES or (kind is not None and reply.kind is not kind):
        raise Conflict(_("It was decided on meanwhile. Reload the page and look again."))
    return reply


async def _settle(reply_id: UUID, state: NotesReplyState, *, reason: str, officer: UUID | None, now: datetime) -> None:
    await NotesReply.update(
        {
            NotesReply.state: state.value,
            NotesReply.reason: bounded_reason(reason),
            NotesReply.decided_by: officer,
            NotesReply.decided_at: now,
        }
    ).where(NotesReply.id == reply_id)


def _of(consultation_id: UUID) -> Any:
    return NotesReply.check.consultation == consultation_id


async def _read(condition: Any) -> list[KeptReply]:
    rows = await NotesReply.select(*NotesReply.all_columns(), NotesReply.check.consultation.as_alias("at")).where(
        condition
    )
    return [_kept(row) for row in rows]


def _kept(row: Mapping[str, Any]) -> KeptReply:
    return KeptReply(
        id=row["id"],
        check=row["notes_check"],
        consultation=row["at"],
        kind=NotesReplyKind(row["kind"]),
        point=row["point"],
        text=row["text"],
        comment=row["comment"],
        organisation=row["organisation"],
        language=row["language"],
        day=row["day"],
        state=NotesReplyState(row["state"]),
        reason=row["reason"],
    )
