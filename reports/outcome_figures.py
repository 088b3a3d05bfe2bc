"""What became of a number of issues and commitments, counted: answers, deliveries, what is still open, what was moved. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.enums import Answer, Delivery
from reports.commitment_figures import CommitmentFigures
from reports.figures import Basis, Figure, count_figure, counted_from
from reports.gaps import Gap
from reports.issue_figures import IssueFigures
from reports.measures import Measure

_MOVED = "commitment_entry: days and responsible ones moved"


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """The counts, and what is unsettled. Answers and deliveries that no issue has are left out."""

    answers: Mapping[Answer, Figure]
    deliveries: Mapping[Delivery, Figure]
    unsettled: tuple[IssueFigures, ...]
    open: Figure
    slips: Figure
    slips_by_year: Mapping[int, Figure]  # every year from the first with a slip to the last


def outcome_of(
    at: str,
    issues: Sequence[IssueFigures],
    promises: Sequence[CommitmentFigures],
    basis: Basis,
    *,
    source: str,
    promised: str = "",
) -> OutcomeFigures:
    """`at` is what the ids begin with. `source` says which issues they are, `promised` which commitments: without it those that
    answer the issues.
    """
    unsettled = tuple(it for it in issues if it.is_open or it.gap is Gap.YES)
    answering = promised or f"commitment that answers an {source}"
    moved = [slip.on.year for it in promises for slip in it.commitment.slips]
    years = range(min(moved), max(moved) + 1) if moved else ()
    return OutcomeFigures(
        answers={
            answer: count_figure(
                f"{at}.answer.{answer.value}",
                n,
                measure=Measure.ISSUES_BY_ANSWER,
                basis=basis,
                base=len(issues),
                source=f"{source} whose last issue_entry of field 'answer' is '{answer.value}'",
            )
            for answer in Answer
            if (n := sum(1 for it in issues if it.issue.state.answer is answer))
        },
        deliveries={
            delivery: count_figure(
                f"{at}.delivery.{delivery.value}",
                n,
                measure=Measure.ISSUES_BY_DELIVERY,
                basis=basis,
                base=len(issues),
                source=f"{source} whose last issue_entry of field 'delivery' is '{delivery.value}'",
            )
            for delivery in Delivery
            if (n := sum(1 for it in issues if it.issue.state.delivery is delivery))
        },
        unsettled=unsettled,
        open=count_figure(
            f"{at}.open",
            len(unsettled),
            measure=Measure.OPEN_ISSUES,
            basis=basis,
            base=len(issues),
            source=f"{source} that is open, unconfirmed, or has a gap",
        ),
        slips=count_figure(
            f"{at}.slips", len(moved), measure=Measure.SLIPS, basis=basis, source=f"{_MOVED}, of a {answering}"
        ),
        slips_by_year={
            year: count_figure(
                f"{at}.slips.{year}",
                moved.count(year),
                measure=Measure.SLIPS,
                basis=basis,
                source=f"{counted_from(_MOVED, year=year)}, of a {answering}",
            )
            for year in years
        },
    )
