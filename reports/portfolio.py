"""The figures of a dashboard: of all consultations, of those asked for, or of one. Pure.

People are counted by survey alone, as reports count them: no filter reaches their numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from feedback.plan_states import PlanState
from reports.aggregation import SurveyFigures, survey_figures
from reports.commitment_figures import CommitmentFigures, commitment_figures
from reports.dashboard_filters import DashboardFilter, Reach, chosen_meetings, points_about, selection_words
from reports.facts import Consultation, Facts
from reports.figures import Basis, Figure, count_figure
from reports.issue_figures import IssueFigures, gap_count, issue_count, issue_figures
from reports.measures import Measure
from reports.outcome_figures import OutcomeFigures, outcome_of
from reports.theme_figures import ThemeYears, said_points, theme_years

#: The states in which a commitment is neither over nor overdue.
WAITING = frozenset({PlanState.DUE_SOON, PlanState.LATER, PlanState.NO_DAY})
DELIVERED, OVERDUE, WITHDRAWN = (
    frozenset({it}) for it in (PlanState.DELIVERED, PlanState.OVERDUE, PlanState.WITHDRAWN)
)
#: As a chart tells them.
STANDINGS = (DELIVERED, WAITING, OVERDUE, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class DueYear:
    """The commitments due in a year, or for no day where `year` is 0, by how they stand: as `STANDINGS`."""

    year: int
    counts: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class PortfolioFigures:
    """`held_by_year` has the years in which a meeting was held, 0 for a year that is not known."""

    basis: Basis
    consultations: tuple[Consultation, ...]
    held: Figure
    held_by_year: Mapping[int, Figure]
    points: Figure
    years: tuple[int, ...]
    themes: tuple[ThemeYears, ...]
    issues: tuple[IssueFigures, ...]
    raised: Figure
    several_years: Figure
    answered: Figure
    gaps: Figure
    outcome: OutcomeFigures
    commitments: tuple[CommitmentFigures, ...]
    promised: Figure
    overdue: Figure
    due: tuple[DueYear, ...]
    surveys: tuple[SurveyFigures, ...]


def portfolio_figures(
    facts: Facts, wanted: DashboardFilter, reaches: Mapping[str, Reach], *, today: date, threshold: int
) -> PortfolioFigures:
    """The figures of the consultations asked for, in the language of the moment."""
    held = chosen_meetings(facts, wanted, reaches)
    at = f"portfolio.{urlencode(wanted.query)}" if wanted.query else "portfolio"
    return _figures(facts, wanted, held, at, selection_words(wanted, facts), today=today, threshold=threshold)


def consultation_figures(
    facts: Facts, wanted: DashboardFilter, *, consultation_id: str, today: date, threshold: int
) -> PortfolioFigures:
    """The figures of one consultation, of what is asked for by theme; `KeyError` where the facts hold no such consultation."""
    consultation = {it.id: it for it in facts.consultations}[consultation_id]
    at = f"consultation.{consultation_id}"
    at = f"{at}.{urlencode(wanted.query)}" if wanted.query else at
    words = [f"id = '{consultation_id}'", *selection_words(wanted, facts)]
    return _figures(facts, wanted, (consultation,), at, words, today=today, threshold=threshold)


def _figures(
    facts: Facts,
    wanted: DashboardFilter,
    held: tuple[Consultation, ...],
    at: str,
    words: Sequence[str],
    *,
    today: date,
    threshold: int,
) -> PortfolioFigures:
    basis = Basis(facts.cut, threshold)
    ids = frozenset(it.id for it in held)
    about = points_about(facts, wanted.theme)
    meeting = " and ".join(["consultation where kind <> 'decision'", *words])
    raised = f"issue raised by a point{' about the theme' if wanted.theme else ''} of a {meeting}"
    surveys = tuple(survey_figures(it, basis) for it in facts.surveys)
    # On all the facts: how an issue or a commitment stands does not hang on what was chosen.
    issues = tuple(
        it
        for it in issue_figures(facts, surveys, basis, today=today)
        if any(point.consultation_id in ids and (about is None or point.point_id in about) for point in it.issue.points)
    )
    promises = _promises(commitment_figures(facts, basis, today=today), issues, is_all=not words)
    promise = f"commitment that answers an {raised}" if words else "commitment"
    years, themes = _themes(facts, wanted, held, at, basis, is_all=not words)
    said = [point.id for it in held for point in it.points if about is None or point.id in about]

    def count(name: str, n: int, measure: Measure, source: str, base: int | None = None) -> Figure:
        return count_figure(f"{at}.{name}", n, measure=measure, basis=basis, base=base, source=source)

    return PortfolioFigures(
        basis=basis,
        consultations=held,
        held=count("held", len(held), Measure.HELD, meeting),
        held_by_year={
            year: count(
                f"held.{year or 'unknown'}",
                sum(1 for it in held if it.year == year),
                Measure.CONSULTATIONS,
                f"{meeting} and year = {year}",
            )
            for year in sorted({it.year for it in held}, key=lambda year: year or 10_000)
        },
        points=count("points", len(said), Measure.POINTS, f"point of a {meeting}"),
        years=years,
        themes=themes,
        issues=issues,
        raised=issue_count(f"{at}.issues", issues, Measure.ISSUES, basis, raised),
        several_years=issue_count(
            f"{at}.several_years",
            [it for it in issues if len(it.years) > 1],
            Measure.SEVERAL_YEARS,
            basis,
            f"{raised} and by points of two years or more",
        ),
        answered=issue_count(
            f"{at}.answered",
            [it for it in issues if it.is_answered],
            Measure.ANSWERED_ISSUES,
            basis,
            f"{raised} whose last issue_entry of field 'answer' is not 'not answered'",
        ),
        gaps=gap_count(f"{at}.gaps", issues, basis, f"{raised} with a gap / {raised} of which it can be told"),
        outcome=outcome_of(at, issues, promises, basis, source=raised, promised=promise),
        commitments=promises,
        promised=count("commitments", len(promises), Measure.COMMITMENTS, promise),
        overdue=count(
            "overdue",
            sum(1 for it in promises if it.is_overdue),
            Measure.OVERDUE,
            f"{promise} due before {today}, neither complete nor superseded",
            base=len(promises),
        ),
        due=_due(promises, at, promise, basis),
        surveys=tuple(it for it in surveys if it.survey.consultation_id in ids),
    )


def _promises(
    every: Sequence[CommitmentFigures], issues: Sequence[IssueFigures], *, is_all: bool
) -> tuple[CommitmentFigures, ...]:
    """Those that answer one of the issues; where nothing is chosen, also those that answer none."""
    if is_all:
        return tuple(every)
    answering = {it.commitment.id for issue in issues for it in issue.commitments}
    return tuple(it for it in every if it.commitment.id in answering)


def _themes(
    facts: Facts,
    wanted: DashboardFilter,
    held: tuple[Consultation, ...],
    at: str,
    basis: Basis,
    *,
    is_all: bool,
) -> tuple[tuple[int, ...], tuple[ThemeYears, ...]]:
    """The years in which something was said at these meetings, and each theme's points in them."""
    chosen = replace(
        facts,
        consultations=held,
        themes=tuple(it for it in facts.themes if it.id == wanted.theme) if wanted.theme else facts.themes,
    )
    years = tuple(sorted({year for _point, year in said_points(chosen) if year}))
    found = theme_years(chosen, years, basis)
    if is_all:
        return years, found
    # Of some of the meetings the same theme and year is another number.
    return years, tuple(
        replace(
            each,
            counts=tuple(
                replace(it, id=f"{at}.{it.id}", source=f"{it.source} and consultation of {at}") for it in each.counts
            ),
        )
        for each in found
    )


def _due(promises: Sequence[CommitmentFigures], at: str, source: str, basis: Basis) -> tuple[DueYear, ...]:
    """By the year of the day that holds now; those promised for no day last."""
    found = [(it.commitment.due.year if it.commitment.due else 0, it.state) for it in promises]
    rows = []
    for year in sorted({year for year, _state in found}, key=lambda year: year or 10_000):
        due = f"due in {year}" if year else "without a due date"
        counts = tuple(
            count_figure(
                f"{at}.due.{year or 'undated'}.{'+'.join(sorted(states))}",
                sum(1 for when, state in found if when == year and state in states),
                measure=Measure.COMMITMENTS,
                basis=basis,
                source=f"{source}, {due}, that is {' or '.join(sorted(states))}",
            )
            for states in STANDINGS
        )
        rows.append(DueYear(year, counts))
    return tuple(rows)
