"""How each commitment stands on the day of a report: delivered, overdue or open, how often it slipped. Pure."""

from dataclasses import dataclass
from datetime import date

from feedback.plan_states import PlanState, plan_state
from reports.definitions import Measure
from reports.facts import Commitment, Facts
from reports.figures import Basis, Figure, count_figure


@dataclass(frozen=True, slots=True)
class CommitmentFigures:
    """One commitment and how it stands on the day of the report."""

    commitment: Commitment
    slips: Figure
    internal_evidence: Figure
    is_settled: bool
    is_overdue: bool
    state: PlanState


def commitment_figures(facts: Facts, basis: Basis, *, today: date) -> tuple[CommitmentFigures, ...]:
    """Every commitment with its figures, by due date with undated ones last; on one day in the order of their document."""
    found = [
        CommitmentFigures(
            it,
            count_figure(f"commitment.{it.id}.slips", len(it.slips), measure=Measure.SLIPS, basis=basis),
            count_figure(
                f"commitment.{it.id}.internal_evidence",
                sum(1 for evidence in it.evidence if not evidence.is_public),
                measure=Measure.INTERNAL_EVIDENCE,
                basis=basis,
            ),
            is_settled(it, facts),
            is_overdue(it, facts, today),
            plan_state(it.due, is_delivered=is_settled(it, facts), today=today),
        )
        for it in facts.commitments
    ]
    return tuple(sorted(found, key=_by_due_date))


def is_overdue(commitment: Commitment, facts: Facts, today: date) -> bool:
    """Whether its due date has passed and not every issue that it answers is complete or superseded."""
    return commitment.due is not None and commitment.due < today and not is_settled(commitment, facts)


def is_settled(commitment: Commitment, facts: Facts) -> bool:
    """Whether every issue that the commitment answers is complete or superseded; one that answers none stays open."""
    answered = [issue for issue in facts.issues if issue.id in commitment.issue_ids]
    return bool(answered) and all(issue.is_done for issue in answered)


def _by_due_date(figures: CommitmentFigures) -> tuple[date, tuple[str, str, int], str, str]:
    it = figures.commitment
    place = (it.source.date, it.source.document, it.source.first_line) if it.source else ("", "", 0)
    return (it.due or date.max, place, it.text, it.id)
