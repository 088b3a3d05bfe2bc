"""What the question types accept, count and show."""

import json
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback.translation import speaking
from surveys.definition import Option, Question, QuestionType
from surveys.questions import TYPES, typed_answer
from surveys.questions.answer import Checked, Value, as_typed, typed
from surveys.questions.free_text import clean
from surveys.questions.ranking import FIRST
from surveys.wordings import SCORES, VERDICTS
from tests.surveys.examples import (
    AGREED,
    AGREEMENT,
    FOUNDED,
    HOBBIES,
    HOBBY,
    MEALS,
    MEMBERS,
    NAME,
    RANKED,
    READ_THIS,
    TOPICS,
    WORDS,
)

SCORE = Question(key="q4", type=QuestionType.FIVE_POINT_SCALE, text={"sv": "Hur bra?"}, options=SCORES)
ADDRESSED = Question(key="q5", type=QuestionType.VERDICT, text={"sv": "Lokaler"}, options=VERDICTS, issue_id="issue 1")
EXAMPLES = (
    *(MEALS, TOPICS, WORDS, SCORE, ADDRESSED, HOBBY, HOBBIES),
    *(RANKED, MEMBERS, FOUNDED, NAME, READ_THIS, AGREED, AGREEMENT),
)
anything = st.lists(
    st.text(max_size=20)
    | st.sampled_from(["soup", "a", "b", "c", "d", "3", "cannot say", "yes", "\x00", "\ud800", " "])
    | st.sampled_from(
        ["other", "other=Vi dansar", "other= ", "sing", "a=1", "b=2", "c=٣", "d=1", "a=x", "25", "-3", "۱۲"]
    )
    | st.sampled_from(["day=31", "month=1", "month=2", "year=2024", "day=٣", "year=0", "day=-1", "year=99999999999999"])
)


def test_every_type_has_a_module_and_an_example() -> None:
    assert set(TYPES) == set(QuestionType) == {question.type for question in EXAMPLES}


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda question: f"{question.key}-{question.type.value}")
@given(raw=anything, required=st.booleans())
def test_validate_gives_a_value_that_can_be_stored_counted_shown_and_typed_again(
    question: Question, raw: list[str], required: bool
) -> None:
    module = TYPES[question.type]
    question = replace(question, required=required and question.type is not QuestionType.INFORMATION)

    checked = module.validate(question, raw)

    if checked.value is None:
        assert bool(checked.errors) or not question.required
    else:
        assert checked.errors == ()
        assert json.loads(json.dumps(checked.value).encode()) == checked.value
        assert str(checked.value).encode().count(b"\x00") == 0
        counted = {value.removesuffix(FIRST) for value in module.summarise(question, checked.value)}
        assert not question.options or counted <= {option.value for option in question.options}
        assert len(module.shown(question, checked.value, "ar")) >= 1
        assert module.validate(question, typed_answer(question, checked.value)) == checked
        assert set(module.exported(question, checked.value)) <= {column.suffix for column in module.columns(question)}


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda question: f"{question.key}-{question.type.value}")
@pytest.mark.parametrize("raw", [[], [""], ["  ", "\n"]])
def test_validate_of_a_blank_answer_is_an_error_only_where_required(question: Question, raw: list[str]) -> None:
    module = TYPES[question.type]

    assert module.validate(question, raw) == Checked()
    if question.type is not QuestionType.INFORMATION:
        assert len(module.validate(replace(question, required=True), raw).errors) == 1


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        (MEALS, ["soup"], "soup"),
        (MEALS, ["", "soup", "soup"], "soup"),
        (TOPICS, ["c", "a", "c"], ["a", "c"]),
        (TOPICS, ["d", "c", "a"], ["a", "c", "d"]),
        (SCORE, ["5"], 5),
        (SCORE, ["cannot say"], "cannot say"),
        (ADDRESSED, ["cannot say"], "cannot say"),
        (WORDS, ["  Hej\r\nhopp\x00\x07 "], "Hej\nhopp"),
        (WORDS, ["x" * 5000], "x" * 5000),
        (HOBBY, ["other", "other=Vi  dansar\n"], "other=Vi dansar"),
        (HOBBY, ["other=Vi dansar"], "other=Vi dansar"),
        (HOBBY, ["other"], "other"),
        (HOBBY, ["sing", "other=Vi dansar"], "sing"),
        (HOBBY, ["sing", "other=" + "x" * 201], "sing"),
        (replace(HOBBIES, required=True), ["sing", "other"], ["sing", "other"]),
        (HOBBIES, ["other=Vi = bäst", "sing"], ["sing", "other=Vi = bäst"]),
        (RANKED, ["b=1", "a=۲", "c= "], ["b", "a"]),
        (MEMBERS, ["1 200"], 1200),
        (MEMBERS, ["١٢"], 12),
        (FOUNDED, ["day=29", "month=02", "year=2024"], "2024-02-29"),
        (NAME, ["  Norra\tkören\n"], "Norra kören"),
        (READ_THIS, ["läst"], None),
        (AGREED, ["yes"], "yes"),
        (AGREEMENT, ["7"], 7),
    ],
)
def test_validate_reads_an_answer(question: Question, raw: list[str], value: Value) -> None:
    assert TYPES[question.type].validate(question, raw) == Checked(value)


@pytest.mark.parametrize(
    ("question", "raw", "error"),
    [
        (MEALS, ["pizza"], "Choose one of the answers in the list."),
        (MEALS, ["soup", "bread"], "Choose only one answer."),
        (TOPICS, ["a", "z"], "Choose among the answers in the list."),
        (TOPICS, ["a", "b", "c", "d"], "Choose up to 3 answers. You have chosen 4."),
        (SCORE, ["6"], "Choose one of the answers in the list."),
        (SCORE, ["٣"], "Choose one of the answers in the list."),
        (ADDRESSED, ["maybe"], "Choose one of the answers in the list."),
        (WORDS, ["x" * 5120], "An answer may have 5,000 characters. Shorten yours by at least 120."),
        (HOBBY, ["sing", "other", "other=Vi dansar"], "Choose only one answer."),
        (replace(HOBBY, required=True), ["other", "other= "], "Write what it is."),
        (replace(HOBBIES, required=True), ["other"], "Write what it is."),
        (HOBBY, ["other=" + "x" * 201], "Write at most 200 characters."),
        (RANKED, ["a=1", "b=1"], "You have used the number 1 more than once. Use each once."),
        (RANKED, ["a=1", "b=3"], "Begin with 1 and leave no number out."),
        (RANKED, ["a=4"], "Use the numbers 1 to 3, one each."),
        (RANKED, ["a=först"], "Use the numbers 1 to 3, one each."),
        (MEMBERS, ["0"], "The number must be at least 1."),
        (MEMBERS, ["5001"], "The number may be at most 5,000."),
        (MEMBERS, ["2,5"], "Write a whole number in digits, such as 25."),
        (FOUNDED, ["day=29", "month=2", "year=2023"], "There is no such day. Write it in digits, such as 31 1 2026."),
        (FOUNDED, ["day=29", "year=2023"], "Write day, month and year."),
        (NAME, ["x" * 201], "An answer may have 200 characters. Shorten yours by at least 1."),
    ],
)
def test_validate_says_what_is_wrong_and_what_to_do(question: Question, raw: list[str], error: str) -> None:
    with speaking("en"):
        assert TYPES[question.type].validate(question, raw) == Checked(None, (error,))


@given(st.text())
@example("\u200cمی\u200cخواهم\u200f")
@example("a\x85b\x9fc")
def test_clean_keeps_every_letter_and_joiner(text: str) -> None:
    kept = clean(text)

    assert clean(kept) == kept
    assert [c for c in text if c.isalnum() or c in "\u200c\u200f"] == [
        c for c in kept if c.isalnum() or c in "\u200c\u200f"
    ]


@pytest.mark.parametrize(
    ("question", "value", "tallied", "shown"),
    [
        (MEALS, "soup", ("soup",), ["Soup"]),
        (TOPICS, ["a", "c"], ("a", "c"), ["A", "C"]),
        (SCORE, 4, ("4",), ["4 – Good"]),
        (SCORE, "cannot say", ("cannot say",), ["Cannot say"]),
        (ADDRESSED, "partly", ("partly",), ["Partly"]),
        (WORDS, "Hej", (), ["Hej"]),
        (HOBBY, "other=Vi dansar", ("other",), ["Something else: Vi dansar"]),
        (HOBBIES, ["sing", "other=Vi dansar"], ("sing", "other"), ["Sjunger", "Something else: Vi dansar"]),
        (RANKED, ["c", "a"], ("a", "c", "c@1"), ["1. C", "2. A"]),
        (MEMBERS, 1200, ("1200",), ["1,200"]),
        (FOUNDED, "2024-02-29", ("2024-02",), ["29 February 2024"]),
        (AGREED, "yes", ("yes",), ["Yes, I agree"]),
    ],
)
def test_a_stored_answer_is_counted_and_shown(
    question: Question, value: Value, tallied: tuple[str, ...], shown: list[str]
) -> None:
    module = TYPES[question.type]

    with speaking("en"):
        assert module.summarise(question, value) == tallied
        assert [str(wording) for wording in module.shown(question, value, "en")] == shown


def test_shown_says_which_language_it_fell_back_to() -> None:
    assert [wording.language for wording in TYPES[QuestionType.SINGLE_CHOICE].shown(MEALS, "bread", "en")] == ["sv"]


def test_shown_of_an_unlabelled_point_is_its_number() -> None:
    bare = replace(SCORE, options=(*SCORES[:2], Option("3"), *SCORES[3:]))

    assert [str(wording) for wording in TYPES[bare.type].shown(bare, 3, "en")] == ["3"]


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda question: f"{question.key}-{question.type.value}")
def test_faults_of_a_sound_question_are_none(question: Question) -> None:
    assert TYPES[question.type].faults(question) == []


@pytest.mark.parametrize(
    ("question", "faults"),
    [
        (replace(MEALS, options=()), ["There must be at least two answers to choose from."]),
        (replace(MEALS, options=(MEALS.options[0],) * 2), ["Two answers are stored as the same value."]),
        (replace(MEALS, options=(*MEALS.options, Option("x", {"sv": " "}))), ["An answer has no text."]),
        (replace(TOPICS, max_choices=5), ["The number of answers that may be chosen does not fit the list."]),
        (replace(TOPICS, max_choices=0), ["The number of answers that may be chosen does not fit the list."]),
        (replace(SCORE, options=SCORES[1:]), ["The scale must have the points 1 to 5."]),
        (replace(SCORE, options=(Option("1"), *SCORES[1:])), ["The ends of the scale must have a text."]),
        (replace(ADDRESSED, issue_id=None), ["The verdict is not bound to an issue."]),
        (
            replace(ADDRESSED, options=VERDICTS[:3]),
            ["The answers of a verdict must be yes, partly, no and cannot say."],
        ),
        (replace(WORDS, options=MEALS.options), ["A question with a written answer cannot have a list of answers."]),
        (replace(HOBBY, options=MEALS.options), ["The list has no answer for “other”."]),
        (
            replace(RANKED, other=True),
            ["The list has no answer for “other”.", "A ranking cannot have the answer “other, namely”."],
        ),
        (replace(MEMBERS, minimum=9, maximum=8), ["The lowest number is above the highest."]),
        (replace(READ_THIS, required=True), ["A text to read has no answers, and cannot be required."]),
        (replace(AGREED, options=MEALS.options), ["A consent is one box to tick, without a list of answers."]),
        (replace(AGREEMENT, options=SCORES), ["The scale must have the points 1 to 7."]),
    ],
)
def test_faults_are_named_in_words(question: Question, faults: list[str]) -> None:
    with speaking("en"):
        assert TYPES[question.type].faults(question) == faults


@pytest.mark.parametrize(("value", "typed"), [(None, []), (4, ["4"]), ("soup", ["soup"]), (["a", "c"], ["a", "c"])])
def test_as_typed_gives_what_a_form_would_send(value: Value | None, typed: list[str]) -> None:
    assert as_typed(value) == typed


@pytest.mark.parametrize(
    ("fields", "raw"),
    [
        ({"q6": ["sing"], "q6.other": ["Vi dansar"]}, ["sing", "other=Vi dansar"]),
        ({"q6.other": ["Vi dansar"]}, ["other=Vi dansar"]),
        ({"q6": [""], "q6.other": ["Vi dansar"]}, [""]),
        ({"q66": ["sing"], "q66.other": ["Vi dansar"]}, []),
    ],
)
def test_an_answer_that_is_taken_back_takes_the_words_of_other_with_it(
    fields: dict[str, list[str]], raw: list[str]
) -> None:
    assert typed(fields, "q6") == raw


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        (WORDS, "Hej", "Hej"),
        (NAME, "Kören", "Kören"),
        (HOBBY, "other=Vi dansar", "Vi dansar"),
        (HOBBIES, ["sing", "other=Vi dansar"], "Vi dansar"),
        (HOBBY, "sing", ""),
        (MEALS, "soup", ""),
    ],
)
def test_what_is_said_in_words_is_told_apart(question: Question, value: Value, said: str) -> None:
    assert TYPES[question.type].said(question, value) == said


@pytest.mark.parametrize(
    ("question", "value", "cells"),
    [
        (MEALS, "soup", {"": "soup"}),
        (HOBBY, "other=Vi dansar", {"": "other", "other": "Vi dansar"}),
        (HOBBIES, ["other=Vi dansar"], {"sing": 0, "other": 1, "other_words": "Vi dansar"}),
        (RANKED, ["c", "a"], {"c": 1, "a": 2}),
        (AGREEMENT, 7, {"": 7}),
        (AGREED, "yes", {"": 1}),
    ],
)
def test_an_answer_is_exported_in_its_columns(question: Question, value: Value, cells: dict[str, str | int]) -> None:
    assert TYPES[question.type].exported(question, value) == cells
