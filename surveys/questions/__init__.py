"""The question types, one module each. A new type is one module with these four functions, a line in `TYPES`,
a word in `surveys.definition.QuestionType` and a template `questions/<type>.html`.

The template is given `question`, `value` (the strings typed or stored: `answer.as_typed`), `error` (a sentence or
nothing), `language` (the page's) and `text(texts)` (a `Wording` in that language or the nearest).
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from surveys.definition import Question, QuestionType, Wording
from surveys.questions import five_point_scale, free_text, several_choices, single_choice, verdict
from surveys.questions.answer import Checked, Value


class QuestionModule(Protocol):
    """What a question type can do. All of it is pure, and none of it raises on any input a form can send."""

    def validate(self, question: Question, raw: Sequence[str]) -> Checked:
        """Read what a form sent: a value, nothing, or errors in the language of the moment."""

    def summarise(self, question: Question, value: Value) -> tuple[str, ...]:
        """The option values that one stored answer counts for in the tallies."""

    def shown(self, question: Question, value: Value, language: str) -> list[Wording]:
        """A stored answer in words, for the check-answers page, the receipt and exports."""

    def faults(self, question: Question) -> list[str]:
        """What must be put right before a survey with this question is published, in whole sentences."""


TYPES: Mapping[QuestionType, QuestionModule] = {
    QuestionType.SINGLE_CHOICE: single_choice,
    QuestionType.SEVERAL_CHOICES: several_choices,
    QuestionType.FIVE_POINT_SCALE: five_point_scale,
    QuestionType.VERDICT: verdict,
    QuestionType.FREE_TEXT: free_text,
}
