"""A survey as pages."""

from dataclasses import replace

import pytest

from surveys.answers import Answers
from surveys.definition import SurveyDefinition
from surveys.edits import change_question
from surveys.paging import (
    Progress,
    first_unanswered_page,
    keys_on_page,
    next_page,
    page,
    page_count,
    page_of,
    previous_page,
    progress,
    resume_page,
    unanswered_required,
)
from tests.surveys.examples import SURVEY

EMPTY = SurveyDefinition(title={"sv": "Tom"})


def test_pages_are_the_sections_with_questions() -> None:
    assert page_count(SURVEY) == 2
    assert [keys_on_page(SURVEY, number) for number in (1, 2)] == [("q1", "q2"), ("q3",)]
    assert page(SURVEY, 2).key == "last"


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_page_outside_the_survey_is_an_error(number: int) -> None:
    with pytest.raises(KeyError):
        page(SURVEY, number)


def test_next_and_previous_page_end_at_the_edges() -> None:
    assert [next_page(SURVEY, number) for number in (0, 1, 2)] == [1, 2, None]
    assert [previous_page(number) for number in (1, 2)] == [None, 1]
    assert next_page(EMPTY, 0) is None


def test_progress_counts_the_pages_left_behind() -> None:
    assert progress(SURVEY, 2) == Progress(2, 2)
    assert [progress(SURVEY, number).done for number in (1, 2)] == [0.0, 0.5]
    assert progress(EMPTY, 1).done == 0.0


def test_page_of_leads_to_a_questions_page() -> None:
    assert [page_of(SURVEY, key) for key in ("q1", "q2", "q3")] == [1, 1, 2]
    with pytest.raises(KeyError):
        page_of(SURVEY, "q4")


def test_first_unanswered_page_looks_at_required_questions_only() -> None:
    demanding = change_question(change_question(SURVEY, "q2", required=True), "q3", required=True)

    assert first_unanswered_page(SURVEY, {}) is None
    assert unanswered_required(demanding, {"q3": "Hej"}) == ("q2",)
    assert first_unanswered_page(demanding, {"q3": "Hej"}) == 1
    assert first_unanswered_page(demanding, {"q2": ["a"]}) == 2
    assert first_unanswered_page(demanding, {"q2": ["a"], "q3": "Hej"}) is None


@pytest.mark.parametrize(
    ("answers", "resumed"), [({}, 1), ({"q1": "soup"}, 2), ({"q3": "Hej"}, None), ({"unknown": "x"}, 1)]
)
def test_resume_page_is_after_the_last_answered(answers: Answers, resumed: int | None) -> None:
    assert resume_page(SURVEY, answers) == resumed


def test_resume_page_of_a_survey_without_pages_is_the_check() -> None:
    assert resume_page(replace(SURVEY, sections=()), {}) is None
