"""How a commitment stands on a day: delivered, overdue, due soon, later, or promised for no day. Pure."""

from datetime import date, timedelta
from enum import StrEnum

#: What is due within this time is due soon.
SOON = timedelta(days=30)


class PlanState(StrEnum):
    OVERDUE = "overdue"
    DUE_SOON = "soon"
    LATER = "later"
    NO_DAY = "undated"
    DELIVERED = "delivered"


def plan_state(due: date | None, *, is_delivered: bool, today: date) -> PlanState:
    """Delivered is delivered, whatever the day; overdue is from the day after."""
    if is_delivered:
        return PlanState.DELIVERED
    if due is None:
        return PlanState.NO_DAY
    if due < today:
        return PlanState.OVERDUE
    return PlanState.DUE_SOON if due <= today + SOON else PlanState.LATER
