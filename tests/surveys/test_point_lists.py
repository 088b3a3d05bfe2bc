"""Which points participants are asked to weigh."""

from surveys.point_lists import MOST_POINTS, PointList, group_points
from surveys.sources import RaisedPoint


def points(*rows: tuple[int | None, str]) -> list[RaisedPoint]:
    return [
        RaisedPoint(f"p{place}", f"Synpunkt {place}", question_number=number, heading=heading)
        for place, (number, heading) in enumerate(rows, start=1)
    ]


def ids(lists: tuple[PointList, ...]) -> list[tuple[int | None, str, list[str]]]:
    return [(each.question_number, each.heading, [point.id for point in each.points]) for each in lists]


def test_points_are_listed_under_their_question_then_under_their_heading() -> None:
    raised = points((1, ""), (None, "Hinder"), (2, ""), (1, ""), (None, "Hinder"), (2, ""))

    assert ids(group_points(raised, question_numbers=[1, 2], recurrence={})) == [
        (1, "", ["p1", "p4"]),
        (2, "", ["p3", "p6"]),
        (None, "Hinder", ["p2", "p5"]),
    ]


def test_a_single_point_joins_the_list_over_all_headings() -> None:
    raised = points((1, ""), (None, "Hinder"), (None, "Hinder"), (None, "Möjligheter"))

    assert ids(group_points(raised, question_numbers=[1], recurrence={})) == [
        (None, "Hinder", ["p2", "p3"]),
        (None, "", ["p1", "p4"]),
    ]


def test_one_point_alone_is_no_list() -> None:
    assert group_points(points((None, "")), question_numbers=[], recurrence={}) == ()


def test_many_headings_share_one_list_and_take_turns() -> None:
    raised = points(*[(None, f"Rubrik {number}") for number in range(1, 6) for _ in range(3)])

    (shared,) = group_points(raised, question_numbers=[], recurrence={})

    assert [point.id for point in shared.points] == ["p1", "p2", "p4", "p5", "p7", "p8", "p10", "p13"]
    assert len(shared.points) + len(shared.left_out) == 15


def test_a_long_list_keeps_recurring_points_first_and_shows_them_in_the_order_of_the_notes() -> None:
    raised = points(*[(None, "")] * 12)

    (kept,) = group_points(raised, question_numbers=[], recurrence={"p12": 4, "p11": 2})

    assert [point.id for point in kept.points] == ["p1", "p2", "p3", "p4", "p5", "p6", "p11", "p12"]
    assert len(kept.points) == MOST_POINTS
    assert [point.id for point in kept.left_out] == ["p7", "p8", "p9", "p10"]
