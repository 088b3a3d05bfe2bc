"""The filters of the action plan as links, each with how many commitments it would show beside what else is asked for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from feedback.action_plan import PlanFilter, PlanLine, matching, owners, policy_areas
from feedback.labels import PLAN_STATES, label
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class PlanLink:
    text: str
    count: int
    query: str
    is_current: bool


def show_links(plan: Sequence[PlanLine], wanted: PlanFilter) -> list[PlanLink]:
    """By state: all, open, and each state."""
    shows = [("", _("All")), ("open", _("Open")), *((state.value, label(state)) for state in PLAN_STATES)]
    return [_link(plan, wanted.showing(show), text, is_current=wanted.show == show) for show, text in shows]


def owner_links(plan: Sequence[PlanLine], wanted: PlanFilter) -> list[PlanLink]:
    """By who undertook it."""
    return _named(plan, owners(plan), wanted.owner, lambda name: replace(wanted, owner=name))


def area_links(plan: Sequence[PlanLine], wanted: PlanFilter) -> list[PlanLink]:
    """By policy area of the issues that it answers; none where no issue has one."""
    return _named(plan, policy_areas(plan), wanted.area, lambda name: replace(wanted, area=name))


def _named(
    plan: Sequence[PlanLine], names: Iterable[str], chosen: str, asking: Callable[[str], PlanFilter]
) -> list[PlanLink]:
    links = [_link(plan, asking(name), name, is_current=chosen == name) for name in names]
    return [_link(plan, asking(""), _("All"), is_current=not chosen), *links] if links else []


def _link(plan: Sequence[PlanLine], wanted: PlanFilter, text: str, *, is_current: bool) -> PlanLink:
    return PlanLink(text, len(matching(plan, wanted)), f"?{urlencode(wanted.query)}", is_current)
