"""How what a report tells is called, in the language of the moment: the stored states, and those that only reports know."""

from enum import StrEnum

from feedback import labels
from feedback.translation import N_
from feedback.translation import gettext as _
from reports.facts import Moved
from reports.gaps import Gap

_MOVES = {
    Moved.DUE: N_("Due date moved"),
    Moved.RESPONSIBLE: N_("Responsible changed"),
}
_GAPS = {
    Gap.YES: N_("Yes: fewer than half of the participants agree"),
    Gap.NO: N_("No: at least half of the participants agree"),
    Gap.NOT_SHOWN: N_("Not shown: the numbers are too small"),
    Gap.NOT_ASKED: N_("Not known: participants have not been asked"),
    Gap.NOT_DELIVERED: N_("Does not apply: delivery is not substantial or complete"),
}


def label(state: StrEnum) -> str:
    """The state in words; every state and kind that a report shows has a label."""
    if isinstance(state, Gap):
        return _(_GAPS[state])
    return _(_MOVES[state]) if isinstance(state, Moved) else labels.label(state)
