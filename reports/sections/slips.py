"""The chapter on what was moved: every due date and every owner that was changed, from what to what, and why."""

from collections.abc import Mapping, Sequence

from feedback.blocks import Cell, Heading, Table
from feedback.translation import gettext as _
from feedback.translation import language as spoken
from reports.commitment_figures import CommitmentFigures
from reports.document import Block
from reports.facts import Moved, Slip
from reports.figures import Figure, figure_text
from reports.labels import label
from reports.outcome_figures import OutcomeFigures
from reports.parts import bars, content_cell, day_text, ids_of, marked, telling
from surveys.definition import Wording


def what_was_moved(found: Sequence[CommitmentFigures], outcome: OutcomeFigures, *, language: str) -> list[Block]:
    """The chapter with a table for each commitment that slipped; nothing where there is no commitment at all."""
    if not found:
        return []
    blocks: list[Block] = [Heading(_("What was moved, and why"))]
    moved = [it for it in found if it.commitment.slips]
    if not moved:
        text = _("No due date has been moved, nor anybody responsible changed.")
        return [*blocks, telling(text, outcome.slips)]
    text = _(
        "Changes of a due date or of who is responsible: %(slips)s. Below stands each with its reason, under its commitment; "
        "changes of milestones too.",
        slips=figure_text(outcome.slips),
    )
    tables = (_table(it, it.commitment.slips, language, told=(it.slips,)) for it in moved)
    return [*blocks, telling(text, outcome.slips), *slips_chart(outcome.slips_by_year), *tables]


def moved_in_year(found: Sequence[CommitmentFigures], year: int, *, slips: Figure, language: str) -> list[Block]:
    """The chapter with what was moved in one year alone."""
    blocks: list[Block] = [Heading(_("What was moved in %(year)s, and why", year=year))]
    tables = [
        _table(it, of_year, language)
        for it in found
        if (of_year := tuple(slip for slip in it.commitment.slips if slip.on.year == year))
    ]
    if not tables:
        return [*blocks, telling(_("No due date was moved, nor anybody responsible changed."), slips)]
    text = _("Changes of a due date or of who is responsible: %(slips)s.", slips=figure_text(slips))
    return [*blocks, telling(text, slips), *tables]


def slips_chart(by_year: Mapping[int, Figure]) -> list[Block]:
    """A bar per year; nothing where all is of one year."""
    if len(by_year) < 2:
        return []
    labels = [Wording(str(year), spoken()) for year in by_year]
    return [bars(_("Changes by year"), labels, list(by_year.values()), value_label=_("Changes"))]


def _table(figures: CommitmentFigures, slips: Sequence[Slip], language: str, *, told: Sequence[Figure] = ()) -> Table:
    header = (_("When"), _("What"), _("From"), _("To"), _("Reason"))
    return Table(
        figures.commitment.text,
        header,
        tuple(_row(slip, language) for slip in slips),
        widths=(0.18, 0.2, 0.18, 0.18, 0.26),
        caption_language=marked(language),
        mentions=ids_of(told),
    )


def _row(slip: Slip, language: str) -> tuple[Cell, ...]:
    if slip.what is Moved.DUE:
        moved = (Cell(_day(slip.before)), Cell(_day(slip.after)))
    else:
        moved = (content_cell(slip.before, language), content_cell(slip.after, language))
    what = label(slip.what)
    if slip.milestone:
        what = _("%(what)s, of the milestone: %(milestone)s", what=what, milestone=slip.milestone)
    return (Cell(day_text(slip.on)), Cell(what), *moved, content_cell(slip.reason, language))


def _day(day: str) -> str:
    return day_text(day) if day else _("No date promised")
