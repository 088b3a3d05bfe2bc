"""Points: what was said, as the notes put it. Officers correct, drop and restore them; each keeps its source lines.

Dividing and merging them: `feedback.point_merging`; moving them: `feedback.point_moves`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from feedback.consultations import get_consultation
from feedback.documents import source_of_lines
from feedback.draft_changes import changing
from feedback.enums import DraftChangeKind, PointKind
from feedback.errors import Conflict, NotFound
from feedback.notes.draft import Source
from feedback.questions import AskedQuestion
from feedback.source_lines import read_source, write_source
from feedback.tables import Consultation, Point, Question
from feedback.translation import gettext as _
from feedback.versions import version_of

#: Reading is not sure of a point below this confidence: an officer looks at it first.
SURE = 0.75


@dataclass(frozen=True, slots=True)
class NotedPoint:
    """A point of a consultation; `number` counts from 1 over the points that are not dropped, and is 0 for a dropped one.

    `answer` is what the hosts answered to it, as the notes say. `confidence` is how sure reading is of it, 0 to 1; None
    where an officer wrote it, or found it right.
    """

    id: UUID
    number: int
    text: str
    kind: PointKind
    question_id: UUID | None = None
    heading: str = ""
    source: Source | None = None
    is_dropped: bool = False
    answer: str = ""
    confidence: float | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether an officer should look at it before the others."""
        return self.confidence is not None and self.confidence < SURE

    @property
    def version(self) -> str:
        """Another one whenever an officer changed the point."""
        return version_of(self.text, self.kind, self.question_id, self.heading, self.answer, self.is_dropped)


@dataclass(frozen=True, slots=True)
class Wording:
    """What an officer can change of a point. Without an `answer` the one that the point has stays."""

    text: str
    kind: PointKind
    question_id: UUID | None = None
    heading: str = ""
    answer: str | None = None


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
                answer=row["answer"],
                confidence=row["confidence"],
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
    consultation = await get_consultation(await consultation_of_point(point_id))
    points = await list_points(consultation.id)
    return consultation, next(each for each in points if each.id == point_id)


async def consultation_of_point(point_id: UUID) -> UUID:
    """The consultation of a point. Raises `NotFound`."""
    row = await Point.select(Point.consultation).where(Point.id == point_id).first()
    if row is None:
        raise NotFound(_("There is no such point."))
    consultation: UUID = row["consultation"]
    return consultation


async def edit_point(point_id: UUID, wording: Wording, *, seen: str, officer_id: UUID | None = None) -> UUID:
    """Correct a point and give its consultation; nobody needs to look at it again.

    Raises `Conflict` where it is no longer what was `seen`: its version, or its text where only that matters.
    """
    async with changing(
        await consultation_of_point(point_id), DraftChangeKind.EDITED, officer_id=officer_id
    ) as consultation:
        _consultation, point = await get_point(point_id)
        must_be(point, seen)
        await must_have_question(consultation.id, wording.question_id)
        await Point.update(
            {
                Point.text: wording.text,
                Point.kind: wording.kind.value,
                Point.question: wording.question_id,
                Point.heading: wording.heading,
                Point.answer: point.answer if wording.answer is None else wording.answer,
                Point.confidence: None,
            }
        ).where(Point.id == point_id)
    return consultation.id


def must_be(point: NotedPoint, seen: str) -> None:
    """Raises `Conflict` where a point is not what was seen, by its version or text; nothing seen fits every point."""
    if seen in ("", point.version, point.text):
        return
    if point.is_dropped:
        raise Conflict(_("Somebody else dropped it meanwhile: “%(text)s”", text=point.text))
    raise Conflict(_("Somebody else changed it meanwhile, to: “%(text)s”", text=point.text))


async def must_have_question(consultation_id: UUID, question_id: UUID | None) -> None:
    """Raises `Conflict` where a question is none of the consultation's."""
    if question_id and not await Question.exists().where(
        (Question.id == question_id) & (Question.consultation == consultation_id)
    ):
        raise Conflict(_("The question was removed meanwhile. Choose another one."))


async def find_point_right(point_id: UUID, *, seen: str = "", officer_id: UUID | None = None) -> UUID:
    """Say that a point that reading was unsure of is right as it is, and give its consultation."""
    async with changing(
        await consultation_of_point(point_id), DraftChangeKind.CHECKED, officer_id=officer_id
    ) as consultation:
        must_be((await get_point(point_id))[1], seen)
        await Point.update({Point.confidence: None}).where(Point.id == point_id)
    return consultation.id


async def drop_point(point_id: UUID, *, now: datetime, seen: str = "", officer_id: UUID | None = None) -> UUID:
    """Take a point out of the consultation and give that; it can be restored. Raises `Conflict` where it was changed."""
    async with changing(
        await consultation_of_point(point_id), DraftChangeKind.DROPPED, officer_id=officer_id
    ) as consultation:
        _consultation, point = await get_point(point_id)
        if not point.is_dropped:
            must_be(point, seen)
        await Point.update({Point.dropped_at: now}).where((Point.id == point_id) & Point.dropped_at.is_null())
    return consultation.id


async def restore_point(point_id: UUID, *, officer_id: UUID | None = None) -> UUID:
    """Bring a dropped point back to its place, and give its consultation."""
    async with changing(
        await consultation_of_point(point_id), DraftChangeKind.RESTORED, officer_id=officer_id
    ) as consultation:
        await Point.update({Point.dropped_at: None}).where(Point.id == point_id)
    return consultation.id


async def add_point(
    consultation_id: UUID, wording: Wording, *, lines: tuple[int, int] | None = None, officer_id: UUID | None = None
) -> UUID:
    """Add a point that reading missed, at its lines' place among the others or last. Raises `Conflict` for wrong lines."""
    async with changing(consultation_id, DraftChangeKind.ADDED, officer_id=officer_id) as consultation:
        await must_have_question(consultation_id, wording.question_id)
        source = await source_of_lines(consultation.document, lines) if lines else None
        return await insert_point(consultation_id, wording, source=source)


async def insert_point(consultation_id: UUID, wording: Wording, *, source: Source | None) -> UUID:
    """Store a new point at the place of its lines, or last, inside the caller's change."""
    before = await _point_before(consultation_id, source)
    point = Point(
        consultation=consultation_id,
        question=wording.question_id,
        heading=wording.heading,
        position=await make_room(consultation_id, after=before, count=1),
        text=wording.text,
        kind=wording.kind.value,
        source=write_source(source),
        answer=wording.answer or "",
    )
    await point.save()
    return point.id


async def make_room(consultation_id: UUID, *, after: UUID | None, count: int) -> int:
    """Move the points after one on by `count`; gives the first free position. `None` stands for the beginning."""
    row = await Point.select(Point.position).where(Point.id == after).first() if after else None
    position = row["position"] if row else 0
    await Point.update({Point.position: Point.position + count}).where(
        (Point.consultation == consultation_id) & (Point.position > position)
    )
    return int(position) + 1


async def _point_before(consultation_id: UUID, source: Source | None) -> UUID | None:
    points = await list_points(consultation_id)
    if source:
        points = tuple(each for each in points if each.source and each.source.first_line <= source.first_line)
    return points[-1].id if points else None
