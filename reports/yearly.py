"""The yearly report: what was raised in a year, what came back, what was answered, and which promises are open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import speaking
from reports.aggregation import SurveyFigures, survey_figures
from reports.commitment_figures import CommitmentFigures, commitment_figures
from reports.commitment_section import commitments
from reports.consultation_section import consultation_date, participants_cell
from reports.definitions import Measure, measure_name
from reports.document import Block, Document
from reports.facts import Consultation, Facts
from reports.figures import Basis, Figure, count_figure, figure_text
from reports.gaps import AGREEING, Gap
from reports.issue_figures import IssueFigures, gap_count, issue_figures
from reports.issue_tables import gap_sentence, gap_table, issue_table
from reports.labels import label
from reports.method_section import definitions, documents_read, how_it_was_made
from reports.parts import content_cell, figure_cell, key_figures, whole_document, wording_cell
from reports.theme_figures import ThemeYears, meetings, said_points, suggested_count, theme_years
from reports.theme_section import themes_over_years
from surveys.definition import Wording
from surveys.disclosure import DEFAULT_THRESHOLD

MOST_YEARS = 8  # as many columns as a page has room for
MEASURES = (
    Measure.CONSULTATIONS,
    Measure.INVITED,
    Measure.RESPONSES,
    Measure.RESPONSE_RATE,
    Measure.POINTS,
    Measure.THEME_POINTS,
    Measure.SUGGESTED,
    Measure.RECURRENCE,
    Measure.NEW_ISSUES,
    Measure.RECURRING_ISSUES,
    Measure.ANSWERED_ISSUES,
    Measure.UNANSWERED_ISSUES,
    Measure.OVERDUE_ISSUES,
    Measure.VERDICT,
    Measure.GAP,
    Measure.AGREEMENT,
    Measure.COMMITMENTS,
    Measure.OVERDUE,
    Measure.SLIPS,
    Measure.INTERNAL_EVIDENCE,
)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All figures of one year. Issues are those raised up to the year; how they stand is as of the data cut."""

    year: int
    basis: Basis
    consultations: tuple[Consultation, ...]
    points: tuple[Figure, ...]  # of each consultation
    surveys: tuple[SurveyFigures, ...]
    years: tuple[int, ...]
    themes: tuple[ThemeYears, ...]
    suggested: Figure
    issues: Mapping[Measure, tuple[IssueFigures, ...]]  # new, recurring, answered, not answered, overdue
    delivered: tuple[IssueFigures, ...]
    commitments: tuple[CommitmentFigures, ...]
    counts: Mapping[Measure, Figure]  # the key figures, in the order they are told


def year_figures(facts: Facts, *, year: int, today: date, threshold: int) -> YearFigures:
    """The figures behind the report, in the language of the moment; all empty for a year in which nothing was held."""
    basis = Basis(facts.cut, threshold)
    held = tuple(it for it in meetings(facts) if it.year == year)
    surveys = tuple(survey_figures(survey, basis) for survey in facts.surveys)
    raised = [it for it in issue_figures(facts, surveys, basis, today=today) if it.years and it.years[0] <= year]
    promises = tuple(it for it in commitment_figures(facts, basis, today=today) if not it.is_settled)
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
    counts = {it: count_figure(f"year.{year}.{it}", len(lists[it]), measure=it, basis=basis) for it in lists}
    return YearFigures(
        year=year,
        basis=basis,
        consultations=held,
        points=tuple(_points(it, basis) for it in held),
        surveys=tuple(it for it in surveys if it.survey.consultation_id in {meeting.id for meeting in held}),
        years=years,
        themes=theme_years(facts, years, basis),
        suggested=suggested_count(facts, held, basis),
        issues=issues,
        delivered=tuple(it for it in raised if it.issue.state.delivery in AGREEING),
        commitments=promises,
        counts={**counts, Measure.GAP: gap_count(f"year.{year}.gap", raised, basis)},
    )


def yearly_report(
    facts: Facts, *, year: int, language: str, today: date, threshold: int = DEFAULT_THRESHOLD
) -> Document:
    """The whole report in one language; ValueError for a threshold outside 3 to 10.

    Texts of officers and notes stay as written, marked with their language.
    """
    with speaking(language):
        figures = year_figures(facts, year=year, today=today, threshold=threshold)
        blocks = [
            *_summary(figures),
            *_consultations(figures),
            *themes_over_years(figures.themes, figures.years),
            *_issues(figures, facts.language),
            *_gap(figures, facts.language),
            *commitments(_("Open promises"), figures.commitments, language=facts.language),
            *how_it_was_made(
                figures.consultations,
                documents=documents_read(_until(facts, year), figures.commitments),
                suggested=figures.suggested,
                basis=figures.basis,
            ),
            *definitions(MEASURES),
        ]
        title = _("Consultations in %(year)s, and what became of them", year=year)
        return whole_document(title, Wording(_("Yearly report"), language), facts, blocks)


def _until(facts: Facts, year: int) -> list[Consultation]:
    """The meetings whose points the themes and issues are told from."""
    return [it for it in meetings(facts) if it.year <= year]


def _points(consultation: Consultation, basis: Basis) -> Figure:
    id = f"consultation.{consultation.id}.points"
    return count_figure(id, len(consultation.points), measure=Measure.POINTS, basis=basis)


def _issues_by_measure(raised: Sequence[IssueFigures], year: int) -> dict[Measure, tuple[IssueFigures, ...]]:
    return {
        Measure.NEW_ISSUES: tuple(it for it in raised if it.years[0] == year),
        Measure.RECURRING_ISSUES: tuple(it for it in raised if it.years[0] < year and year in it.years),
        Measure.ANSWERED_ISSUES: tuple(it for it in raised if it.is_answered),
        Measure.UNANSWERED_ISSUES: tuple(it for it in raised if not it.is_answered),
        Measure.OVERDUE_ISSUES: tuple(it for it in raised if it.is_overdue),
    }


def _summary(figures: YearFigures) -> list[Block]:
    names = {Measure.COMMITMENTS: _("Open promises")}
    key = [(it, names.get(measure) or measure_name(measure)) for measure, it in figures.counts.items()]
    blocks: list[Block] = [Heading(_("Summary")), key_figures(key)]
    if not figures.consultations:
        year = figures.year
        blocks.append(Paragraph(_("No notes of any consultation held in %(year)s have been read in.", year=year)))
    blocks += _gap_paragraphs(figures)
    return [
        *blocks,
        Paragraph(_("How issues and promises stand is told as of the data cut, not the year's end."), quiet=True),
    ]


def _consultations(figures: YearFigures) -> list[Block]:
    blocks: list[Block] = [Heading(_("The year's consultations"))]
    if not figures.consultations:
        return [*blocks, Paragraph(_("There is no consultation to tell about."))]
    header = (_("Consultation"), _("Date"), _("Kind"), _("Participants"), _("Points"))
    rows = tuple(
        (
            content_cell(it.title, it.language),
            Cell(consultation_date(it)),
            Cell(label(it.kind)),
            participants_cell(it),
            figure_cell(points),
        )
        for it, points in zip(figures.consultations, figures.points, strict=True)
    )
    return [
        *blocks,
        Table(_("Consultations held in the year"), header, rows, widths=(0.36, 0.16, 0.16, 0.2, 0.12)),
        *_surveys(figures),
    ]


def _surveys(figures: YearFigures) -> list[Block]:
    if not figures.surveys:
        return [Paragraph(_("There has been no survey about any of them."))]
    header = (_("Survey"), _("Invited"), _("Responses"), _("Response rate"))
    rows = tuple(
        (
            wording_cell(it.survey.title),
            figure_cell(it.invited),
            figure_cell(it.responses),
            figure_cell(it.response_rate),
        )
        for it in figures.surveys
    )
    return [Table(_("Surveys about the year's consultations"), header, rows, widths=(0.52, 0.16, 0.16, 0.16))]


def _issues(figures: YearFigures, language: str) -> list[Block]:
    blocks: list[Block] = [Heading(_("Issues"))]
    nothing = {
        Measure.NEW_ISSUES: _("No issue was raised for the first time this year."),
        Measure.RECURRING_ISSUES: _("No issue from earlier years was raised again."),
        Measure.ANSWERED_ISSUES: _("The department has not answered any issue."),
        Measure.UNANSWERED_ISSUES: _("Every issue has an answer."),
        Measure.OVERDUE_ISSUES: _("No issue has an overdue commitment."),
    }
    for measure, found in figures.issues.items():
        name, number = measure_name(measure), figure_text(figures.counts[measure])
        caption = _("%(group)s: %(number)s", group=name, number=number)
        blocks.append(Heading(name, 2))
        blocks.append(issue_table(caption, found, language) if found else Paragraph(nothing[measure]))
    return blocks


def _gap(figures: YearFigures, language: str) -> list[Block]:
    blocks: list[Block] = [Heading(_("The gap between delivery and verdict"))]
    if not figures.delivered:
        return [
            *blocks,
            Paragraph(_("The department does not claim delivery for any issue, so there is no gap to tell.")),
        ]
    found = sorted(figures.delivered, key=lambda it: it.gap is not Gap.YES)
    return [
        *blocks,
        *_gap_paragraphs(figures),
        gap_table(_("What the department and the participants say"), found, language),
    ]


def _gap_paragraphs(figures: YearFigures) -> list[Block]:
    gaps = figures.counts[Measure.GAP]
    return [Paragraph(gap_sentence(gaps))] if gaps.value is not None else []
