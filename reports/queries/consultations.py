"""Consultations with all that was asked and said, as reports tell them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from feedback.enums import ConsultationKind, ConsultationState, PointKind
from feedback.personal_data_flags import read_masks
from feedback.raised_points import year_said
from feedback.source_lines import read_source
from feedback.tables import Consultation, Point, Question
from reports import facts
from surveys.sources import AskedQuestion

NOWHERE = 0  # the page and line of a point that an officer wrote


async def read_consultations() -> tuple[facts.Consultation, ...]:
    """Every consultation that is not deleted, by date, with its questions and the points that were not dropped.

    Words that may identify somebody are masked unless an officer has decided to show them.
    """
    rows = await Consultation.select(
        *Consultation.all_columns(exclude=[Consultation.fates]), Consultation.document.filename
    ).where(Consultation.deleted_at.is_null())
    questions, points, masks = await _questions(), await _points(), await read_masks()
    found = [
        _consultation(row, questions.get(row["id"], []), points.get(row["id"], []), partial(masks.of, row["id"]))
        for row in rows
    ]
    # Sorted here: databases do not agree on the order of letters.
    return tuple(sorted(found, key=lambda each: (each.date, each.title, each.id)))


def _consultation(
    row: Mapping[str, Any],
    questions: list[dict[str, Any]],
    points: list[dict[str, Any]],
    masked: Callable[[str], str],
) -> facts.Consultation:
    numbers = {question["id"]: number for number, question in enumerate(questions, start=1)}
    return facts.Consultation(
        id=str(row["id"]),
        title=masked(row["title"]),
        date=row["date"],
        year=row["year"],
        kind=ConsultationKind(row["kind"]),
        host=masked(row["host"]),
        language=row["language"],
        participants_count=row["participants_count"],
        participants_unit=row["participants_unit"],
        participants_text=masked(row["participants_text"]),
        questions=tuple(
            AskedQuestion(
                str(each["id"]), numbers[each["id"]], masked(each["text"]), tuple(map(masked, each["subquestions"]))
            )
            for each in questions
        ),
        points=tuple(_point(point, row, numbers, masked) for point in points),
        is_confirmed=row["state"] == ConsultationState.CONFIRMED.value,
        document=row["document.filename"] or "",
    )


def _point(
    point: Mapping[str, Any], row: Mapping[str, Any], numbers: Mapping[UUID, int], masked: Callable[[str], str]
) -> facts.NotedPoint:
    source = read_source(point["source"])
    return facts.NotedPoint(
        id=str(point["id"]),
        text=masked(point["text"]),
        kind=PointKind(point["kind"]),
        document=(row["document.filename"] or "") if source else "",
        page=source.page if source else NOWHERE,
        first_line=source.first_line if source else NOWHERE,
        last_line=source.last_line if source else NOWHERE,
        question_number=numbers.get(point["question"]),
        heading=masked(point["heading"]),
        year=year_said(point["heading"], row["year"]),
    )


async def _questions() -> dict[UUID, list[dict[str, Any]]]:
    rows = (
        await Question.select()
        .where(Question.consultation.deleted_at.is_null())
        .order_by(Question.position)
        .order_by(Question.id)
        .output(load_json=True)
    )
    return _by_consultation(rows)


async def _points() -> dict[UUID, list[dict[str, Any]]]:
    rows = (
        await Point.select()
        .where(Point.dropped_at.is_null() & Point.consultation.deleted_at.is_null())
        .order_by(Point.position)
        .order_by(Point.id)
    )
    return _by_consultation(rows)


def _by_consultation(rows: list[dict[str, Any]]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["consultation"], []).append(row)
    return found
