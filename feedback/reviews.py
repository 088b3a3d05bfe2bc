"""A consultation's draft beside its source: all that the review page shows, read at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from feedback.consultations import get_consultation, read_fates
from feedback.documents import filename_of, lines_of
from feedback.personal_data_flags import FlaggedText, list_flags
from feedback.points import NotedPoint, Section, group_points, list_points
from feedback.questions import AskedQuestion, list_questions
from feedback.source_lines import Item, LineFate, SourceLine, count_fates, lay_out_source
from feedback.tables import Consultation
from feedback.tasks import GivenTask, list_tasks
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Contents:
    """What was said at a consultation, in the order of its notes; `points` holds those that are not dropped."""

    consultation: Consultation
    filename: str
    questions: tuple[AskedQuestion, ...]
    points: tuple[NotedPoint, ...]
    dropped: tuple[NotedPoint, ...]
    sections: tuple[Section, ...]
    tasks: tuple[GivenTask, ...]
    flags: tuple[FlaggedText, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The contents, and every line of the source with what became of it; the counts add up to all lines."""

    contents: Contents
    lines: tuple[SourceLine, ...]
    counts: Mapping[LineFate, int]


async def read_contents(consultation_id: UUID) -> Contents:
    """Everything read from a consultation's notes. Raises `NotFound` or `Gone`."""
    consultation = await get_consultation(consultation_id)
    questions = await list_questions(consultation_id)
    points = await list_points(consultation_id)
    return Contents(
        consultation=consultation,
        filename=await filename_of(consultation.document),
        questions=questions,
        points=tuple(each for each in points if not each.is_dropped),
        dropped=tuple(each for each in points if each.is_dropped),
        sections=group_points(questions, points),
        tasks=await list_tasks(consultation_id),
        flags=await list_flags(consultation_id),
    )


async def read_review(consultation_id: UUID) -> Review:
    """The contents beside their source. Raises `NotFound` or `Gone`."""
    contents = await read_contents(consultation_id)
    lines = lay_out_source(
        await lines_of(contents.consultation.document),
        fates=await read_fates(consultation_id),
        items=tuple(_items(contents)),
        personal_data=[flag.source for flag in contents.flags if flag.source],
    )
    return Review(contents=contents, lines=lines, counts=count_fates(lines))


def _items(contents: Contents) -> Iterator[Item]:
    for question in contents.questions:
        if question.source:
            yield Item(f"question-{question.id}", _("Question %(n)s", n=question.number), question.source)
    yield from _point_items((*contents.points, *contents.dropped))
    for task in contents.tasks:
        if task.source:
            yield Item(f"task-{task.id}", _("Task %(n)s", n=task.number), task.source)


def _point_items(points: Sequence[NotedPoint]) -> Iterator[Item]:
    for point in points:
        if point.source:
            label = _("Dropped point") if point.is_dropped else _("Point %(n)s", n=point.number)
            yield Item(f"point-{point.id}", label, point.source, is_dropped=point.is_dropped)
