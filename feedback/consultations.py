"""Consultations: a notes file becomes one, officers check its facts against the source, confirm it, or delete it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

import msgspec
from piccolo.query.functions.aggregate import Count

from feedback import documents
from feedback.api.published import must_name_nobody
from feedback.database import transaction
from feedback.drafts import keep_draft
from feedback.enums import ConsultationKind, ConsultationState
from feedback.errors import Conflict, Gone, NotFound
from feedback.issue_upkeep import refresh_issues_of_consultation
from feedback.tables import Consultation, Point, Question
from feedback.translation import date_text
from feedback.translation import gettext as _
from feedback.versions import version_of


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The consultation that a file became; `is_new` is false where the same file had become one before."""

    id: UUID
    title: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class ListedConsultation:
    """One line of the list; `date` is ISO, a year or month alone where no more is known."""

    id: UUID
    title: str
    kind: ConsultationKind
    state: ConsultationState
    date: str
    year: int
    language: str
    questions: int
    points: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the meeting itself, as the review page edits it."""

    title: str
    kind: ConsultationKind
    date: str
    host: str
    language: str
    participants_count: int | None
    participants_unit: str
    participants_text: str
    reference: str = ""  # what a decision is called, as "dir. 2024:38"
    region: str = ""  # which part of the country it was for; empty: all of it

    @property
    def version(self) -> str:
        """Another one whenever an officer changed the facts."""
        return version_of(*(getattr(self, each.name) for each in fields(self)))


def facts_of(consultation: Consultation) -> Facts:
    """What is known of the meeting now."""
    return Facts(
        title=consultation.title,
        kind=ConsultationKind(consultation.kind),
        date=consultation.date,
        host=consultation.host,
        language=consultation.language,
        participants_count=consultation.participants_count,
        participants_unit=consultation.participants_unit,
        participants_text=consultation.participants_text,
        reference=consultation.reference,
        region=consultation.region,
    )


async def import_document(
    filename: str, *, content: bytes, officer_id: UUID | None, now: datetime, is_decision: bool = False
) -> ImportResult:
    """Keep a notes file and draft a consultation from it, for review; the same bytes again lead to the one that exists.

    `is_decision` says that it is read as a decision even where it does not call itself one.

    Raises `feedback.notes.unreadable.Unreadable`; the file is kept all the same, but for one that is too large.
    """
    document_id = await documents.keep_document(filename, content=content, officer_id=officer_id, now=now)
    if known := await _made_from(document_id):
        return known
    draft = await documents.draft_document(document_id, is_decision=is_decision)
    async with transaction():
        # Held, so that the same file sent twice at once becomes one consultation.
        await documents.hold_document(document_id)
        if known := await _made_from(document_id):
            return known
        title = draft.title or PurePath(filename).stem
        consultation_id = await keep_draft(draft, title=title, document_id=document_id)
    return ImportResult(id=consultation_id, title=title, is_new=True)


async def _made_from(document_id: UUID) -> ImportResult | None:
    row = (
        await Consultation.select(Consultation.id, Consultation.title)
        .where((Consultation.document == document_id) & Consultation.deleted_at.is_null())
        .first()
    )
    return ImportResult(id=row["id"], title=row["title"], is_new=False) if row else None


async def list_consultations() -> tuple[ListedConsultation, ...]:
    """Every consultation that is not deleted, the newest first."""
    rows = (
        await Consultation.select(
            Consultation.id,
            Consultation.title,
            Consultation.kind,
            Consultation.state,
            Consultation.date,
            Consultation.year,
            Consultation.language,
        )
        .where(Consultation.deleted_at.is_null())
        .order_by(Consultation.date, ascending=False)
        .order_by(Consultation.title)
        .order_by(Consultation.id)
    )
    questions = await _count(Question)
    points = await _count(Point)
    return tuple(
        ListedConsultation(
            **{
                **row,
                "kind": ConsultationKind(row["kind"]),
                "state": ConsultationState(row["state"]),
                "questions": questions.get(row["id"], 0),
                "points": points.get(row["id"], 0),
            }
        )
        for row in rows
    )


async def _count(table: type[Question] | type[Point]) -> Mapping[UUID, int]:
    query = table.select(table.consultation, Count()).group_by(table.consultation)
    if table is Point:
        query = query.where(Point.dropped_at.is_null())
    return {row["consultation"]: row["count"] for row in await query}


async def get_consultation(consultation_id: UUID) -> Consultation:
    """A consultation. Raises `NotFound`, and `Gone` where it was deleted."""
    consultation = await Consultation.objects().get(Consultation.id == consultation_id)
    if consultation is None:
        raise NotFound(_("There is no such consultation."))
    if consultation.deleted_at:
        raise Gone(
            _(
                "The consultation “%(title)s” was deleted on %(day)s. Its file is kept and can be imported again.",
                title=consultation.title,
                day=date_text(consultation.deleted_at.date()),
            )
        )
    return consultation


async def hold_consultation(consultation_id: UUID) -> Consultation:
    """The consultation, its row held until the transaction around ends, so that nobody else moves its items meanwhile."""
    # Works on both engines, which SELECT … FOR UPDATE does not.
    await Consultation.update({Consultation.year: Consultation.year}).where(Consultation.id == consultation_id)
    return await get_consultation(consultation_id)


async def edit_facts(consultation_id: UUID, facts: Facts, *, seen: str = "") -> None:
    """Correct what is known of the meeting; `seen` is the version of the facts that the officer saw.

    Raises `NotFound`, `Gone`, and `Conflict` where they were changed since, or for a title that holds what was flagged
    where everybody reads it.
    """
    async with transaction():
        consultation = await hold_consultation(consultation_id)
        if seen and facts_of(consultation).version != seen:
            raise Conflict(_("Somebody else changed the facts meanwhile. Compare them with yours, then save again."))
        if consultation.published_at:
            await must_name_nobody(facts.title, [consultation_id])
        await Consultation.update(
            {
                Consultation.title: facts.title,
                Consultation.kind: facts.kind.value,
                Consultation.date: facts.date,
                Consultation.year: year_of(facts.date),
                Consultation.host: facts.host,
                Consultation.language: facts.language,
                Consultation.participants_count: facts.participants_count,
                Consultation.participants_unit: facts.participants_unit,
                Consultation.participants_text: facts.participants_text,
                Consultation.reference: facts.reference,
                Consultation.region: facts.region,
            }
        ).where(Consultation.id == consultation_id)
        await refresh_issues_of_consultation(consultation_id)


def year_of(date: str) -> int:
    """The year of an ISO date, month or year; 0 where not even that is known."""
    return int(date[:4]) if date[:4].isdecimal() else 0


async def confirm_consultation(consultation_id: UUID) -> None:
    """Say that the draft was checked against its source. Officers may still correct it afterwards."""
    async with transaction():
        await get_consultation(consultation_id)
        await Consultation.update({Consultation.state: ConsultationState.CONFIRMED.value}).where(
            Consultation.id == consultation_id
        )


async def delete_consultation(consultation_id: UUID, *, now: datetime) -> None:
    """Take a consultation out of every list. Its file, and what was built on its points, stays."""
    async with transaction():
        await get_consultation(consultation_id)
        await Consultation.update({Consultation.deleted_at: now}).where(Consultation.id == consultation_id)
        await refresh_issues_of_consultation(consultation_id)


async def read_fates(consultation_id: UUID) -> dict[str, str]:
    """What became of each source line when the document was read, by line number."""
    row = await Consultation.select(Consultation.fates).where(Consultation.id == consultation_id).first()
    return msgspec.json.decode(row["fates"], type=dict[str, str]) if row else {}


async def write_fates(consultation_id: UUID, fates: Mapping[str, str]) -> None:
    await Consultation.update({Consultation.fates: msgspec.json.encode(fates).decode()}).where(
        Consultation.id == consultation_id
    )
