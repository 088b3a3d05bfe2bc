"""Consultations, their questions and points, as other programs read them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from piccolo.custom_types import Combinable
from piccolo.table import Table

from feedback.api.paging import PageWanted, ids_of
from feedback.api.published import (
    IS_PUBLIC_CONSULTATION,
    flagged_texts,
    public_host,
    public_issues,
    public_points,
    public_question,
)
from feedback.api.resources import (
    Consultation,
    ConsultationPage,
    Participants,
    Point,
    PointPage,
    Question,
    QuestionPage,
    Source,
)
from feedback.enums import ConsultationKind, ConsultationState, PointKind
from feedback.errors import NotFound
from feedback.personal_data_flags import Masks, read_masks
from feedback.raised_points import issues_of_points
from feedback.source_lines import read_source
from feedback.tables import Consultation as ConsultationTable
from feedback.tables import Point as PointTable
from feedback.tables import Question as QuestionTable
from feedback.translation import gettext as _


async def read_consultations(wanted: PageWanted, *, sees_all: bool) -> ConsultationPage:
    """Some consultations, from the cursor on."""
    visible = ConsultationTable.deleted_at.is_null() if sees_all else IS_PUBLIC_CONSULTATION
    found = await ids_of(ConsultationTable, wanted, visible)
    return ConsultationPage(await _consultations(found.items, sees_all=sees_all), found.next)


async def read_consultation(consultation: UUID, *, sees_all: bool) -> Consultation:
    """One consultation. Raises `NotFound` where it is not there, deleted, or not to be seen."""
    await _must_be_seen(consultation, sees_all=sees_all)
    found = await _consultations([consultation], sees_all=sees_all)
    return found[0]


async def _must_be_seen(consultation: UUID, *, sees_all: bool) -> None:
    visible = ConsultationTable.deleted_at.is_null() if sees_all else IS_PUBLIC_CONSULTATION
    if not await ConsultationTable.exists().where(visible & (ConsultationTable.id == consultation)):
        raise NotFound(_("There is no such consultation."))


async def _consultations(ids: Sequence[UUID], *, sees_all: bool) -> list[Consultation]:
    flagged = {} if sees_all else await flagged_texts(ids)
    return [
        Consultation(
            id=row["id"],
            title=row["title"],
            kind=ConsultationKind(row["kind"]),
            state=ConsultationState(row["state"]),
            date=row["date"],
            year=row["year"],
            host=public_host(row["host"], flagged.get(row["id"], ())),
            language=row["language"],
            reference=row["reference"],
            participants=Participants(
                row["participants_count"],
                row["participants_unit"],
                row["participants_text"] if sees_all else "",  # it can be their names
            ),
            published_at=row["published_at"],
        )
        for row in await _rows(ConsultationTable, ids, besides=("fates",))
    ]


async def _rows(table: type[Table], ids: Sequence[UUID], *, besides: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The rows of these ids, in their order."""
    if not ids:
        return []
    columns: Any = table.all_columns(exclude=list(besides))
    rows = await table.select(*columns).where(table._meta.primary_key.is_in(list(ids)))
    by_id = {row["id"]: row for row in rows}
    return [by_id[id] for id in ids if id in by_id]


async def read_questions(wanted: PageWanted, *, consultation: UUID | None, sees_all: bool) -> QuestionPage:
    """Some questions, of one consultation or of all."""
    found = await ids_of(QuestionTable, wanted, *_of(QuestionTable.consultation, consultation, sees_all=sees_all))
    return QuestionPage(await _questions(found.items, sees_all=sees_all), found.next)


async def read_question(question: UUID, *, sees_all: bool) -> Question:
    """One question; for the public without words that may identify somebody. Raises `NotFound`."""
    found = await _questions([question], sees_all=sees_all)
    if not found:
        raise NotFound(_("There is no such question; it may have been removed."))
    await _must_be_seen(found[0].consultation, sees_all=sees_all)
    return found[0]


async def _questions(ids: Sequence[UUID], *, sees_all: bool) -> list[Question]:
    rows = await _rows(QuestionTable, ids)
    flagged = {} if sees_all else await flagged_texts({row["consultation"] for row in rows})
    found = []
    for row in rows:
        asked = msgspec.json.decode(row["subquestions"], type=list[str])
        text, subquestions = public_question(row["text"], asked, flagged.get(row["consultation"], ()))
        found.append(
            Question(
                id=row["id"],
                consultation=row["consultation"],
                position=row["position"],
                text=text,
                subquestions=list(subquestions),
                source=source_of(row["source"]),
            )
        )
    return found


def source_of(stored: str) -> Source | None:
    source = read_source(stored)
    return Source(source.page, source.first_line, source.last_line) if source else None


def _of(column: Any, consultation: UUID | None, *, sees_all: bool) -> list[Combinable]:
    visible = [column.deleted_at.is_null()]
    if not sees_all:
        visible.append(column.published_at.is_not_null())
    return [*visible, column == consultation] if consultation else visible


async def read_points(wanted: PageWanted, *, consultation: UUID | None, sees_all: bool) -> PointPage:
    """Some points that are not dropped, of one consultation or of all. The public's page can be shorter than was asked for."""
    visible = [PointTable.dropped_at.is_null(), *_of(PointTable.consultation, consultation, sees_all=sees_all)]
    found = await ids_of(PointTable, wanted, *visible)
    return PointPage(await _points(found.items, sees_all=sees_all), found.next)


async def read_point(point: UUID, *, sees_all: bool) -> Point:
    """One point. Raises `NotFound`, where it was dropped too."""
    found = await _points([point], sees_all=sees_all)
    if not found:
        raise NotFound(_("There is no such point."))
    return found[0]


async def _points(ids: Sequence[UUID], *, sees_all: bool) -> list[Point]:
    rows = [row for row in await _rows(PointTable, ids) if row["dropped_at"] is None]
    if sees_all:
        kept = await _not_deleted({row["consultation"] for row in rows})
        rows = [row for row in rows if row["consultation"] in kept]
    else:
        public = await public_points([row["id"] for row in rows])
        rows = [row for row in rows if row["id"] in public]
    masks = Masks({}) if sees_all else await read_masks({row["consultation"] for row in rows})
    raised = await issues_of_points([row["id"] for row in rows])
    issues = {issue for each in raised.values() for issue in each}
    seen = issues if sees_all else await public_issues(issues)
    return [
        Point(
            id=row["id"],
            consultation=row["consultation"],
            question=row["question"],
            heading=masks.of(row["consultation"], row["heading"]),
            position=row["position"],
            text=masks.of(row["consultation"], row["text"]),
            answer=masks.of(row["consultation"], row["answer"]),
            kind=PointKind(row["kind"]),
            source=source_of(row["source"]),
            issues=sorted((issue for issue in raised.get(row["id"], []) if issue in seen), key=str),
        )
        for row in rows
    ]


async def _not_deleted(consultations: set[UUID]) -> set[UUID]:
    if not consultations:
        return set()
    kept = ConsultationTable.deleted_at.is_null() & ConsultationTable.id.is_in(list(consultations))
    return {row["id"] for row in await ConsultationTable.select(ConsultationTable.id).where(kept)}
