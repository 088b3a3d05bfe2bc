"""One box to tick: the participant agrees to what the question says."""

from collections.abc import Sequence

from feedback.translation import gettext as _
from surveys.definition import Question, Wording
from surveys.questions.answer import Checked, Column, Content, PaperField, Value, given

AGREED = "yes"


def validate(question: Question, raw: Sequence[str]) -> Checked:
    """`yes` where the box is ticked, nothing where it is not; a required consent must be given to go on."""
    if AGREED in given(raw):
        return Checked(AGREED)
    return Checked(
        errors=(_("Tick the box if you agree. Without it the answers cannot be sent."),) if question.required else ()
    )


def typed(question: Question, value: Value) -> list[str]:
    """The ticked box."""
    return [str(value)]


def summarise(question: Question, value: Value) -> tuple[str, ...]:
    """Those who agreed."""
    return (AGREED,) if value == AGREED else ()


def shown(question: Question, value: Value, language: str) -> list[Wording]:
    """That it was agreed to, in the language of the moment."""
    return [Wording(_("Yes, I agree"), language)] if value == AGREED else []


def said(question: Question, value: Value) -> str:
    """Nothing in words."""
    return ""


def columns(question: Question) -> tuple[Column, ...]:
    """1 where it was agreed to."""
    return (Column(Content.YES_NO),)


def exported(question: Question, value: Value) -> dict[str, str | int]:
    """1 where it was agreed to."""
    return {"": int(value == AGREED)}


def paper(question: Question) -> PaperField:
    """One box to tick."""
    return PaperField.TICK


def faults(question: Question) -> list[str]:
    """A consent has no list of answers."""
    return [_("A consent is one box to tick, without a list of answers.")] if question.options else []
