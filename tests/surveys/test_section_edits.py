"""An officer's edits to sections, and any edits whatever one after another."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.conditions import condition_faults
from surveys.definition import (
    QuestionType,
    ShowIf,
    SurveyDefinition,
    from_json,
    missing_translations,
    outdated_translations,
    texts_by_place,
    to_json,
)
from surveys.edits import (
    add_question,
    change_wording,
    move_question,
    remove_question,
    set_condition,
    set_image,
    set_translation,
)
from surveys.question_library import add_questions, library
from surveys.rewriting import NewQuestion, QuestionWording, add_new_question, rewrite_question
from surveys.section_edits import add_section, move_section, remove_section
from tests.surveys.examples import SURVEY, WORDS

Edit = Callable[[SurveyDefinition], SurveyDefinition]
keys = st.sampled_from([f"q{number}" for number in range(1, 9)])
sections = st.sampled_from(["first", "empty", "last", "section", "section-2", "library"])
texts = st.sampled_from(["", "Ny", "Annan text", "Vad sa ni? {q1}"])
wordings = st.builds(
    QuestionWording,
    text=texts,
    help=texts,
    required=st.booleans(),
    reason=texts,
    max_choices=st.none() | st.integers(1, 4),
    minimum=st.none() | st.integers(-5, 5),
    other=st.booleans(),
    options=st.dictionaries(st.sampled_from(["soup", "bread", "a", "b", "answer 1", "other"]), texts),
    places=st.dictionaries(st.sampled_from(["soup", "bread", "a", "b", "answer 1"]), st.integers(0, 5)),
    new_options=st.lists(st.sampled_from(["Gröt", "Fil"]), max_size=2).map(tuple),
)


def _lost_place(
    definition: SurveyDefinition, place: int, change: Callable[[str], SurveyDefinition]
) -> SurveyDefinition:
    places = list(texts_by_place(definition))
    return change(places[place % len(places)])


edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda key: lambda d: remove_question(d, key), keys),
    st.builds(lambda key, by: lambda d: move_question(d, key, by=by), keys, st.integers(-3, 3)),
    st.builds(lambda key: lambda d: add_question(d, key, WORDS), sections),
    st.builds(lambda key: lambda d: remove_section(d, key), sections),
    st.builds(lambda key, by: lambda d: move_section(d, key, by=by), sections, st.integers(-3, 3)),
    st.builds(lambda title: lambda d: add_section(d, {"sv": title}), texts),
    st.builds(lambda key, wording: lambda d: rewrite_question(d, key, wording), keys, wordings),
    st.builds(
        lambda key, kind, other: (
            lambda d: add_new_question(d, NewQuestion(key, kind, "Nytt?", ("Ja", "Nej"), other=other))
        ),
        sections,
        st.sampled_from([each for each in QuestionType if each is not QuestionType.VERDICT]),
        st.booleans(),
    ),
    st.builds(lambda key, other: lambda d: set_condition(d, key, ShowIf(other)), keys, keys),
    st.builds(
        lambda key, digest, alt: lambda d: set_image(d, key, digest, alt), keys, st.sampled_from(["", "x"]), texts
    ),
    st.builds(
        lambda each: lambda d: add_questions(d, each.section.questions, title=each.title), st.sampled_from(library())
    ),
    st.builds(lambda n, text: lambda d: _lost_place(d, n, lambda p: change_wording(d, p, text)), st.integers(0), texts),
    st.builds(
        lambda n, text: lambda d: _lost_place(d, n, lambda p: set_translation(d, p, "en", text)), st.integers(0), texts
    ),
)


@settings(max_examples=200)
@given(st.lists(edits, max_size=12))
def test_any_edits_keep_keys_apart_and_texts_accounted_for(sequence: list[Edit]) -> None:
    edited, given_keys = SURVEY, {question.key for question in SURVEY.questions}
    for edit in sequence:
        before = {question.key for question in edited.questions}
        try:
            edited = edit(edited)
        except KeyError:
            continue
        new = {question.key for question in edited.questions} - before
        assert not new & given_keys
        given_keys |= new

    question_keys = [question.key for question in edited.questions]
    places = texts_by_place(edited)
    assert len(set(question_keys)) == len(question_keys)
    assert len({section.key for section in edited.sections}) == len(edited.sections)
    for question in edited.questions:
        values = [option.value for option in question.options]
        assert len(set(values)) == len(values)
        assert not question.other or "other" in values
    assert all(place in places for place, _language in edited.outdated)
    assert {place for place, _text in outdated_translations(edited, "en")} <= places.keys()
    assert all(not places[place].get("en", "").strip() for place, _text in missing_translations(edited, "en"))
    assert from_json(to_json(edited)) == edited
    condition_faults(edited)


def test_add_section_takes_the_next_free_key() -> None:
    twice = add_section(add_section(SURVEY, {"sv": "En"}), {"sv": "Två"})

    assert [section.key for section in twice.sections] == ["first", "empty", "last", "section", "section-2"]


@pytest.mark.parametrize(
    ("key", "left"),
    [
        ("first", [("empty", ["q1", "q2"]), ("last", ["q3"])]),
        ("empty", [("first", ["q1", "q2"]), ("last", ["q3"])]),
        ("last", [("first", ["q1", "q2"]), ("empty", ["q3"])]),
    ],
)
def test_remove_section_gives_its_questions_to_the_one_beside_it(key: str, left: list[tuple[str, list[str]]]) -> None:
    removed = remove_section(SURVEY, key)

    assert [(each.key, [question.key for question in each.questions]) for each in removed.sections] == left


def test_the_only_section_stays_with_its_questions() -> None:
    only = remove_section(remove_section(SURVEY, "empty"), "last")

    assert remove_section(only, "first") == only


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        ("first", 1, ["empty", "first", "last"]),
        ("last", -9, ["last", "first", "empty"]),
        ("empty", 9, ["first", "last", "empty"]),
    ],
)
def test_move_section_stops_at_the_edge(key: str, by: int, order: list[str]) -> None:
    assert [section.key for section in move_section(SURVEY, key, by=by).sections] == order


@pytest.mark.parametrize("edit", [remove_section, lambda survey, key: move_section(survey, key, by=1)])
def test_a_section_that_is_not_there(edit: Callable[[SurveyDefinition, str], SurveyDefinition]) -> None:
    with pytest.raises(KeyError):
        edit(SURVEY, "nowhere")
