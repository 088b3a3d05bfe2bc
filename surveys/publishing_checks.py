"""What stands in the way of publishing a survey, or should be thought over first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback.translation import gettext as _
from feedback.translation import language_name, list_text, ngettext
from surveys.conditions import condition_faults
from surveys.definition import (
    Question,
    QuestionType,
    SurveyDefinition,
    missing_translations,
    outdated_translations,
    text_in,
)
from surveys.drafting import MOST_QUESTIONS
from surveys.questions import TYPES
from surveys.recall import recall_faults
from surveys.wording_changes import place_name
from surveys.wording_checks import hints_in_every_language

#: Answers to choose from above which a list is long.
MOST_OPTIONS = 10


class Severity(StrEnum):
    """A survey with a problem that blocks cannot be published; a warning is the officer's to weigh."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in a whole sentence. `place` is a text's place, `question.<key>`, `language.<code>` or `questions`."""

    severity: Severity
    place: str
    text: str


def problems_before_publishing(definition: SurveyDefinition) -> list[Problem]:
    """All problems, in the language of the moment, those that block first and otherwise in the survey's order."""
    found = [
        *_problems_of_survey(definition),
        *_problems_of_keys(definition),
        *_problems_of_questions(definition),
        *_problems_of_recall(definition),
        *_problems_of_languages(definition),
    ]
    return sorted(found, key=lambda problem: problem.severity is not Severity.BLOCKS)


def blocking(problems: Sequence[Problem]) -> list[str]:
    """What must be put right before the survey is published, one sentence each."""
    return [problem.text for problem in problems if problem.severity is Severity.BLOCKS]


def _problems_of_survey(definition: SurveyDefinition) -> Iterator[Problem]:
    count = len(definition.questions)
    if not definition.languages:
        yield Problem(Severity.BLOCKS, "languages", _("Choose at least one language for the survey."))
    if not text_in(definition.title, "").text:
        yield Problem(Severity.BLOCKS, "title", _("The survey has no title."))
    if count == 0:
        yield Problem(Severity.BLOCKS, "questions", _("The survey has no questions."))
    if count > MOST_QUESTIONS:
        text = ngettext(
            "The survey has %(n)s question. With more than %(most)s, fewer people finish.",
            "The survey has %(n)s questions. With more than %(most)s, fewer people finish.",
            count,
            most=MOST_QUESTIONS,
        )
        yield Problem(Severity.WARNS, "questions", text)


def _problems_of_keys(definition: SurveyDefinition) -> Iterator[Problem]:
    for key, times in Counter(question.key for question in definition.questions).items():
        if times > 1:
            text = _("Two questions are stored under the same key, %(key)s.", key=key)
            yield Problem(Severity.BLOCKS, f"question.{key}", text)
    for key, times in Counter(section.key for section in definition.sections).items():
        if times > 1:
            text = _("Two sections are stored under the same key, %(key)s.", key=key)
            yield Problem(Severity.BLOCKS, f"section.{key}.title", text)


def _problems_of_questions(definition: SurveyDefinition) -> Iterator[Problem]:
    conditions = condition_faults(definition)
    for number, question in enumerate(definition.questions, start=1):
        faults = TYPES[question.type].faults(question)
        if not text_in(question.text, "").text:
            faults = [_("The question has no text."), *faults]
        if question.key in conditions:
            faults = [*faults, conditions[question.key]]
        if question.image is not None and not text_in(question.image.alt, "").text:
            faults = [*faults, _("Its picture is not described in words, for those who do not see it.")]
        if question.required and question.type is not QuestionType.CONSENT and not text_in(question.reason, "").text:
            # What a consent asks for is its own reason.
            faults = [*faults, _("It must be answered. Say why, or let it be skipped.")]
        hints = _hints(question, definition.languages)
        for severity, found in ((Severity.BLOCKS, faults), (Severity.WARNS, hints)):
            for fault in found:
                text = _("Question %(number)s: %(fault)s", number=number, fault=fault)
                yield Problem(severity, f"question.{question.key}", text)


def _hints(question: Question, languages: Sequence[str]) -> Iterator[str]:
    """What to think over in one question."""
    if len(question.options) > MOST_OPTIONS:
        yield _("It has %(n)s answers to choose from. Long lists are read halfway.", n=len(question.options))
    yield from hints_in_every_language(question, languages)


def _problems_of_recall(definition: SurveyDefinition) -> Iterator[Problem]:
    for place, keys in recall_faults(definition).items():
        text = _(
            "%(place)s: it recalls an answer that is not given before it: %(keys)s.",
            place=place_name(place, definition),
            keys=list_text(f"{{{key}}}" for key in keys),
        )
        yield Problem(Severity.BLOCKS, place, text)


def _problems_of_languages(definition: SurveyDefinition) -> Iterator[Problem]:
    # A language is a promise: who chooses it can read every question in it.
    for language in definition.languages:
        missing = len(missing_translations(definition, language))
        outdated = len(outdated_translations(definition, language))
        name = language_name(language)
        if missing:
            text = ngettext(
                "%(n)s text is missing in one of the languages: %(language)s. Translate it, or leave the language out.",
                "%(n)s texts are missing in one of the languages: %(language)s. Translate them, or leave the language out.",
                missing,
                language=name,
            )
            yield Problem(Severity.BLOCKS, f"language.{language}", text)
        if outdated:
            text = ngettext(
                "%(n)s translation is older than its original: %(language)s.",
                "%(n)s translations are older than their originals: %(language)s.",
                outdated,
                language=name,
            )
            yield Problem(Severity.WARNS, f"language.{language}", text)
