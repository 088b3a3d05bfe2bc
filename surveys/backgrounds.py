"""Questions about who answers: by these the answers to the other questions are counted too, each by each."""

from collections.abc import Iterable
from functools import cache

from surveys.definition import SCALES, Question, QuestionType, SurveyDefinition
from surveys.question_library import library_set
from surveys.questions.answer import OTHER
from surveys.wordings import ORGANISATION_TYPES

#: The key of the section that a draft opens with, or with a number after it.
SECTION = "background"
#: The library's set of questions about who answers.
LIBRARY_SET = "representativeness"
#: What can be told apart by who answers: answers with a few values. Words, numbers and days could name somebody.
CROSSED = (QuestionType.SINGLE_CHOICE, QuestionType.SEVERAL_CHOICES, QuestionType.VERDICT, *SCALES)
KINDS = frozenset(option.value for option in ORGANISATION_TYPES)


def background_questions(definition: SurveyDefinition) -> tuple[Question, ...]:
    """Single choices about who answers: those under the survey's first heading, "About you", and those of the library.

    A question of the library is known by its answers, wherever it was put.
    """
    return tuple(
        question
        for section in definition.sections
        for question in section.questions
        if question.type is QuestionType.SINGLE_CHOICE
        and (section.key == SECTION or section.key.startswith(f"{SECTION}-") or _is_of_library(question))
    )


def crossed_questions(definition: SurveyDefinition) -> tuple[Question, ...]:
    """The questions whose answers are counted by each of the background questions, which are not among them."""
    about = {question.key for question in background_questions(definition)}
    return tuple(each for each in definition.questions if each.type in CROSSED and each.key not in about)


def kind_question(questions: Iterable[Question]) -> Question | None:
    """The question that asks for the type of organisation: all its answers are types that an invitation can have."""
    return next(
        (
            question
            for question in questions
            if question.type is QuestionType.SINGLE_CHOICE
            and len(question.options) > 1
            and all(option.value in KINDS for option in question.options)
        ),
        None,
    )


def _is_of_library(question: Question) -> bool:
    values = {option.value for option in question.options} - {OTHER}
    return len(values) > 1 and any(values <= known for known in _known_answers())


@cache
def _known_answers() -> tuple[frozenset[str], ...]:
    choices = (each for each in library_set(LIBRARY_SET).questions if each.type is QuestionType.SINGLE_CHOICE)
    return (KINDS, *(frozenset(option.value for option in each.options) for each in choices))
