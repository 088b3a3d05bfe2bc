"""An officer's edits to a draft."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import (
    Option,
    SurveyDefinition,
    missing_translations,
    outdated_translations,
    texts_by_place,
)
from surveys.edits import (
    add_question,
    change_options,
    change_wording,
    fill_translations,
    move_question,
    remove_question,
    set_translation,
)
from tests.surveys.examples import SURVEY, TOPICS, WORDS


def keys(definition: SurveyDefinition) -> list[list[str]]:
    return [[question.key for question in section.questions] for section in definition.sections]


@pytest.mark.parametrize(
    ("key", "by", "result"),
    [
        ("q1", 1, [["q2", "q1"], [], ["q3"]]),
        ("q1", -1, [["q1", "q2"], [], ["q3"]]),
        ("q2", 1, [["q1"], ["q2"], ["q3"]]),
        ("q2", 2, [["q1"], [], ["q2", "q3"]]),
        ("q3", -2, [["q1", "q2", "q3"], [], []]),
        ("q3", 5, [["q1", "q2"], [], ["q3"]]),
        ("q1", 0, [["q1", "q2"], [], ["q3"]]),
    ],
)
def test_move_question_steps_through_the_sections(key: str, by: int, result: list[list[str]]) -> None:
    assert keys(move_question(SURVEY, key, by=by)) == result


@given(st.sampled_from(["q1", "q2", "q3"]), st.integers(-6, 6))
def test_move_question_loses_and_doubles_nothing(key: str, by: int) -> None:
    moved = move_question(SURVEY, key, by=by)

    assert sorted(question.key for question in moved.questions) == ["q1", "q2", "q3"]


def test_add_question_gives_a_key_that_was_never_used() -> None:
    without = remove_question(SURVEY, "q3")

    added = add_question(without, "empty", WORDS)

    assert keys(added) == [["q1", "q2"], ["q4"], []]
    assert added.question("q4").text == WORDS.text


def test_change_options_replaces_the_list_and_nothing_else() -> None:
    fewer = (*TOPICS.options[:2], Option("new", {"sv": "Ny"}))

    changed = change_options(SURVEY, "q2", fewer)

    assert changed.question("q2").options == fewer
    assert changed.question("q1") == SURVEY.question("q1")


def test_change_wording_keeps_translations_and_notes_them_as_outdated() -> None:
    changed = change_wording(SURVEY, "question.q1.text", "Vad äter ni helst?")

    assert changed.question("q1").text == {"sv": "Vad äter ni helst?", "en": "What do you eat?"}
    assert outdated_translations(changed, "en") == [("question.q1.text", "Vad äter ni helst?")]
    assert outdated_translations(set_translation(changed, "question.q1.text", "en", "What do you eat?"), "en") == []


def test_change_wording_to_the_same_text_outdates_nothing() -> None:
    assert change_wording(SURVEY, "title", "Enkät") == SURVEY


def test_remove_question_takes_its_outdated_translations_along() -> None:
    changed = change_wording(SURVEY, "question.q1.text", "Vad äter ni helst?")

    assert remove_question(changed, "q1").outdated == ()


def test_fill_translations_knows_whole_texts_and_texts_line_by_line() -> None:
    known = {"Hur?": "How?", "Var?": "Where?", "Sist": "Last", "Enkät": "Other title"}

    filled = texts_by_place(fill_translations(SURVEY, "en", known))

    assert filled["question.q3.help"]["en"] == "How?\nWhere?"
    assert filled["section.last.title"]["en"] == "Last"
    assert filled["title"]["en"] == "Survey"


def test_fill_translations_leaves_a_half_known_text_missing() -> None:
    filled = fill_translations(SURVEY, "en", {"Hur?": "How?"})

    assert missing_translations(filled, "en") == missing_translations(SURVEY, "en")


@pytest.mark.parametrize(
    "edit",
    [
        lambda survey: move_question(survey, "q9", by=1),
        lambda survey: remove_question(survey, "q9"),
        lambda survey: change_options(survey, "q9", ()),
        lambda survey: add_question(survey, "nowhere", WORDS),
        lambda survey: change_wording(survey, "question.q9.text", "x"),
        lambda survey: set_translation(survey, "subtitle", "en", "x"),
    ],
)
def test_an_edit_of_something_that_is_not_there_is_an_error(
    edit: Callable[[SurveyDefinition], SurveyDefinition],
) -> None:
    with pytest.raises(KeyError):
        edit(SURVEY)
