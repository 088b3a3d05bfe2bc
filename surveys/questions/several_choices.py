"""Any number of answers out of a list, or up to a stated number."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from feedback.translation import ngettext
from surveys.definition import Question, Wording, text_in
from surveys.questions import single_choice
from surveys.questions.answer import Checked, Value, as_typed, given


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The values of the chosen options in the order of the list, however they were sent."""
    chosen = given(raw)
    values = [option.value for option in question.options]
    if not chosen:
        return Checked(errors=(_("Choose at least one of the answers."),) if question.required else ())
    if not set(chosen) <= set(values):
        return Checked(errors=(_("Choose among the answers in the list."),))
    if question.max_choices is not None and len(chosen) > question.max_choices:
        return Checked(errors=(_too_many(question.max_choices, len(chosen)),))
    return Checked([value for value in values if value in chosen])


def _too_many(limit: int, chosen: int) -> str:
    rule = ngettext("Choose up to %(n)s answer.", "Choose up to %(n)s answers.", limit)
    now = ngettext("You have chosen %(n)s.", "You have chosen %(n)s.", chosen)
    return f"{rule} {now}"


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """Each option the answer counts for; the shares of such a question do not add up to the whole."""
    chosen = as_typed(value)
    return tuple(option.value for option in question.options if option.value in chosen)


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The labels of the chosen options, one each."""
    chosen = as_typed(value)
    return [text_in(option.labels, language) for option in question.options if option.value in chosen]


def faults(question: Question) -> list[str]:
    """As for a single choice; a limit leaves something to choose between."""
    found = single_choice.faults(question)
    if question.max_choices is not None and not 1 <= question.max_choices <= len(question.options):
        found.append(_("The number of answers that may be chosen does not fit the list."))
    return found
