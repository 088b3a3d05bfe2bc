"""What became of each issue: its years, the participants' verdict, the gap to what the department says, its promises. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from feedback.enums import Answer, Verdict
from reports.aggregation import SurveyFigures
from reports.answers import OptionFigures, QuestionFigures, tallied
from reports.commitment_figures import CommitmentFigures, commitment_figures
from reports.facts import Facts, Issue
from reports.figures import Basis, Figure, count_figure, counted_from
from reports.gaps import AGREEING, Gap, GapFigures, gap_figures
from reports.measures import Measure
from surveys.definition import QuestionType
from surveys.disclosure import Row


@dataclass(frozen=True, slots=True)
class VerdictFigures:
    """The verdict on an issue in one survey; `figures` is None where the whole survey is below the threshold."""

    survey: SurveyFigures
    figures: QuestionFigures | None

    def chosen(self, verdict: Verdict) -> OptionFigures | None:
        """The figures of one verdict; None where nothing of the survey may be shown."""
        options = self.figures.options if self.figures else ()
        return next((option for option in options if option.option.value == verdict.value), None)

    @property
    def told(self) -> tuple[Figure, ...]:
        """The figures that the verdict is told with in one line: who answered, and, where that may be shown, what."""
        if self.figures is None:
            return (self.survey.responses,)
        if self.figures.answered.suppressed:
            return (self.figures.answered,)
        counts = [found.count for verdict in Verdict if (found := self.chosen(verdict)) is not None]
        return (*counts, self.figures.answered, self.survey.response_rate)


@dataclass(frozen=True, slots=True)
class IssueFigures:
    """One issue; `years` are those in which it was raised."""

    issue: Issue
    years: tuple[int, ...]
    recurrence: Figure
    verdict: VerdictFigures | None
    gap: Gap
    agreement: Figure | None  # with what the department says is delivered, where it says so and participants were asked
    commitments: tuple[CommitmentFigures, ...]
    is_unconfirmed: bool

    @property
    def is_overdue(self) -> bool:
        """At least one of its commitments is overdue."""
        return any(commitment.is_overdue for commitment in self.commitments)

    @property
    def is_answered(self) -> bool:
        return self.issue.state.answer is not Answer.NOT_ANSWERED

    @property
    def is_open(self) -> bool:
        """Neither declined, handed on nor settled; or so long unconfirmed that this may no longer be true."""
        is_closed = self.issue.state.answer in (Answer.DECLINED, Answer.OUTSIDE_REMIT) or self.issue.is_done
        return not is_closed or self.is_unconfirmed


def issue_figures(
    facts: Facts, surveys: Iterable[SurveyFigures], basis: Basis, *, today: date
) -> tuple[IssueFigures, ...]:
    """Every issue with its figures: the one raised in most years first, then by title."""
    asked = tuple(surveys)
    promised = commitment_figures(facts, basis, today=today)
    found = []
    for issue in facts.issues:
        years = recurrence_years(issue)
        verdict = latest_verdict(issue, asked)
        told = delivery_gap(issue, verdict, basis)
        found.append(
            IssueFigures(
                issue,
                years,
                count_figure(
                    f"issue.{issue.id}.recurrence",
                    len(years),
                    measure=Measure.RECURRENCE,
                    basis=basis,
                    source=f"different years of {counted_from('issue_point', issue=issue.id)}",
                ),
                verdict,
                told.gap,
                told.agreement,
                tuple(it for it in promised if issue.id in it.commitment.issue_ids),
                issue.state.is_unconfirmed(today, after_months=facts.unconfirmed_months),
            )
        )
    return tuple(sorted(found, key=lambda it: (-len(it.years), it.issue.title, it.issue.id)))


def recurrence_years(issue: Issue) -> tuple[int, ...]:
    """The different years in which a point raised the issue, in order; a point of an unknown year counts for none."""
    return tuple(sorted({point.year for point in issue.points if point.year}))


def latest_verdict(issue: Issue, surveys: Iterable[SurveyFigures]) -> VerdictFigures | None:
    """The verdict of the latest survey with responses that asked about the issue; surveys are never added up."""
    asked = [it for it in surveys if it.responses.value != 0 and _verdict_key(issue, it) is not None]
    if not asked:
        return None
    latest = max(asked, key=lambda it: (it.survey.year, str(it.survey.closed or it.survey.opened or ""), it.survey.id))
    key = _verdict_key(issue, latest)
    return VerdictFigures(latest, next((it for it in latest.questions if it.question.key == key), None))


def delivery_gap(issue: Issue, verdict: VerdictFigures | None, basis: Basis) -> GapFigures:
    """What the department says now against the verdict, and the figure of how many agree; see `reports.gaps`."""
    if issue.state.delivery not in AGREEING:
        return GapFigures(Gap.NOT_DELIVERED)
    if verdict is None:
        return GapFigures(Gap.NOT_ASKED)
    row = verdict.figures.row if verdict.figures else Row((), None)
    values = [option.option.value for option in verdict.figures.options] if verdict.figures else []
    key = _verdict_key(issue, verdict.survey)
    agreeing = sorted(it.value for it in AGREEING[issue.state.delivery])
    told = tallied(verdict.survey.survey, key or "")
    source = f"{told} and value in ({', '.join(agreeing)}) / {told} and value in (yes, partly, no)"
    return gap_figures(f"issue.{issue.id}.agreement", issue.state.delivery, row, values, basis, source=source)


def issue_count(id: str, issues: Iterable[IssueFigures], measure: Measure, basis: Basis, source: str = "") -> Figure:
    """How many issues: issues are the department's own list, not people, and are not hidden."""
    return count_figure(id, sum(1 for _issue in issues), measure=measure, basis=basis, source=source)


def gap_count(id: str, issues: Iterable[IssueFigures], basis: Basis, source: str = "") -> Figure:
    """How many issues have a gap, of those where it can be told; None where it can be told for none."""
    told = [it for it in issues if it.gap in (Gap.YES, Gap.NO)]
    value = sum(1 for it in told if it.gap is Gap.YES) if told else None
    return count_figure(id, value, measure=Measure.GAP, basis=basis, base=len(told), source=source)


def _verdict_key(issue: Issue, survey: SurveyFigures) -> str | None:
    questions = survey.survey.questions
    ids = (issue.id, *issue.former_ids)
    keys = (it.key for it in questions if it.type is QuestionType.VERDICT and it.issue_id in ids)
    return next(keys, None)
