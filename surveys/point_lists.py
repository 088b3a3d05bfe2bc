"""Which points of a consultation are put to participants as "which of these matter most?", and in which lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from surveys.sources import RaisedPoint

MOST_POINTS = 8  # more options than this are skimmed, not read
MOST_HEADINGS = 4  # with more headings than this, one list takes turns over all of them


@dataclass(frozen=True, slots=True)
class PointList:
    """Points to choose among, in the order of the notes. `heading` is empty where the list spans several or none."""

    points: tuple[RaisedPoint, ...]
    left_out: tuple[RaisedPoint, ...] = ()
    question_number: int | None = None
    heading: str = ""


def group_points(
    points: Sequence[RaisedPoint], *, question_numbers: Iterable[int], recurrence: Mapping[str, int]
) -> tuple[PointList, ...]:
    """The lists to ask about: one per question that has points, then one per heading, or one over all headings.

    A group of a single point joins the list over all headings. From each list at most `MOST_POINTS` are kept:
    first those whose issue was raised in the most years (`recurrence`, by point id), then the first in the notes;
    a list over several headings takes the best of each heading in turn. Points that end up in no list are in none.
    """
    by_question = {
        number: [point for point in points if point.question_number == number] for number in question_numbers
    }
    own = {number: group for number, group in by_question.items() if len(group) > 1}
    rest = [point for point in points if point.question_number not in own]
    lists = [_shorten([group], recurrence, question_number=number) for number, group in own.items()]
    return (*lists, *_group_by_heading(rest, recurrence))


def _group_by_heading(points: Sequence[RaisedPoint], recurrence: Mapping[str, int]) -> Iterator[PointList]:
    by_heading: dict[str, list[RaisedPoint]] = {}
    for point in points:
        by_heading.setdefault(point.heading, []).append(point)
    own = {heading: group for heading, group in by_heading.items() if heading and len(group) > 1}
    if len(own) > MOST_HEADINGS:
        own = {}
    for heading, group in own.items():
        yield _shorten([group], recurrence, heading=heading)
    shared = [group for heading, group in by_heading.items() if heading not in own]
    if sum(len(group) for group in shared) > 1:
        yield _shorten(shared, recurrence)


def _shorten(
    groups: Sequence[Sequence[RaisedPoint]],
    recurrence: Mapping[str, int],
    *,
    question_number: int | None = None,
    heading: str = "",
) -> PointList:
    ranked = [sorted(group, key=lambda point: -recurrence.get(point.id, 0)) for group in groups]
    turns = [point for turn in zip_longest(*ranked) for point in turn if point is not None]
    kept = {point.id for point in turns[:MOST_POINTS]}
    in_order = [point for group in groups for point in group]
    return PointList(
        points=tuple(point for point in in_order if point.id in kept),
        left_out=tuple(point for point in in_order if point.id not in kept),
        question_number=question_number,
        heading=heading,
    )
