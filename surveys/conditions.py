"""Which questions are asked: those without a condition, and those whose condition the answers given before meet."""

from collections.abc import Container, Iterable, Mapping

from feedback.translation import either_text
from feedback.translation import gettext as _
from surveys.definition import Question, Section, SurveyDefinition, text_in
from surveys.questions import TYPES
from surveys.questions.answer import Value


def is_met(question: Question, before: Mapping[str, Question], answers: Mapping[str, Value]) -> bool:
    """Whether the question is asked of somebody who gave these answers to the questions `before` it, by key.

    A question that was not asked has no answer, so whatever depends on it is not asked either.
    """
    condition = question.show_if
    if condition is None:
        return True
    asked = before.get(condition.question)
    value = answers.get(condition.question)
    if asked is None or value is None:
        return False
    return not condition.values or bool(set(condition.values) & set(TYPES[asked.type].summarise(asked, value)))


def asked(questions: Iterable[Question], answers: Mapping[str, Value]) -> tuple[Question, ...]:
    """Those of all a survey's questions that are asked of somebody who gave these answers."""
    before: dict[str, Question] = {}
    counted: dict[str, Value] = {}
    found = []
    for question in questions:
        if is_met(question, before, counted):
            found.append(question)
            if question.key in answers:
                counted[question.key] = answers[question.key]
        before[question.key] = question
    return tuple(found)


def shown_together(
    questions: Iterable[Question], asked_keys: Container[str], on_page: Container[str]
) -> tuple[Question, ...]:
    """The questions to show on a page: those that are asked, and those that an answer on the same page may call for."""
    shown: dict[str, Question] = {}
    for question in questions:
        waits = question.show_if is not None and question.show_if.question in on_page
        if question.key in asked_keys or (waits and question.show_if and question.show_if.question in shown):
            shown[question.key] = question
    return tuple(shown.values())


def condition_text(question: Question, definition: SurveyDefinition, language: str) -> str:
    """Whom the question is for, as a sentence to those who answer on one page or on paper; empty where it is for everybody."""
    if question.show_if is None:
        return ""
    earlier = next((each for each in definition.questions if each.key == question.show_if.question), None)
    if earlier is None:
        return ""
    asked_text = text_in(earlier.text, language).text
    chosen = [option for option in earlier.options if option.value in question.show_if.values]
    if not question.show_if.values:
        return _("Answer this only if you have answered “%(question)s”.", question=asked_text)
    labels = [text_in(option.labels, language).text or option.value for option in chosen]
    answers = either_text(labels or question.show_if.values)
    return _("Answer this only if your answer to “%(question)s” is %(answers)s.", question=asked_text, answers=answers)


def on_page(section: Section, definition: SurveyDefinition, language: str) -> dict[str, str]:
    """By key, whom each question is for that depends on an answer on its own page."""
    keys = {question.key for question in section.questions}
    return {
        question.key: condition_text(question, definition, language)
        for question in section.questions
        if question.show_if is not None and question.show_if.question in keys
    }


def condition_faults(definition: SurveyDefinition) -> dict[str, str]:
    """A sentence for each question whose condition can never be met, by key."""
    before: dict[str, Question] = {}
    found = {}
    for question in definition.questions:
        if question.show_if is not None:
            earlier = before.get(question.show_if.question)
            if earlier is None:
                found[question.key] = _("It depends on a question that is not asked before it.")
            elif not set(question.show_if.values) <= {option.value for option in earlier.options}:
                found[question.key] = _("It depends on an answer that the earlier question does not have.")
        before[question.key] = question
    return found
