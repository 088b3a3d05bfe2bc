"""What is made of counts: medians, pages where people stop, and the invited held against those who answered."""

from dataclasses import replace
from datetime import date

import pytest

from surveys.backgrounds import kind_question
from surveys.definition import Option, Question, QuestionType
from surveys.watch_figures import (
    Day,
    Duration,
    compare,
    compare_invitations,
    duration,
    page_stops,
    responses_by_day,
)
from surveys.watching import InvitedGroup
from tests.surveys.open_surveys import KIND, SURVEY


def answered(invited: dict[str, int], answers: dict[str, int], threshold: int | None = 5) -> dict[str, int | None]:
    return {each.value: each.answered for each in compare(invited, answers, threshold=threshold).kinds}


def test_days_without_a_response_are_counted() -> None:
    days = responses_by_day(
        {date(2025, 11, 3): 2, date(2025, 11, 5): 1}, first=date(2025, 11, 2), last=date(2025, 11, 5)
    )

    assert days == (
        Day(date(2025, 11, 2), 0, 0),
        Day(date(2025, 11, 3), 2, 2),
        Day(date(2025, 11, 4), 0, 2),
        Day(date(2025, 11, 5), 1, 3),
    )


def test_a_response_from_outside_the_days_is_not_lost() -> None:
    days = responses_by_day({date(2025, 11, 1): 1}, first=date(2025, 11, 2), last=date(2025, 11, 3))

    assert [(each.day.day, each.so_far) for each in days] == [(1, 1), (2, 1), (3, 1)]


def test_types_are_compared_by_their_shares() -> None:
    comparison = compare({"association": 30, "faith": 10}, {"association": 18, "faith": 2}, threshold=None)

    assert [(each.value, each.invited_share, each.answered, each.rate) for each in comparison.kinds] == [
        ("association", 0.75, 18, 0.6),
        ("faith", 0.25, 2, 0.2),
    ]
    assert [each.difference for each in comparison.kinds] == pytest.approx([0.15, -0.15])
    assert comparison.missing is not None
    assert comparison.missing.value == "faith"


def test_nobody_is_missing_where_the_shares_are_nearly_the_same() -> None:
    assert compare({"association": 30, "faith": 10}, {"association": 16, "faith": 5}, threshold=None).missing is None


def test_a_small_type_is_withheld_with_what_would_give_it_away() -> None:
    assert answered({"association": 30, "faith": 10, "study": 10}, {"association": 18, "faith": 2, "study": 6}) == {
        "association": 18,
        "faith": None,
        "study": None,
    }


def test_all_types_are_withheld_while_few_have_answered() -> None:
    comparison = compare({"association": 30, "faith": 10}, {"association": 3}, threshold=5)

    assert [each.answered for each in comparison.kinds] == [None, None]
    assert [each.rate for each in comparison.kinds] == [None, None]
    assert not comparison.says_small
    assert comparison.missing is None


def test_the_invited_of_no_type_come_last() -> None:
    groups = [
        InvitedGroup("", "sv", True, 2),
        InvitedGroup("faith", "sv", False, 1),
        InvitedGroup("faith", "ar", True, 3),
    ]

    comparison = compare_invitations(groups, threshold=None)

    assert [(each.value, each.invited, each.answered) for each in comparison.kinds] == [("faith", 4, 3), ("", 2, 2)]
    assert (comparison.invited, comparison.answered) == (6, 5)


def test_nothing_to_compare() -> None:
    comparison = compare({}, {}, threshold=5)

    assert (comparison.kinds, comparison.missing, comparison.withholds) == ((), None, False)


def test_pages_saved_and_where_people_stopped() -> None:
    stops = page_stops(SURVEY, {0: 4, 1: 3, 3: 1}, sent=5)

    assert [(each.number, each.section.key, each.saved, each.stopped) for each in stops] == [
        (1, "background", 9, 3),
        (2, "said", 6, 0),
        (3, "since", 6, 1),
    ]


def test_the_middle_of_the_minutes() -> None:
    assert duration({4: 2, 6: 1, 8: 1, 60: 1}, at_least=5) == Duration(5, 6, 4, 8)


def test_too_few_responses_have_no_median() -> None:
    assert duration({4: 4}, at_least=5) is None


def test_the_question_about_the_type_of_organisation_is_found() -> None:
    assert kind_question(SURVEY.questions) == KIND


def test_another_choice_is_not_taken_for_it() -> None:
    options = (Option("association", {"sv": "Förening"}), Option("choir", {"sv": "Kör"}))
    question = Question(key="q1", type=QuestionType.SINGLE_CHOICE, text={"sv": "Var?"}, options=options)
    section = replace(SURVEY.sections[0], questions=(question,))

    assert kind_question(section.questions) is None
