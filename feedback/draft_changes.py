"""Changes of a consultation's questions and points: each is kept with what stood before it, and the latest can be undone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from feedback.consultations import hold_consultation
from feedback.database import transaction
from feedback.draft_rows import decode_rows, differences, encode_rows, points_in, put_back, read_rows
from feedback.enums import ConsultationState, DraftChangeKind
from feedback.errors import Conflict
from feedback.issue_upkeep import refresh_issues_of
from feedback.line_labels import keep_line_labels
from feedback.notes_tables import DraftChange
from feedback.reopened_replies import reopen_replies
from feedback.tables import Consultation
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class MadeChange:
    """A change that can be undone: its number within the consultation, who made it (empty where nobody is known) and when."""

    number: int
    kind: DraftChangeKind
    officer: str
    at: datetime


@asynccontextmanager
async def changing(
    consultation_id: UUID, kind: DraftChangeKind, *, officer_id: UUID | None = None, undoes: int | None = None
) -> AsyncIterator[Consultation]:
    """What is inside is one change of the consultation's draft, all of it or nothing; nobody else changes it meanwhile.

    Keeps what the change did, so that it can be undone, and brings the issues of its points up to date, and where the
    consultation is confirmed what its lines are. Raises `NotFound` and `Gone`.
    """
    async with transaction():
        consultation = await hold_consultation(consultation_id)
        rows = await read_rows(consultation_id)
        yield consultation
        before, after = differences(rows, await read_rows(consultation_id))
        if not before and not after:
            return
        number = consultation.draft_number + 1
        await DraftChange(
            consultation=consultation_id,
            number=number,
            change=kind.value,
            before=encode_rows(before),
            after=encode_rows(after),
            undoes=undoes,
            officer=officer_id,
        ).save()
        await Consultation.update({Consultation.draft_number: number}).where(Consultation.id == consultation_id)
        await refresh_issues_of(points_in((*before, *after)))
        if consultation.state == ConsultationState.CONFIRMED:
            await keep_line_labels(consultation)


async def latest_change(consultation_id: UUID) -> MadeChange | None:
    """The change that undoing takes back: the latest that is not undone; None where there is none."""
    row = await _latest(consultation_id)
    if row is None:
        return None
    return MadeChange(
        number=row["number"],
        kind=DraftChangeKind(row["change"]),
        officer=row["officer.name"] or "",
        at=row["at"],
    )


async def undo_change(consultation_id: UUID, *, number: int, officer_id: UUID | None = None, now: datetime) -> None:
    """Take the latest change back, which is `number` as far as the officer saw.

    A participant's correction or addition that the change took up waits for an officer again.
    Raises `Conflict` where another one came after it, it was undone already, or what it changed was changed otherwise since.
    """
    async with changing(consultation_id, DraftChangeKind.UNDONE, officer_id=officer_id, undoes=number) as consultation:
        row = await _latest(consultation_id)
        if row is None or row["number"] != number:
            raise Conflict(_("Somebody else changed something meanwhile. Reload the page, look, then undo again."))
        before, after = decode_rows(row["before"]), decode_rows(row["after"])
        await reopen_replies(before=before, after=after)
        await put_back(consultation, before=before, after=after, now=now)


async def _latest(consultation_id: UUID) -> dict[str, Any] | None:
    undone = (
        await DraftChange.select(DraftChange.undoes)
        .where((DraftChange.consultation == consultation_id) & DraftChange.undoes.is_not_null())
        .output(as_list=True)
    )
    which = (DraftChange.consultation == consultation_id) & DraftChange.undoes.is_null()
    if undone:
        which = which & DraftChange.number.not_in(undone)
    latest: dict[str, Any] | None = (
        await DraftChange.select(*DraftChange.all_columns(), DraftChange.officer.name)
        .where(which)
        .order_by(DraftChange.number, ascending=False)
        .first()
    )
    return latest
