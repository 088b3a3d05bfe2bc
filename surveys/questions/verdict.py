"""The participants' verdict on one issue: has this been addressed? Its values are those of `feedback.enums.Verdict`."""

from collections.abc import Sequence

from feedback.enums import Verdict
from feedback.translation import gettext as _
from surveys.definition import Question, Wording
from surveys.questions import single_choice
from surveys.questions.answer import Checked, Value


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The verdict's value: `yes`, `partly`, `no` or `cannot say`."""
    return single_choice.validate(question, raw)


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """The one verdict the answer counts for."""
    return single_choice.summarise(question, value)


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The label of the verdict."""
    return single_choice.shown(question, value, language)


def faults(question: Question) -> list[str]:
    """A verdict is about an issue, and its four answers are the same in every survey, so that years can be compared."""
    found: list[str] = []
    if not question.issue_id:
        found.append(_("The verdict is not bound to an issue."))
    if [option.value for option in question.options] != [verdict.value for verdict in Verdict]:
        found.append(_("The answers of a verdict must be yes, partly, no and cannot say."))
    return found
