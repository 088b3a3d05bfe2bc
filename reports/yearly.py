"""The yearly report: what was raised in a year, what came back, what was answered, and which promises are open."""

from dataclasses import replace
from datetime import date

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import speaking
from reports.document import Block, Document, shown_figures
from reports.facts import Consultation, Facts
from reports.gaps import Gap
from reports.labels import label
from reports.measures import Measure
from reports.parts import content_cell, figure_cell, ids_of, telling, whole_document, wording_cell
from reports.sections.coder_agreement import how_far_coders_agree
from reports.sections.comparison import compared_with_earlier
from reports.sections.consultation import consultation_date, participants_cell
from reports.sections.issue_charts import delivery_chart
from reports.sections.issue_tables import gap_sentence, gap_table
from reports.sections.method import definitions, documents_read, how_it_was_made
from reports.sections.plan import action_plan
from reports.sections.slips import moved_in_year
from reports.sections.statistics import how_it_was_counted
from reports.sections.theme import themes_over_years
from reports.sections.year_changes import new_since_last_year
from reports.sections.year_issues import issues_of_year
from reports.sections.year_summary import year_summary
from reports.theme_figures import meetings
from reports.year_figures import YearFigures, year_figures
from surveys.definition import Wording
from surveys.disclosure import DEFAULT_THRESHOLD


def yearly_report(
    facts: Facts, *, year: int, language: str, today: date, threshold: int = DEFAULT_THRESHOLD
) -> Document:
    """The whole report in one language; ValueError for a threshold outside 3 to 10.

    Texts of officers and notes stay as written, marked with their language.
    """
    with speaking(language):
        figures = year_figures(facts, year=year, today=today, threshold=threshold)
        blocks = [
            *year_summary(figures, facts),
            *_consultations(figures),
            *new_since_last_year(figures.changes, year, language=facts.language),
            *compared_with_earlier(figures.compared),
            *themes_over_years(figures.themes, figures.years),
            *issues_of_year(figures, facts.language),
            *_gap(figures, facts.language),
            *action_plan(_("Open promises"), figures.commitments, language=facts.language),
            *moved_in_year(figures.moved, year, slips=figures.changes.slips, language=facts.language),
            *how_it_was_made(
                figures.consultations,
                documents=documents_read(_until(facts, year), figures.commitments),
                suggested=figures.suggested,
                basis=figures.basis,
            ),
            *how_it_was_counted((), figures.compared, figures.suggestions),
            *how_far_coders_agree(figures.agreements),
        ]
        blocks += definitions(shown_figures(blocks, figures))
        title = _("Consultations in %(year)s, and what became of them", year=year)
        subtitle = Wording(_("Yearly report"), language)
        return whole_document(title, subtitle, facts, blocks, counted=figures, basis=figures.basis)


def _until(facts: Facts, year: int) -> list[Consultation]:
    """The meetings whose points the themes and issues are told from."""
    return [it for it in meetings(facts) if it.year <= year]


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


def _gap(figures: YearFigures, language: str) -> list[Block]:
    blocks: list[Block] = [Heading(_("The gap between delivery and verdict"))]
    if not figures.delivered:
        return [
            *blocks,
            Paragraph(_("The department does not claim delivery for any issue, so there is no gap to tell.")),
        ]
    found = sorted(figures.delivered, key=lambda it: it.gap is not Gap.YES)
    table = gap_table(_("What the department and the participants say"), found, language)
    return [
        *blocks,
        *_gap_paragraphs(figures),
        *delivery_chart(found, language),
        replace(table, mentions=ids_of([figures.counts[Measure.GAP]])),
    ]


def _gap_paragraphs(figures: YearFigures) -> list[Block]:
    gaps = figures.counts[Measure.GAP]
    return [telling(gap_sentence(gaps), gaps)] if gaps.value is not None else []
