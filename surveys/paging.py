"""A survey as pages: one section each, numbered from 1; a section without questions has no page.

A page keeps its number whatever is answered; one that asks nothing of somebody who gave these answers is passed over.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from surveys.answers import Answers
from surveys.conditions import asked, shown_together
from surveys.definition import Question, Section, SurveyDefinition


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a participant is: the `number`th of the `count` pages that ask something of them. `done` is 0 to 1."""

    number: int
    count: int

    @property
    def done(self) -> float:
        return (self.number - 1) / self.count if self.count else 0.0


def pages(definition: SurveyDefinition) -> tuple[Section, ...]:
    """The sections that have questions, in order."""
    return tuple(section for section in definition.sections if section.questions)


def page_count(definition: SurveyDefinition) -> int:
    return len(pages(definition))


def page(definition: SurveyDefinition, number: int) -> Section:
    """The section on this page; `KeyError` for a page the survey does not have."""
    if not 1 <= number <= page_count(definition):
        raise KeyError(number)
    return pages(definition)[number - 1]


def questions_on_page(definition: SurveyDefinition, number: int, answers: Answers) -> tuple[Question, ...]:
    """The questions to show on this page: those asked, and those that an answer on the page itself may call for."""
    asked_keys = {question.key for question in asked(definition.questions, answers)}
    return shown_together(page(definition, number).questions, asked_keys)


def asked_pages(definition: SurveyDefinition, answers: Answers) -> tuple[int, ...]:
    """The numbers of the pages that ask something of somebody who gave these answers."""
    asked_keys = {question.key for question in asked(definition.questions, answers)}
    return tuple(
        number
        for number, section in enumerate(pages(definition), start=1)
        if any(question.key in asked_keys for question in section.questions)
    )


def next_page(definition: SurveyDefinition, number: int, answers: Answers) -> int | None:
    """The page after this one; None after the last, where the answers are checked and sent."""
    return next((each for each in asked_pages(definition, answers) if each > number), None)


def previous_page(definition: SurveyDefinition, number: int, answers: Answers) -> int | None:
    """The page before this one; None before the first."""
    return next((each for each in reversed(asked_pages(definition, answers)) if each < number), None)


def progress(definition: SurveyDefinition, number: int, answers: Answers) -> Progress:
    """Where this page stands among those that are asked."""
    numbers = asked_pages(definition, answers)
    return Progress(sum(each < number for each in numbers) + 1, max(len(numbers), 1))


def page_of(definition: SurveyDefinition, key: str) -> int:
    """The page a question is on, for the "change" links; `KeyError` for a key the survey does not have."""
    for number, section in enumerate(pages(definition), start=1):
        if key in [question.key for question in section.questions]:
            return number
    raise KeyError(key)


def resume_page(definition: SurveyDefinition, answers: Answers) -> int | None:
    """Where to go on after a stop: the page after the last one with an answer; None for the check-answers page."""
    return next_page(definition, max(_answered(definition, answers), default=0), answers)


def unseen_page(definition: SurveyDefinition, answers: Answers, seen: Container[str]) -> int | None:
    """The first page with an asked question whose key is not among those `seen`; None where there is none."""
    unseen = {question.key for question in asked(definition.questions, answers) if question.key not in seen}
    return next(
        (
            number
            for number in asked_pages(definition, answers)
            if any(question.key in unseen for question in page(definition, number).questions)
        ),
        None,
    )


def _answered(definition: SurveyDefinition, answers: Answers) -> Iterator[int]:
    for number in asked_pages(definition, answers):
        if any(question.key in answers for question in page(definition, number).questions):
            yield number
