"""What was read from a document becomes rows: a consultation with its questions, points, tasks and flags, under review."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

import msgspec
from piccolo.table import Table

from feedback.enums import ConsultationState, DeadlineChangeState
from feedback.follow_up_tables import DeadlineChange
from feedback.notes.draft import Draft
from feedback.notes.languages import kind_of
from feedback.source_lines import write_source
from feedback.tables import Consultation, PersonalDataFlag, Point, Question, Task

CHUNK = 500  # rows per statement; PostgreSQL takes 32,767 parameters


async def keep_draft(draft: Draft, *, title: str, document_id: UUID | None) -> UUID:
    """Store a draft under this title, inside the transaction of the caller; gives the consultation's id."""
    consultation = Consultation(
        title=title,
        kind=kind_of(draft.kind).value,
        state=ConsultationState.UNDER_REVIEW.value,
        date=draft.date,
        year=int(draft.date[:4] or 0),
        host=draft.host,
        language=draft.language,
        participants_count=draft.participants.count,
        participants_unit=draft.participants.unit,
        participants_text=draft.participants.text,
        document=document_id,
        reference=draft.reference,
        fates=msgspec.json.encode(draft.fates).decode(),
    )
    await consultation.save()
    questions = {each.number: uuid4() for each in draft.questions}
    await _insert(_questions(draft, consultation.id, questions))
    await _insert(_points(draft, consultation.id, questions))
    await _insert(_tasks(draft, consultation.id))
    await _insert(_deadline_changes(draft, consultation.id))
    await _insert(_flags(draft, consultation.id))
    return consultation.id


async def _insert(rows: Sequence[Table]) -> None:
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        await type(chunk[0]).insert(*chunk)


def _questions(draft: Draft, consultation_id: UUID, ids: dict[int, UUID]) -> list[Question]:
    return [
        Question(
            id=ids[each.number],
            consultation=consultation_id,
            position=position,
            text=each.text,
            subquestions=msgspec.json.encode(each.subquestions).decode(),
            source=write_source(each.source),
        )
        for position, each in enumerate(draft.questions, start=1)
    ]


def _points(draft: Draft, consultation_id: UUID, questions: dict[int, UUID]) -> list[Point]:
    return [
        Point(
            consultation=consultation_id,
            question=questions.get(each.question) if each.question is not None else None,
            heading=each.theme or "",
            position=position,
            text=each.text,
            kind=str(each.kind),
            source=write_source(each.source),
            answer=each.answer,
            confidence=each.confidence,
        )
        for position, each in enumerate(draft.points, start=1)
    ]


def _tasks(draft: Draft, consultation_id: UUID) -> list[Task]:
    return [
        Task(
            consultation=consultation_id,
            position=position,
            text=each.text,
            responsible=each.responsible,
            due=each.due,
            source=write_source(each.source),
        )
        for position, each in enumerate(draft.tasks, start=1)
    ]


def _deadline_changes(draft: Draft, consultation_id: UUID) -> list[DeadlineChange]:
    return [
        DeadlineChange(
            consultation=consultation_id,
            reference=each.reference,
            before=date.fromisoformat(each.before) if each.before else None,
            after=date.fromisoformat(each.after),
            text=each.text,
            source=write_source(each.source),
            state=DeadlineChangeState.SUGGESTED.value,
        )
        for each in draft.deadline_changes
    ]


def _flags(draft: Draft, consultation_id: UUID) -> list[PersonalDataFlag]:
    return [
        PersonalDataFlag(
            consultation=consultation_id, text=each.text, kind=str(each.kind), source=write_source(each.source)
        )
        for each in draft.personal_data
    ]
