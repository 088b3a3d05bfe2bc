"""Which questions are asked: those without a condition, and those whose condition the answers given before meet."""

from collections.abc import Callable, Container, Iterable, Mapping

from feedback.translation import either_text, in_every_language
from feedback.translation import gettext as _
from surveys.definition import Option, Question, QuestionType, Section, ShowIf, SurveyDefinition, Texts, Wording
from surveys.questions import TYPES
from surveys.questions.answer import Value
from surveys.questions.consent import AGREED


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


def shown_together(questions: Iterable[Question], asked_keys: Container[str]) -> tuple[Question, ...]:
    """The questions to show on a page: those that are asked, and those that an answer on the same page may call for."""
    shown: dict[str, Question] = {}
    for question in questions:
        if question.key in asked_keys or (question.show_if is not None and question.show_if.question in shown):
            shown[question.key] = question
    return tuple(shown.values())


def condition_text(question: Question, definition: SurveyDefinition, text: Callable[[Texts], Wording]) -> str:
    """Whom the question is for, as a sentence to those who answer on one page; empty where it is for everybody.

    `text` reads the survey's texts in the reader's language.
    """
    condition = question.show_if
    earlier = next((each for each in definition.questions if condition and each.key == condition.question), None)
    if condition is None or earlier is None:
        return ""
    asked_text = text(earlier.text).text
    if not condition.values:
        return _("Answer this only if you have answered “%(question)s”.", question=asked_text)
    answers = named_answers(condition, earlier, text)
    return _("Answer this only if your answer to “%(question)s” is %(answers)s.", question=asked_text, answers=answers)


def named_answers(condition: ShowIf, earlier: Question, text: Callable[[Texts], Wording]) -> str:
    """The answers to the earlier question that the condition names, in words: “A”, “B” or “C”."""
    chosen = [option for option in _nameable(earlier) if option.value in condition.values]
    return either_text([text(option.labels).text or option.value for option in chosen] or condition.values)


def _nameable(question: Question) -> tuple[Option, ...]:
    """The answers that a condition can name: those of a list, and that one agreed."""
    if question.type is QuestionType.CONSENT:
        return (Option(AGREED, in_every_language(lambda: _("Yes, I agree"))),)
    return question.options


def on_page(section: Section, definition: SurveyDefinition, text: Callable[[Texts], Wording]) -> dict[str, str]:
    """By key, whom each question is for that depends on an answer on its own page."""
    keys = {question.key for question in section.questions}
    return {
        question.key: condition_text(question, definition, text)
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
            elif earlier.type is QuestionType.INFORMATION:
                found[question.key] = _("It depends on a text to read, which has no answers.")
            elif not set(question.show_if.values) <= {option.value for option in _nameable(earlier)}:
                found[question.key] = _("It depends on an answer that the earlier question does not have.")
        before[question.key] = question
    return found
