"""The parts about promises: who undertook what by when, what slipped, and the public evidence of what was delivered."""

from collections.abc import Sequence

from feedback.translation import date_text, ngettext
from feedback.translation import gettext as _
from reports.commitment_figures import CommitmentFigures
from reports.document import Block, BulletList, Cell, Heading, Paragraph, Table
from reports.facts import Commitment, Evidence, Moved, Slip
from reports.figures import Figure, figure_text
from reports.labels import label
from reports.parts import content_cell, day_text, figure_cell, marked


def commitments(title: str, found: Sequence[CommitmentFigures], language: str) -> list[Block]:
    """A chapter with a table of the commitments, then each with its slips and evidence where it has any."""
    blocks: list[Block] = [Heading(title)]
    if not found:
        return [*blocks, Paragraph(_("There is no commitment to tell about."))]
    blocks.append(commitment_table(_("Who is to do what by when"), found, language))
    for figures in found:
        if figures.commitment.slips or figures.commitment.evidence:
            blocks += _ledger(figures, language)
    return blocks


def commitment_table(caption: str, found: Sequence[CommitmentFigures], language: str) -> Table:
    """Each commitment with who, by when, as first promised, how often it slipped and how it stands."""
    header = (_("Commitment"), _("Responsible"), _("Due"), _("First promised"), _("Slips"), _("State"))
    rows = tuple(
        (
            content_cell(it.commitment.text, language),
            content_cell(it.commitment.responsible, language),
            Cell(day_text(it.commitment.due)),
            Cell(day_text(it.commitment.original_due)),
            figure_cell(it.slips),
            Cell(_state(it)),
        )
        for it in found
    )
    return Table(caption, header, rows, widths=(0.32, 0.18, 0.14, 0.14, 0.08, 0.14))


def _state(figures: CommitmentFigures) -> str:
    if figures.is_settled:
        return _("Delivered")
    return _("Overdue") if figures.is_overdue else _("Open")


def _ledger(figures: CommitmentFigures, language: str) -> list[Block]:
    commitment = figures.commitment
    blocks: list[Block] = [Paragraph(commitment.text, marked(language))]
    if commitment.source:
        blocks.append(Paragraph(commitment.source, marked(language), quiet=True))
    if commitment.slips:
        header = (_("When"), _("What"), _("From"), _("To"), _("Reason"))
        rows = tuple(_slip_row(slip, language) for slip in commitment.slips)
        blocks.append(Table(_("What was moved, and why"), header, rows, widths=(0.18, 0.16, 0.16, 0.16, 0.34)))
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
