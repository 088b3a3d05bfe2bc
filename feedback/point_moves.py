"""Moving points: under another question or heading, and between being a point and being a question."""

from datetime import datetime
from uuid import UUID

from feedback.draft_changes import changing
from feedback.enums import DraftChangeKind, PointKind
from feedback.errors import Conflict
from feedback.notes.draft import Source
from feedback.points import (
    NotedPoint,
    Wording,
    consultation_of_point,
    get_point,
    insert_point,
    list_points,
    must_be,
    must_have_question,
)
from feedback.questions import (
    AskedQuestion,
    consultation_of_question,
    get_question,
    insert_question,
    list_questions,
    must_be_question,
)
from feedback.tables import Point, Question
from feedback.translation import gettext as _


async def move_point(
    point_id: UUID, *, question_id: UUID | None, heading: str = "", seen: str = "", officer_id: UUID | None = None
) -> UUID:
    """Put a point under a question, or under none, and a heading of it; gives its consultation.

    Raises `Conflict` where the point was changed, or the question is none of its consultation's.
    """
    async with changing(
        await consultation_of_point(point_id), DraftChangeKind.MOVED, officer_id=officer_id
    ) as consultation:
        must_be((await get_point(point_id))[1], seen)
        await must_have_question(consultation.id, question_id)
        await Point.update({Point.question: question_id, Point.heading: heading}).where(Point.id == point_id)
    return consultation.id


async def make_question_of(
    point_id: UUID, *, now: datetime, seen: str = "", officer_id: UUID | None = None
) -> tuple[UUID, UUID]:
    """Make a point a question, as which it stood in the notes; gives the consultation and the question.

    It comes after the question that the point stood under, and takes over the points that followed it there. The point is
    dropped, so that nothing built on it is lost. Raises `Conflict` where the point was changed or dropped.
    """
    async with changing(
        await consultation_of_point(point_id), DraftChangeKind.MADE_QUESTION, officer_id=officer_id
    ) as consultation:
        _consultation, point = await get_point(point_id)
        if point.is_dropped:
            raise Conflict(_("Somebody else dropped it meanwhile: “%(text)s”", text=point.text))
        must_be(point, seen)
        points = await list_points(consultation.id)
        followers = [each.id for each in points[points.index(point) + 1 :] if each.question_id == point.question_id]
        before = _question_before(await list_questions(consultation.id), point)
        question_id = await insert_question(
            consultation.id, text=point.text, source=point.source, after=before.id if before else None
        )
        await Point.update({Point.dropped_at: now}).where(Point.id == point_id)
        if followers:
            await Point.update({Point.question: question_id}).where(Point.id.is_in(followers))
    return consultation.id, question_id


async def make_point_of(question_id: UUID, *, seen: str = "", officer_id: UUID | None = None) -> tuple[UUID, UUID]:
    """Make a question a point, as which it stood in the notes; gives the consultation and the point.

    The point says its sub-questions too. It and the question's points come under the question before, or under none.
    Raises `Conflict` where the question was changed.
    """
    async with changing(
        await consultation_of_question(question_id), DraftChangeKind.MADE_POINT, officer_id=officer_id
    ) as consultation:
        _consultation, question = await get_question(question_id)
        must_be_question(question, seen)
        questions = await list_questions(consultation.id)
        place = questions.index(question)
        before = questions[place - 1].id if place else None
        text = " ".join((question.text, *question.subquestions))
        source = question.source or await _first_source(consultation.id, question_id)
        point_id = await insert_point(
            consultation.id, Wording(text, PointKind.STATEMENT, question_id=before), source=source
        )
        if question.source is None:
            await Point.update({Point.source: "{}"}).where(Point.id == point_id)
        await Point.update({Point.question: before}).where(Point.question == question_id)
        await Question.delete().where(Question.id == question_id)
    return consultation.id, point_id


def _question_before(questions: tuple[AskedQuestion, ...], point: NotedPoint) -> AskedQuestion | None:
    """The question that a point stands under, or the last one above it in the notes; without lines the last of all."""
    before = [each for each in questions if each.id == point.question_id]
    if not before and point.source:
        first_line = point.source.first_line
        before = [each for each in questions if each.source and each.source.first_line <= first_line]
    elif not before:
        before = list(questions)
    return before[-1] if before else None


async def _first_source(consultation_id: UUID, question_id: UUID) -> Source | None:
    """Where a question's points begin in the notes: the place of a question that was written by hand."""
    sources = [
        each.source for each in await list_points(consultation_id) if each.question_id == question_id and each.source
    ]
    return min(sources, key=lambda source: source.first_line, default=None)
