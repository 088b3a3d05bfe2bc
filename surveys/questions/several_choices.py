"""Any number of answers out of a list, or up to a stated number."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from feedback.translation import ngettext
from surveys.definition import Question, Wording
from surveys.questions import single_choice
from surveys.questions.answer import OTHER, Checked, Column, Content, PaperField, Value, as_typed
from surveys.questions.single_choice import chosen_and_words, other_column, other_errors, stored_option, with_words


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The values of the chosen options in the order of the list, however they were sent; words choose "other" too."""
    chosen, words = chosen_and_words(question, raw)
    if words and OTHER not in chosen:
        chosen.append(OTHER)
    values = [option.value for option in question.options]
    if not chosen:
        return Checked(errors=(_("Choose at least one of the answers."),) if question.required else ())
    if not set(chosen) <= set(values):
        return Checked(errors=(_("Choose among the answers in the list."),))
    if question.max_choices is not None and len(chosen) > question.max_choices:
        return Checked(errors=(_too_many(question.max_choices, len(chosen)),))
    errors = other_errors(question, chosen, words)
    if errors:
        return Checked(errors=errors)
    return Checked([with_words(value, words) for value in values if value in chosen])


def _too_many(limit: int, chosen: int) -> str:
    rule = ngettext("Choose up to %(n)s answer.", "Choose up to %(n)s answers.", limit)
    now = ngettext("You have chosen %(n)s.", "You have chosen %(n)s.", chosen)
    return f"{rule} {now}"


def typed(question: Question, value: Value) -> list[str]:
    """Each option's value, then the words of "other" as the part they were typed in."""
    return list(dict.fromkeys(text for each in as_typed(value) for text in single_choice.typed(question, each)))


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """Each option the answer counts for; the shares of such a question do not add up to the whole."""
    chosen = {stored_option(question, each) for each in as_typed(value)}
    return tuple(option.value for option in question.options if option.value in chosen)


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The labels of the chosen options, one each."""
    by_option = {stored_option(question, each): each for each in as_typed(value)}
    chosen = [by_option[option.value] for option in question.options if option.value in by_option]
    return [words for each in chosen for words in single_choice.shown(question, each, language)]


def said(question: Question, value: Value) -> str:
    """What "other" was said to be."""
    return next((words for each in as_typed(value) if (words := single_choice.said(question, each))), "")


def columns(question: Question) -> tuple[Column, ...]:
    """For each option 1 where it was chosen and 0 where not, and what "other" is."""
    each = tuple(Column(Content.YES_NO, option.value, option.labels) for option in question.options)
    if not question.other:
        return each
    words = other_column(question)
    return (*each, Column(words.content, f"{OTHER}_words", words.label))


def exported(question: Question, value: Value) -> dict[str, str | int]:
    """As `columns` says."""
    chosen = summarise(question, value)
    words = said(question, value)
    flags = {option.value: int(option.value in chosen) for option in question.options}
    return {**flags, **({f"{OTHER}_words": words} if words else {})}


def paper(question: Question) -> PaperField:
    """Boxes to tick."""
    return PaperField.CHOOSE_SEVERAL


def faults(question: Question) -> list[str]:
    """As for a single choice; a limit leaves something to choose between."""
    found = single_choice.faults(question)
    if question.max_choices is not None and not 1 <= question.max_choices <= len(question.options):
        found.append(_("The number of answers that may be chosen does not fit the list."))
    return found
