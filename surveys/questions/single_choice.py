"""One answer out of a list."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from surveys.definition import Question, Wording, text_in
from surveys.questions.answer import Checked, Value, given


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The value of the chosen option."""
    chosen = given(raw)
    if not chosen:
        return Checked(errors=(_("Choose one of the answers."),) if question.required else ())
    if len(chosen) > 1:
        return Checked(errors=(_("Choose only one answer."),))
    if chosen[0] not in [option.value for option in question.options]:
        return Checked(errors=(_("Choose one of the answers in the list."),))
    return Checked(chosen[0])


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """The one option the answer counts for; none where it is not an option of this question."""
    return tuple(option.value for option in question.options if option.value == str(value))


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The label of the chosen option."""
    return [text_in(option.labels, language) for option in question.options if option.value == str(value)]


def faults(question: Question) -> list[str]:
    """A list to choose from has at least two answers, each with a value of its own and a text."""
    values = [option.value for option in question.options]
    found: list[str] = []
    if len(values) < 2:
        found.append(_("There must be at least two answers to choose from."))
    if len(set(values)) < len(values):
        found.append(_("Two answers are stored as the same value."))
    if not all(option.value.strip() and text_in(option.labels, "").text for option in question.options):
        found.append(_("An answer has no text."))
    return found
