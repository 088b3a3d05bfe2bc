"""A consultation's draft beside its source: all that the review page shows, read at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from feedback.consultations import confirm_consultation, get_consultation, read_fates
from feedback.database import transaction
from feedback.documents import filename_of, fingerprint_of, lines_of
from feedback.draft_changes import MadeChange, latest_change
from feedback.line_labels import keep_line_labels
from feedback.page_images import has_pictures
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
    fingerprint: str = ""  # the SHA-256 of the file


@dataclass(frozen=True, slots=True)
class Review:
    """The contents, and every line of the source with what became of it; the counts add up to all lines.

    `unsure` are the points that an officer looks at first, the least sure first. `latest` is the change that can be undone;
    `has_pictures` says that the source's pages can be looked at.
    """

    contents: Contents
    lines: tuple[SourceLine, ...]
    counts: Mapping[LineFate, int]
    unsure: tuple[NotedPoint, ...]
    latest: MadeChange | None
    has_pictures: bool

    @property
    def following(self) -> Mapping[UUID, NotedPoint]:
        """By point, the one after it under the same question and heading, which it can be merged with."""
        parts = (part.points for section in self.contents.sections for part in section.parts)
        return {one.id: other for points in parts for one, other in pairwise(points)}

    @property
    def by_confidence(self) -> tuple[NotedPoint, ...]:
        """All points that are not dropped, the least sure first; those that officers wrote or found right come last."""
        return least_sure_first(self.contents.points)

    def unsure_after(self, point: NotedPoint) -> NotedPoint | None:
        """The point that an officer looks at after this one of those that reading is unsure of."""
        place = self.unsure.index(point)
        return self.unsure[place + 1] if place + 1 < len(self.unsure) else None

    def after(self, question_id: UUID | None) -> AskedQuestion | None:
        """The question after one; the first for points outside the questions."""
        questions = self.contents.questions
        number = next((each.number for each in questions if each.id == question_id), 0)
        return questions[number] if number < len(questions) else None


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
        fingerprint=await fingerprint_of(consultation.document),
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
    return Review(
        contents=contents,
        lines=lines,
        counts=count_fates(lines),
        unsure=least_sure_first(each for each in contents.points if each.is_unsure),
        latest=await latest_change(consultation_id),
        has_pictures=await has_pictures(contents.consultation.document),
    )


def least_sure_first(points: Iterable[NotedPoint]) -> tuple[NotedPoint, ...]:
    """Points in the order in which an officer should look at them. Pure."""
    return tuple(sorted(points, key=lambda point: (2 if point.confidence is None else point.confidence, point.number)))


async def confirm_review(consultation_id: UUID) -> None:
    """Say that the draft was checked against its source, and keep what it says of the source's lines, to learn from."""
    async with transaction():
        await confirm_consultation(consultation_id)
        await keep_line_labels(await get_consultation(consultation_id))


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
