"""The parts about promises: who undertook what by when, what slipped, and the public evidence of what was delivered."""

from collections.abc import Sequence

from feedback.translation import date_text, ngettext
from feedback.translation import gettext as _
from reports.commitment_figures import CommitmentFigures
from reports.document import Block, BulletList, Cell, Heading, Paragraph, Table
from reports.facts import Commitment, Evidence, Moved, Slip
from reports.figures import Figure, figure_text
from reports.labels import label
from reports.parts import content_cell, day_text, marked


def commitments(title: str, found: Sequence[CommitmentFigures], language: str) -> list[Block]:
    """A chapter with a table of the commitments, then one by one those that have slips or evidence."""
    blocks: list[Block] = [Heading(title)]
    if not found:
        return [*blocks, Paragraph(_("There is no commitment to tell about."))]
    blocks.append(commitment_table(_("Who is to do what by when"), found, language))
    ledgers = [it for it in found if it.commitment.slips or it.commitment.evidence]
    if ledgers:
        blocks.append(Heading(_("The commitments one by one"), 2))
    return [*blocks, *(block for it in ledgers for block in _ledger(it, language))]


def commitment_table(caption: str, found: Sequence[CommitmentFigures], language: str) -> Table:
    """Each commitment with who, by when, as first promised where that was another day, and how it stands."""
    header = (_("Commitment"), _("Responsible"), _("Due"), _("State"))
    rows = tuple(
        (
            content_cell(it.commitment.text, language),
            content_cell(it.commitment.responsible, language),
            Cell(_due_text(it.commitment)),
            Cell(_state(it)),
        )
        for it in found
    )
    return Table(caption, header, rows)


def _due_text(commitment: Commitment) -> str:
    due, first = day_text(commitment.due), commitment.original_due
    if first is None or first == commitment.due:
        return due
    return _("%(due)s (first promised: %(first)s)", due=due, first=day_text(first))


def _state(figures: CommitmentFigures) -> str:
    if figures.is_settled:
        return _("Delivered")
    return _("Overdue") if figures.is_overdue else _("Open")


def _ledger(figures: CommitmentFigures, language: str) -> list[Block]:
    commitment = figures.commitment
    blocks: list[Block] = [Heading(commitment.text, 3, marked(language))]
    if commitment.source:
        blocks.append(Paragraph(commitment.source, marked(language), quiet=True))
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


def _slip_row(slip: Slip, language: str) -> tuple[Cell, ...]:
    if slip.what is Moved.DUE:
        moved = (Cell(day_text(slip.before)), Cell(day_text(slip.after)))
    else:
        moved = (content_cell(slip.before, language), content_cell(slip.after, language))
    return (Cell(date_text(slip.on)), Cell(label(slip.what)), *moved, content_cell(slip.reason, language))


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
