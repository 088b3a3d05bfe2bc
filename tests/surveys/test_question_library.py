"""The library of questions: every text in every language, and nothing that stands in the way of publishing."""

from dataclasses import replace

import pytest

from feedback.translation import LANGUAGES
from surveys.definition import QuestionType, SurveyDefinition, Texts, missing_translations, texts_by_place, told
from surveys.publishing_checks import problems_before_publishing
from surveys.question_library import (
    LibrarySet,
    add_questions,
    chosen_questions,
    definition_of_set,
    library,
    library_set,
    other_namely,
    scale_options,
    scales,
)
from tests.surveys.examples import SURVEY


@pytest.mark.parametrize("chosen", library(), ids=lambda each: each.key)
def test_every_text_of_a_set_is_in_every_language(chosen: LibrarySet) -> None:
    definition = definition_of_set(chosen, languages=list(LANGUAGES))

    assert [sorted(texts) for texts in (chosen.title, chosen.about)] == [sorted(LANGUAGES)] * 2
    assert {language: missing_translations(definition, language) for language in LANGUAGES} == {
        language: [] for language in LANGUAGES
    }


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("chosen", library(), ids=lambda each: each.key)
def test_a_set_can_be_published_as_it_is_and_is_well_worded(chosen: LibrarySet, language: str) -> None:
    definition = definition_of_set(chosen, languages=[language])

    assert [problem.text for problem in problems_before_publishing(definition)] == []


def test_answers_that_sets_share_are_in_every_language() -> None:
    common: list[Texts] = [other_namely().labels, scale_options(QuestionType.FIVE_POINT_SCALE)[-1].labels]
    common += [texts for scale in scales() for texts in (scale.low, scale.high, *scale.between)]

    assert [sorted(texts) for texts in common] == [sorted(LANGUAGES)] * len(common)


@pytest.mark.parametrize(("kind", "points"), [("five_point_scale", 5), ("seven_point_scale", 7)])
def test_scale_options_have_a_text_at_the_ends(kind: str, points: int) -> None:
    options = scale_options(QuestionType(kind), "agree")

    assert [option.value for option in options] == [*(str(n) for n in range(1, points + 1)), "cannot say"]
    assert (options[0].labels["en"], options[points - 1].labels["en"]) == ("Disagree completely", "Agree completely")


def test_add_questions_gives_keys_of_their_own_and_keeps_conditions_among_them() -> None:
    chosen = library_set("representativeness").section.questions

    added = add_questions(SURVEY, chosen, title={"sv": "Vilka ni är"})

    section = added.sections[-1]
    assert [question.key for question in section.questions] == ["q4", "q5", "q6", "q7", "q8"]
    condition = section.questions[3].show_if
    assert condition is not None
    assert (condition.question, condition.values) == ("q6", ("local", "regional"))


def test_add_questions_leaves_out_a_condition_on_what_was_not_taken() -> None:
    section = library_set("follow-up").section

    added = add_questions(SURVEY, chosen_questions(section, {"told"}), section_key="last")

    assert (added.question("q4").show_if, [question.key for question in added.sections[2].questions]) == (
        None,
        ["q3", "q4"],
    )


def test_add_questions_recalls_answers_by_the_new_keys_and_says_where_they_come_from() -> None:
    first = replace(SURVEY.question("q3"), key="q1", why="Därför.")
    second = replace(first, key="q2", text={"sv": "Om {q1} och {q9}?"})

    added = add_questions(SURVEY, [first, second], section_key="last", title={"sv": "Förra året"})

    assert added.question("q5").text == {"sv": "Om {q4} och …?"}
    assert told(added.question("q4").why, "en") == "Taken from “Förra året”."


def test_add_questions_to_a_section_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        add_questions(SURVEY, library_set("meeting").section.questions, section_key="nowhere")


def test_taking_a_set_twice_gives_sections_of_their_own() -> None:
    empty = SurveyDefinition({"sv": "Enkät"})
    for _each in range(2):
        empty = add_questions(empty, library_set("meeting").section.questions, title={"sv": "Om mötet"})

    assert len({section.key for section in empty.sections}) == 2
    assert len(texts_by_place(empty)) == 3 + 2 * (2 + sum(3 + len(q.options) for q in empty.sections[0].questions))
