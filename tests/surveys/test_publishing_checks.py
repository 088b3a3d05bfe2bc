"""Problems that are found before a survey is published."""

from dataclasses import replace

import pytest

from feedback.translation import speaking
from surveys.definition import Question, QuestionType, Section, SurveyDefinition
from surveys.drafting import draft_survey
from surveys.edits import change_wording, fill_translations
from surveys.publishing_checks import Problem, blocking, problems_before_publishing
from tests.surveys.examples import MEALS, SURVEY, WORDS, make_consultation


def problems(definition: SurveyDefinition) -> list[tuple[str, str, str]]:
    with speaking("en"):
        return [
            (problem.severity.value, problem.place, problem.text) for problem in problems_before_publishing(definition)
        ]


def test_problems_of_an_empty_survey_block() -> None:
    assert problems(SurveyDefinition(title={}, languages=())) == [
        ("blocks", "languages", "Choose at least one language for the survey."),
        ("blocks", "title", "The survey has no title."),
        ("blocks", "questions", "The survey has no questions."),
    ]


def test_a_language_that_is_not_complete_blocks_until_it_is_left_out() -> None:
    text = "10 texts are missing in one of the languages: English. Translate them, or leave the language out."

    assert problems(SURVEY) == [("blocks", "language.en", text)]
    assert blocking(problems_before_publishing(replace(SURVEY, languages=("sv",)))) == []


def test_outdated_translations_warn() -> None:
    reworded = change_wording(SURVEY, "title", "Ny enkät")

    assert problems(reworded)[1:] == [("warns", "language.en", "1 translation is older than its original: English.")]


def test_problems_of_questions_name_the_question_and_come_first() -> None:
    faulty = replace(SURVEY, sections=(Section("one", {"sv": "Ett"}, (WORDS, replace(MEALS, text={}, options=()))),))

    assert problems(faulty)[:2] == [
        ("blocks", "question.q1", "Question 2: The question has no text."),
        ("blocks", "question.q1", "Question 2: There must be at least two answers to choose from."),
    ]
    assert blocking(problems_before_publishing(faulty)) != []


def test_a_question_that_must_be_answered_says_why_unless_it_asks_for_consent() -> None:
    required = replace(MEALS, required=True)
    consent = Question("q9", QuestionType.CONSENT, {"sv": "Vi samtycker."}, required=True)
    asked = replace(SURVEY, languages=("sv",), sections=(Section("one", {"sv": "Ett"}, (required, consent)),))
    explained = replace(asked, sections=(Section("one", {"sv": "Ett"}, (replace(required, reason={"sv": "Köket."}),)),))

    assert problems(asked) == [
        ("blocks", "question.q1", "Question 1: It must be answered. Say why, or let it be skipped.")
    ]
    assert problems(explained) == []


def test_duplicate_keys_block() -> None:
    twice = replace(SURVEY, languages=("sv",), sections=(SURVEY.sections[0], SURVEY.sections[0]))

    assert problems(twice) == [
        ("blocks", "question.q1", "Two questions are stored under the same key, q1."),
        ("blocks", "question.q2", "Two questions are stored under the same key, q2."),
        ("blocks", "section.first.title", "Two sections are stored under the same key, first."),
    ]


@pytest.mark.parametrize(("count", "warned"), [(12, 0), (13, 1)])
def test_more_than_twelve_questions_warn(count: int, warned: int) -> None:
    questions = tuple(replace(WORDS, key=f"q{number}") for number in range(count))
    long = replace(SURVEY, languages=("sv",), sections=(Section("one", {"sv": "Ett"}, questions),))

    assert [place for _, place, _ in problems(long)] == ["questions"] * warned


def test_a_draft_has_nothing_to_fix_but_translations() -> None:
    draft = draft_survey(make_consultation(questions=2, points=9, issues=3)).definition

    assert [problem.place for problem in problems_before_publishing(draft)] == ["language.en", "language.ar"]
    assert blocking(problems_before_publishing(replace(draft, languages=("sv",)))) == []


def test_a_translated_draft_has_no_problems() -> None:
    draft = draft_survey(make_consultation(questions=2, points=9, issues=3)).definition
    everything = {text: text for texts in _originals(draft) for text in texts}

    for language in ("en", "ar"):
        draft = fill_translations(draft, language, everything)

    assert problems_before_publishing(draft) == list[Problem]()


def _originals(definition: SurveyDefinition) -> list[list[str]]:
    texts = [*(q.text for q in definition.questions), *(q.help for q in definition.questions)]
    texts += [option.labels for question in definition.questions for option in question.options]
    texts += [section.title for section in definition.sections]
    return [list(each.values()) for each in texts]


def test_a_language_without_a_known_name_is_named_by_its_code() -> None:
    romani = replace(SURVEY, languages=("sv", "xx"))

    text = "14 texts are missing in one of the languages: xx. Translate them, or leave the language out."
    assert problems(romani) == [("blocks", "language.xx", text)]
