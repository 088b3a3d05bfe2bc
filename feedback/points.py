"""Points: what was said, as the notes put it. Officers correct, divide, join and drop them; each keeps its source lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from feedback.consultations import get_consultation, hold_consultation
from feedback.database import execute, transaction
from feedback.documents import source_of_lines
from feedback.enums import PointKind
from feedback.errors import Conflict, NotFound
from feedback.issue_upkeep import refresh_issues_of
from feedback.notes.draft import Source
from feedback.questions import AskedQuestion
from feedback.source_lines import join_sources, read_source, write_source
from feedback.tables import Consultation, Point, Question
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class NotedPoint:
    """A point of a consultation; `number` counts from 1 over the points that are not dropped, and is 0 for a dropped one."""

    id: UUID
    number: int
    text: str
    kind: PointKind
    question_id: UUID | None = None
    heading: str = ""
    source: Source | None = None
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What an officer can change of a point."""

    text: str
    kind: PointKind
    question_id: UUID | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class HeadedPoints:
    """Points under one heading of the notes; the heading is empty where they stand right under the question."""

    heading: str
    points: tuple[NotedPoint, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A question with its points; the points outside every question come last, with no question."""

    question: AskedQuestion | None
    parts: tuple[HeadedPoints, ...]


async def list_points(consultation_id: UUID) -> tuple[NotedPoint, ...]:
    """A consultation's points in the order of the notes, dropped ones too."""
    rows = await Point.select().where(Point.consultation == consultation_id).order_by(Point.position).order_by(Point.id)
    points, number = [], 0
    for row in rows:
        is_dropped = row["dropped_at"] is not None
        number += not is_dropped
        points.append(
            NotedPoint(
                id=row["id"],
                number=0 if is_dropped else number,
                text=row["text"],
                kind=PointKind(row["kind"]),
                question_id=row["question"],
                heading=row["heading"],
                source=read_source(row["source"]),
                is_dropped=is_dropped,
            )
        )
    return tuple(points)


def group_points(questions: Sequence[AskedQuestion], points: Sequence[NotedPoint]) -> tuple[Section, ...]:
    """Every question with its points that are not dropped, under their headings, in the order of the notes."""
    groups: dict[UUID | None, dict[str, list[NotedPoint]]] = {question.id: {} for question in questions}
    for point in points:
        if not point.is_dropped:
            groups.setdefault(point.question_id, {}).setdefault(point.heading, []).append(point)
    known: dict[UUID | None, AskedQuestion] = {question.id: question for question in questions}
    return tuple(
        Section(known.get(key), tuple(HeadedPoints(heading, tuple(each)) for heading, each in parts.items()))
        for key, parts in groups.items()
    )


async def get_point(point_id: UUID) -> tuple[Consultation, NotedPoint]:
    """A point and its consultation. Raises `NotFound`, and `Gone` where the consultation was deleted."""
    row = await Point.select(Point.consultation).where(Point.id == point_id).first()
    if row is None:
        raise NotFound(_("There is no such point."))
    consultation = await get_consultation(row["consultation"])
    points = await list_points(consultation.id)
    return consultation, next(each for each in points if each.id == point_id)


async def _hold_point(point_id: UUID) -> tuple[Consultation, NotedPoint]:
    consultation, _point = await get_point(point_id)
    await hold_consultation(consultation.id)
    return await get_point(point_id)


async def edit_point(point_id: UUID, wording: Wording, *, seen: str) -> UUID:
    """Correct a point and give its consultation. Raises `Conflict` where its text is no longer the one that was `seen`."""
    async with transaction():
        consultation, point = await _hold_point(point_id)
        _must_be(point, seen)
        await _must_have_question(consultation.id, wording.question_id)
        await Point.update(
            {
                Point.text: wording.text,
                Point.kind: wording.kind.value,
                Point.question: wording.question_id,
                Point.heading: wording.heading,
            }
        ).where(Point.id == point_id)
        await refresh_issues_of([point_id])
    return consultation.id


def _must_be(point: NotedPoint, seen: str) -> None:
    if point.text != seen:
        raise Conflict(_("Somebody else changed it meanwhile, to: “%(text)s”", text=point.text))


async def _must_have_question(consultation_id: UUID, question_id: UUID | None) -> None:
    if question_id and not await Question.exists().where(
        (Question.id == question_id) & (Question.consultation == consultation_id)
    ):
        raise Conflict(_("The question was removed meanwhile. Choose another one."))


def divide_text(text: str) -> tuple[str, ...]:
    """The parts between empty lines, each as one line."""
    parts = (" ".join(part.split()) for part in re.split(r"\n[^\S\n]*\n", text))
    return tuple(part for part in parts if part)


async def split_point(point_id: UUID, *, parts: Sequence[str], seen: str) -> UUID:
    """Divide a point into these texts, in place, and give its consultation; every part keeps kind, place and source lines.

    The first part keeps the point's codings and issues. Raises `Conflict` for fewer than two parts, or where it was changed.
    """
    if len(parts) < 2:
        raise Conflict(_("Put an empty line where the point should be divided."))
    async with transaction():
        consultation, point = await _hold_point(point_id)
        _must_be(point, seen)
        position = await _make_room(consultation.id, after=point_id, count=len(parts) - 1)
        await Point.update({Point.text: parts[0]}).where(Point.id == point_id)
        await Point.insert(
            *(
                Point(
                    consultation=consultation.id,
                    question=point.question_id,
                    heading=point.heading,
                    position=position + offset,
                    text=text,
                    kind=point.kind.value,
                    source=write_source(point.source),
                )
                for offset, text in enumerate(parts[1:])
            )
        )
        await refresh_issues_of([point_id])
    return consultation.id


async def _make_room(consultation_id: UUID, *, after: UUID | None, count: int) -> int:
    """Move the points after one on by `count`; gives the first free position. `None` stands for the beginning."""
    row = await Point.select(Point.position).where(Point.id == after).first() if after else None
    position = row["position"] if row else 0
    await Point.update({Point.position: Point.position + count}).where(
        (Point.consultation == consultation_id) & (Point.position > position)
    )
    return position + 1


async def merge_points(point_id: UUID, *, with_id: UUID, now: datetime) -> UUID:
    """Join the other point's text to this one's end and give the consultation; the source covers both.

    The other is dropped, so that it can be restored; its codings, issues and organisations move over. Raises `Conflict`
    where one was dropped or they stand in different consultations.
    """
    async with transaction():
        consultation, kept = await _hold_point(point_id)
        other_consultation, other = await get_point(with_id)
        if kept.id == other.id or other_consultation.id != consultation.id or kept.is_dropped or other.is_dropped:
            raise Conflict(_("The points changed meanwhile and cannot be merged. Reload the page and look again."))
        await Point.update(
            {
                Point.text: f"{kept.text} {other.text}",
                Point.source: write_source(join_sources(kept.source, other.source)),
            }
        ).where(Point.id == kept.id)
        await Point.update({Point.dropped_at: now}).where(Point.id == other.id)
        await _move_links(other.id, kept.id)
        await refresh_issues_of([kept.id, other.id])
    return consultation.id


async def _move_links(from_id: UUID, to_id: UUID) -> None:
    for table, key in (("coding", "theme"), ("issue_point", "issue"), ("point_organisation", "organisation")):
        # The names are ours; only the keys are values.
        await execute(
            f"UPDATE {table} SET point = {{}} WHERE point = {{}} "  # noqa: S608
            f"AND {key} NOT IN (SELECT {key} FROM {table} WHERE point = {{}})",
            to_id,
            from_id,
            to_id,
        )


async def drop_point(point_id: UUID, *, now: datetime) -> UUID:
    """Take a point out of the consultation and give that; it can be restored."""
    async with transaction():
        consultation, _point = await get_point(point_id)
        await Point.update({Point.dropped_at: now}).where((Point.id == point_id) & Point.dropped_at.is_null())
        await refresh_issues_of([point_id])
    return consultation.id


async def restore_point(point_id: UUID) -> UUID:
    """Bring a dropped point back to its place, and give its consultation."""
    async with transaction():
        consultation, _point = await get_point(point_id)
        await Point.update({Point.dropped_at: None}).where(Point.id == point_id)
        await refresh_issues_of([point_id])
    return consultation.id


async def add_point(consultation_id: UUID, wording: Wording, *, lines: tuple[int, int] | None = None) -> UUID:
    """Add a point that reading missed, at its lines' place among the others or last. Raises `Conflict` for wrong lines."""
    async with transaction():
        consultation = await hold_consultation(consultation_id)
        await _must_have_question(consultation_id, wording.question_id)
        source = await source_of_lines(consultation.document, lines) if lines else None
        before = await _point_before(consultation_id, source)
        point = Point(
            consultation=consultation_id,
            question=wording.question_id,
            heading=wording.heading,
            position=await _make_room(consultation_id, after=before, count=1),
            text=wording.text,
            kind=wording.kind.value,
            source=write_source(source),
        )
        await point.save()
    return point.id


async def _point_before(consultation_id: UUID, source: Source | None) -> UUID | None:
    points = await list_points(consultation_id)
    if source:
        points = tuple(each for each in points if each.source and each.source.first_line <= source.first_line)
    return points[-1].id if points else None
