"""What matters most: a number for each option, 1 for the most important, all of them or up to a stated number."""

from collections import Counter
from collections.abc import Sequence

from feedback.translation import gettext as _
from feedback.translation import number_text
from surveys.definition import Question, Wording, text_in
from surveys.questions import several_choices
from surveys.questions.answer import Checked, Column, Content, PaperField, Value, as_typed, parts, whole_number

#: Ends the value that counts who put an option first.
FIRST = "@1"


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The values of the numbered options, the most important first. Blanks are allowed, gaps and equal numbers are not."""
    values = [option.value for option in question.options]
    written = parts(raw, values)
    if not written:
        return Checked(errors=(_("Give at least one of them a number."),) if question.required else ())
    places = {value: whole_number(text) for value, text in written.items()}
    last = last_place(question)
    if not all(place is not None and 1 <= place <= last for place in places.values()):
        return Checked(errors=(_("Use the numbers 1 to %(last)s, one each.", last=number_text(last)),))
    twice = [place for place, n in Counter(places.values()).items() if n > 1 and place is not None]
    if twice:
        return Checked(
            errors=(_("You have used the number %(n)s more than once. Use each once.", n=number_text(min(twice))),)
        )
    ranked = sorted(places, key=lambda value: places[value] or 0)
    if len(ranked) < max(place or 0 for place in places.values()):
        return Checked(errors=(_("Begin with 1 and leave no number out."),))
    return Checked(ranked)


def last_place(question: Question) -> int:
    """The highest number that may be given."""
    return question.max_choices or len(question.options)


def typed(question: Question, value: Value) -> list[str]:
    """Each option's place in its own field."""
    return [f"{option}={place}" for place, option in enumerate(as_typed(value), start=1)]


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """Each option that was given a number, and once more with `FIRST` the one that was given 1."""
    ranked = as_typed(value)
    known = several_choices.summarise(question, value)
    return (*known, f"{ranked[0]}{FIRST}") if ranked and ranked[0] in known else known


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """The labels in the order of importance, each with its place: `1. …`."""
    labels = {option.value: text_in(option.labels, language) for option in question.options}
    ranked = [(place, each) for place, each in enumerate(as_typed(value), start=1) if each in labels]
    return [labels[each].map(lambda text, place=place: f"{place}. {text}") for place, each in ranked]  # type: ignore[misc]  # mypy cannot infer a lambda with a default


def said(question: Question, value: Value) -> str:
    """Nothing in words."""
    return ""


def columns(question: Question) -> tuple[Column, ...]:
    """The place of each option."""
    return tuple(Column(Content.NUMBER, option.value, option.labels) for option in question.options)


def exported(question: Question, value: Value) -> dict[str, str | int]:
    """As `columns` says; an option without a place is left out."""
    return {each: place for place, each in enumerate(as_typed(value), start=1)}


def paper(question: Question) -> PaperField:
    """A box for a number beside each option."""
    return PaperField.NUMBER_EACH


def faults(question: Question) -> list[str]:
    """As for several choices; "other" cannot be ranked."""
    found = several_choices.faults(question)
    if question.other:
        found.append(_("A ranking cannot have the answer “other, namely”."))
    return found
