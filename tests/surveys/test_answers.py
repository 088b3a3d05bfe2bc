"""One participant's answers, read from a form."""

from feedback.translation import speaking
from surveys.answers import ReadAnswers, read_answers, shown_answer
from tests.surveys.examples import MEALS, SURVEY, TOPICS


def test_read_answers_keeps_what_is_right_and_names_what_is_wrong() -> None:
    form = {"q1": ["soup"], "q2": ["z"], "q3": [" "], "stranger": ["x"]}

    with speaking("en"):
        read = read_answers(SURVEY.questions, form)

    assert read == ReadAnswers({"q1": "soup"}, {"q2": "Choose among the answers in the list."})


def test_shown_answer_of_an_unanswered_question_is_nothing() -> None:
    assert [str(each) for each in shown_answer(TOPICS, {"q2": ["a", "b"]}, "sv")] == ["A", "B"]
    assert shown_answer(MEALS, {}, "sv") == []
