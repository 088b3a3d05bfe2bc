"""One answer out of a list."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from surveys.definition import Question, Wording, text_in
from surveys.questions.answer import (
    LONGEST_LINE,
    OTHER,
    Checked,
    Column,
    Content,
    PaperField,
    Value,
    given,
    line,
    option_value,
    other_words,
    parts,
)


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The value of the chosen option; "other" goes on in words: `other=<words>`.

    Words choose "other" where nothing is chosen; beside another choice they are left over from before, and do not count.
    """
    chosen, words = chosen_and_words(question, raw)
    if words and not chosen:
        chosen = [OTHER]
    if not chosen:
        return Checked(errors=(_("Choose one of the answers."),) if question.required else ())
    if len(chosen) > 1:
        return Checked(errors=(_("Choose only one answer."),))
    if chosen[0] not in [option.value for option in question.options]:
        return Checked(errors=(_("Choose one of the answers in the list."),))
    if chosen != [OTHER]:
        return Checked(chosen[0])
    errors = other_errors(question, chosen, words)
    return Checked(errors=errors) if errors else Checked(with_words(OTHER, words))


def chosen_and_words(question: Question, raw: Sequence[str]) -> tuple[list[str], str]:
    """The values sent, and what "other" was said to be."""
    if not question.other:
        return given(raw), ""
    words = line(parts(raw, (OTHER,)).get(OTHER, ""))
    return [value for value in given(raw) if not value.startswith(f"{OTHER}=")], words


def other_errors(question: Question, chosen: Sequence[str], words: str) -> tuple[str, ...]:
    """A sentence where the words are too many, or missing although "other" is all that answers a required question."""
    if len(words) > LONGEST_LINE:
        return (_("Write at most %(n)s characters.", n=LONGEST_LINE),)
    if question.required and question.other and not words and list(chosen) == [OTHER]:
        return (_("Write what it is."),)
    return ()


def with_words(value: str, words: str) -> str:
    """The option as it is stored."""
    return f"{OTHER}={words}" if value == OTHER and words else value


def typed(question: Question, value: Value) -> list[str]:
    """The option's value, and the words of "other" as the part they were typed in."""
    text = str(value)
    return [OTHER, text] if question.other and other_words(text) else [text]


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """The one option the answer counts for; none where it is not an option of this question."""
    return tuple(option.value for option in question.options if option.value == stored_option(question, str(value)))


def stored_option(question: Question, value: str) -> str:
    """The option that a stored string stands for."""
    return option_value(value) if question.other else value


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The label of the chosen option, with the words of "other" behind it."""
    text = str(value)
    words = other_words(text) if question.other else ""
    labels = [
        text_in(option.labels, language) for option in question.options if option.value == stored_option(question, text)
    ]
    return [label.map(lambda text: f"{text}: {words}") if words else label for label in labels]


def said(question: Question, value: Value) -> str:
    """What "other" was said to be."""
    return other_words(str(value)) if question.other else ""


def columns(question: Question) -> tuple[Column, ...]:
    """The option's value, and what "other" is."""
    codes = Column(Content.CODE, labels=question.options)
    return (codes, other_column(question)) if question.other else (codes,)


def other_column(question: Question) -> Column:
    """The words of "other"."""
    labels = next((option.labels for option in question.options if option.value == OTHER), {})
    return Column(Content.WORDS, OTHER, labels)


def exported(question: Question, value: Value) -> dict[str, str | int]:
    """As `columns` says."""
    text = str(value)
    words = said(question, value)
    return {"": stored_option(question, text), **({OTHER: words} if words else {})}


def paper(question: Question) -> PaperField:
    """One box to tick."""
    return PaperField.CHOOSE_ONE


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
    if question.other and OTHER not in values:
        found.append(_("The list has no answer for “other”."))
    return found
