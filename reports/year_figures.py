"""The figures of one year: its consultations, themes over the years, issues, promises, and what changed since last year. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.aggregation import SurveyFigures, survey_figures
from reports.coder_agreement import CoderAgreement, coder_agreements
from reports.commitment_figures import CommitmentFigures, commitment_figures
from reports.comparisons import ComparedSurvey, compared_survey
from reports.facts import Consultation, Facts
from reports.figures import Basis, Figure, count_figure, counted_from
from reports.gaps import AGREEING
from reports.issue_figures import IssueFigures, gap_count, issue_figures
from reports.measures import Measure
from reports.outcome_figures import OutcomeFigures, outcome_of
from reports.suggestions import SuggestionFigures, suggestion_figures
from reports.theme_figures import ThemeYears, meetings, said_points, suggested_count, theme_years
from reports.year_changes import YearChanges, year_changes

MOST_YEARS = 8  # as many columns as a page has room for


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All figures of one year. Issues are those raised up to the year; how they stand is as of the data cut."""

    year: int
    basis: Basis
    consultations: tuple[Consultation, ...]
    points: tuple[Figure, ...]  # of each consultation
    surveys: tuple[SurveyFigures, ...]
    compared: tuple[ComparedSurvey, ...]
    suggestions: SuggestionFigures
    agreements: tuple[CoderAgreement, ...]
    years: tuple[int, ...]
    themes: tuple[ThemeYears, ...]
    suggested: Figure
    issues: Mapping[Measure, tuple[IssueFigures, ...]]  # new, recurring, answered, not answered, overdue
    delivered: tuple[IssueFigures, ...]
    commitments: tuple[CommitmentFigures, ...]
    moved: tuple[CommitmentFigures, ...]  # all commitments, also those that are delivered
    counts: Mapping[Measure, Figure]  # the key figures, in the order they are told
    outcome: OutcomeFigures  # of the issues raised up to the year, and the commitments that are open
    changes: YearChanges


def year_figures(facts: Facts, *, year: int, today: date, threshold: int) -> YearFigures:
    """The figures behind the report, in the language of the moment; all empty for a year in which nothing was held."""
    basis = Basis(facts.cut, threshold)
    held = tuple(it for it in meetings(facts) if it.year == year)
    surveys = tuple(survey_figures(survey, basis) for survey in facts.surveys)
    every = issue_figures(facts, surveys, basis, today=today)
    raised = [it for it in every if it.years and it.years[0] <= year]
    promised = commitment_figures(facts, basis, today=today)
    promises = tuple(it for it in promised if not it.is_settled)
    # Not the year of a meeting as such: a report on several years' meetings is printed after them.
    told = {said for _point, said in said_points(facts)}
    years = tuple(sorted(it for it in told if 0 < it <= year))[-MOST_YEARS:]
    issues = _issues_by_measure(raised, year)
    lists = {
        Measure.CONSULTATIONS: held,
        **issues,
        Measure.COMMITMENTS: promises,
        Measure.OVERDUE: tuple(it for it in promises if it.is_overdue),
    }
    sources = _sources(year, today)
    of_year = tuple(it for it in surveys if it.survey.consultation_id in {meeting.id for meeting in held})
    compared = tuple(compared_survey(it, surveys, facts.issues) for it in of_year)
    counts = {
        it: count_figure(f"year.{year}.{it}", len(lists[it]), measure=it, basis=basis, source=sources[it])
        for it in lists
    }
    return YearFigures(
        year=year,
        basis=basis,
        consultations=held,
        points=tuple(_points(it, basis) for it in held),
        surveys=of_year,
        compared=compared,
        suggestions=suggestion_figures(f"year.{year}", facts, held, [it.survey for it in of_year], basis),
        agreements=coder_agreements(
            facts,
            consultations={it.id for it in held},
            surveys={it.survey.id for it in of_year},
            year=year,
            basis=basis,
        ),
        years=years,
        themes=theme_years(facts, years, basis),
        suggested=suggested_count(f"year.{year}", facts, held, basis),
        issues=issues,
        delivered=tuple(it for it in raised if it.issue.state.delivery in AGREEING),
        commitments=promises,
        moved=promised,
        counts={**counts, Measure.GAP: gap_count(f"year.{year}.gap", raised, basis, sources[Measure.GAP])},
        outcome=outcome_of(
            f"year.{year}.raised", raised, promises, basis, source=f"issue raised by a point of {year} or before"
        ),
        changes=year_changes(year, every, promised, surveys, compared, basis),
    )


def _sources(year: int, today: date) -> dict[Measure, str]:
    """Where each of the year's counts was counted."""
    raised = f"issue raised by a point of {year} or before"
    open_one = "commitment that answers no issue, or one that is neither complete nor superseded"
    return {
        Measure.CONSULTATIONS: counted_from("consultation other than decisions", year=year),
        Measure.NEW_ISSUES: f"issue whose first point is of {year}",
        Measure.RECURRING_ISSUES: f"issue raised by a point of {year} and by one before",
        Measure.ANSWERED_ISSUES: f"{raised} whose last issue_entry of field 'answer' is not 'not answered'",
        Measure.UNANSWERED_ISSUES: f"{raised} without an issue_entry of field 'answer', or whose last is 'not answered'",
        Measure.OVERDUE_ISSUES: f"{raised} answered by an overdue commitment",
        Measure.COMMITMENTS: open_one,
        Measure.OVERDUE: f"{open_one}, due before {today}",
        Measure.GAP: f"{raised} with a gap / {raised} of which it can be told",
    }


def _points(consultation: Consultation, basis: Basis) -> Figure:
    id = f"consultation.{consultation.id}.points"
    source = counted_from("point", consultation=consultation.id)
    return count_figure(id, len(consultation.points), measure=Measure.POINTS, basis=basis, source=source)


def _issues_by_measure(raised: Sequence[IssueFigures], year: int) -> dict[Measure, tuple[IssueFigures, ...]]:
    return {
        Measure.NEW_ISSUES: tuple(it for it in raised if it.years[0] == year),
        Measure.RECURRING_ISSUES: tuple(it for it in raised if it.years[0] < year and year in it.years),
        Measure.ANSWERED_ISSUES: tuple(it for it in raised if it.is_answered),
        Measure.UNANSWERED_ISSUES: tuple(it for it in raised if not it.is_answered),
        Measure.OVERDUE_ISSUES: tuple(it for it in raised if it.is_overdue),
    }
