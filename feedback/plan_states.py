"""How a commitment stands on a day: delivered, withdrawn, overdue, due soon, later, or promised for no day. Pure.

The one place that says so: pages, the plan, mails, calendars and reports ask here.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

#: What is due within so many days is due soon.
SOON_DAYS = 30
SOON = timedelta(days=SOON_DAYS)


class Ending(StrEnum):
    """Why nothing more is to be done about a commitment."""

    DONE = "done"
    WITHDRAWN = "withdrawn"


class PlanState(StrEnum):
    OVERDUE = "overdue"
    DUE_SOON = "soon"
    LATER = "later"
    NO_DAY = "undated"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"


#: The states in which nothing more is to be done.
ENDED = frozenset({PlanState.DELIVERED, PlanState.WITHDRAWN})


def ending_of(issues_done: Collection[bool], said: Ending | None) -> Ending | None:
    """How it ended, None while it is open: done when every issue that it answers is; where it answers none, as was said."""
    if issues_done:
        return Ending.DONE if all(issues_done) else None
    return said


def is_overdue(due: date | None, *, ending: Ending | None, today: date) -> bool:
    """Its day has passed, and it has not ended: from the day after."""
    return ending is None and due is not None and due < today


def plan_state(due: date | None, *, ending: Ending | None, today: date) -> PlanState:
    """What has ended has ended, whatever the day."""
    if ending is not None:
        return PlanState.DELIVERED if ending is Ending.DONE else PlanState.WITHDRAWN
    if due is None:
        return PlanState.NO_DAY
    if is_overdue(due, ending=ending, today=today):
        return PlanState.OVERDUE
    return PlanState.DUE_SOON if due <= today + SOON else PlanState.LATER
