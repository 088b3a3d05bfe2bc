"""The answers on a paper, read as those of a page are, but that nobody was made to give them. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from surveys.answers import ReadAnswers, read_answers
from surveys.conditions import asked
from surveys.definition import Question, QuestionType
from surveys.questions import TYPES
from surveys.response_drafts import Typed


def read_paper(questions: Sequence[Question], typed: Typed) -> ReadAnswers:
    """The answers, and what is wrong with them. A paper cannot be made to answer: only consent must be given."""
    return read_answers(
        [replace(each, required=each.required and each.type is QuestionType.CONSENT) for each in questions], typed
    )


def not_asked(questions: Sequence[Question], typed: Typed) -> tuple[str, ...]:
    """The keys of questions that were answered though their condition is not met: these answers are not kept.

    What depends on an answer that is wrong is left out: nobody knows yet whether it is asked.
    """
    read = read_paper(questions, typed)
    met = {each.key for each in asked(questions, read.answers)}
    return tuple(
        each.key
        for each in questions
        if each.key not in met
        and each.show_if
        and each.show_if.question not in read.errors
        and _is_answered(each, typed.get(each.key, ()))
    )


def _is_answered(question: Question, typed: Sequence[str]) -> bool:
    checked = TYPES[question.type].validate(replace(question, required=False), typed)
    return checked.value is not None or bool(checked.errors)
