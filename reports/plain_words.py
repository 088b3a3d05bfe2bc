"""What a report tells, in short sentences that everybody understands: no state by its name, no per cent. Pure."""

from math import floor

from feedback.enums import Answer, Delivery
from feedback.translation import N_, number_text
from feedback.translation import gettext as _
from reports.commitment_figures import CommitmentFigures
from reports.figures import Figure
from reports.issue_figures import IssueFigures
from reports.parts import day_text

_ANSWERS = {
    Answer.ACCEPTED: N_("The department says yes."),
    Answer.ACCEPTED_IN_PART: N_("The department says yes to a part of it."),
    Answer.DECLINED: N_("The department says no."),
    Answer.OUTSIDE_REMIT: N_("The department cannot decide this. Somebody else does."),
    Answer.NEEDS_INFORMATION: N_("The department must find out more first."),
    Answer.NOT_ANSWERED: N_("The department has not answered yet."),
}
_DELIVERIES = {
    Delivery.NO_EVIDENCE: N_("Nothing shows yet that something was done."),
    Delivery.NOT_STARTED: N_("The work has not begun."),
    Delivery.LIMITED: N_("A little has been done."),
    Delivery.SUBSTANTIAL: N_("Much has been done."),
    Delivery.COMPLETE: N_("It is done."),
    Delivery.SUPERSEDED: N_("Something else has taken its place."),
}


def answer_sentence(figures: IssueFigures) -> str:
    """What the department answers."""
    return _(_ANSWERS[figures.issue.state.answer])


def delivery_sentence(figures: IssueFigures) -> str:
    """What has been done, as the department says; and where nothing public shows it, or it was said long ago, that too."""
    if figures.issue.is_unsupported:
        return _("The department says that it is done. But nothing that everybody can read shows it.")
    said = _(_DELIVERIES[figures.issue.state.delivery])
    if figures.is_unconfirmed:
        return _("%(sentence)s But that was said long ago.", sentence=said)
    return said


def agreement_sentence(agreement: Figure) -> str:
    """How many of those who answered agree with the department that it is done."""
    if agreement.n is None or agreement.value is None or not agreement.base:
        return _("Too few have answered to tell what people think of it.")
    if agreement.n == 0:
        return _("Nobody who answered agrees.")
    if agreement.n == agreement.base:
        return _("Everybody who answered agrees.")
    tenths = in_tenths(agreement.value)
    if tenths == 0:
        return _("Almost nobody who answered agrees.")
    if tenths == 10:
        return _("Almost everybody who answered agrees.")
    return _("About %(n)s of 10 who answered agree.", n=number_text(tenths))


def turnout_sentence(rate: Figure) -> str:
    """How many of those who were asked answered; empty where it cannot be told, and where others answered too."""
    if rate.value is None or rate.value > 1:
        return ""
    tenths = in_tenths(rate.value)
    if tenths == 0:
        return _("Almost nobody who was asked answered.")
    if tenths == 10:
        return _("Almost everybody who was asked answered.")
    return _("About %(n)s of 10 who were asked answered.", n=number_text(tenths))


def promise_sentence(figures: CommitmentFigures) -> str:
    """By when it is to be done."""
    due = figures.commitment.due
    if due is None:
        return _("There is no date for it yet.")
    if figures.is_overdue:
        return _("It should have been done by %(date)s. It is late.", date=day_text(due))
    return _("It is to be done by %(date)s.", date=day_text(due))


def in_tenths(share: float) -> int:
    """So many of ten, to the nearest; half of one is one."""
    return floor(share * 10 + 0.5)
