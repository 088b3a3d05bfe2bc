"""How each commitment stands on the day of a report: delivered, overdue or open, how often it slipped. Pure."""

from dataclasses import dataclass
from datetime import date

from feedback import plan_states
from feedback.plan_states import Ending, PlanState, ending_of, plan_state
from reports.facts import Commitment, Facts
from reports.figures import Basis, Figure, count_figure, counted_from
from reports.measures import Measure


@dataclass(frozen=True, slots=True)
class CommitmentFigures:
    """One commitment and how it stands on the day of the report. `reached` is how many of its milestones are."""

    commitment: Commitment
    slips: Figure
    internal_evidence: Figure
    reached: Figure
    is_settled: bool
    is_overdue: bool
    state: PlanState


def commitment_figures(facts: Facts, basis: Basis, *, today: date) -> tuple[CommitmentFigures, ...]:
    """Every commitment with its figures, by due date with undated ones last; on one day in the order of their document."""
    found = [
        CommitmentFigures(
            it,
            count_figure(
                f"commitment.{it.id}.slips",
                len(it.slips),
                measure=Measure.SLIPS,
                basis=basis,
                source=counted_from("commitment_entry: days and responsible ones moved", commitment=it.id),
            ),
            count_figure(
                f"commitment.{it.id}.internal_evidence",
                sum(1 for evidence in it.evidence if not evidence.is_public),
                measure=Measure.INTERNAL_EVIDENCE,
                basis=basis,
                source=counted_from("evidence", commitment=it.id, is_public=False),
            ),
            _reached(it, basis),
            is_settled(it, facts),
            is_overdue(it, facts, today),
            plan_state(it.due, ending=_ending(it, facts), today=today),
        )
        for it in facts.commitments
    ]
    return tuple(sorted(found, key=_by_due_date))


def _reached(commitment: Commitment, basis: Basis) -> Figure:
    counted = [it for it in commitment.milestones if not it.is_dropped]
    return count_figure(
        f"commitment.{commitment.id}.milestones",
        sum(1 for it in counted if it.reached_on),
        measure=Measure.MILESTONES,
        basis=basis,
        base=len(counted),
        source=counted_from("commitment_entry: milestones reached and not dropped", commitment=commitment.id),
    )


def is_overdue(commitment: Commitment, facts: Facts, today: date) -> bool:
    """Whether its due date has passed and nothing has ended it."""
    return plan_states.is_overdue(commitment.due, ending=_ending(commitment, facts), today=today)


def is_settled(commitment: Commitment, facts: Facts) -> bool:
    """Whether it has ended: every issue that it answers is complete or superseded; one that answers none, as was said."""
    return _ending(commitment, facts) is not None


def _ending(commitment: Commitment, facts: Facts) -> Ending | None:
    answered = [issue for issue in facts.issues if issue.id in commitment.issue_ids]
    return ending_of([issue.is_done for issue in answered], commitment.said_ended)


def _by_due_date(figures: CommitmentFigures) -> tuple[date, tuple[str, str, int], str, str]:
    it = figures.commitment
    place = (it.source.date, it.source.document, it.source.first_line) if it.source else ("", "", 0)
    return (it.due or date.max, place, it.text, it.id)
