"""The parts about promises: who undertook what by when, what slipped, and the public evidence of what was delivered."""

from collections.abc import Sequence

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from feedback.plan_states import PlanState
from feedback.translation import gettext as _
from feedback.translation import ngettext, pgettext
from reports.commitment_figures import CommitmentFigures
from reports.document import Block
from reports.facts import Commitment, Consultation, Evidence, Milestone, Moved, Slip
from reports.figures import Figure, figure_text
from reports.labels import label
from reports.parts import content_cell, day_text, marked, passage_text, place_text


def commitments(
    title: str, found: Sequence[CommitmentFigures], *, language: str, consultation: Consultation | None = None
) -> list[Block]:
    """A chapter with a table of the commitments, then one by one those that have milestones, slips or evidence.

    What was decided before the consultation says so, where a consultation is given.
    """
    blocks: list[Block] = [Heading(title)]
    if not found:
        return [*blocks, Paragraph(_("There is no commitment to tell about."))]
    blocks.append(commitment_table(_("Who is to do what by when"), found, language, consultation))
    ledgers = [it for it in found if it.commitment.milestones or it.commitment.slips or it.commitment.evidence]
    if ledgers:
        blocks.append(Heading(_("The commitments one by one"), 2))
    return [*blocks, *(block for it in ledgers for block in _ledger(it, language))]


def commitment_table(
    caption: str, found: Sequence[CommitmentFigures], language: str, consultation: Consultation | None
) -> Table:
    """Each commitment with who, by when, as first promised where that was another day, how it stands, and where it is written.

    How it stands is the state and how many of its milestones are reached.
    """
    header = (_("Commitment"), _("Responsible"), _("Due and state"), _("Source"))
    rows = tuple(
        (
            content_cell(it.commitment.text, language),
            content_cell(it.commitment.responsible, language),
            Cell("\n".join([_due_text(it.commitment), _state(it), *_reached(it.commitment)])),
            Cell(_source(it.commitment, consultation)),
        )
        for it in found
    )
    return Table(caption, header, rows, widths=(0.42, 0.18, 0.19, 0.21))


def decided_text(commitment: Commitment, consultation: Consultation | None = None) -> str:
    """When it was decided, and whether that was before the consultation; empty where no day is known."""
    source = commitment.source
    if source is None or not source.date:
        return ""
    if consultation is not None and _is_before(source.date, consultation.date):
        return _("Decided %(date)s, before this consultation.", date=day_text(source.date))
    return _("Decided %(date)s.", date=day_text(source.date))


def _is_before(day: str, other: str) -> bool:
    """Compared as far as both are known: a month alone is not before a day in it."""
    known = min(len(day), len(other))
    return day[:known] < other[:known]


def _source(commitment: Commitment, consultation: Consultation | None) -> str:
    """Its lines in the document, else the title of the decision; and when that was made."""
    source = commitment.source
    if source is None:
        return _("added by an officer")
    where = place_text(source) if source.document else passage_text(source)
    return "\n".join(part for part in (where or source.title, decided_text(commitment, consultation)) if part)


def _due_text(promised: Commitment | Milestone) -> str:
    if promised.due is None:
        return _("No date promised")
    due, first = day_text(promised.due), promised.original_due
    if first is None or first == promised.due:
        return due
    return _("%(due)s (first promised: %(first)s)", due=due, first=day_text(first))


def _state(figures: CommitmentFigures) -> str:
    # That no date is promised stands above, where the date would.
    open_later = figures.state in (PlanState.LATER, PlanState.NO_DAY)
    return _("Open") if open_later else label(figures.state)


def _reached(commitment: Commitment) -> list[str]:
    counted = [it for it in commitment.milestones if not it.is_dropped]
    if not counted:
        return []
    reached = sum(1 for it in counted if it.reached_on)
    text = ngettext(
        "%(reached)s of %(n)s milestone reached",
        "%(reached)s of %(n)s milestones reached",
        len(counted),
        reached=reached,
    )
    return [text]


def _ledger(figures: CommitmentFigures, language: str) -> list[Block]:
    commitment = figures.commitment
    blocks: list[Block] = [Heading(commitment.text, 3, marked(language))]
    if commitment.source:
        blocks.append(Paragraph(commitment.source.title, marked(language), quiet=True))
    if commitment.milestones:
        blocks.append(_milestone_table(commitment.milestones, language))
    if commitment.slips:
        header = (_("When"), _("What"), _("From"), _("To"), _("Reason"))
        rows = tuple(_slip_row(slip, language) for slip in commitment.slips)
        name, number = _("What was moved, and why"), figure_text(figures.slips)
        blocks.append(Table(_("%(group)s: %(number)s", group=name, number=number), header, rows))
    public = [it for it in commitment.evidence if it.is_public]
    if public:
        blocks.append(Paragraph(_("Public evidence:")))
        blocks.append(BulletList(tuple(_evidence_text(it) for it in public), marked(language)))
    blocks += _internal_note(figures.internal_evidence, commitment)
    return blocks


def _milestone_table(milestones: Sequence[Milestone], language: str) -> Table:
    rows = tuple(
        (content_cell(it.text, language), Cell(_due_text(it)), Cell(_milestone_state(it))) for it in milestones
    )
    return Table(_("Milestones"), (_("Milestone"), _("Due"), _("State")), rows, widths=(0.5, 0.25, 0.25))


def _milestone_state(milestone: Milestone) -> str:
    if milestone.reached_on:
        return _("Reached %(date)s", date=day_text(milestone.reached_on))
    return pgettext("milestone", "Dropped") if milestone.is_dropped else pgettext("milestone", "Open")


def _slip_row(slip: Slip, language: str) -> tuple[Cell, ...]:
    if slip.what is Moved.DUE:
        moved = (Cell(day_text(slip.before)), Cell(day_text(slip.after)))
    else:
        moved = (content_cell(slip.before, language), content_cell(slip.after, language))
    what = label(slip.what)
    if slip.milestone:
        what = _("%(what)s, of the milestone: %(milestone)s", what=what, milestone=slip.milestone)
    return (Cell(day_text(slip.on)), Cell(what), *moved, content_cell(slip.reason, language))


def _evidence_text(evidence: Evidence) -> str:
    parts = [evidence.text, evidence.document, evidence.url, evidence.on.isoformat() if evidence.on else ""]
    return " · ".join(part for part in parts if part)


def _internal_note(internal: Figure, commitment: Commitment) -> list[Block]:
    if not internal.value:
        public = any(it.is_public for it in commitment.evidence)
        return [] if public else [Paragraph(_("There is no evidence of delivery."), quiet=True)]
    text = ngettext(
        "%(number)s piece of evidence can be seen by the department only.",
        "%(number)s pieces of evidence can be seen by the department only.",
        int(internal.value),
        number=figure_text(internal),
    )
    return [Paragraph(text, quiet=True)]
