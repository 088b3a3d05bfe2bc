"""A survey as pages."""

from dataclasses import replace

import pytest

from surveys.answers import Answers
from surveys.definition import Section, ShowIf, SurveyDefinition
from surveys.paging import (
    Progress,
    asked_pages,
    next_page,
    page,
    page_count,
    page_of,
    previous_page,
    progress,
    questions_on_page,
    resume_page,
    unseen_page,
)
from tests.surveys.examples import MEALS, NAME, SURVEY, TOPICS, WORDS

EMPTY = SurveyDefinition(title={"sv": "Tom"})


def test_pages_are_the_sections_with_questions() -> None:
    assert page_count(SURVEY) == 2
    shown = [[question.key for question in questions_on_page(SURVEY, number, {})] for number in (1, 2)]
    assert shown == [["q1", "q2"], ["q3"]]
    assert page(SURVEY, 2).key == "last"


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_page_outside_the_survey_is_an_error(number: int) -> None:
    with pytest.raises(KeyError):
        page(SURVEY, number)


def test_next_and_previous_page_end_at_the_edges() -> None:
    assert [next_page(SURVEY, number, {}) for number in (0, 1, 2)] == [1, 2, None]
    assert [previous_page(SURVEY, number, {}) for number in (1, 2)] == [None, 1]
    assert next_page(EMPTY, 0, {}) is None


def test_progress_counts_the_pages_left_behind() -> None:
    assert progress(SURVEY, 2, {}) == Progress(2, 2)
    assert [progress(SURVEY, number, {}).done for number in (1, 2)] == [0.0, 0.5]
    assert progress(EMPTY, 1, {}).done == 0.0


def test_page_of_leads_to_a_questions_page() -> None:
    assert [page_of(SURVEY, key) for key in ("q1", "q2", "q3")] == [1, 1, 2]
    with pytest.raises(KeyError):
        page_of(SURVEY, "q4")


@pytest.mark.parametrize(
    ("answers", "resumed"), [({}, 1), ({"q1": "soup"}, 2), ({"q3": "Hej"}, None), ({"unknown": "x"}, 1)]
)
def test_resume_page_is_after_the_last_answered(answers: Answers, resumed: int | None) -> None:
    assert resume_page(SURVEY, answers) == resumed


def test_resume_page_of_a_survey_without_pages_is_the_check() -> None:
    assert resume_page(replace(SURVEY, sections=()), {}) is None


BRANCHING = replace(
    SURVEY,
    sections=(
        Section("first", {"sv": "Först"}, (MEALS, replace(TOPICS, show_if=ShowIf("q1", ("soup",))))),
        Section("soup", {"sv": "Soppan"}, (replace(WORDS, show_if=ShowIf("q2", ("a",))),)),
        Section("last", {"sv": "Sist"}, (NAME,)),
    ),
)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, (1, 3)),
        ({"q1": "soup"}, (1, 3)),
        ({"q1": "soup", "q2": ["a"]}, (1, 2, 3)),
        ({"q1": "bread", "q2": ["a"]}, (1, 3)),
    ],
)
def test_a_page_that_asks_nothing_is_passed_over(answers: Answers, asked: tuple[int, ...]) -> None:
    assert asked_pages(BRANCHING, answers) == asked
    assert next_page(BRANCHING, 1, answers) == asked[1]
    assert previous_page(BRANCHING, 3, answers) == asked[-2]
    assert progress(BRANCHING, 3, answers) == Progress(len(asked), len(asked))


def test_a_question_that_an_answer_on_the_same_page_may_call_for_is_shown() -> None:
    assert [question.key for question in questions_on_page(BRANCHING, 1, {})] == ["q1", "q2"]


def test_unseen_page_is_the_first_that_a_correction_calls_for() -> None:
    answers = {"q1": "soup", "q2": ["a"], "q11": "Kören"}

    assert unseen_page(BRANCHING, answers, {"q1", "q2", "q11"}) == 2
    assert unseen_page(BRANCHING, answers, {"q1", "q2", "q3", "q11"}) is None
