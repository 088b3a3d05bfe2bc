"""The summary of a year: one page in plain words, in the order of the follow-up report's."""

from feedback.blocks import Heading, Paragraph
from feedback.translation import gettext as _
from reports.document import Block
from reports.facts import Facts
from reports.figures import Figure, figure_text
from reports.measures import Measure, measure_name
from reports.parts import key_figures, telling
from reports.sections.summary import (
    answered_in_short,
    done_in_short,
    gap_told,
    open_in_short,
    raised_in_most_years,
    with_more,
)
from reports.sections.year_changes import agreement_sentence
from reports.year_figures import YearFigures

KEY = (
    Measure.CONSULTATIONS,
    Measure.NEW_ISSUES,
    Measure.RECURRING_ISSUES,
    Measure.ANSWERED_ISSUES,
    Measure.UNANSWERED_ISSUES,
    Measure.COMMITMENTS,
    Measure.OVERDUE,
    Measure.GAP,
)


def year_summary(figures: YearFigures, facts: Facts) -> list[Block]:
    """The chapter with the key figures; how issues and promises stand is as of the data cut."""
    names = {Measure.COMMITMENTS: _("Open promises")}
    overdue = figures.counts[Measure.OVERDUE]
    return [
        Heading(_("Summary")),
        key_figures((figures.counts[it], names.get(it) or measure_name(it)) for it in KEY),
        *_said(figures, facts.language),
        *answered_in_short(figures.counts[Measure.ANSWERED_ISSUES], figures.outcome, department=facts.department),
        *_done(figures, overdue),
        Heading(_("What participants say"), 2),
        _judged(figures),
        *open_in_short(figures.outcome, overdue, language=facts.language),
        Paragraph(_("How issues and promises stand is told as of the data cut, not the year's end."), quiet=True),
    ]


def _said(figures: YearFigures, language: str) -> list[Block]:
    year = figures.year
    blocks: list[Block] = [Heading(_("What was said"), 2)]
    if not figures.consultations:
        return [
            *blocks,
            Paragraph(_("No notes of any consultation held in %(year)s have been read in.", year=year)),
        ]
    new, recurring = figures.counts[Measure.NEW_ISSUES], figures.counts[Measure.RECURRING_ISSUES]
    text = _(
        "Issues raised for the first time in %(year)s: %(new)s. Issues from earlier years that were raised again: "
        "%(recurring)s.",
        year=year,
        new=figure_text(new),
        recurring=figure_text(recurring),
    )
    often = figures.issues[Measure.RECURRING_ISSUES]
    return [*blocks, *raised_in_most_years(telling(text, new, recurring), often, language)]


def _judged(figures: YearFigures) -> Paragraph:
    told, changes = gap_told(figures.counts[Measure.GAP]), figures.changes
    if not changes.agreements:
        return told
    return with_more(told, agreement_sentence(changes).text, changes.narrowed, changes.widened)


def _done(figures: YearFigures, overdue: Figure) -> list[Block]:
    promised = figures.counts[Measure.COMMITMENTS]
    counts = figures.changes.counts
    closed, reopened = counts[Measure.CLOSED_ISSUES], counts[Measure.REOPENED_ISSUES]
    delivered, moved = counts[Measure.DELIVERED_COMMITMENTS], counts[Measure.MOVED_COMMITMENTS]
    text = _(
        "Issues closed in %(year)s: %(closed)s; reopened: %(reopened)s. Commitments delivered in the year: %(delivered)s; "
        "moved: %(moved)s.",
        year=figures.year,
        closed=figure_text(closed),
        reopened=figure_text(reopened),
        delivered=figure_text(delivered),
        moved=figure_text(moved),
    )
    told = done_in_short(figures.outcome, promised=promised, overdue=overdue)
    return [*told, telling(text, closed, reopened, delivered, moved)]
