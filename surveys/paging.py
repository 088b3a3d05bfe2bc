"""A survey as pages: one section each, numbered from 1; a section without questions has no page."""

from dataclasses import dataclass

from surveys.answers import Answers
from surveys.definition import Section, SurveyDefinition


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a participant is: page `number` of `count`. `done` is the share of pages left behind, 0 to 1."""

    number: int
    count: int

    @property
    def done(self) -> float:
        return (self.number - 1) / self.count if self.count else 0.0


def pages(definition: SurveyDefinition) -> tuple[Section, ...]:
    """The sections that are shown, in order."""
    return tuple(section for section in definition.sections if section.questions)


def page_count(definition: SurveyDefinition) -> int:
    return len(pages(definition))


def page(definition: SurveyDefinition, number: int) -> Section:
    """The section on this page; `KeyError` for a page the survey does not have."""
    if not 1 <= number <= page_count(definition):
        raise KeyError(number)
    return pages(definition)[number - 1]


def next_page(definition: SurveyDefinition, number: int) -> int | None:
    """The page after this one; None after the last, where the answers are checked and sent."""
    return number + 1 if number < page_count(definition) else None


def previous_page(number: int) -> int | None:
    """The page before this one; None before the first."""
    return number - 1 if number > 1 else None


def progress(definition: SurveyDefinition, number: int) -> Progress:
    return Progress(number, page_count(definition))


def keys_on_page(definition: SurveyDefinition, number: int) -> tuple[str, ...]:
    """The keys of the questions on this page."""
    return tuple(question.key for question in page(definition, number).questions)


def page_of(definition: SurveyDefinition, key: str) -> int:
    """The page a question is on, for the "change" links; `KeyError` for a key the survey does not have."""
    for number, section in enumerate(pages(definition), start=1):
        if key in [question.key for question in section.questions]:
            return number
    raise KeyError(key)


def unanswered_required(definition: SurveyDefinition, answers: Answers) -> tuple[str, ...]:
    """The keys of the questions that must be answered and are not, in order."""
    return tuple(question.key for question in definition.questions if question.required and question.key not in answers)


def first_unanswered_page(definition: SurveyDefinition, answers: Answers) -> int | None:
    """The first page with an unanswered question that must be answered; None where the answers can be sent."""
    missing = unanswered_required(definition, answers)
    return page_of(definition, missing[0]) if missing else None


def resume_page(definition: SurveyDefinition, answers: Answers) -> int | None:
    """Where to go on after a stop: the page after the last one with an answer; None for the check-answers page."""
    answered = [number for number in range(1, page_count(definition) + 1) if _has_answer(definition, number, answers)]
    return next_page(definition, max(answered, default=0))


def _has_answer(definition: SurveyDefinition, number: int, answers: Answers) -> bool:
    return any(key in answers for key in keys_on_page(definition, number))
