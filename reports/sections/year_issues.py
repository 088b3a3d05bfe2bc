"""The chapter of a year's issues: new, come back, answered and why, without an answer since when, and overdue."""

from collections.abc import Sequence
from dataclasses import replace

from feedback.blocks import Cell, Heading, Table
from feedback.translation import gettext as _
from reports.document import Block
from reports.figures import figure_text
from reports.issue_figures import IssueFigures
from reports.labels import label
from reports.measures import Measure, measure_name
from reports.parts import NOTHING, content_cell, ids_of, telling
from reports.sections.issue_charts import issue_timeline
from reports.sections.issue_tables import issue_table, years_cell
from reports.sections.open import open_table
from reports.year_figures import YearFigures


def issues_of_year(figures: YearFigures, language: str) -> list[Block]:
    """Each group with its number; a sentence where it is empty. What a group is about is what its table tells."""
    blocks: list[Block] = [Heading(_("Issues"))]
    nothing = {
        Measure.NEW_ISSUES: _("No issue was raised for the first time this year."),
        Measure.RECURRING_ISSUES: _("No issue from earlier years was raised again."),
        Measure.ANSWERED_ISSUES: _("The department has not answered any issue."),
        Measure.UNANSWERED_ISSUES: _("Every issue has an answer."),
        Measure.OVERDUE_ISSUES: _("No issue has an overdue commitment."),
    }
    tables = {
        Measure.ANSWERED_ISSUES: _answers,
        Measure.UNANSWERED_ISSUES: _unanswered,
        Measure.OVERDUE_ISSUES: open_table,
    }
    for measure, found in figures.issues.items():
        name, count = measure_name(measure), figures.counts[measure]
        caption = _("%(group)s: %(number)s", group=name, number=figure_text(count))
        blocks.append(Heading(name, 2))
        if found:
            table = tables.get(measure, issue_table)(caption, found, language)
            blocks.append(replace(table, mentions=ids_of([count])))
            blocks += issue_timeline(found, language) if measure is Measure.RECURRING_ISSUES else []
        else:
            blocks.append(telling(nothing[measure], count))
    return blocks


def _answers(caption: str, issues: Sequence[IssueFigures], language: str) -> Table:
    rows = tuple(
        (
            content_cell(it.issue.title, language),
            Cell(label(it.issue.state.answer)),
            Cell(str(it.issue.state.answered_at.year) if it.issue.state.answered_at else NOTHING),
            content_cell(it.issue.state.answer_reason or NOTHING, language),
        )
        for it in issues
    )
    return Table(caption, (_("Issue"), _("Answer"), _("Year"), _("Reason")), rows, widths=(0.32, 0.18, 0.1, 0.4))


def _unanswered(caption: str, issues: Sequence[IssueFigures], language: str) -> Table:
    rows = tuple((content_cell(it.issue.title, language), years_cell(it)) for it in issues)
    return Table(caption, (_("Issue"), _("Raised")), rows, widths=(0.5, 0.5))
