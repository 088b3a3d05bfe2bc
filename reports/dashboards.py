"""The dashboards: all consultations or those asked for, and one consultation with its survey, each as a document of charts."""

from collections.abc import Mapping, Sequence
from datetime import date

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import language as spoken
from feedback.translation import number_text, speaking
from reports.aggregation import SurveyFigures
from reports.background_figures import SurveyByKind, answers_by_kind
from reports.charts.parts import heat_map
from reports.dashboard_filters import DashboardFilter, Reach
from reports.document import Block, ChartBlock, Document, shown_figures
from reports.facts import Facts
from reports.figures import Figure
from reports.labels import label
from reports.measures import Measure, measure_name
from reports.parts import (
    bars,
    content_cell,
    figure_cell,
    grouped_bars,
    key_figures,
    telling,
    whole_document,
    wording,
    wording_cell,
)
from reports.portfolio import DueYear, PortfolioFigures, consultation_figures, portfolio_figures
from reports.sections.background import by_kind_of_organisation
from reports.sections.consultation import consultation_date, participants_cell
from reports.sections.issue_charts import MOST, delivery_chart, issue_timeline
from reports.sections.issue_tables import gap_sentence
from reports.sections.method import definitions
from reports.sections.slips import slips_chart
from reports.sections.survey import results
from reports.theme_figures import ThemeYears
from surveys.definition import Wording

MOST_THEMES = 20  # rows of the heat map
MOST_YEARS = 12  # its columns


def portfolio_dashboard(
    facts: Facts,
    wanted: DashboardFilter,
    reaches: Mapping[str, Reach],
    *,
    language: str,
    today: date,
    threshold: int,
) -> Document:
    """All consultations, or those asked for, in one language; texts of officers and notes stay as written."""
    with speaking(language):
        figures = portfolio_figures(facts, wanted, reaches, today=today, threshold=threshold)
        blocks: list[Block] = []
        if figures.consultations:
            blocks += [
                *_summary(figures),
                *_consultations(figures),
                *_themes(figures),
                *_issues(figures, facts.language),
                *_commitments(figures),
                *_response_rates(figures.surveys),
            ]
            blocks += definitions(shown_figures(blocks, figures))
        return whole_document(
            _("All consultations"),
            Wording(_("What was said, and what became of it"), language),
            facts,
            blocks,
            counted=figures,
            basis=figures.basis,
        )


def consultation_dashboard(
    facts: Facts,
    wanted: DashboardFilter,
    *,
    consultation_id: str,
    language: str,
    today: date,
    threshold: int,
) -> Document:
    """One consultation with its surveys, in one language; `KeyError` where the facts hold no such consultation.

    Who answered is split by kind of organisation alone, where that gives nobody away.
    """
    with speaking(language):
        figures = consultation_figures(facts, wanted, consultation_id=consultation_id, today=today, threshold=threshold)
        by_kind = tuple(answers_by_kind(it, figures.basis) for it in figures.surveys)
        blocks = [
            *_summary(figures),
            *_themes(figures),
            *_issues(figures, facts.language),
            *_commitments(figures),
            *_surveys(figures.surveys, by_kind, facts),
        ]
        blocks += definitions(shown_figures(blocks, (figures, by_kind)))
        [consultation] = figures.consultations
        title = _("The consultation in charts")
        subtitle = Wording(consultation.title, consultation.language)
        counted = (figures, by_kind)
        return whole_document(title, subtitle, facts, blocks, counted=counted, basis=figures.basis)


def _summary(figures: PortfolioFigures) -> list[Block]:
    told = [
        *([(figures.held, Measure.HELD)] if len(figures.consultations) > 1 else []),
        (figures.points, Measure.POINTS),
        (figures.raised, Measure.ISSUES),
        (figures.several_years, Measure.SEVERAL_YEARS),
        (figures.answered, Measure.ANSWERED_ISSUES),
        (figures.outcome.open, Measure.OPEN_ISSUES),
        (figures.promised, Measure.COMMITMENTS),
        (figures.overdue, Measure.OVERDUE),
        (figures.outcome.slips, Measure.SLIPS),
        (figures.gaps, Measure.GAP),
    ]
    return [Heading(_("Summary")), key_figures((figure, measure_name(measure)) for figure, measure in told)]


def _consultations(figures: PortfolioFigures) -> list[Block]:
    years = [Wording(_year(year), spoken()) for year in figures.held_by_year]
    counts = list(figures.held_by_year.values())
    header = (_("Consultation"), _("Date"), _("Kind"), _("Participants"))
    rows = tuple(
        (content_cell(it.title, it.language), Cell(consultation_date(it)), Cell(label(it.kind)), participants_cell(it))
        for it in reversed(figures.consultations)
    )
    return [
        Heading(_("Consultations")),
        bars(_("Consultations held in each year"), years, counts, value_label=_("Consultations")),
        Table(_("The consultations told of here"), header, rows, widths=(0.42, 0.18, 0.18, 0.22)),
    ]


def _themes(figures: PortfolioFigures) -> list[Block]:
    title = _("Themes over the years") if len(figures.years) > 1 else _("Themes")
    blocks: list[Block] = [Heading(title)]
    if not figures.themes:
        return [*blocks, Paragraph(_("No theme has been confirmed for the points of these years."))]
    themes, years = figures.themes[:MOST_THEMES], figures.years[-MOST_YEARS:]
    blocks.append(_heat_map(themes, figures.years, years))
    if len(themes) < len(figures.themes):
        shown = number_text(MOST_THEMES)
        note = _("The chart shows the %(shown)s themes most raised in the last year.", shown=shown)
        blocks.append(Paragraph(note, quiet=True))
    if len(years) < len(figures.years):
        note = _("The chart shows the last %(shown)s years.", shown=number_text(MOST_YEARS))
        blocks.append(Paragraph(note, quiet=True))
    return [*blocks, Paragraph(_("Confirmed themes only; a point can have several."), quiet=True)]


def _heat_map(themes: Sequence[ThemeYears], counted: Sequence[int], years: Sequence[int]) -> Block:
    labels = [wording(it.theme.labels) for it in themes]
    columns = {str(year): [it.counts[counted.index(year)] for it in themes] for year in years}
    if len(years) == 1:
        [(year, counts)] = columns.items()
        return bars(_("Points with each theme in %(year)s", year=year), labels, counts, value_label=_("Points"))
    return heat_map(_("Points with each theme in each year"), labels, columns, value_label=_("Points"))


def _issues(figures: PortfolioFigures, language: str) -> list[Block]:
    blocks: list[Block] = [Heading(_("Issues"))]
    if not figures.issues:
        return [*blocks, telling(_("No point of these consultations has been tied to an issue yet."), figures.raised)]
    outcome = figures.outcome
    answers = [Wording(label(it), spoken()) for it in outcome.answers]
    deliveries = [Wording(label(it), spoken()) for it in outcome.deliveries]
    of_issues = _("Issues")
    blocks += [
        bars(measure_name(Measure.ISSUES_BY_ANSWER), answers, list(outcome.answers.values()), value_label=of_issues),
        bars(
            measure_name(Measure.ISSUES_BY_DELIVERY),
            deliveries,
            list(outcome.deliveries.values()),
            value_label=of_issues,
        ),
        *issue_timeline(figures.issues, language),
    ]
    if len(figures.issues) > MOST and isinstance(blocks[-1], ChartBlock):
        note = _("The chart shows the %(shown)s issues raised in most years.", shown=number_text(MOST))
        blocks.append(Paragraph(note, quiet=True))
    gap = _("It cannot be told yet whether participants agree with the department.")
    return [
        *blocks,
        Heading(_("The gap between delivery and verdict")),
        telling(gap if figures.gaps.value is None else gap_sentence(figures.gaps), figures.gaps),
        *delivery_chart(figures.issues, language),
    ]


def _commitments(figures: PortfolioFigures) -> list[Block]:
    blocks: list[Block] = [Heading(_("Commitments"))]
    if not figures.commitments:
        return [*blocks, telling(_("Nothing has been promised about these issues yet."), figures.promised)]
    return [*blocks, _due_chart(figures.due), *slips_chart(figures.outcome.slips_by_year)]


def _due_chart(due: Sequence[DueYear]) -> Block:
    """A bar for each way that a commitment can stand, of those that some commitment does."""
    names = (_("Delivered"), _("Open, not overdue"), _("Overdue"), _("Withdrawn"))
    columns: dict[str, Sequence[Figure]] = {
        name: [year.counts[place] for year in due]
        for place, name in enumerate(names)
        if any(year.counts[place].value for year in due)
    }
    labels = [Wording(str(it.year) if it.year else _("No date promised"), spoken()) for it in due]
    return grouped_bars(_("Commitments by the year they are due"), labels, columns, value_label=_("Commitments"))


def _response_rates(surveys: Sequence[SurveyFigures]) -> list[Block]:
    """Each survey's own numbers as published: never added up, never counted anew by what was chosen."""
    blocks: list[Block] = [Heading(_("Surveys"))]
    if not surveys:
        return [*blocks, Paragraph(_("There has been no survey about any of them."))]
    labels = [_survey_name(it) for it in surveys]
    if any(it.response_rate.value is not None for it in surveys):
        rates = [it.response_rate for it in surveys]
        blocks.append(
            bars(_("Response rate of each survey"), labels, rates, value_label=measure_name(Measure.RESPONSE_RATE))
        )
    header = (_("Survey"), _("Year"), _("Invited"), _("Responses"), _("Response rate"))
    rows = tuple(
        (
            wording_cell(it.survey.title),
            Cell(_year(it.survey.year)),
            figure_cell(it.invited),
            figure_cell(it.responses),
            figure_cell(it.response_rate),
        )
        for it in surveys
    )
    return [*blocks, Table(_("How many answered each survey"), header, rows, widths=(0.44, 0.11, 0.15, 0.15, 0.15))]


def _surveys(surveys: Sequence[SurveyFigures], by_kind: Sequence[SurveyByKind], facts: Facts) -> list[Block]:
    if not surveys:
        return [Heading(_("Surveys")), Paragraph(_("There has been no survey about this consultation."))]
    return [*_response_rates(surveys), *results(surveys, facts.themes), *by_kind_of_organisation(by_kind)]


def _survey_name(figures: SurveyFigures) -> Wording:
    """With its year, since surveys of several years can have one title."""
    return wording(figures.survey.title).map(lambda title: f"{title} ({_year(figures.survey.year)})")


def _year(year: int) -> str:
    return str(year) if year else _("not known")
