"""The participants' verdict on one issue: has this been addressed? Its values are those of `feedback.enums.Verdict`."""

from feedback.enums import Verdict
from feedback.translation import gettext as _
from surveys.definition import Question
from surveys.questions.single_choice import columns, exported, paper, said, shown, summarise, typed, validate

__all__ = ["columns", "exported", "faults", "paper", "said", "shown", "summarise", "typed", "validate"]


def faults(question: Question) -> list[str]:
    """A verdict is about an issue, and its four answers are the same in every survey, so that years can be compared."""
    found: list[str] = []
    if not question.issue_id:
        found.append(_("The verdict is not bound to an issue."))
    if question.other or [option.value for option in question.options] != [verdict.value for verdict in Verdict]:
        found.append(_("The answers of a verdict must be yes, partly, no and cannot say."))
    return found
