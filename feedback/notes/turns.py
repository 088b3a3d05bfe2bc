"""Pages that tell what was asked, what was heard and what was done about it: "Ni sa – vi gjorde", "We asked, you said, we did"."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from feedback.notes.grammar.words import Grammar
from feedback.notes.parts import Part


class Turn(Enum):
    """Whose turn it is to speak on such a page."""

    ASKED = auto()
    HEARD = auto()
    ANSWERED = auto()


@dataclass(frozen=True, slots=True)
class Opening:
    """Words that begin a turn, as "Ni sa:", and where in their text what is said begins."""

    turn: Turn
    start: int


def opening_of(text: str, grammar: Grammar) -> Opening | None:
    """The turn that a heading, or a text by its first words, begins."""
    words = grammar.reporting
    for turn, pattern in ((Turn.HEARD, words.heard), (Turn.ANSWERED, words.answered), (Turn.ASKED, words.asked)):
        if found := pattern.match(text):
            rest = text[found.end() :]
            return Opening(turn, len(text) - len(rest.lstrip()))
    return None


def takes_turns(parts: Iterable[Part], grammar: Grammar) -> bool:
    """Whether the page tells both what was heard and what was answered; one alone may be a heading of any notes."""
    turns = {opening.turn for part in parts if part.text and (opening := opening_of(part.text, grammar))}
    return {Turn.HEARD, Turn.ANSWERED} <= turns
