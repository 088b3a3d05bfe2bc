"""One participant's answers as one JSON document: question key -> value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveys.definition import Question, Wording
from surveys.questions import TYPES
from surveys.questions.answer import Value

Answers = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """What a form gave: `answers` in the order of the questions, blank ones left out; `errors` by question key."""

    answers: dict[str, Value]
    errors: dict[str, str]


def read_answers(questions: Iterable[Question], form: Mapping[str, Sequence[str]]) -> ReadAnswers:
    """Check what a form sent for these questions; fields that belong to none of them are not read."""
    answers: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for question in questions:
        checked = TYPES[question.type].validate(question, form.get(question.key, ()))
        if checked.errors:
            errors[question.key] = " ".join(checked.errors)
        elif checked.value is not None:
            answers[question.key] = checked.value
    return ReadAnswers(answers, errors)


def shown_answer(question: Question, answers: Answers, language: str) -> list[Wording]:
    """One answer in words; an empty list where the question was not answered."""
    value = answers.get(question.key)
    return [] if value is None else TYPES[question.type].shown(question, value, language)
