"""Which questions are asked of whom, and answers recalled in later texts."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.translation import speaking
from surveys.answers import Answers, read_answers
from surveys.conditions import asked, condition_faults, condition_text, on_page
from surveys.definition import Question, QuestionType, Section, ShowIf, SurveyDefinition, Texts, Wording, text_in
from surveys.outline import condition_sentence
from surveys.paging import asked_pages, next_page, previous_page, resume_page
from surveys.questions.answer import Value
from surveys.recall import recall, recall_faults, without_answers
from tests.surveys.examples import AGREED, FOUNDED, MEALS, MEMBERS, READ_THIS, SURVEY, TOPICS, WORDS

IF_SOUP = replace(TOPICS, show_if=ShowIf("q1", ("soup",)))
IF_ANSWERED = replace(WORDS, show_if=ShowIf("q2"))
CHAIN = (MEALS, IF_SOUP, IF_ANSWERED)


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({}, ["q1"]),
        ({"q1": "bread"}, ["q1"]),
        ({"q1": "soup"}, ["q1", "q2"]),
        ({"q1": "soup", "q2": ["a"]}, ["q1", "q2", "q3"]),
        ({"q1": "bread", "q2": ["a"]}, ["q1"]),
        ({"q2": ["a"]}, ["q1"]),
    ],
)
def test_a_question_is_asked_when_what_it_depends_on_was_asked_and_answered_so(
    answers: Answers, keys: list[str]
) -> None:
    assert [question.key for question in asked(CHAIN, answers)] == keys


def test_an_answer_that_is_no_longer_asked_for_is_neither_read_nor_wrong() -> None:
    required = (MEALS, replace(IF_SOUP, required=True), IF_ANSWERED)

    read = read_answers(required, {"q1": ["bread"], "q2": ["z"], "q3": ["Hej"]})

    assert (read.answers, read.errors) == ({"q1": "bread"}, {})


def test_whom_a_question_is_for_is_said_in_words() -> None:
    survey = replace(SURVEY, sections=(Section("one", {"sv": "Ett"}, CHAIN),))

    with speaking("en"):
        assert on_page(survey.sections[0], survey, reading("en")) == {
            "q2": "Answer this only if your answer to “What do you eat?” is “Soup”.",
            "q3": "Answer this only if you have answered “Vad är viktigast?”.",
        }
        assert condition_text(MEALS, survey, reading("en")) == ""


def test_a_question_can_be_for_those_who_agreed() -> None:
    if_agreed = replace(WORDS, show_if=ShowIf("q13", ("yes",)))
    survey = replace(SURVEY, sections=(Section("one", {}, (AGREED, if_agreed)),))

    with speaking("en"):
        assert condition_faults(survey) == {}
        said = condition_text(if_agreed, survey, reading("en"))
        assert said == "Answer this only if your answer to “Vi får citeras.” is “Yes, I agree”."
        to_officers = condition_sentence(survey, if_agreed.show_if)
        assert to_officers == "Asked only if the answer to question 1 is “Ja, jag samtycker”."
    assert read_answers(survey.questions, {"q13": ["yes"], "q3": ["Hej"]}).answers == {"q13": "yes", "q3": "Hej"}
    assert read_answers(survey.questions, {"q3": ["Hej"]}).answers == {}


def reading(language: str) -> Callable[[Texts], Wording]:
    return lambda texts: text_in(texts, language)


@pytest.mark.parametrize(
    ("show_if", "fault"),
    [
        (ShowIf("q3"), "It depends on a question that is not asked before it."),
        (ShowIf("q99"), "It depends on a question that is not asked before it."),
        (ShowIf("q1", ("pizza",)), "It depends on an answer that the earlier question does not have."),
        (ShowIf("q9", ("12",)), "It depends on an answer that the earlier question does not have."),
        (ShowIf("q10", ("2024-02-29",)), "It depends on an answer that the earlier question does not have."),
        (ShowIf("q12"), "It depends on a text to read, which has no answers."),
    ],
)
def test_a_condition_that_can_never_be_met_is_named(show_if: ShowIf, fault: str) -> None:
    before = (MEALS, MEMBERS, FOUNDED, READ_THIS)
    survey = replace(SURVEY, sections=(Section("one", {}, (*before, replace(TOPICS, show_if=show_if), WORDS)),))

    with speaking("en"):
        assert condition_faults(survey) == {"q2": fault}


def test_recalled_answers_stand_in_the_readers_words() -> None:
    questions = {question.key: question for question in SURVEY.questions}
    answers: dict[str, Value] = {"q1": "soup", "q2": ["a", "b"]}

    recalled = recall("{q1}: {q2}, {q3} {q9} {x}", questions, answers, "en")

    # Each answer is isolated (U+2068, U+2069), so that one in Arabic turns no comma of an English sentence round.
    assert recalled == "\u2068Soup\u2069: \u2068A\u2069, \u2068B\u2069, … {q9} {x}"


def test_nothing_shows_the_sign_of_a_recalled_answer_to_readers_who_have_given_none() -> None:
    meals = replace(MEALS, options=(*MEALS.options, replace(MEALS.options[0], value="same", labels={"sv": "Som {q2}"})))
    survey = replace(SURVEY, title={"sv": "Enkät"}, sections=(Section("one", {"sv": "Om {q1}"}, (TOPICS, meals)),))

    read = without_answers(survey)

    assert (read.sections[0].title, read.question("q1").options[2].labels) == ({"sv": "Om …"}, {"sv": "Som …"})
    assert read.question("q2") == survey.question("q2")


def test_a_recalled_answer_must_have_been_asked_for_before() -> None:
    asks = replace(MEALS, text={"sv": "Varför {q2}?"})
    survey = SurveyDefinition(
        title={"sv": "{q1}"},
        sections=(Section("one", {"sv": "Om {q1}"}, (asks, TOPICS)), Section("two", {"sv": "Om {q1}"})),
    )

    assert recall_faults(survey) == {"title": ("q1",), "section.one.title": ("q1",), "question.q1.text": ("q2",)}


VALUES = ("1", "2", "3", "4", "5")
scale = replace(
    TOPICS,
    type=QuestionType.SINGLE_CHOICE,
    options=tuple(replace(TOPICS.options[0], value=v) for v in VALUES),
    max_choices=None,
)


@st.composite
def branching_surveys(draw: st.DrawFn) -> SurveyDefinition:
    questions: list[Question] = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        earlier = draw(st.none() | st.integers(0, number + 1))
        values = tuple(draw(st.sets(st.sampled_from(VALUES), max_size=2)))
        show_if = None if earlier is None else ShowIf(f"q{earlier}", values)
        questions.append(replace(scale, key=f"q{number}", show_if=show_if, required=draw(st.booleans())))
    cut = draw(st.integers(0, len(questions)))
    return replace(
        SURVEY, sections=(Section("a", {}, tuple(questions[:cut])), Section("b", {}, tuple(questions[cut:])))
    )


@given(
    branching_surveys(),
    st.dictionaries(st.sampled_from([f"q{n}" for n in range(1, 9)]), st.sampled_from([["1"], ["2"], ["9"], [""]])),
)
def test_what_is_sent_was_asked_for_and_every_way_through_the_pages_ends(
    survey: SurveyDefinition, typed: dict[str, list[str]]
) -> None:
    answers = read_answers(survey.questions, typed).answers

    assert set(answers) <= {question.key for question in asked(survey.questions, answers)}
    pages = asked_pages(survey, answers)
    seen, number = [], next_page(survey, 0, answers)
    while number is not None:
        seen.append(number)
        number = next_page(survey, number, answers)
    assert tuple(seen) == pages
    assert resume_page(survey, answers) in (*pages, None)
    assert all(previous_page(survey, each, answers) in (*pages, None) for each in pages)
