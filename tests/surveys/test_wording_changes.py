"""What differs between two wordings of a survey, and every question over all of them."""

from dataclasses import replace

import pytest

from feedback.translation import speaking
from surveys.definition import Option, Question, QuestionType, SurveyDefinition
from surveys.edits import add_question, change_options, change_wording, move_question, remove_question, set_image
from surveys.rewriting import QuestionWording, rewrite_question
from surveys.wording_changes import all_questions, changes
from tests.surveys.examples import SURVEY, WORDS


def told(before: SurveyDefinition, after: SurveyDefinition) -> list[tuple[str, str, str]]:
    with speaking("en"):
        return [(each.where, each.before.text, each.after.text) for each in changes(before, after)]


def test_changes_tell_what_was_reworded_added_and_left_out() -> None:
    after = change_wording(SURVEY, "question.q1.text", "Vad dricker ni?")
    after = add_question(remove_question(after, "q3"), "last", replace(WORDS, text={"sv": "Mer?"}, help={}))

    assert told(SURVEY, after) == [
        ("Question 1", "Vad äter ni?", "Vad dricker ni?"),
        ("Question 3", "", "Mer?"),
        ("Question 3", "Berätta!", ""),
        ("Question 3, help", "Hur?\nVar?", ""),
    ]


def test_changes_tell_of_rules_and_order() -> None:
    after = rewrite_question(SURVEY, "q3", QuestionWording("Berätta!", "Hur?\nVar?", required=True))
    after = move_question(after, "q2", by=-1)

    assert told(SURVEY, after) == [
        ("Question 3, whether it must be answered", "It may be skipped.", "It must be answered."),
        ("The order of the questions", "1, 2, 3", "2, 1, 3"),
    ]


NUMBER = Question("q4", QuestionType.NUMBER, {"sv": "Hur många?"}, minimum=3)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            change_options(SURVEY, "q1", SURVEY.question("q1").options),
            change_options(SURVEY, "q1", SURVEY.question("q1").options[::-1]),
            ("Question 1, order of the answers", "Soppa, Bröd", "Bröd, Soppa"),
        ),
        (
            add_question(SURVEY, "last", NUMBER),
            add_question(SURVEY, "last", replace(NUMBER, minimum=None, maximum=3)),
            ("Question 4, limits", "The number must be at least 3.", "The number may be at most 3."),
        ),
        (
            set_image(SURVEY, "q1", "a" * 64, "En skål"),
            set_image(SURVEY, "q1", "b" * 64, "En skål"),
            ("Question 1, picture", "A picture.", "Another picture."),
        ),
        (
            SURVEY,
            replace(SURVEY, languages=(*SURVEY.languages, "fi")),
            ("Languages", "Swedish, English", "Swedish, English, Finnish"),
        ),
    ],
    ids=["options", "limits", "picture", "languages"],
)
def test_changes_tell_of_what_is_no_text(
    before: SurveyDefinition, after: SurveyDefinition, expected: tuple[str, str, str]
) -> None:
    assert told(before, after) == [expected]


def test_changes_tell_of_a_question_moved_over_the_edge_of_its_section() -> None:
    after = move_question(add_question(SURVEY, "last", replace(WORDS, text={"sv": "Mer?"}, help={})), "q3", by=-1)
    before = move_question(after, "q3", by=1)

    assert [each.key for each in before.questions] == [each.key for each in after.questions]
    assert told(before, after) == [("Question 3, section", "Section 3: Sist", "Section 2: Tom")]


def test_changes_of_nothing() -> None:
    assert changes(SURVEY, SURVEY) == ()


def test_all_questions_keeps_what_later_versions_left_out() -> None:
    second = change_options(SURVEY, "q1", (Option("rice", {"sv": "Ris"}),))
    third = remove_question(change_wording(second, "question.q3.text", "Säg!"), "q2")

    questions = all_questions([SURVEY, second, third])

    assert [question.key for question in questions] == ["q1", "q2", "q3"]
    assert [option.value for option in questions[0].options] == ["rice", "soup", "bread"]
    assert questions[2].text["sv"] == "Säg!"
