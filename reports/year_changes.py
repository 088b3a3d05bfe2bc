"""What a year changed: issues closed and reopened, commitments delivered and moved, and on which issues more or fewer agree. Pure.

How something stood at the end of a year is told from the log up to then, so that what happens later changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from feedback.enums import Answer
from feedback.issue_states import state_of
from feedback.plan_states import Ending, PlanState
from reports.aggregation import SurveyFigures
from reports.commitment_figures import CommitmentFigures
from reports.comparisons import ComparedSurvey
from reports.delivery_moves import DeliveryMoves, delivery_moves
from reports.facts import Commitment, Issue
from reports.figures import Basis, Figure, count_figure
from reports.issue_figures import IssueFigures, VerdictFigures, delivery_gap
from reports.measures import Measure
from surveys.definition import QuestionType

#: What is told of a year and of the one before it, in this order.
BY_YEAR = (
    Measure.NEW_ISSUES,
    Measure.CLOSED_ISSUES,
    Measure.REOPENED_ISSUES,
    Measure.DELIVERED_COMMITMENTS,
    Measure.MOVED_COMMITMENTS,
)


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """How many agree with what the department says now, in the survey before (of that year) and in this year's."""

    issue: IssueFigures
    year_before: int
    before: Figure
    now: Figure

    @property
    def is_narrower(self) -> bool | None:
        """Whether more agree; None where as many do, or it is not shown."""
        if self.before.value is None or self.now.value is None or self.before.value == self.now.value:
            return None
        return self.now.value > self.before.value


@dataclass(frozen=True, slots=True)
class YearChanges:
    """`counts` are those of the year, `before` those of the year before: of the measures in `BY_YEAR`."""

    closed: tuple[IssueFigures, ...]
    reopened: tuple[IssueFigures, ...]
    delivered: tuple[CommitmentFigures, ...]
    moved: tuple[CommitmentFigures, ...]
    agreements: tuple[AgreementChange, ...]
    counts: Mapping[Measure, Figure]
    before: Mapping[Measure, Figure]
    narrowed: Figure
    widened: Figure
    slips: Figure
    deliveries: DeliveryMoves


def year_changes(
    year: int,
    issues: Sequence[IssueFigures],
    promises: Sequence[CommitmentFigures],
    surveys: Sequence[SurveyFigures],
    compared: Sequence[ComparedSurvey],
    basis: Basis,
) -> YearChanges:
    """The changes of a year: `issues` and `promises` are all there are, `compared` the year's surveys beside earlier ones."""
    lists = _lists(year, issues, promises)
    agreements = tuple(_agreements(issues, surveys, compared, basis))
    slips = sum(1 for it in promises for slip in it.commitment.slips if slip.on.year == year)
    told = "issue with a verdict in a survey of the year and in one before it"
    return YearChanges(
        closed=tuple(it for it in issues if it in lists[Measure.CLOSED_ISSUES]),
        reopened=tuple(it for it in issues if it in lists[Measure.REOPENED_ISSUES]),
        delivered=tuple(it for it in promises if it in lists[Measure.DELIVERED_COMMITMENTS]),
        moved=tuple(it for it in promises if it in lists[Measure.MOVED_COMMITMENTS]),
        agreements=agreements,
        counts=_counts(year, lists, basis),
        before=_counts(year - 1, _lists(year - 1, issues, promises), basis),
        narrowed=count_figure(
            f"year.{year}.{Measure.NARROWED_GAPS}",
            sum(1 for it in agreements if it.is_narrower),
            measure=Measure.NARROWED_GAPS,
            basis=basis,
            base=len(agreements),
            source=f"{told}, where a larger share agrees",
        ),
        widened=count_figure(
            f"year.{year}.{Measure.WIDENED_GAPS}",
            sum(1 for it in agreements if it.is_narrower is False),
            measure=Measure.WIDENED_GAPS,
            basis=basis,
            base=len(agreements),
            source=f"{told}, where a smaller share agrees",
        ),
        slips=count_figure(
            f"year.{year}.{Measure.SLIPS}",
            slips,
            measure=Measure.SLIPS,
            basis=basis,
            source=f"commitment_entry: days and responsible ones moved in {year}",
        ),
        deliveries=delivery_moves(year, issues, basis),
    )


def was_closed(issue: Issue, year: int) -> bool:
    """Whether the department had said by the end of the year that nothing more is to be done about it."""
    state = state_of(entry for entry in issue.log if entry.at.year <= year)
    return state.answer in (Answer.DECLINED, Answer.OUTSIDE_REMIT) or state.is_done


Told = Sequence[IssueFigures] | Sequence[CommitmentFigures]


def _lists(year: int, issues: Sequence[IssueFigures], promises: Sequence[CommitmentFigures]) -> dict[Measure, Told]:
    by_id = {it.issue.id: it.issue for it in issues}
    return {
        Measure.NEW_ISSUES: [it for it in issues if it.years and it.years[0] == year],
        Measure.CLOSED_ISSUES: [
            it for it in issues if was_closed(it.issue, year) and not was_closed(it.issue, year - 1)
        ],
        Measure.REOPENED_ISSUES: [
            it for it in issues if was_closed(it.issue, year - 1) and not was_closed(it.issue, year)
        ],
        Measure.DELIVERED_COMMITMENTS: [
            it
            for it in promises
            if it.state is PlanState.DELIVERED
            and _was_delivered(it.commitment, by_id, year)
            and not _was_delivered(it.commitment, by_id, year - 1)
        ],
        Measure.MOVED_COMMITMENTS: [it for it in promises if any(slip.on.year == year for slip in it.commitment.slips)],
    }


def _was_delivered(commitment: Commitment, issues: Mapping[str, Issue], year: int) -> bool:
    """Every issue that it answers was done by then; of one that answers none, as was said by then."""
    answered = [issues[id] for id in commitment.issue_ids if id in issues]
    if answered:
        return all(state_of(entry for entry in it.log if entry.at.year <= year).is_done for it in answered)
    on = commitment.said_ended_on
    return commitment.said_ended is Ending.DONE and on is not None and on.year <= year


def _counts(year: int, lists: Mapping[Measure, Told], basis: Basis) -> dict[Measure, Figure]:
    sources = {
        Measure.NEW_ISSUES: f"issue whose first point is of {year}",
        Measure.CLOSED_ISSUES: f"issue closed by its issue_entry up to {year} and not by those up to {year - 1}",
        Measure.REOPENED_ISSUES: f"issue closed by its issue_entry up to {year - 1} and not by those up to {year}",
        Measure.DELIVERED_COMMITMENTS: f"commitment all of whose issues were done at the end of {year}, not of {year - 1}",
        Measure.MOVED_COMMITMENTS: f"commitment with commitment_entry: day or responsible one moved in {year}",
    }
    return {
        it: count_figure(f"year.{year}.{it}", len(lists[it]), measure=it, basis=basis, source=sources[it])
        for it in BY_YEAR
    }


def _agreements(
    issues: Sequence[IssueFigures],
    surveys: Iterable[SurveyFigures],
    compared: Iterable[ComparedSurvey],
    basis: Basis,
) -> Iterable[AgreementChange]:
    """Of every verdict that was asked for before in a way that can be compared; each survey against the same claim."""
    asked = {it.answered.id: VerdictFigures(survey, it) for survey in surveys for it in survey.questions}
    by_id = {id: it for it in issues for id in (it.issue.id, *it.issue.former_ids)}
    for survey in compared:
        for each in survey.comparisons:
            issue = by_id.get(each.question.issue_id or "")
            if each.question.type is not QuestionType.VERDICT or issue is None:
                continue
            before, now = (_agreement(issue, asked[it.answered.id], basis) for it in each.asked[-2:])
            if before is not None and now is not None:
                yield AgreementChange(issue, each.asked[-2].year, before, now)


def _agreement(issue: IssueFigures, verdict: VerdictFigures, basis: Basis) -> Figure | None:
    """That of the issue itself where it is told of the same survey; None where the department claims no delivery."""
    if issue.verdict is not None and issue.verdict.survey.survey.id == verdict.survey.survey.id:
        return issue.agreement
    found = delivery_gap(issue.issue, verdict, basis).agreement
    at = f"issue.{issue.issue.id}.survey.{verdict.survey.survey.id}.agreement_now"
    return replace(found, id=at) if found is not None else None
