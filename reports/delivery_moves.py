"""How delivery moved in a year: how many issues stood at each step when it began, and where they stood when it ended. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.enums import Delivery
from feedback.issue_states import state_of
from reports.facts import Issue
from reports.figures import Basis, Figure, count_figure
from reports.issue_figures import IssueFigures
from reports.measures import Measure


@dataclass(frozen=True, slots=True)
class DeliveryMoves:
    """Issues raised before the year: every step `after` has a figure per step `before`. Steps without an issue are left out."""

    before: tuple[Delivery, ...]
    after: Mapping[Delivery, tuple[Figure, ...]]

    @property
    def is_still(self) -> bool:
        """Whether no issue moved."""
        return not any(
            figure.value
            for step, column in self.after.items()
            for then, figure in zip(self.before, column, strict=True)
            if then is not step
        )


def delivery_moves(year: int, issues: Sequence[IssueFigures], basis: Basis) -> DeliveryMoves:
    """The moves of a year, by what the department had said at the end of the year before, and of the year itself."""
    known = [it.issue for it in issues if it.years and it.years[0] < year]
    moved = Counter((_delivery(it, year - 1), _delivery(it, year)) for it in known)
    before = tuple(step for step in Delivery if any(then is step for then, _now in moved))
    after = [step for step in Delivery if any(now is step for _then, now in moved)]
    return DeliveryMoves(
        before,
        {now: tuple(_figure(year, then, now, moved[then, now], basis) for then in before) for now in after},
    )


def _delivery(issue: Issue, year: int) -> Delivery:
    return state_of(entry for entry in issue.log if entry.at.year <= year).delivery


def _figure(year: int, then: Delivery, now: Delivery, n: int, basis: Basis) -> Figure:
    return count_figure(
        f"year.{year}.delivery.{then}.{now}",
        n,
        measure=Measure.DELIVERY_MOVES,
        basis=basis,
        source=f"issue_entry: delivery '{then}' at the end of {year - 1}, '{now}' at the end of {year}",
    )
