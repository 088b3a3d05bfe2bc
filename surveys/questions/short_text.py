"""A few words on one line."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from surveys.definition import Question
from surveys.questions.answer import LONGEST_LINE, Checked, PaperField, line
from surveys.questions.free_text import columns, exported, faults, said, shown, summarise, too_long, typed

__all__ = ["columns", "exported", "faults", "paper", "said", "shown", "summarise", "typed", "validate"]


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """The text on one line, at most 200 characters long."""
    text = line(" ".join(raw))
    if not text:
        return Checked(errors=(_("Write an answer."),) if question.required else ())
    return too_long(text, LONGEST_LINE) or Checked(text)


def paper(question: Question) -> PaperField:
    """One line."""
    return PaperField.LINE
