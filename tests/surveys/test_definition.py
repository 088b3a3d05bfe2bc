"""The survey as one JSON document, and its texts in several languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import (
    Option,
    Question,
    QuestionType,
    Section,
    SurveyDefinition,
    Wording,
    from_json,
    missing_translations,
    text_in,
    texts_by_place,
    to_json,
)
from tests.surveys.examples import SURVEY

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
texts = st.dictionaries(st.sampled_from(["sv", "en", "ar", "fi"]), words)
options = st.builds(Option, value=words, labels=texts, point_id=st.none() | words)
questions = st.builds(
    Question,
    key=words,
    type=st.sampled_from(QuestionType),
    text=texts,
    help=texts,
    options=st.lists(options, max_size=3).map(tuple),
    required=st.booleans(),
    max_choices=st.none() | st.integers(0, 9),
    issue_id=st.none() | words,
    asks=st.none() | words,
    why=words | texts,
)
sections = st.builds(Section, key=words, title=texts, questions=st.lists(questions, max_size=3).map(tuple), intro=texts)
definitions = st.builds(
    SurveyDefinition,
    title=texts,
    intro=texts,
    languages=st.lists(words).map(tuple),
    sections=st.lists(sections, max_size=3).map(tuple),
    outdated=st.lists(st.tuples(words, words)).map(tuple),
    keys_given=st.integers(0, 99),
)


@given(definitions)
def test_from_json_gives_back_what_to_json_wrote(definition: SurveyDefinition) -> None:
    document = to_json(definition)

    assert from_json(document) == definition
    assert to_json(from_json(document)) == document


def test_to_json_does_not_depend_on_the_order_of_languages() -> None:
    one = SurveyDefinition(title={"sv": "Enkät", "en": "Survey"})
    other = SurveyDefinition(title={"en": "Survey", "sv": "Enkät"})

    assert to_json(one) == to_json(other)


@pytest.mark.parametrize("document", ["", "{}", "[]", '{"title": 1}', '{"title": {}, "sections": [{}]}', b"\xff"])
def test_from_json_of_something_else_is_an_error(document: str | bytes) -> None:
    with pytest.raises(ValueError, match="not a survey definition"):
        from_json(document)


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        ({"sv": "ja", "en": "yes", "ar": "نعم"}, Wording("نعم", "ar")),
        ({"sv": "ja", "en": "yes", "ar": "  "}, Wording("ja", "sv")),
        ({"fi": "kyllä", "en": "yes"}, Wording("yes", "en")),
        ({}, Wording("", "ar")),
    ],
)
def test_text_in_falls_back_to_swedish_and_then_to_any(texts: dict[str, str], shown: Wording) -> None:
    assert text_in(texts, "ar") == shown


def test_wording_knows_its_direction() -> None:
    assert (Wording("نعم", "ar").direction, Wording("ja", "sv").direction) == ("rtl", "ltr")


def test_texts_by_place_names_every_text_once_in_order() -> None:
    assert list(texts_by_place(SURVEY)) == [
        "title",
        "intro",
        "purpose",
        "section.first.title",
        "section.first.intro",
        "question.q1.text",
        "question.q1.help",
        "question.q1.reason",
        "question.q1.option.soup",
        "question.q1.option.bread",
        "question.q2.text",
        "question.q2.help",
        "question.q2.reason",
        "question.q2.option.a",
        "question.q2.option.b",
        "question.q2.option.c",
        "question.q2.option.d",
        "section.empty.title",
        "section.empty.intro",
        "section.last.title",
        "section.last.intro",
        "question.q3.text",
        "question.q3.help",
        "question.q3.reason",
    ]


def test_texts_by_place_keeps_a_questions_intro_before_its_options() -> None:
    texts = texts_by_place(SURVEY)

    assert texts["question.q1.option.soup"] == {"sv": "Soppa", "en": "Soup"}
    assert texts["section.last.title"] == {"sv": "Sist"}


def test_missing_translations_lists_places_with_the_text_to_translate() -> None:
    assert missing_translations(SURVEY, "en") == [
        ("question.q1.option.bread", "Bröd"),
        ("question.q2.text", "Vad är viktigast?"),
        ("question.q2.option.a", "A"),
        ("question.q2.option.b", "B"),
        ("question.q2.option.c", "C"),
        ("question.q2.option.d", "D"),
        ("section.empty.title", "Tom"),
        ("section.last.title", "Sist"),
        ("question.q3.text", "Berätta!"),
        ("question.q3.help", "Hur?\nVar?"),
    ]
    assert missing_translations(SURVEY, "sv") == []


def test_question_is_found_by_key_or_is_an_error() -> None:
    assert SURVEY.question("q3").text == {"sv": "Berätta!"}
    with pytest.raises(KeyError):
        SURVEY.question("q4")
