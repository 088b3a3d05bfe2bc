"""The action plan: who does what by when, and how it stands; then the milestones and evidence of each commitment."""

from collections.abc import Sequence

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from feedback.plan_states import PlanState
from feedback.translation import gettext as _
from feedback.translation import ngettext, pgettext
from reports.commitment_figures import CommitmentFigures
from reports.document import Block
from reports.facts import Commitment, Consultation, Evidence, Milestone
from reports.figures import Figure, figure_text
from reports.labels import label
from reports.parts import content_cell, day_text, marked, passage_text, place_text, telling, telling_cell


def action_plan(
    title: str, found: Sequence[CommitmentFigures], *, language: str, consultation: Consultation | None = None
) -> list[Block]:
    """A chapter with a table of the commitments, then one by one those that have milestones or evidence.

    What was decided before the consultation says so, where a consultation is given.
    """
    blocks: list[Block] = [Heading(title)]
    if not found:
        return [*blocks, Paragraph(_("There is no commitment to tell about."))]
    blocks.append(plan_table(_("Who is to do what by when"), found, language, consultation))
    told = [it for it in found if it.commitment.milestones or it.commitment.evidence]
    if told:
        blocks.append(Heading(_("Milestones and evidence"), 2))
    if any(evidence.is_public for it in told for evidence in it.commitment.evidence):
        rule = _(
            "Evidence counts where it has a day, everybody can see it, it says where it is from, its link opens, and it is "
            "about what was undertaken."
        )
        blocks.append(Paragraph(rule))
    return [*blocks, *(block for it in told for block in _milestones_and_evidence(it, language))]


def plan_table(
    caption: str, found: Sequence[CommitmentFigures], language: str, consultation: Consultation | None
) -> Table:
    """Each commitment with who, by when, as first promised where that was another day, how it stands, and where it is written.

    How it stands is the state and how many of its milestones are reached. Where it is written is left out where that is
    told of none.
    """
    header = (_("What is to be done"), _("Responsible"), _("By when"), _("State"), _("Source"))
    rows = tuple(
        (
            content_cell(it.commitment.text, language),
            content_cell(it.commitment.responsible, language),
            Cell(_due_text(it.commitment)),
            _state_cell(it),
            Cell(_source(it.commitment, consultation)),
        )
        for it in found
    )
    if all(it.commitment.source is None for it in found):
        return Table(caption, header[:4], tuple(row[:4] for row in rows), widths=(0.4, 0.22, 0.2, 0.18))
    return Table(caption, header, rows, widths=(0.34, 0.19, 0.16, 0.12, 0.19))


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


def _state_cell(figures: CommitmentFigures) -> Cell:
    # That no date is promised stands beside, where the date would.
    open_later = figures.state in (PlanState.LATER, PlanState.NO_DAY)
    state = _("Open") if open_later else label(figures.state)
    reached = figures.reached
    if not reached.base:
        return Cell(state)
    text = ngettext(
        "%(reached)s of %(n)s milestone reached",
        "%(reached)s of %(n)s milestones reached",
        reached.base,
        reached=figure_text(reached),
    )
    return telling_cell(f"{state}\n{text}", [reached])


def _milestones_and_evidence(figures: CommitmentFigures, language: str) -> list[Block]:
    commitment = figures.commitment
    blocks: list[Block] = [Heading(commitment.text, 3, marked(language))]
    if commitment.source:
        blocks.append(Paragraph(commitment.source.title, marked(language), quiet=True))
    if commitment.milestones:
        blocks.append(_milestone_table(commitment.milestones, language))
    public = [it for it in commitment.evidence if it.is_public]
    counted = tuple(_evidence_text(it) for it in public if it.counts)
    others = tuple(_evidence_text(it) for it in public if not it.counts)
    if counted:
        blocks += [Paragraph(_("Public evidence:")), BulletList(counted, marked(language))]
    if others:
        told = _("Public, but it does not count as evidence of what was delivered:")
        blocks += [Paragraph(told), BulletList(others, marked(language))]
    return [*blocks, *_internal_note(figures.internal_evidence, commitment)]


def _milestone_table(milestones: Sequence[Milestone], language: str) -> Table:
    rows = tuple(
        (content_cell(it.text, language), Cell(_due_text(it)), Cell(_milestone_state(it))) for it in milestones
    )
    return Table(_("Milestones"), (_("Milestone"), _("Due"), _("State")), rows, widths=(0.5, 0.25, 0.25))


def _milestone_state(milestone: Milestone) -> str:
    if milestone.reached_on:
        return _("Reached %(date)s", date=day_text(milestone.reached_on))
    return pgettext("milestone", "Dropped") if milestone.is_dropped else pgettext("milestone", "Open")


def _evidence_text(evidence: Evidence) -> str:
    parts = [evidence.text, evidence.document, evidence.url, evidence.on.isoformat() if evidence.on else ""]
    return " · ".join(part for part in parts if part)


def _internal_note(internal: Figure, commitment: Commitment) -> list[Block]:
    if not internal.value:
        public = any(it.is_public for it in commitment.evidence)
        return [] if public else [telling(_("There is no evidence of delivery."), internal, quiet=True)]
    text = ngettext(
        "%(number)s piece of evidence can be seen by the department only.",
        "%(number)s pieces of evidence can be seen by the department only.",
        int(internal.value),
        number=figure_text(internal),
    )
    return [telling(text, internal, quiet=True)]
