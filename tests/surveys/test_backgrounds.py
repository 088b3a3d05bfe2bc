"""Which questions are about who answers."""

from dataclasses import replace

from surveys.backgrounds import background_questions, crossed_questions
from surveys.definition import QuestionType, Section, SurveyDefinition
from surveys.question_library import add_questions, library_set
from tests.surveys.open_surveys import KIND, SURVEY


def test_the_choices_under_the_first_heading_are_and_all_other_choices_are_crossed_with_them() -> None:
    size = replace(KIND, key="q6", options=tuple(replace(each, value=f"size {each.value}") for each in KIND.options))
    first = replace(SURVEY.sections[0], questions=(KIND, size, replace(KIND, key="q7", type=QuestionType.RANKING)))
    survey = replace(SURVEY, sections=(first, *SURVEY.sections[1:]))

    assert [each.key for each in background_questions(survey)] == ["q1", "q6"]
    assert [each.key for each in crossed_questions(survey)] == ["q2", "q4", "q5"]


def test_questions_of_the_library_are_wherever_they_were_put() -> None:
    chosen = library_set("representativeness")
    empty = SurveyDefinition(title={}, sections=(Section("last", {}),))

    survey = add_questions(empty, chosen.section.questions, section_key="last")

    singles = [each.key for each in survey.questions if each.type is QuestionType.SINGLE_CHOICE]
    assert [each.key for each in background_questions(survey)] == singles
    assert len(singles) >= 4


def test_a_choice_of_other_things_is_not() -> None:
    section = replace(SURVEY.sections[0], key="said")
    other = replace(KIND, options=tuple(replace(each, value=f"{each.value} x") for each in KIND.options))

    assert background_questions(replace(SURVEY, sections=(replace(section, questions=(other,)),))) == ()
