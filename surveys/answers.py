"""One participant's answers as one JSON document: question key -> value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from surveys.conditions import is_met
from surveys.definition import Question, Wording
from surveys.questions import TYPES
from surveys.questions.answer import Value, typed

Answers = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """What a form gave: `answers` in the order of the questions, blank ones left out; `errors` by question key.

    A question whose condition is not met is not asked: it has neither an answer nor an error.
    """

    answers: dict[str, Value]
    errors: dict[str, str]


def typed_by_question(questions: Iterable[Question], fields: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """What was typed for each of these questions, gathered from a form's fields; other fields are not read."""
    return {question.key: typed(fields, question.key) for question in questions}


def read_answers(questions: Iterable[Question], form: Mapping[str, Sequence[str]]) -> ReadAnswers:
    """Check what was typed for all a survey's questions, in the order they are asked; other keys are not read."""
    answers: dict[str, Value] = {}
    errors: dict[str, str] = {}
    before: dict[str, Question] = {}
    for question in questions:
        if is_met(question, before, answers):
            checked = TYPES[question.type].validate(question, form.get(question.key, ()))
            if checked.errors:
                errors[question.key] = " ".join(checked.errors)
            elif checked.value is not None:
                answers[question.key] = checked.value
        before[question.key] = question
    return ReadAnswers(answers, errors)


def shown_answer(question: Question, answers: Answers, language: str) -> list[Wording]:
    """One answer in words; an empty list where the question was not answered."""
    value = answers.get(question.key)
    return [] if value is None else TYPES[question.type].shown(question, value, language)


def reference_of(response_id: UUID) -> str:
    """Eight characters of a response's random id, to quote from the receipt; they tell nothing of who sent it or when."""
    text = response_id.hex[:8].upper()
    return f"{text[:4]}-{text[4:]}"
