"""The chapter on what is still open: each issue with since when and why, each overdue commitment, and points left untied."""

from collections.abc import Sequence
from datetime import date

from feedback.blocks import Cell, Heading, Table
from feedback.translation import gettext as _
from reports.commitment_figures import CommitmentFigures
from reports.document import Block
from reports.figures import Figure, figure_text
from reports.gaps import Gap
from reports.issue_figures import IssueFigures
from reports.outcome_figures import OutcomeFigures
from reports.parts import content_cell, day_text, ids_of, telling, telling_cell


def what_is_open(
    outcome: OutcomeFigures, promises: Sequence[CommitmentFigures], overdue: Figure, untied: Figure, *, language: str
) -> list[Block]:
    """The chapter; a sentence where nothing is open."""
    blocks: list[Block] = [Heading(_("Still open"))]
    late = [it for it in promises if it.is_overdue]
    if outcome.unsettled:
        blocks.append(open_table(_("Issues that are not settled"), outcome.unsettled, language, told=(outcome.open,)))
    if late:
        blocks.append(overdue_table(_("Overdue commitments"), late, language, told=(overdue,)))
    if not (outcome.unsettled or late):
        blocks.append(telling(_("Nothing that was raised is open."), outcome.open, overdue))
    if untied.value:
        number = figure_text(untied)
        text = _("Points of the notes that are not tied to any issue: %(number)s.", number=number)
        blocks.append(telling(text, untied))
    return blocks


def open_table(caption: str, issues: Sequence[IssueFigures], language: str, *, told: Sequence[Figure] = ()) -> Table:
    """Each issue with the year it was first raised, in how many years it has been, and why it is not settled."""
    header = (_("Issue"), _("First raised"), _("Why it is still open"))
    rows = tuple((content_cell(it.issue.title, language), first_raised(it), Cell(why_open(it))) for it in issues)
    return Table(caption, header, rows, widths=(0.36, 0.18, 0.46), mentions=ids_of(told))


def overdue_table(
    caption: str, late: Sequence[CommitmentFigures], language: str, *, told: Sequence[Figure] = ()
) -> Table:
    """Each commitment with who, the day that it was due on, and the one first promised."""
    header = (_("Commitment"), _("Responsible"), _("Overdue since"), _("First promised"))
    rows = tuple(
        (
            content_cell(it.commitment.text, language),
            content_cell(it.commitment.responsible, language),
            Cell(day_text(it.commitment.due)),
            Cell(day_text(it.commitment.original_due or it.commitment.due)),
        )
        for it in late
    )
    return Table(caption, header, rows, widths=(0.4, 0.22, 0.19, 0.19), mentions=ids_of(told))


def first_raised(figures: IssueFigures) -> Cell:
    """The year, and in how many years it has been raised where that is more than one."""
    if not figures.years:
        return Cell(_("not known"))
    first = str(figures.years[0])
    if len(figures.years) == 1:
        return Cell(first)
    text = _("%(year)s; in %(years)s years", year=first, years=figure_text(figures.recurrence))
    return telling_cell(text, [figures.recurrence])


def why_open(figures: IssueFigures) -> str:
    """Every reason that holds, with its day; a delivery that is not complete is one only where there is no other."""
    stated = figures.issue.state.delivery_at
    reasons = {
        _("The department has not answered."): not figures.is_answered,
        _overdue_since(figures): figures.is_overdue,
        _("Participants do not agree that it is delivered."): figures.gap is Gap.YES,
        _("No public evidence that counts shows that it is complete."): figures.issue.is_unsupported,
        _(
            "The delivery has not been confirmed again since %(date)s.",
            date=day_text(stated.date() if stated else None),
        ): figures.is_unconfirmed,
    }
    return " ".join(reason for reason, holds in reasons.items() if holds) or _("It is not delivered in full.")


def _overdue_since(figures: IssueFigures) -> str:
    """Since the earliest day that has passed."""
    days: list[date] = [it.commitment.due for it in figures.commitments if it.is_overdue and it.commitment.due]
    return _("A commitment has been overdue since %(date)s.", date=day_text(min(days, default=None)))
