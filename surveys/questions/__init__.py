"""The question types, one module each. A new type is one module with these functions, a line in `TYPES`,
a word in `surveys.definition.QuestionType` and a template `questions/<type>.html`.

The template is given `question`, `value` (the strings typed or stored: see `typed`), `error` (a sentence or
nothing), `language` (the page's) and `text(texts)` (a `Wording` in that language or the nearest).
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from surveys.definition import Question, QuestionType, Wording
from surveys.questions import (
    consent,
    date,
    five_point_scale,
    free_text,
    information,
    number,
    ranking,
    seven_point_scale,
    several_choices,
    short_text,
    single_choice,
    verdict,
)
from surveys.questions.answer import Checked, Column, PaperField, Value


class QuestionModule(Protocol):
    """What a question type can do. All of it is pure, and none of it raises on any input a form can send."""

    def validate(self, question: Question, raw: Sequence[str]) -> Checked:
        """Read what a form sent: a value, nothing, or errors in the language of the moment."""

    def typed(self, question: Question, value: Value) -> list[str]:
        """What a form would send for a stored answer; `validate` gives the same answer for it."""

    def summarise(self, question: Question, value: Value) -> tuple[str, ...]:
        """The option values that one stored answer counts for in the tallies."""

    def shown(self, question: Question, value: Value, language: str) -> list[Wording]:
        """A stored answer in words, for the check-answers page, the receipt and exports."""

    def said(self, question: Question, value: Value) -> str:
        """What the participant wrote in their own words, which becomes a statement to be coded; empty where nothing."""

    def columns(self, question: Question) -> tuple[Column, ...]:
        """The columns of this question in exported responses."""

    def exported(self, question: Question, value: Value) -> dict[str, str | int]:
        """A stored answer as the cells of those columns, by suffix."""

    def paper(self, question: Question) -> PaperField:
        """How it is answered on paper."""

    def faults(self, question: Question) -> list[str]:
        """What must be put right before a survey with this question is published, in whole sentences."""


TYPES: Mapping[QuestionType, QuestionModule] = {
    QuestionType.SINGLE_CHOICE: single_choice,
    QuestionType.SEVERAL_CHOICES: several_choices,
    QuestionType.RANKING: ranking,
    QuestionType.FIVE_POINT_SCALE: five_point_scale,
    QuestionType.SEVEN_POINT_SCALE: seven_point_scale,
    QuestionType.VERDICT: verdict,
    QuestionType.NUMBER: number,
    QuestionType.DATE: date,
    QuestionType.SHORT_TEXT: short_text,
    QuestionType.FREE_TEXT: free_text,
    QuestionType.INFORMATION: information,
    QuestionType.CONSENT: consent,
}


def typed_answer(question: Question, value: Value | None) -> list[str]:
    """What a form would send for a stored answer, or for none."""
    return [] if value is None else TYPES[question.type].typed(question, value)
